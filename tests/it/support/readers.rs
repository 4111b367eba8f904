//! What every reader of something typed or stored keeps to, whatever it is
//! given. Each function takes any bytes and panics where a reader does not;
//! `tests/it/fuzzed.rs` and the fuzzers in `tests/fuzz` call the same ones.
#![allow(unreachable_pub, reason = "the fuzzers take this file in as a module of their own")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::missing_panics_doc,
    reason = "to stop is how a broken rule is reported"
)]

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use forelock::domain::bank::{Bank, BankId};
use forelock::domain::calendar::CalendarMonth;
use forelock::domain::holding::{Holding, HoldingId};
use forelock::domain::origin::Knob;
use forelock::domain::param::{Param, ParamUnit};
use forelock::domain::profile::Profile;
use forelock::domain::risk_factor::{Pair, RiskFactor};
use forelock::domain::validate::{ProblemKind, problems};
use forelock::domain::yen::ENTRY_LIMIT;
use forelock::store::locked::{self, SecretString};
use forelock::store::settings::Settings;
use forelock::store::{LoadError, Stamp, document, read_profile, recovery, write_profile};
use forelock::text::amount::{parse_number, parse_yen};
use forelock::text::number::{editable_yen, plain};
use forelock::text::{Lang, Texts, YenUnit};
use forelock::view_model::form::{self, Control, Field, FieldKey, Input};
use forelock::view_model::money::Money;
use forelock::view_model::{bank_form, problem_text, slider};
use ron::value::RawValue;

const LANGS: [Lang; 2] = [Lang::Ja, Lang::En];

fn texts() -> &'static [Texts; 2] {
    static TEXTS: OnceLock<[Texts; 2]> = OnceLock::new();
    TEXTS.get_or_init(|| LANGS.map(Texts::new))
}

/// A number that the input decides: what would take too long to do for every
/// input is done for some, the same each time (FNV-1a).
fn picked(bytes: &[u8], of: usize) -> usize {
    let hash = |hash: u64, byte: &u8| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
    let hash = bytes.iter().fold(0xcbf2_9ce4_8422_2325, hash);
    usize::try_from(hash >> 40).unwrap_or(0) % of
}

/// What the locked files of the corpus are locked with, and hold.
const LOCKED: (&str, &str) = ("a passphrase to try", "(a: 1)");

/// A locked file opens only as it was locked. Where somebody makes the hash in
/// the first line fit, age itself refuses.
pub fn locked(bytes: &[u8]) {
    static KEY: OnceLock<Arc<locked::Key>> = OnceLock::new();
    let words = SecretString::from(LOCKED.0.to_owned());
    match locked::unlock(bytes, &words) {
        Ok((key, text)) => {
            assert_eq!(text, LOCKED.1.as_bytes());
            let sealed = key.seal(&text).expect("sealed");
            assert_eq!(key.open(&sealed), Ok(text));
        }
        Err(error) => {
            let refused = document::unlock(bytes, Some(&words)).err();
            assert!(!locked::is_locked(bytes) || refused == Some(LoadError::from(error)));
        }
    }
    let payload = bytes.splitn(2, |byte| *byte == b'\n').nth(1).unwrap_or(bytes);
    let hash = Stamp::of(payload).hex();
    let fitting = [format!("Forelock locked profile 1; sha256 {hash}\n").as_bytes(), payload].concat();
    let key = KEY.get_or_init(|| locked::Key::quick(&words).expect("a key"));
    assert!(key.open(&fitting).is_err(), "another key opens nothing");
}

/// What is kept against a crash is read as it was written, or not at all.
pub fn left(bytes: &[u8]) {
    let Some((about, profile)) = recovery::split(bytes) else { return };
    assert!(bytes.ends_with(profile));
    let line = format!("// Forelock recovery; {}\n", serde_json::to_string(&about).expect("written"));
    let written = [line.as_bytes(), profile].concat();
    assert_eq!(recovery::split(&written), Some((about, profile)));
}

