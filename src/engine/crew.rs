//! Threads that stay, each on a processor of its own.
//!
//! A thread that is started for a few milliseconds of work often stands behind
//! the one that started it, on the same processor, until the work is over. So
//! there is one thread for each processor, kept there where the system allows,
//! asleep while there is nothing to do.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, OnceLock, PoisonError};
use std::thread;

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
    let crew = if tasks > 1 && workers() > 1 { crew() } else { None };
    let Some(crew) = crew else { return (0..tasks).map(task).collect() };
    let next = AtomicUsize::new(0);
    let done = Mutex::new(Vec::with_capacity(tasks));
    crew.broadcast(|_| {
        loop {
            let number = next.fetch_add(1, Ordering::Relaxed);
            if number >= tasks {
                break;
            }
            let result = task(number);
            done.lock().unwrap_or_else(PoisonError::into_inner).push((number, result));
        }
    });
    let mut done = done.into_inner().unwrap_or_else(PoisonError::into_inner);
    done.sort_unstable_by_key(|(number, _)| *number);
    done.into_iter().map(|(_, result)| result).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

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
