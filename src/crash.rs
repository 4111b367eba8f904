//! A report when the program stops because of a fault of its own: written on
//! this machine, without figures, never sent.

use std::backtrace::Backtrace;
use std::fmt::Write as _;
use std::panic::PanicHookInfo;

use forelock::store::folders::data_folder;
use forelock::store::{PROGRAM_VERSION, save_bytes};
use forelock::text::Texts;

use crate::window::system_language;

/// From now on a panic of any thread leaves a report and a sentence.
pub(crate) fn report_panics() {
    std::panic::set_hook(Box::new(|info| {
        // Nothing here may panic again, and nothing can be told but this.
        let text = report(info, &Backtrace::force_capture().to_string());
        let folder = data_folder().map(|data| data.join("crash"));
        let written = folder.as_ref().is_some_and(|folder| {
            let now = chrono::Utc::now().format("%Y%m%dT%H%M%SZ");
            let file = folder.join(format!("{now}-{}.txt", std::process::id()));
            forelock::store::folders::make_private(folder).is_ok()
                && save_bytes(&file, text.as_bytes()).is_ok()
        });
        match folder.filter(|_| written) {
            Some(folder) => {
                let texts = Texts::new(system_language());
                eprintln!("{}", texts.l10n.msg_crash_report(folder.display().to_string()));
            }
            None => eprintln!("{text}"),
        }
    }));
}

fn report(info: &PanicHookInfo<'_>, trace: &str) -> String {
    let mut text = String::new();
    let place = info.location().map(|at| format!("{}:{}:{}", at.file(), at.line(), at.column()));
    let message = info.payload_as_str().unwrap_or_default();
    // Writing to a String cannot fail.
    let _ = writeln!(
        text,
        "Forelock {PROGRAM_VERSION} on {} {}, stopped at {}\n{}\n\n{trace}",
        std::env::consts::OS,
        std::env::consts::ARCH,
        place.unwrap_or_default(),
        without_figures(message),
    );
    text
}

/// A message with its figures and names blotted out: digits, what stands in
/// quotes, and everything that is not plain English.
fn without_figures(message: &str) -> String {
    let mut shown = String::new();
    let mut quoted = None;
    for c in message.chars().take(400) {
        match quoted {
            Some(end) if c == end => {
                quoted = None;
                shown.push(c);
            }
            Some(_) => {}
            None if matches!(c, '"' | '`' | '\'') => {
                quoted = Some(c);
                shown.push(c);
            }
            None if c.is_ascii_digit() => shown.push('#'),
            None if c.is_ascii() => shown.push(c),
            None => shown.push('·'),
        }
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_and_names_are_blotted_out() {
        let message = "index 12 out of range for `普通預金 5,000,000円`, yen 1234567, 山田";
        assert_eq!(without_figures(message), "index ## out of range for ``, yen #######, ··");
    }
}
