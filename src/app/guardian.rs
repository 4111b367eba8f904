//! Keeps what is not saved against a crash, on a thread of its own: a while
//! after the last change, and never longer after the first.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::{Duration, Instant};

use crate::domain::profile::Profile;
use crate::store::locked::Key;
use crate::store::recovery::{About, Journal, LeftOver};

/// A company with changes that are in no file.
#[derive(Debug, Clone)]
pub struct Pending {
    /// What they belong to.
    pub about: About,
    /// The company.
    pub profile: Arc<Profile>,
    /// Its key, where it is locked.
    pub key: Option<Arc<Key>>,
}

impl Pending {
    /// Whether it is the same company, with the same changes, to be kept in
    /// the same way.
    #[must_use]
    pub fn is_same(&self, other: &Self) -> bool {
        let key = |pending: &Self| pending.key.as_ref().map(Arc::as_ptr);
        let about = |pending: &Self| (pending.about.path.clone(), pending.about.stamp.clone());
        Arc::ptr_eq(&self.profile, &other.profile) && key(self) == key(other) && about(self) == about(other)
    }
}

/// How often it is written.
#[derive(Debug, Clone, Copy)]
pub struct Pace {
    /// So long after the last change.
    pub after: Duration,
    /// At most so long after the first one that is not kept.
    pub apart: Duration,
}

impl Default for Pace {
    fn default() -> Self {
        Self { after: Duration::from_secs(5), apart: Duration::from_secs(30) }
    }
}

enum Message {
    Keep(Box<Pending>),
    Adopt(Box<Pending>, LeftOver),
    Clear,
    End(Sender<()>),
}

/// The thread that keeps.
pub struct Guardian {
    sender: Sender<Message>,
}

/// How long the end of the program waits for it.
const LAST_WAIT: Duration = Duration::from_secs(5);

impl Guardian {
    /// Keeps in the data folder; `tell` is called once where that fails.
    #[must_use]
    pub fn new(data: PathBuf, pace: Pace, tell: impl Fn(String) + Send + 'static) -> Self {
        let (sender, messages) = channel();
        thread::spawn(move || Watch { data, pace, tell, journal: None, told: false }.run(&messages));
        Self { sender }
    }

    fn send(&self, message: Message) {
        // The thread lives as long as this does.
        let _taken = self.sender.send(message);
    }

    /// Keeps this in a while; nothing is unsaved if `None`.
    pub fn keep(&self, pending: Option<Box<Pending>>) {
        self.send(pending.map_or(Message::Clear, Message::Keep));
    }

    /// Keeps this at once, then lets go of what a crash left.
    pub fn adopt(&self, pending: Box<Pending>, left: LeftOver) {
        self.send(Message::Adopt(pending, left));
    }

    /// The program ends as it should: nothing is kept.
    pub fn end(&self) {
        let (done, wait) = channel();
        self.send(Message::End(done));
        let _ended = wait.recv_timeout(LAST_WAIT);
    }
}

struct Watch<T> {
    data: PathBuf,
    pace: Pace,
    tell: T,
    journal: Option<Journal>,
    told: bool,
}

impl<T: Fn(String)> Watch<T> {
    fn run(mut self, messages: &Receiver<Message>) {
        // What waits, since when, and until when.
        let mut waiting: Option<(Box<Pending>, Instant, Instant)> = None;
        loop {
            let message = match &waiting {
                None => messages.recv().map_err(|_| RecvTimeoutError::Disconnected),
                Some((_, _, due)) => messages.recv_timeout(due.saturating_duration_since(Instant::now())),
            };
            match message {
                Ok(Message::Keep(pending)) => {
                    let now = Instant::now();
                    let since = waiting.map_or(now, |(_, since, _)| since);
                    let due = (now + self.pace.after).min(since + self.pace.apart);
                    waiting = Some((pending, since, due));
                }
                Ok(Message::Adopt(pending, left)) => {
                    waiting = None;
                    if self.write(&pending) {
                        // What stays is asked about at the next start.
                        let _gone = left.discard();
                    }
                }
                Ok(Message::Clear) => {
                    waiting = None;
                    if let Some(journal) = &self.journal {
                        let _gone = journal.clear();
                    }
                }
                Ok(Message::End(done)) => {
                    if let Some(journal) = self.journal.take() {
                        journal.end();
                    }
                    let _told = done.send(());
                    return;
                }
                Err(RecvTimeoutError::Timeout) => {
                    if let Some((pending, ..)) = waiting.take()
                        && !self.write(&pending)
                    {
                        let now = Instant::now();
                        waiting = Some((pending, now, now + self.pace.apart));
                    }
                }
                // The window is gone without a word: what is kept stays.
                Err(RecvTimeoutError::Disconnected) => return,
            }
        }
    }

