//! A bank as a form.

use rust_decimal::Decimal;

use super::entry;
use super::form::{Control, Field, FieldKey, Input, figure, text};
use super::money;
use crate::domain::bank::Bank;
use crate::domain::param::Param;
use crate::domain::scenario::Scenario;
use crate::text::{Texts, Word};

/// The fields of a bank. Its own figures are empty where the slider counts;
/// the slider's value stands there as a hint.
#[must_use]
pub fn fields(bank: &Bank, scenario: &Scenario, texts: &Texts) -> Vec<Field> {
    let l = &texts.l10n;
    let own = |key, param, value: Option<Decimal>| {
        let label = format!("{} (%)", texts.param(param, Word::Label));
        let value = value.map(entry::editable_percent).unwrap_or_default();
        figure(key, label, value, money::percent(scenario.get(param)))
    };
    vec![
        text(FieldKey::Name, l.msg_bank_name(), bank.name.clone()),
        own(FieldKey::BankJgbShare, Param::BankJgbShare, bank.jgb_share),
        own(FieldKey::BankBuffer, Param::BankBuffer, bank.buffer),
        own(FieldKey::BankOtherLosses, Param::BankOtherLosses, bank.other_losses),
        own(FieldKey::BankStateSupport, Param::StateSupport, bank.state_support),
        own(FieldKey::BankProtectedShare, Param::ProtectedShare, bank.protected_share),
        Field {
            key: FieldKey::SetOff,
            label: l.msg_bank_set_off(),
            control: Control::Tick(bank.set_off),
            locked: None,
        },
    ]
}

/// The bank with one field filled in anew; an empty figure follows the slider.
///
/// # Errors
/// A sentence: no name, not a number, or outside 0 to 100%.
pub fn fill(bank: &Bank, key: FieldKey, input: &Input, texts: &Texts) -> Result<Bank, String> {
    let mut next = bank.clone();
    match (input, key) {
        (Input::Tick(on), _) => next.set_off = *on,
        (Input::Text(text), FieldKey::Name) => {
            if text.trim().is_empty() {
                return Err(texts.l10n.msg_entry_empty_name());
            }
            text.clone_into(&mut next.name);
        }
        (Input::Text(text), _) => {
            let value = if text.trim().is_empty() {
                None
            } else {
                Some(entry::percent(text, Decimal::ZERO, Decimal::ONE, texts)?)
            };
            match key {
                FieldKey::BankJgbShare => next.jgb_share = value,
                FieldKey::BankBuffer => next.buffer = value,
                FieldKey::BankOtherLosses => next.other_losses = value,
                FieldKey::BankStateSupport => next.state_support = value,
                FieldKey::BankProtectedShare => next.protected_share = value,
                _ => {}
            }
        }
        (Input::Choice(_), _) => {}
    }
    Ok(next)
}
