//! Numbers as they stand in a file: decimal digits in quotes, so that no
//! digit is lost on the way through a float.

use std::fmt;
use std::marker::PhantomData;

use rust_decimal::Decimal;
use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde::ser::{Serialize, Serializer};

use crate::domain::yen::Yen;

/// What stands where a quoted number belongs. A number without quotes is
/// taken in too, so that it can be reported together with everything else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Quoted {
    /// A text in quotes; not yet known to be a number.
    Text(String),
    /// A number without quotes, as far as it survived.
    Bare(String),
}

/// The words of [`Quoted`]'s type errors.
pub(super) const QUOTED_NUMBER: &str = "a number in quotes";

impl From<Decimal> for Quoted {
    fn from(value: Decimal) -> Self {
        let value = if value.is_zero() { Decimal::ZERO } else { value };
        Self::Text(value.to_string())
    }
}

impl From<Yen> for Quoted {
    fn from(amount: Yen) -> Self {
        amount.get().into()
    }
}

impl Serialize for Quoted {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let (Self::Text(text) | Self::Bare(text)) = self;
        serializer.serialize_str(text)
    }
}

impl<'de> Deserialize<'de> for Quoted {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(QuotedVisitor)
    }
}

struct QuotedVisitor;

impl Visitor<'_> for QuotedVisitor {
    type Value = Quoted;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(QUOTED_NUMBER)
    }

    fn visit_str<E>(self, text: &str) -> Result<Quoted, E> {
        Ok(Quoted::Text(text.to_owned()))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Quoted, E> {
        Ok(Quoted::Bare(number.to_string()))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Quoted, E> {
        Ok(Quoted::Bare(number.to_string()))
    }

    fn visit_f64<E>(self, number: f64) -> Result<Quoted, E> {
        Ok(Quoted::Bare(number.to_string()))
    }
}

/// A map of numbers in the order of the file, keys that stand there twice
/// included.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Entries<K>(pub(super) Vec<(K, Quoted)>);

impl<K> Default for Entries<K> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<K> Entries<K> {
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl<K: Serialize> Serialize for Entries<K> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(key, value)| (key, value)))
    }
}

impl<'de, K: Deserialize<'de>> Deserialize<'de> for Entries<K> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(EntriesVisitor(PhantomData))
    }
}

struct EntriesVisitor<K>(PhantomData<K>);

impl<'de, K: Deserialize<'de>> Visitor<'de> for EntriesVisitor<K> {
    type Value = Entries<K>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a map")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Entries<K>, A::Error> {
        let mut entries = Vec::new();
        while let Some(entry) = map.next_entry()? {
            entries.push(entry);
        }
        Ok(Entries(entries))
    }
}
