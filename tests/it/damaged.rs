//! A profile file with damage anywhere: every byte to every value, every bit
//! turned, every length it can be cut to. It is refused, or said to have been
//! changed, or it is the same company to the last field; never quietly
//! another one, and never the end of the program.
//!
//! A default run takes positions and values spread over the whole file;
//! `FORELOCK_WHOLE=1` takes every one.
#![expect(clippy::expect_used, clippy::panic, reason = "the functions that tests share are tests too")]

use std::panic::{AssertUnwindSafe, catch_unwind};

use forelock::domain::profile::Profile;
use forelock::store::{LoadError, Loaded, read_profile, sample, write_profile};

use crate::support::whole;

/// A file as the program writes it, and the profile in it.
struct Original {
    profile: Profile,
    text: String,
}

impl Original {
    /// A sample, cut to a few holdings of different kinds.
    fn small() -> Self {
        let mut profile = sample("trading").expect("a sample");
        let mut seen = Vec::new();
        profile.holdings.retain(|line| {
            let kind = std::mem::discriminant(&line.kind);
            let new = !seen.contains(&kind);
            seen.push(kind);
            new
        });
        profile.scenarios.truncate(1);
        profile.active = 0;
        Self::of(profile)
    }

    fn of(profile: Profile) -> Self {
        let text = write_profile(&profile).expect("a sound profile");
        Self { profile, text }
    }

    /// The same, who set what included.
    fn is(&self, read: &Profile) -> bool {
        *read == self.profile && write_profile(read).as_deref() == Ok(self.text.as_str())
    }
}

/// What became of damaged files.
#[derive(Debug, Default, PartialEq, Eq)]
struct Tally {
    /// Not opened, with a problem named.
    refused: u64,
    /// Opened and said to have been changed, or to be a newer program's.
    said: u64,
    /// Opened as exactly the same.
    same: u64,
}

impl Tally {
    fn all(&self) -> u64 {
        self.refused + self.said + self.same
    }

    /// Opens damaged bytes.
    fn take(&mut self, bytes: &[u8], original: &Original, what: &dyn Fn() -> String) {
        let read = catch_unwind(AssertUnwindSafe(|| read_profile(bytes)));
        match read.unwrap_or_else(|_| panic!("{} ends the program", what())) {
            Err(LoadError::Invalid { problems }) => {
                assert!(!problems.is_empty(), "{} is refused without a problem", what());
                self.refused += 1;
            }
            Err(_) => self.refused += 1,
            Ok(Loaded { changed_outside, newer, .. }) if changed_outside || newer => self.said += 1,
            Ok(loaded) => {
                assert!(original.is(&loaded.profile), "{} is quietly another company", what());
                self.same += 1;
            }
        }
    }
}

/// Every `step`th number from a number that differs from place to place.
fn spread(all: usize, step: usize, place: usize) -> impl Iterator<Item = usize> {
    (place % step..all).step_by(step)
}

#[test]
fn every_byte_to_every_value() {
    let original = Original::small();
    let step = if whole() { 1 } else { 67 };
    let mut bytes = original.text.clone().into_bytes();
    let mut tally = Tally::default();
    for at in 0..bytes.len() {
        let kept = bytes[at];
        for value in spread(256, step, at).filter_map(|value| u8::try_from(value).ok()) {
            if value != kept {
                bytes[at] = value;
                tally.take(&bytes, &original, &|| format!("byte {at} from {kept} to {value}"));
            }
        }
        bytes[at] = kept;
    }
    println!("every byte to every value: {} bytes, {} files, {tally:?}", bytes.len(), tally.all());
    // Most damage is in the text, where it is said, or breaks it.
    assert!(tally.refused > tally.all() / 4 && tally.said > tally.all() / 20, "{tally:?}");
    assert!(tally.same < tally.all() / 20, "{tally:?}");
    if whole() {
        assert_eq!(tally.all(), u64::try_from(bytes.len()).expect("a small file") * 255);
    }
}

#[test]
fn every_bit_turned_and_every_length() {
    for key in ["inn", "machine_maker", "trading"] {
        let original = Original::of(sample(key).expect("a sample"));
        let mut bytes = original.text.clone().into_bytes();
        let (mut turned, mut cut) = (Tally::default(), Tally::default());
        let (bits, lengths) = if whole() { (1, 1) } else { (31, 7) };
        for bit in spread(bytes.len() * 8, bits, key.len()) {
            bytes[bit / 8] ^= 1 << (bit % 8);
            turned.take(&bytes, &original, &|| format!("{key}: bit {bit} turned"));
            bytes[bit / 8] ^= 1 << (bit % 8);
        }
        for length in spread(bytes.len(), lengths, key.len()) {
            cut.take(&bytes[..length], &original, &|| format!("{key}: cut to {length}"));
        }
        println!("{key}: {} bytes; bits turned: {turned:?}; cut: {cut:?}", bytes.len());
        assert!(turned.refused > 0 && turned.said > 0 && turned.same < turned.all() / 20, "{turned:?}");
        // Only the last line end can be missed without being missed.
        assert!(cut.refused + 1 >= cut.all() && cut.same == 0, "{cut:?}");
    }
}
