//! Profiles: bytes to a profile and back, and the files they are in.

use std::collections::{HashMap, HashSet};
use std::path::Path;

use ron::extensions::Extensions;
use ron::ser::PrettyConfig;

use super::atomic_write::{SaveError, write_atomically};
use super::format::{self, Head, PROGRAM_VERSION, SCHEMA};
use super::locate::{Place, places, positions};
use super::parse_error;
use super::problem::{FileProblem, FileProblemKind, LoadError};
use super::v1::ProfileV1;
use super::{document, encoding};
use crate::domain::profile::Profile;
use crate::domain::validate;

/// The most bytes a profile file may have: 16 MiB.
pub const MAX_BYTES: u64 = 16 * 1024 * 1024;

/// The most problems that are collected from one file.
pub const MAX_PROBLEMS: usize = 1000;

/// How deeply brackets may stand within brackets when reading.
const READ_DEPTH: usize = 512;
/// The same when writing; lower, so that what was written can be read.
const WRITE_DEPTH: usize = 128;
/// Brackets down to this depth get lines of their own.
const LINE_DEPTH: usize = 3;

/// A profile from a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Loaded {
    /// The profile.
    pub profile: Profile,
    /// The file was changed by something else than Forelock: its first line
    /// does not fit the rest. Its content is sound.
    pub changed_outside: bool,
    /// The file was written by a newer program: open it read-only.
    pub newer: bool,
}

/// Reads a profile from the bytes of a file.
///
/// A text without Forelock's first line is taken as written by hand, in the
/// newest schema.
///
/// # Errors
/// Everything [`LoadError`] names but `Io` and `NotAFile`; `Invalid` holds
/// every problem of the values at once, or the first one of the form.
pub fn read_profile(bytes: &[u8]) -> Result<Loaded, LoadError> {
    if u64::try_from(bytes.len()).unwrap_or(u64::MAX) > MAX_BYTES {
        return Err(LoadError::TooLarge { limit: MAX_BYTES });
    }
    let text = encoding::text(bytes)?;
    let (head, payload) = format::split(text);
    let missing_bytes = match &head {
        Head::Read(header) => header.missing_bytes(payload),
        Head::None | Head::Damaged => None,
    };
    if payload.trim().is_empty() {
        return Err(LoadError::Empty);
    }
    let newer = matches!(&head, Head::Read(header) if header.schema > SCHEMA);
    let profile = parse(text, missing_bytes);
    match (head, profile) {
        (Head::Read(header), Err(_)) if newer => Err(LoadError::NewerVersion {
            schema: header.schema,
            needs: header.reads_from,
            our_schema: SCHEMA,
            ours: PROGRAM_VERSION.to_owned(),
        }),
        (_, Err(problems)) => Err(LoadError::Invalid { problems }),
        (head, Ok(profile)) => {
            let changed_outside = match head {
                Head::Read(header) => !header.matches(payload),
                Head::Damaged => true,
                Head::None => false,
            };
            Ok(Loaded { profile, changed_outside, newer })
        }
    }
}

fn parse(text: &str, missing_bytes: Option<u64>) -> Result<Profile, Vec<FileProblem>> {
    let file = parse_form(text, missing_bytes)?;
    Profile::try_from(file).map_err(|problems| with_positions(text, problems))
}

fn options() -> ron::Options {
    ron::Options::default().with_default_extension(Extensions::IMPLICIT_SOME)
}

/// The form: brackets, names and types.
fn parse_form(text: &str, missing_bytes: Option<u64>) -> Result<ProfileV1, Vec<FileProblem>> {
    let options = options().with_recursion_limit(READ_DEPTH);
    let mut track = serde_path_to_error::Track::new();
    let parsed = ron::Deserializer::from_str_with_options(text, &options).and_then(|mut reader| {
        use serde::Deserialize as _;
        let tracked = serde_path_to_error::Deserializer::new(&mut reader, &mut track);
        let file = ProfileV1::deserialize(tracked).map_err(|error| reader.span_error(error))?;
        reader.end().map_err(|error| reader.span_error(error))?;
        Ok(file)
    });
    parsed.map_err(|error| vec![parse_error::problem(text, &track.path(), error, missing_bytes)])
}

