//! Threads that stay, each on a processor of its own.
//!
//! A thread that is started for a few milliseconds of work often stands behind
//! the one that started it, on the same processor, until the work is over. So
//! there is one thread for each processor, kept there where the system allows,
//! asleep while there is nothing to do.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, OnceLock, PoisonError};
use std::{hint, iter, thread};

use rayon_core::{ThreadPool, ThreadPoolBuilder};

/// The most threads worth having: what they share does not get faster.
const MOST: usize = 16;

/// How many things are worth doing at once here.
#[must_use]
pub fn workers() -> usize {
    thread::available_parallelism().map_or(1, std::num::NonZero::get).min(MOST)
}

fn crew() -> Option<&'static ThreadPool> {
    static CREW: OnceLock<Option<ThreadPool>> = OnceLock::new();
    CREW.get_or_init(|| {
        let places = core_affinity::get_core_ids().unwrap_or_default();
        ThreadPoolBuilder::new()
            .num_threads(workers())
            .thread_name(|i| format!("crew {i}"))
            .start_handler(move |i| {
                if let Some(place) = places.get(i) {
                    // Where it may not choose, the system does.
                    let _kept = core_affinity::set_for_current(*place);
                }
            })
            .build()
            .ok()
    })
    .as_ref()
}

/// Does `task` for each number below `tasks`, several at once; the results in
/// order.
///
/// **Limits**: which thread does which is left open. Without threads to be had
/// everything is done here, one after the other.
pub fn together<T: Send>(tasks: usize, task: impl Fn(usize) -> T + Sync) -> Vec<T> {
    in_turn([0, tasks], tasks > 1, |_| (), task)
}

/// Does `first` for each number below the first of `tasks`, and only then
/// `then` for each below the second; the results of the latter in order. On
/// several threads, if `several`, which are woken but once.
///
/// **Limits**: as [`together`]. A panic in either is handed on once all threads
/// are through; what `first` did not finish is missing for `then`.
pub fn in_turn<T: Send>(
    tasks: [usize; 2],
    several: bool,
    first: impl Fn(usize) + Sync,
    then: impl Fn(usize) -> T + Sync,
) -> Vec<T> {
    let [many, after] = tasks;
    let crew = if several && workers() > 1 { crew() } else { None };
    let Some(crew) = crew else {
        (0..many).for_each(first);
        return (0..after).map(then).collect();
    };
    let (next, next_after, done) = (AtomicUsize::new(0), AtomicUsize::new(0), AtomicUsize::new(0));
    let found = Mutex::new(Vec::with_capacity(after));
    crew.broadcast(|_| {
        for number in taken(&next, many) {
            let _counts = Counts(&done);
            first(number);
        }
        // What is left takes another thread less than going to sleep would.
        let mut turns = 0_u32;
        while done.load(Ordering::Acquire) < many {
            turns = turns.saturating_add(1);
            if turns < SPINS { hint::spin_loop() } else { thread::yield_now() }
        }
        for number in taken(&next_after, after) {
            let result = then(number);
            found.lock().unwrap_or_else(PoisonError::into_inner).push((number, result));
        }
    });
    let mut found = found.into_inner().unwrap_or_else(PoisonError::into_inner);
    found.sort_unstable_by_key(|(number, _)| *number);
    found.into_iter().map(|(_, result)| result).collect()
}

/// The numbers below `tasks` that no other thread has taken.
fn taken(next: &AtomicUsize, tasks: usize) -> impl Iterator<Item = usize> {
    iter::repeat_with(|| next.fetch_add(1, Ordering::Relaxed)).take_while(move |number| *number < tasks)
}

/// How often is looked before another thread gets the processor.
const SPINS: u32 = 10_000;

/// Counts something as done, even where it ends in a panic, so that nobody
/// waits for it.
struct Counts<'a>(&'a AtomicUsize);

impl Drop for Counts<'_> {
    fn drop(&mut self) {
        self.0.fetch_add(1, Ordering::Release);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_comes_then_finds_everything_done() {
        for several in [false, true] {
            let done = AtomicUsize::new(0);
            let first = |_| {
                done.fetch_add(1, Ordering::Relaxed);
            };
            let found = in_turn([40, 7], several, first, |i| (i, done.load(Ordering::Relaxed)));
            assert_eq!(found, (0..7).map(|i| (i, 40)).collect::<Vec<_>>());
        }
    }

    #[test]
    fn a_panic_is_handed_on_and_keeps_nobody_waiting() {
        let first = |i| assert!(i != 3, "on purpose");
        let ended = std::panic::catch_unwind(|| in_turn([9, 4], true, first, |i| i));
        assert!(ended.is_err());
    }

    #[test]
    fn everything_is_done_once_and_in_order() {
        for tasks in [0, 1, 2, 3, 100] {
            assert_eq!(together(tasks, |i| i * i), (0..tasks).map(|i| i * i).collect::<Vec<_>>());
        }
    }

    #[test]
    fn what_is_done_together_may_do_things_together_itself() {
        let sums = together(5, |i| together(3, |j| i * j).into_iter().sum::<usize>());
        assert_eq!(sums, [0, 3, 6, 9, 12]);
    }
}
