//! A holding as a form: one field after the other, each read on its own.

use rust_decimal::Decimal;

use super::entry;
use super::money::Money;
use crate::domain::bank::BankId;
use crate::domain::holding::{
    AccountClass, Custody, Holding, HoldingId, HoldingKind, LoanRate, Repayment, ReserveMix,
};
use crate::domain::profile::Profile;
use crate::domain::validate::limits;
use crate::domain::yen::{ENTRY_LIMIT, Yen};
use crate::text::Texts;
use crate::text::number::HIDDEN;

/// Names a field of a form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "each is named for the field of HoldingKind it reads")]
pub enum FieldKey {
    Name,
    Amount,
    Bank,
    Account,
    Usd,
    Coupon,
    Months,
    Coin,
    Count,
    Price,
    Custody,
    TaxBasis,
    ReserveJgb,
    ReserveDeposits,
    Grams,
    RateKind,
    Rate,
    Floor,
    Repayment,
    SetOff,
    BankJgbShare,
    BankBuffer,
    BankOtherLosses,
    BankStateSupport,
    BankProtectedShare,
}

/// How a field is filled in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Control {
    /// By typing.
    Text {
        /// What stands in it.
        value: String,
        /// What stands there while it is empty.
        hint: String,
        /// Whether it is a figure, and so stands to the right.
        figure: bool,
    },
    /// By choosing.
    Choice {
        /// What can be chosen.
        options: Vec<String>,
        /// The one chosen.
        selected: usize,
    },
    /// By ticking.
    Tick(bool),
}

/// One field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    /// Which.
    pub key: FieldKey,
    /// Its label.
    pub label: String,
    /// How it is filled in.
    pub control: Control,
    /// Why it cannot be filled in now, if so.
    pub locked: Option<String>,
}

/// What was filled in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Input {
    /// Typed.
    Text(String),
    /// Chosen.
    Choice(usize),
    /// Ticked or not.
    Tick(bool),
}

pub(super) fn text(key: FieldKey, label: String, value: String) -> Field {
    Field { key, label, control: Control::Text { value, hint: String::new(), figure: false }, locked: None }
}

pub(super) fn figure(key: FieldKey, label: String, value: String, hint: String) -> Field {
    Field { key, label, control: Control::Text { value, hint, figure: true }, locked: None }
}

fn choice(key: FieldKey, label: String, options: Vec<String>, selected: usize) -> Field {
    Field { key, label, control: Control::Choice { options, selected }, locked: None }
}

/// While amounts are hidden: fields that hold one show that there is
/// something, names what stands for them, and neither can be changed.
#[must_use]
pub fn hidden(mut fields: Vec<Field>, texts: &Texts) -> Vec<Field> {
    use FieldKey as K;
    for field in &mut fields {
        let amount = matches!(field.key, K::Amount | K::Usd | K::Count | K::Price | K::TaxBasis | K::Grams);
        if !amount && !matches!(field.key, K::Name | K::Coin) {
            continue;
        }
        field.locked = Some(texts.l10n.msg_hide_locked());
        if let (true, Control::Text { value, .. }) = (amount, &mut field.control) {
            HIDDEN.clone_into(value);
        }
    }
    fields
}

const ACCOUNTS: [AccountClass; 4] =
    [AccountClass::Ordinary, AccountClass::Time, AccountClass::Settlement, AccountClass::Negotiable];

fn position<T: PartialEq>(all: &[T], one: &T) -> usize {
    all.iter().position(|x| x == one).unwrap_or(0)
}

