//! Profiles locked with a passphrase.
//!
//! A locked file has a first line of ours and two texts in the age format:
//! the first, for the passphrase, holds a key (`AGE-SECRET-KEY-1…`); the
//! second, for that key, holds the profile. So the passphrase's slow
//! derivation is paid once when the file is opened, not at every save, and
//! any program that knows age can open the file too.
//!
//! The first line holds the SHA-256 of what follows. age refuses a changed
//! text by itself; the line also refuses changes age would not mind, such as
//! another kind of line ends.

use std::fmt;
use std::iter;
use std::sync::Arc;

pub use age::secrecy::{ExposeSecret, SecretString};
use age::{DecryptError, scrypt, x25519};

use super::stamp::Stamp;

/// What a locked file begins with.
const MAGIC: &str = "Forelock locked profile 1; sha256 ";
const BEGIN: &str = "-----BEGIN AGE ENCRYPTED FILE-----";

/// scrypt's work, as a power of two: about a second, and 256 MiB.
const WORK: u8 = 18;
/// The most work a file may ask for: a GiB of memory is more than was ever
/// written.
const MOST_WORK: u8 = 20;

/// The key of a locked profile. It is never printed, and wiped from memory
/// when nobody holds it any more.
pub struct Key {
    identity: x25519::Identity,
    /// The key, locked with the passphrase.
    wrapped: String,
}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Key(…)")
    }
}

/// Why a locked profile does not open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
pub enum UnlockError {
    /// The passphrase is another one.
    #[error("wrong passphrase")]
    WrongPassphrase,
    /// The file is not as it was written.
    #[error("damaged")]
    Damaged,
}

/// Locking failed: the system gave no memory or no random numbers.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not locked: {detail}")]
pub struct LockFailure {
    /// What the library says, in English.
    pub detail: String,
}

fn failure(error: &dyn fmt::Display) -> LockFailure {
    LockFailure { detail: error.to_string() }
}

impl Key {
    /// A new key, locked with this passphrase. Takes about a second.
    ///
    /// # Errors
    /// Where the system gives no memory or no random numbers.
    pub fn new(passphrase: &SecretString) -> Result<Arc<Self>, LockFailure> {
        Self::with_work(passphrase, WORK)
    }

    /// A key whose passphrase is quickly tried out: for tests.
    ///
    /// # Errors
    /// As [`new`](Self::new).
    pub fn quick(passphrase: &SecretString) -> Result<Arc<Self>, LockFailure> {
        Self::with_work(passphrase, 2)
    }

    fn with_work(passphrase: &SecretString, work: u8) -> Result<Arc<Self>, LockFailure> {
        let identity = x25519::Identity::generate();
        let mut recipient = scrypt::Recipient::new(passphrase.clone());
        recipient.set_work_factor(work);
        let secret = identity.to_string();
        let wrapped = age::encrypt_and_armor(&recipient, secret.expose_secret().as_bytes())
            .map_err(|error| failure(&error))?;
        Ok(Arc::new(Self { identity, wrapped }))
    }

    /// The bytes of a locked file with this text in it.
    ///
    /// # Errors
    /// Where the system gives no memory or no random numbers.
    pub fn seal(&self, text: &[u8]) -> Result<Vec<u8>, LockFailure> {
        let sealed =
            age::encrypt_and_armor(&self.identity.to_public(), text).map_err(|error| failure(&error))?;
        let payload = format!("{}\n{}\n", self.wrapped.trim_end(), sealed.trim_end());
        let hash = Stamp::of(payload.as_bytes()).hex();
        Ok(format!("{MAGIC}{hash}\n{payload}").into_bytes())
    }

    /// The text in a file locked with this key, whatever its passphrase.
    ///
    /// # Errors
    /// `Damaged` where the file is not as it was written, or has another key.
    pub fn open(&self, bytes: &[u8]) -> Result<Vec<u8>, UnlockError> {
        let (_, sealed) = parts(bytes)?;
        decrypt(&self.identity, sealed)
    }
}

/// Whether the bytes are a locked profile's, in whatever state.
#[must_use]
pub fn is_locked(bytes: &[u8]) -> bool {
    bytes.starts_with(MAGIC.trim_end().as_bytes())
}

/// Whether a locked file is as it was written, whatever its key.
#[must_use]
pub fn is_whole(bytes: &[u8]) -> bool {
    parts(bytes).is_ok()
}