/// Gives each problem the place of its field, and sorts them by it.
fn with_positions(text: &str, problems: Vec<FileProblem>) -> Vec<FileProblem> {
    let fields: Vec<String> = problems.iter().map(|problem| problem.field.clone()).collect();
    let wanted: HashSet<&str> = fields.iter().map(String::as_str).collect();
    let places = places(text, &wanted);
    let mut used = HashMap::new();
    let mut sorted: Vec<(Option<usize>, FileProblem)> = Vec::with_capacity(problems.len());
    for mut problem in problems {
        let place = place_of(&problem, &places, &mut used);
        if let FileProblemKind::BareNumber { found } = &problem.kind
            && let Some(written) = place.and_then(|place| text.get(place.value.clone()))
        {
            let found = if written.is_empty() { found.clone() } else { parse_error::snippet(written) };
            problem.kind = match found.trim_start_matches('-') {
                "NaN" | "inf" => FileProblemKind::NotANumber { found },
                _ => FileProblemKind::BareNumber { found },
            };
        }
        let about_key =
            matches!(problem.kind, FileProblemKind::UnknownParam { .. } | FileProblemKind::Twice { .. });
        let start = place.map(|place| if about_key { place.key.start } else { place.value.start });
        sorted.push((start, problem));
    }
    sorted.sort_by_key(|(start, _)| start.unwrap_or(0));
    let offsets: Vec<usize> = sorted.iter().map(|(start, _)| start.unwrap_or(0)).collect();
    let positions = positions(text, &offsets);
    let found = sorted.into_iter().zip(positions);
    found.map(|((start, problem), at)| FileProblem { position: start.map(|_| at), ..problem }).collect()
}

/// The place a problem is about: of a key that stands there twice, the second
/// and later ones in turn; of any other the first.
fn place_of<'p>(
    problem: &FileProblem,
    places: &'p HashMap<&str, Vec<Place>>,
    used: &mut HashMap<String, usize>,
) -> Option<&'p Place> {
    let places = places.get(problem.field.as_str())?;
    if !matches!(problem.kind, FileProblemKind::Twice { .. }) {
        return places.first();
    }
    let nth = used.entry(problem.field.clone()).or_default();
    *nth += 1;
    places.get(*nth).or_else(|| places.last())
}

/// Reads a profile file. The file is not touched.
///
/// # Errors
/// Everything [`LoadError`] names but `WrongPassphrase`; `Locked` where the
/// file has a passphrase. A file of more than [`MAX_BYTES`] is refused without
/// reading it.
pub fn load(path: &Path) -> Result<Loaded, LoadError> {
    document::read(&document::bytes_of(path)?, None)
}

/// The text of a profile file, first line included. It has been read back and
/// compared.
///
/// # Errors
/// `Invalid` where the profile breaks a rule of [`validate`], `NotReadBack`
/// where the text does not give the same profile again.
pub fn write_profile(profile: &Profile) -> Result<String, SaveError> {
    let problems = validate::problems(profile);
    if !problems.is_empty() {
        return Err(SaveError::Invalid { problems });
    }
    let text = text_of(profile)?;
    match read_profile(text.as_bytes()) {
        // Who set what is no part of what makes profiles equal.
        Ok(loaded)
            if loaded.profile == *profile
                && !loaded.changed_outside
                && same_form(&loaded.profile, profile) =>
        {
            Ok(text)
        }
        _ => Err(SaveError::NotReadBack),
    }
}

/// The text of a profile file, whether it can be read back or not.
///
/// # Errors
/// `NotReadBack` where the profile has no text at all.
pub(super) fn text_of(profile: &Profile) -> Result<String, SaveError> {
    let layout = PrettyConfig::new().new_line("\n").indentor("    ").depth_limit(LINE_DEPTH);
    let payload = options()
        .with_recursion_limit(WRITE_DEPTH)
        .to_string_pretty(&ProfileV1::from(profile), layout)
        .map_err(|_| SaveError::NotReadBack)?;
    Ok(format::with_header(&format!("{payload}\n")))
}

fn same_form(a: &Profile, b: &Profile) -> bool {
    ProfileV1::from(a) == ProfileV1::from(b)
}

/// Writes a profile to a file: a new file beside it takes its place in one
/// step, so that at any moment there is either the old one or the new one,
/// whole. A symbolic link stays one; the file's access rights stay.
///
/// # Errors
/// Everything [`SaveError`] names. The old file is whole after each of them;
/// after `DurabilityUnknown` the new one is in place.
pub fn save(path: &Path, profile: &Profile) -> Result<(), SaveError> {
    let text = write_profile(profile)?;
    write_atomically(path, text.as_bytes())
}