/// The fields of a holding, in order.
#[must_use]
pub fn fields(holding: &Holding, profile: &Profile, texts: &Texts, money: Money) -> Vec<Field> {
    let l = &texts.l10n;
    let yen = |key, label, amount: &Yen| figure(key, label, entry::editable(*amount, money), String::new());
    let number = |key, label, value: &Decimal| figure(key, label, entry::shown(*value), String::new());
    let percent =
        |key, label, value: &Decimal| figure(key, label, entry::editable_percent(*value), String::new());
    let months = |label, value: &u16| figure(FieldKey::Months, label, value.to_string(), String::new());
    let bank = |id: &BankId| {
        let options = profile.banks.iter().map(|b| b.name.clone()).collect();
        let selected = profile.banks.iter().position(|b| &b.id == id).unwrap_or(0);
        choice(FieldKey::Bank, l.msg_field_bank(), options, selected)
    };
    let mut fields = vec![text(FieldKey::Name, l.msg_field_name(), holding.name.clone())];
    fields.extend(match &holding.kind {
        HoldingKind::Cash { amount } => vec![yen(FieldKey::Amount, l.msg_field_amount(), amount)],
        HoldingKind::Deposit { bank: id, account, amount } => vec![
            bank(id),
            choice(
                FieldKey::Account,
                l.msg_field_account(),
                vec![
                    l.msg_account_ordinary(),
                    l.msg_account_time(),
                    l.msg_account_settlement(),
                    l.msg_account_negotiable(),
                ],
                position(&ACCOUNTS, account),
            ),
            yen(FieldKey::Amount, l.msg_field_amount(), amount),
        ],
        HoldingKind::ForeignDeposit { bank: id, usd } => {
            vec![bank(id), number(FieldKey::Usd, l.msg_field_usd(), usd)]
        }
        HoldingKind::ForeignCash { usd } => vec![number(FieldKey::Usd, l.msg_field_usd(), usd)],
        HoldingKind::Jgb { face, coupon, months: left } => vec![
            yen(FieldKey::Amount, l.msg_field_face(), face),
            percent(FieldKey::Coupon, l.msg_field_coupon(), coupon),
            months(l.msg_field_months_left(), left),
        ],
        HoldingKind::Crypto { coin, count, price, custody, tax_basis } => vec![
            text(FieldKey::Coin, l.msg_field_coin(), coin.clone()),
            number(FieldKey::Count, l.msg_field_count(), count),
            number(FieldKey::Price, l.msg_field_price_coin(), price),
            choice(
                FieldKey::Custody,
                l.msg_field_custody(),
                vec![l.msg_custody_exchange(), l.msg_custody_own()],
                usize::from(*custody == Custody::Own),
            ),
            figure(
                FieldKey::TaxBasis,
                l.msg_field_tax_basis(),
                tax_basis.map(|b| entry::editable(b, money)).unwrap_or_default(),
                l.msg_field_tax_basis_hint(),
            ),
        ],
        HoldingKind::YenCoin { amount, reserve } => vec![
            yen(FieldKey::Amount, l.msg_field_amount(), amount),
            percent(FieldKey::ReserveJgb, l.msg_field_reserve_jgb(), &reserve.jgb),
            percent(FieldKey::ReserveDeposits, l.msg_field_reserve_deposits(), &reserve.deposits),
        ],
        HoldingKind::Gold { grams, price } => vec![
            number(FieldKey::Grams, l.msg_field_grams(), grams),
            number(FieldKey::Price, l.msg_field_price_gram(), price),
        ],
        HoldingKind::Receivable { amount, months: due } | HoldingKind::Payable { amount, months: due } => {
            vec![yen(FieldKey::Amount, l.msg_field_amount(), amount), months(l.msg_field_months_due(), due)]
        }
        HoldingKind::Loan { .. } => loan_fields(&holding.kind, profile, texts, money),
    });
    fields
}