/// A file that opens can be saved, and what is saved opens as the same
/// profile, to the last field; one that does not open has its problems
/// named, each at a place that is in the file.
pub fn profile(bytes: &[u8]) {
    match read_profile(bytes) {
        Ok(loaded) => {
            let written = write_profile(&loaded.profile).expect("what opens can be saved");
            let again = read_profile(written.as_bytes()).expect("what was saved opens");
            assert_eq!(again.profile, loaded.profile);
            assert!(!again.changed_outside && !again.newer);
            assert_eq!(write_profile(&again.profile).as_ref(), Ok(&written), "a second save is the same");
        }
        Err(LoadError::Invalid { problems }) => {
            assert!(!problems.is_empty(), "refused without a problem");
            let lines = bytes.split(|byte| *byte == b'\n').count();
            for problem in &problems {
                if let Some(at) = problem.position {
                    assert!((1..=lines).contains(&at.line) && at.column >= 1, "{at:?} of {lines} lines");
                }
            }
            if picked(bytes, 32) == 0 {
                let told = problem_text::load_error(&texts()[1], "x", &LoadError::Invalid { problems });
                assert!(told.iter().all(|line| line.len() > "x: ".len()));
            }
        }
        Err(error) if picked(bytes, 32) == 0 => {
            assert!(!problem_text::load_error(&texts()[0], "x", &error).is_empty());
        }
        Err(_) => {}
    }
}

/// Whatever a first line says, the company below it is the one that is read,
/// or the file is refused.
pub fn head(bytes: &[u8]) {
    static WHOLE: OnceLock<(Profile, String)> = OnceLock::new();
    let (profile, payload) = WHOLE.get_or_init(|| {
        let mut profile = Profile::empty("山あい", CalendarMonth::FIRST, "基準");
        profile.banks.push(Bank::new(BankId("b".into()), "\"A\" // /* )"));
        let whole = write_profile(&profile).expect("a sound sample");
        let payload = whole.split_once('\n').expect("a first line").1.to_owned();
        (profile, payload)
    });
    let line: Vec<u8> = bytes.iter().copied().filter(|byte| *byte != b'\n').collect();
    let file = [b"// Forelock profile;", line.as_slice(), b"\n", payload.as_bytes()].concat();
    if let Ok(loaded) = read_profile(&file) {
        assert_eq!(loaded.profile, *profile);
    }
}

/// The keys of a settings file that this program gives a meaning to.
const KNOWN: [&str; 10] = [
    "language",
    "theme",
    "yen_unit",
    "recent_files",
    "window_size",
    "window_position",
    "left_panel",
    "right_panel",
    "last_view",
    "last_shown",
];

/// Settings always load; what is written loads again as the same, without a
/// warning, and a key of another program version stands there as it stood.
pub fn settings(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let loaded = Settings::parse(&text);
    for warning in loaded.warnings.iter().filter(|_| picked(bytes, 32) == 0) {
        assert!(!problem_text::settings_warning(&texts()[0], warning).is_empty());
    }
    let written = loaded.settings.to_text();
    let again = Settings::parse(&written);
    assert_eq!(again.warnings, [], "{written}");
    assert_eq!(again.settings, loaded.settings, "{written}");
    assert_eq!(again.settings.to_text(), written);
    let (Some(before), Some(after)) = (entries(&text), entries(&written)) else { return };
    for (key, value) in before.iter().filter(|(key, _)| !KNOWN.contains(&key.as_str())) {
        assert_eq!(after.get(key), Some(value), "{key}");
    }
}

/// The entries of a map in RON, as they stand there but for spaces around.
fn entries(text: &str) -> Option<BTreeMap<String, String>> {
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    let read: BTreeMap<String, Box<RawValue>> = ron::from_str(text).ok()?;
    Some(read.into_iter().map(|(key, value)| (key, value.trim().get_ron().to_owned())).collect())
}

/// An amount that is read is whole and within the limit, and is read as the
/// same from the text offered for editing it, in some language and unit; so is
/// a plain number.
pub fn amount(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    for unit in YenUnit::ALL {
        let Ok(amount) = parse_yen(&text, unit) else { continue };
        assert!(amount.is_integer() && amount.abs() <= ENTRY_LIMIT, "{text}: {amount}");
        let pick = picked(bytes, 12);
        let editable = editable_yen(amount, LANGS[pick % 2], YenUnit::ALL[pick / 2]);
        assert_eq!(parse_yen(&editable, unit), Ok(amount), "{text}: {editable}");
    }
    if let Ok(number) = parse_number(&text) {
        assert!(number.abs() <= ENTRY_LIMIT, "{text}: {number}");
        let number = number.normalize();
        assert_eq!(parse_number(&plain(number, number.scale())), Ok(number), "{text}");
    }
}