    fn write(&mut self, pending: &Pending) -> bool {
        // A fault of ours in one try must not be the last one.
        let result = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| self.written(pending)));
        let result = result.unwrap_or_else(|_| Err(crate::store::SaveError::Fault.to_string()));
        if result.is_err() {
            // The folder may be gone: another one next time.
            self.journal = None;
        }
        match &result {
            Err(detail) if !self.told => {
                self.told = true;
                (self.tell)(detail.clone());
            }
            Err(_) => {}
            Ok(()) => self.told = false,
        }
        result.is_ok()
    }

    fn written(&mut self, pending: &Pending) -> Result<(), String> {
        if self.journal.is_none() {
            self.journal = Some(begin(&self.data)?);
        }
        let Some(journal) = &self.journal else { return Ok(()) };
        let kept = journal.keep(&pending.about, &pending.profile, pending.key.as_deref());
        kept.map_err(|error| error.to_string())
    }
}

fn begin(data: &Path) -> Result<Journal, String> {
    Journal::begin(data).map_err(|error| error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::recovery::left_over;

    fn pending(company: &str) -> Pending {
        let mut profile = crate::store::sample("inn").unwrap();
        profile.company = company.to_owned();
        let about = About { path: None, stamp: None, at: chrono::Utc::now() };
        Pending { about, profile: Arc::new(profile), key: None }
    }

    fn guardian(data: &Path, after: u64, apart: u64) -> Guardian {
        let pace = Pace { after: Duration::from_millis(after), apart: Duration::from_millis(apart) };
        Guardian::new(data.to_owned(), pace, |detail| panic!("{detail}"))
    }

    /// Waits for a profile to be kept: the file of the one window there is.
    fn kept(data: &Path) -> Option<String> {
        let until = Instant::now() + Duration::from_secs(20);
        while Instant::now() < until {
            let folder = std::fs::read_dir(data.join("recovery")).ok().and_then(|mut all| all.next());
            let file =
                folder.and_then(|entry| std::fs::read_to_string(entry.ok()?.path().join("profile.ron")).ok());
            if file.is_some() {
                return file;
            }
            thread::sleep(Duration::from_millis(5));
        }
        None
    }

    #[test]
    fn changes_that_never_rest_are_kept_all_the_same() {
        let place = tempfile::tempdir().unwrap();
        // Never so long without a change that it would be written for that.
        let guardian = guardian(place.path(), 3_600_000, 50);
        guardian.keep(Some(Box::new(pending("一"))));
        assert!(kept(place.path()).unwrap().contains("一"));
        guardian.end();
        assert!(left_over(place.path()).is_empty());
    }

    #[test]
    fn a_window_that_dies_leaves_what_was_kept_and_one_that_saved_nothing() {
        let place = tempfile::tempdir().unwrap();
        let dying = guardian(place.path(), 1, 3_600_000);
        dying.keep(Some(Box::new(pending("二"))));
        assert!(kept(place.path()).is_some());
        drop(dying);
        let until = Instant::now() + Duration::from_secs(20);
        let left = loop {
            let left = left_over(place.path());
            if !left.is_empty() || Instant::now() > until {
                break left;
            }
            thread::sleep(Duration::from_millis(5));
        };
        assert_eq!(left[0].profile(None).unwrap().company, "二");
        // The next window takes it over: what was left goes only after that.
        let next = guardian(place.path(), 3_600_000, 3_600_000);
        next.adopt(Box::new(pending("二")), left[0].clone());
        next.end();
        drop(left);
        assert!(left_over(place.path()).is_empty());
    }
}