fn loan_fields(kind: &HoldingKind, profile: &Profile, texts: &Texts, money: Money) -> Vec<Field> {
    let l = &texts.l10n;
    let HoldingKind::Loan { bank, balance, rate, repayment, months } = kind else { return Vec::new() };
    let lenders: Vec<String> =
        std::iter::once(l.msg_no_bank()).chain(profile.banks.iter().map(|b| b.name.clone())).collect();
    let lender = bank
        .as_ref()
        .and_then(|id| profile.banks.iter().position(|b| &b.id == id))
        .map_or(0, |i| i.saturating_add(1));
    let floating = matches!(rate, LoanRate::Floating { .. });
    let percent = |key, label, value| figure(key, label, entry::editable_percent(value), String::new());
    let mut fields = vec![
        choice(FieldKey::Bank, l.msg_field_lender(), lenders, lender),
        figure(FieldKey::Amount, l.msg_field_balance(), entry::editable(*balance, money), String::new()),
        choice(
            FieldKey::RateKind,
            l.msg_field_rate_kind(),
            vec![l.msg_rate_fixed(), l.msg_rate_floating()],
            usize::from(floating),
        ),
        percent(FieldKey::Rate, l.msg_field_rate(), rate.today()),
    ];
    if let LoanRate::Floating { floor, .. } = rate {
        fields.push(percent(FieldKey::Floor, l.msg_field_floor(), *floor));
    }
    fields.push(choice(
        FieldKey::Repayment,
        l.msg_field_repayment(),
        vec![l.msg_repay_bullet(), l.msg_repay_equal()],
        usize::from(*repayment == Repayment::EqualPrincipal),
    ));
    fields.push(figure(FieldKey::Months, l.msg_field_months_left(), months.to_string(), String::new()));
    fields
}

/// The holding with one field filled in anew.
///
/// # Errors
/// A sentence in the reader's language on what is wrong with the input, such
/// as an amount below zero.
pub fn fill(
    holding: &Holding,
    key: FieldKey,
    input: &Input,
    profile: &Profile,
    texts: &Texts,
    money: Money,
) -> Result<Holding, String> {
    let mut next = holding.clone();
    match input {
        Input::Choice(index) => choose(&mut next.kind, key, *index, profile),
        Input::Tick(_) => {}
        Input::Text(text) if key == FieldKey::Name => {
            if text.trim().is_empty() {
                return Err(texts.l10n.msg_entry_empty_name());
            }
            text.clone_into(&mut next.name);
        }
        Input::Text(text) => fill_text(&mut next.kind, key, text, texts, money)?,
    }
    Ok(next)
}

fn choose(kind: &mut HoldingKind, key: FieldKey, index: usize, profile: &Profile) {
    let bank_at = |i: usize| profile.banks.get(i).map(|b| b.id.clone());
    match (kind, key) {
        (HoldingKind::Deposit { bank, .. } | HoldingKind::ForeignDeposit { bank, .. }, FieldKey::Bank) => {
            if let Some(id) = bank_at(index) {
                *bank = id;
            }
        }
        (HoldingKind::Loan { bank, .. }, FieldKey::Bank) => *bank = index.checked_sub(1).and_then(bank_at),
        (HoldingKind::Deposit { account, .. }, FieldKey::Account) => {
            *account = ACCOUNTS.get(index).copied().unwrap_or(AccountClass::Ordinary);
        }
        (HoldingKind::Crypto { custody, .. }, FieldKey::Custody) => {
            *custody = if index == 1 { Custody::Own } else { Custody::Exchange };
        }
        (HoldingKind::Loan { rate, .. }, FieldKey::RateKind) => {
            let today = rate.today();
            *rate = if index == 1 {
                LoanRate::Floating { today, floor: Decimal::ZERO }
            } else {
                LoanRate::Fixed(today)
            };
        }
        (HoldingKind::Loan { repayment, .. }, FieldKey::Repayment) => {
            *repayment = if index == 1 { Repayment::EqualPrincipal } else { Repayment::Bullet };
        }
        _ => {}
    }
}