/// What a field takes can be saved, and the field then shows what gives the
/// same again: a field of a bank, those of a kind of holding, and the one
/// beside a slider (months, percents, prices, counts, names). The input says
/// which, in which language and unit.
pub fn form(bytes: &[u8]) {
    let pick = picked(bytes, 2 * YenUnit::ALL.len());
    let (which, text) = bytes.split_first().map_or((0, bytes), |(first, rest)| (usize::from(*first), rest));
    let text = &*String::from_utf8_lossy(text);
    let texts = &texts()[pick % 2];
    let money = Money { lang: texts.lang, unit: YenUnit::ALL[pick / 2] };
    let mut profile = Profile::empty("x", CalendarMonth::FIRST, "s");
    let bank = Bank::new(BankId("b".into()), "bank");
    profile.banks = vec![bank.clone()];
    // One of eleven kinds of holding, or a bank.
    match which % 12 {
        11 => bank_form(&bank, &mut profile, text, texts),
        kind => {
            let holding = form::new_holding(kind, &profile, texts).expect("there is a bank");
            holding_form(&holding, &mut profile, text, texts, money);
        }
    }
    slider_form(Param::ALL[which % Param::ALL.len()], text, texts, money);
}

fn slider_form(param: Param, text: &str, texts: &Texts, money: Money) {
    let Ok(value) = slider::read(param, text, texts, money) else { return };
    assert!(param.hard().holds(value), "{param:?}: {text:?}");
    assert!(!param.whole() || value.is_integer(), "{param:?}: {text:?}");
    let written = if param.unit() == ParamUnit::Yen {
        format!("{value}円")
    } else {
        (value * param.unit().display_factor()).normalize().to_string()
    };
    assert_eq!(slider::read(param, &written, texts, money), Ok(value), "{param:?}: {text:?}");
}

fn bank_form(bank: &Bank, profile: &mut Profile, text: &str, texts: &Texts) {
    let scenario = profile.active_scenario();
    for field in bank_form::fields(bank, &scenario, texts) {
        let typed =
            |bank: &Bank, text: &str| bank_form::fill(bank, field.key, &Input::Text(text.into()), texts);
        let Ok(filled) = typed(bank, text) else { continue };
        let fields = bank_form::fields(&filled, &scenario, texts);
        if let Some(shown) = shown(&fields, field.key) {
            assert_eq!(typed(&filled, &shown), Ok(filled.clone()), "{text:?}: {shown:?}");
        }
        profile.banks = vec![filled];
        assert_sound(profile, text);
    }
}

fn holding_form(holding: &Holding, profile: &mut Profile, text: &str, texts: &Texts, money: Money) {
    let holding = Holding { id: HoldingId("h".into()), ..holding.clone() };
    for field in form::fields(&holding, profile, texts, money) {
        let typed = |holding: &Holding, text: &str| {
            form::fill(holding, field.key, &Input::Text(text.into()), profile, texts, money)
        };
        let Ok(filled) = typed(&holding, text) else { continue };
        if let Some(shown) = shown(&form::fields(&filled, profile, texts, money), field.key) {
            assert_eq!(typed(&filled, &shown), Ok(filled.clone()), "{text:?}: {shown:?}");
        }
        profile.holdings = vec![filled];
        assert_sound(profile, text);
    }
}

/// What stands in a text field.
fn shown(fields: &[Field], key: FieldKey) -> Option<String> {
    fields.iter().find(|field| field.key == key).and_then(|field| match &field.control {
        Control::Text { value, .. } => Some(value.clone()),
        Control::Choice { .. } | Control::Tick(_) => None,
    })
}

/// Nothing is wrong with a profile but, perhaps, how long a name is: that is
/// said when it is saved.
fn assert_sound(profile: &Profile, text: &str) {
    for problem in problems(profile) {
        assert!(matches!(problem.kind, ProblemKind::TooLong { .. }), "{text:?}: {problem}");
    }
}

/// A name that is known leads back to itself: months, parameters, factors,
/// pairs of them, and whatever else can be moved.
pub fn keys(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    if let Ok(month) = text.parse::<CalendarMonth>() {
        assert_eq!(month.to_string().parse(), Ok(month), "{text}");
    }
    if let Some(param) = Param::from_key(&text) {
        assert_eq!(param.key(), text);
    }
    if let Some(factor) = RiskFactor::from_key(&text) {
        assert_eq!(factor.key(), text);
    }
    if let Some(pair) = Pair::from_key(&text) {
        assert_eq!(Pair::from_key(&pair.key()), Some(pair), "{text}");
    }
    if let Some(knob) = Knob::from_key(&text) {
        assert_eq!(Knob::from_key(&knob.key()), Some(knob), "{text}");
    }
}
