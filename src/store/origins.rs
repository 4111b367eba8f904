//! Who set what, as it stands in a file.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::from_file::Reader;
use super::nearest::nearest;
use super::problem::FileProblemKind;
use super::v1::{OriginV1, SetByV1};
use crate::domain::origin::{Knob, Origin, Origins, SetBy, Stance};
use crate::domain::param::Param;

/// How a day is written.
const DAY: &str = "%Y-%m-%d";

impl From<SetByV1> for SetBy {
    fn from(by: SetByV1) -> Self {
        match by {
            SetByV1::Hand => Self::Hand,
            SetByV1::Preset(key) => Self::Preset(key),
            SetByV1::Episode(key) => Self::Episode(key),
            SetByV1::Claim(key) => Self::Claim(key),
        }
    }
}

impl From<&Origin> for OriginV1 {
    fn from(origin: &Origin) -> Self {
        let by = match &origin.by {
            SetBy::Hand => SetByV1::Hand,
            SetBy::Preset(key) => SetByV1::Preset(key.clone()),
            SetBy::Episode(key) => SetByV1::Episode(key.clone()),
            SetBy::Claim(key) => SetByV1::Claim(key.clone()),
        };
        Self { by, on: origin.on.map(|day| day.format(DAY).to_string()) }
    }
}

/// Origins as a file holds them.
pub(super) fn written(origins: &Origins) -> BTreeMap<String, OriginV1> {
    origins.iter().map(|(knob, origin)| (knob.key(), origin.into())).collect()
}

impl Reader {
    /// Who set what was moved. What a file says about anything else is left:
    /// somebody took the number out by hand.
    pub(super) fn origins(
        &mut self,
        place: &str,
        file: BTreeMap<String, OriginV1>,
        moved: &BTreeMap<Knob, Stance>,
    ) -> Origins {
        let mut origins = Origins::default();
        for (key, OriginV1 { by, on }) in file {
            if self.is_full() {
                return origins;
            }
            let field = format!("{place}.{key}");
            let Some(knob) = Knob::from_key(&key) else {
                let near = nearest(&key, Param::ALL.iter().map(|param| param.key())).map(str::to_owned);
                self.push(&field, FileProblemKind::UnknownParam { found: key, near });
                continue;
            };
            let on = on.and_then(|text| self.day(&format!("{field}.on"), text));
            if moved.contains_key(&knob) {
                origins.set(knob, Origin { by: by.into(), on });
            }
        }
        origins
    }

    fn day(&mut self, field: &str, text: String) -> Option<NaiveDate> {
        let day = NaiveDate::parse_from_str(&text, DAY).ok().filter(|_| text.len() == 10);
        if day.is_none() {
            self.push(field, FileProblemKind::NotADay { found: text });
        }
        day
    }
}