fn fill_text(
    kind: &mut HoldingKind,
    key: FieldKey,
    text: &str,
    texts: &Texts,
    money: Money,
) -> Result<(), String> {
    let yen = || entry::yen(text, texts, money);
    let number = || entry::plain(text, Decimal::ZERO, limits::count(), texts);
    let price_of_one = || entry::price(text, Decimal::ZERO, limits::count(), texts);
    let percent = || entry::percent(text, Decimal::ZERO, Decimal::ONE, texts);
    let months = || entry::months(text, limits::TERM, texts);
    match (kind, key) {
        (
            HoldingKind::Cash { amount }
            | HoldingKind::Deposit { amount, .. }
            | HoldingKind::YenCoin { amount, .. }
            | HoldingKind::Receivable { amount, .. }
            | HoldingKind::Payable { amount, .. }
            | HoldingKind::Jgb { face: amount, .. }
            | HoldingKind::Loan { balance: amount, .. },
            FieldKey::Amount,
        ) => *amount = yen()?,
        (HoldingKind::ForeignDeposit { usd, .. } | HoldingKind::ForeignCash { usd }, FieldKey::Usd) => {
            *usd = number()?;
        }
        (HoldingKind::Jgb { coupon, .. }, FieldKey::Coupon) => *coupon = percent()?,
        (
            HoldingKind::Jgb { months: term, .. }
            | HoldingKind::Receivable { months: term, .. }
            | HoldingKind::Payable { months: term, .. }
            | HoldingKind::Loan { months: term, .. },
            FieldKey::Months,
        ) => *term = months()?,
        (HoldingKind::Crypto { coin, .. }, FieldKey::Coin) => {
            if text.trim().is_empty() {
                return Err(texts.l10n.msg_entry_empty_name());
            }
            text.trim().clone_into(coin);
        }
        (HoldingKind::Crypto { count, price, .. }, FieldKey::Count) => {
            *count = priced(number()?, *price, texts)?;
        }
        (HoldingKind::Crypto { count, price, .. }, FieldKey::Price) => {
            *price = priced(price_of_one()?, *count, texts)?;
        }
        (HoldingKind::Crypto { tax_basis, .. }, FieldKey::TaxBasis) => {
            *tax_basis = if text.trim().is_empty() { None } else { Some(yen()?) };
        }
        (HoldingKind::YenCoin { reserve, .. }, FieldKey::ReserveJgb | FieldKey::ReserveDeposits) => {
            *reserve = mixed(*reserve, key, percent()?, texts)?;
        }
        (HoldingKind::Gold { grams, price }, FieldKey::Grams) => *grams = priced(number()?, *price, texts)?,
        (HoldingKind::Gold { grams, price }, FieldKey::Price) => {
            *price = priced(price_of_one()?, *grams, texts)?;
        }
        (HoldingKind::Loan { rate, .. }, FieldKey::Rate) => {
            let today = percent()?;
            *rate = match *rate {
                LoanRate::Fixed(_) => LoanRate::Fixed(today),
                LoanRate::Floating { floor, .. } => LoanRate::Floating { today, floor },
            };
        }
        (HoldingKind::Loan { rate: LoanRate::Floating { floor, .. }, .. }, FieldKey::Floor) => {
            *floor = percent()?;
        }
        _ => {}
    }
    Ok(())
}

/// `value`, if times `other` it is an amount that can be held.
fn priced(value: Decimal, other: Decimal, texts: &Texts) -> Result<Decimal, String> {
    match value.checked_mul(other) {
        Some(worth) if worth <= ENTRY_LIMIT => Ok(value),
        _ => Err(texts.l10n.msg_entry_too_large(entry::shown(ENTRY_LIMIT))),
    }
}

fn mixed(old: ReserveMix, key: FieldKey, share: Decimal, texts: &Texts) -> Result<ReserveMix, String> {
    let next = match key {
        FieldKey::ReserveJgb => ReserveMix { jgb: share, ..old },
        _ => ReserveMix { deposits: share, ..old },
    };
    if next.jgb.saturating_add(next.deposits) > Decimal::ONE {
        return Err(texts.l10n.msg_entry_shares());
    }
    Ok(next)
}