/// Opens a locked file: its key, for saving it again, and its text. Takes
/// about a second.
///
/// # Errors
/// `WrongPassphrase`, or `Damaged` where the file is not as it was written.
pub fn unlock(bytes: &[u8], passphrase: &SecretString) -> Result<(Arc<Key>, Vec<u8>), UnlockError> {
    let (wrapped, sealed) = parts(bytes)?;
    let mut by_passphrase = scrypt::Identity::new(passphrase.clone());
    by_passphrase.set_max_work_factor(MOST_WORK);
    // The hash says that the file is as written: what is left is the
    // passphrase.
    let secret = decrypt(&by_passphrase, wrapped).map_err(|_| UnlockError::WrongPassphrase)?;
    let secret = String::from_utf8(secret).map_err(|_| UnlockError::Damaged)?;
    let secret = SecretString::from(secret);
    let identity: x25519::Identity = secret.expose_secret().parse().map_err(|_| UnlockError::Damaged)?;
    let text = decrypt(&identity, sealed)?;
    Ok((Arc::new(Key { identity, wrapped: wrapped.to_owned() }), text))
}

/// The two texts of a locked file that is as it was written.
fn parts(bytes: &[u8]) -> Result<(&str, &str), UnlockError> {
    let whole = || -> Option<(&str, &str)> {
        let text = std::str::from_utf8(bytes).ok()?;
        let (hash, payload) = text.strip_prefix(MAGIC)?.split_once('\n')?;
        if Stamp::from_hex(hash)? != Stamp::of(payload.as_bytes()) {
            return None;
        }
        let second = payload.rfind(BEGIN).filter(|&at| at > 0)?;
        Some(payload.split_at(second))
    };
    whole().ok_or(UnlockError::Damaged)
}

fn decrypt(identity: &dyn age::Identity, text: &str) -> Result<Vec<u8>, UnlockError> {
    use std::io::Read as _;
    let armored = age::armor::ArmoredReader::new(text.as_bytes());
    let read = || -> Result<Vec<u8>, DecryptError> {
        let decryptor = age::Decryptor::new(armored)?;
        let mut plain = Vec::new();
        decryptor.decrypt(iter::once(identity))?.read_to_end(&mut plain)?;
        Ok(plain)
    };
    read().map_err(|_| UnlockError::Damaged)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> SecretString {
        SecretString::from(text.to_owned())
    }

    #[test]
    fn what_is_locked_opens_with_its_passphrase_and_its_key_alone() {
        let key = Key::quick(&words("正しい 馬")).unwrap();
        let bytes = key.seal("(秘密: 1)".as_bytes()).unwrap();
        assert!(is_locked(&bytes));
        assert!(!String::from_utf8_lossy(&bytes).contains("秘密"));
        let (again, text) = unlock(&bytes, &words("正しい 馬")).unwrap();
        assert_eq!(text, "(秘密: 1)".as_bytes());
        assert_eq!(key.open(&bytes).unwrap(), text);
        // Saved again without asking for the passphrase, opened with it.
        let later = again.seal(b"2").unwrap();
        assert_eq!(unlock(&later, &words("正しい 馬")).unwrap().1, b"2");
        assert_eq!(unlock(&bytes, &words("正しい馬")).unwrap_err(), UnlockError::WrongPassphrase);
        let other = Key::quick(&words("正しい 馬")).unwrap();
        assert_eq!(other.open(&bytes).unwrap_err(), UnlockError::Damaged);
    }

    #[test]
    fn every_flipped_bit_and_every_truncation_is_refused() {
        let key = Key::quick(&words("p")).unwrap();
        let bytes = key.seal(b"(a: 1)").unwrap();
        for at in 0..bytes.len() {
            for bit in 0..8 {
                let mut flipped = bytes.clone();
                flipped[at] ^= 1 << bit;
                assert!(key.open(&flipped).is_err(), "byte {at}, bit {bit}");
            }
            assert!(key.open(&bytes[..at]).is_err(), "cut at {at}");
        }
        let longer = [&bytes[..], b"\n"].concat();
        assert!(key.open(&longer).is_err());
    }

    /// Somebody who changes the file can make the hash fit; age still refuses.
    #[test]
    fn a_change_with_a_fitting_hash_is_refused() {
        let key = Key::quick(&words("p")).unwrap();
        let text = String::from_utf8(key.seal(&[b'x'; 300]).unwrap()).unwrap();
        let (_, payload) = text.split_once('\n').unwrap();
        for (at, c) in payload.char_indices().filter(|(_, c)| c.is_ascii_alphanumeric()) {
            let other = if c == 'A' { "B" } else { "A" };
            let changed = format!("{}{other}{}", &payload[..at], &payload[at + 1..]);
            let hash = Stamp::of(changed.as_bytes()).hex();
            let bytes = format!("{MAGIC}{hash}\n{changed}");
            assert!(unlock(bytes.as_bytes(), &words("p")).is_err(), "at {at}");
        }
    }
}