/// The kinds that can be added, with their names.
#[must_use]
pub fn kinds(texts: &Texts) -> Vec<String> {
    let l = &texts.l10n;
    vec![
        l.msg_kind_cash(),
        l.msg_kind_deposit(),
        l.msg_kind_jgb(),
        l.msg_kind_yen_coin(),
        l.msg_kind_receivable(),
        l.msg_kind_foreign_cash(),
        l.msg_kind_foreign_deposit(),
        l.msg_kind_gold(),
        l.msg_kind_crypto(),
        l.msg_kind_payable(),
        l.msg_kind_loan(),
    ]
}

/// A new, empty holding of a kind, by its place in [`kinds`]; nothing where
/// it needs a bank and there is none.
#[must_use]
pub fn new_holding(index: usize, profile: &Profile, texts: &Texts) -> Option<Holding> {
    let bank = profile.banks.first().map(|b| b.id.clone());
    let amount = Yen::ZERO;
    let kind = match index {
        0 => HoldingKind::Cash { amount },
        1 => HoldingKind::Deposit { bank: bank?, account: AccountClass::Ordinary, amount },
        2 => HoldingKind::Jgb { face: amount, coupon: Decimal::new(1, 2), months: 120 },
        3 => HoldingKind::YenCoin {
            amount,
            reserve: ReserveMix { jgb: Decimal::ZERO, deposits: Decimal::ONE },
        },
        4 => HoldingKind::Receivable { amount, months: 2 },
        5 => HoldingKind::ForeignCash { usd: Decimal::ZERO },
        6 => HoldingKind::ForeignDeposit { bank: bank?, usd: Decimal::ZERO },
        7 => HoldingKind::Gold { grams: Decimal::ZERO, price: Decimal::ZERO },
        8 => HoldingKind::Crypto {
            coin: "BTC".to_owned(),
            count: Decimal::ZERO,
            price: Decimal::ZERO,
            custody: Custody::Exchange,
            tax_basis: None,
        },
        9 => HoldingKind::Payable { amount, months: 2 },
        _ => HoldingKind::Loan {
            bank: None,
            balance: amount,
            rate: LoanRate::Fixed(Decimal::new(15, 3)),
            repayment: Repayment::EqualPrincipal,
            months: 84,
        },
    };
    let name = kinds(texts).get(index).cloned().unwrap_or_default();
    Some(Holding { id: HoldingId(profile.free_holding_id().0), name, kind })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::calendar::CalendarMonth;
    use crate::text::{Lang, YenUnit};

    #[test]
    fn every_kind_can_be_made_and_each_field_takes_its_own_value_back() {
        let texts = Texts::new(Lang::Ja);
        let money = Money { lang: Lang::Ja, unit: YenUnit::Auto };
        let mut profile = Profile::empty("x", CalendarMonth::new(2026, 10).unwrap(), "s");
        assert_eq!(new_holding(1, &profile, &texts), None);
        profile.banks.push(crate::domain::bank::Bank::new(BankId("b1".into()), "A"));
        for i in 0..kinds(&texts).len() {
            let holding = new_holding(i, &profile, &texts).unwrap();
            for field in fields(&holding, &profile, &texts, money) {
                let input = match field.control {
                    Control::Text { value, .. } => Input::Text(value),
                    Control::Choice { selected, .. } => Input::Choice(selected),
                    Control::Tick(on) => Input::Tick(on),
                };
                let same = fill(&holding, field.key, &input, &profile, &texts, money).unwrap();
                assert_eq!(same, holding, "{:?} of kind {i}", field.key);
            }
        }
    }

    #[test]
    fn a_reserve_above_the_whole_is_refused_in_words() {
        let texts = Texts::new(Lang::En);
        let money = Money { lang: Lang::En, unit: YenUnit::Auto };
        let profile = Profile::empty("x", CalendarMonth::new(2026, 10).unwrap(), "s");
        let coin = new_holding(3, &profile, &texts).unwrap();
        let input = Input::Text("1".into());
        let refused = fill(&coin, FieldKey::ReserveJgb, &input, &profile, &texts, money).unwrap_err();
        assert_eq!(refused, "The two shares add up to more than 100%. Lower the other one first.");
    }
}
