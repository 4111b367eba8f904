//! A company whose amounts cannot be taken for anything else, and every way
//! to write them.

use std::collections::HashSet;

use forelock::app::State;
use forelock::domain::bank::{Bank, BankId};
use forelock::domain::calendar::CalendarMonth;
use forelock::domain::holding::{
    AccountClass, Custody, Holding, HoldingId, HoldingKind, LoanRate, Repayment, ReserveMix,
};
use forelock::domain::profile::Profile;
use forelock::domain::yen::Yen;
use forelock::engine::projection::Scope;
use forelock::text::Lang;
use forelock::text::number::{YenUnit, statement_yen};
use rust_decimal::{Decimal, RoundingStrategy};

use super::paper::dec;

/// Every kind of holding, each with an amount of eight digits or so, which
/// also stands in its name; `times` as much of everything.
pub(crate) fn company(times: i64) -> Profile {
    let month = CalendarMonth::new(2026, 10).expect("a month");
    let mut profile = Profile::empty("第73918247商事", month, "借入8371万円");
    for (id, name) in [("b1", "銀行７３９１"), ("b2", "四国第一銀行")] {
        profile.banks.push(Bank::new(BankId(id.into()), name));
    }
    let yen = |n: i64| Yen::whole(n * times);
    let many = |text: &str| dec(text) * Decimal::from(times);
    let bank = |id: &str| BankId(id.into());
    let deposit = |id, account, n| HoldingKind::Deposit { bank: bank(id), account, amount: yen(n) };
    let kinds = [
        ("現金3917243円", HoldingKind::Cash { amount: yen(3_917_243) }),
        ("普通 7,391万", deposit("b1", AccountClass::Ordinary, 73_918_247)),
        ("定期 四千八百万円", deposit("b2", AccountClass::Time, 48_617_389)),
        ("決済用", deposit("b1", AccountClass::Settlement, 29_384_611)),
        ("譲渡性", deposit("b2", AccountClass::Negotiable, 38_471_923)),
        ("ドル 41万", HoldingKind::ForeignDeposit { bank: bank("b1"), usd: many("418637.29") }),
        ("国債", HoldingKind::Jgb { face: yen(37_291_843), coupon: dec("0.011"), months: 94 }),
        (
            "BTC 3.71829枚",
            HoldingKind::Crypto {
                coin: "BTC".into(),
                count: many("3.71829"),
                price: dec("9518273"),
                custody: Custody::Exchange,
                tax_basis: Some(yen(19_283_747)),
            },
        ),
        (
            "円コイン",
            HoldingKind::YenCoin {
                amount: yen(17_839_421),
                reserve: ReserveMix { jgb: dec("0.7"), deposits: dec("0.2") },
            },
        ),
        ("海外のドル", HoldingKind::ForeignCash { usd: many("183947.31") }),
        ("金2719.3g", HoldingKind::Gold { grams: many("2719.3"), price: dec("21847") }),
        ("売掛金", HoldingKind::Receivable { amount: yen(61_748_293), months: 3 }),
        ("買掛金", HoldingKind::Payable { amount: yen(26_918_473), months: 2 }),
        (
            "借入 8371万",
            HoldingKind::Loan {
                bank: Some(bank("b1")),
                balance: yen(83_719_261),
                rate: LoanRate::Fixed(dec("0.0193")),
                repayment: Repayment::EqualPrincipal,
                months: 71,
            },
        ),
    ];
    for (number, (name, kind)) in (1..).zip(kinds) {
        let id: u32 = number;
        profile.holdings.push(Holding { id: HoldingId(format!("h{id}")), name: name.into(), kind });
    }
    profile
}

/// Figures in a text as they would be looked for: without separators, signs
/// of currency, and whatever tells full width from half; a unit of size stays.
pub(crate) fn figures(text: &str) -> Vec<String> {
    let plain: Vec<char> = text.chars().map(half_width).collect();
    let mut found = Vec::new();
    let mut place = 0;
    while let Some(c) = plain.get(place) {
        if !c.is_ascii_digit() {
            place += 1;
            continue;
        }
        let run: String = plain.iter().skip(place).take_while(|c| is_part(**c)).collect();
        place += run.chars().count();
        let after: String = plain.iter().skip(place).take(2).collect();
        let size = ["K", "M", "bn", "tn"].into_iter().find(|size| after.starts_with(size)).unwrap_or("");
        let figure: String = run.chars().filter(|c| *c != ',' && *c != '円').collect();
        found.push(format!("{}{size}", figure.trim_end_matches('.')));
    }
    found
}

fn half_width(c: char) -> char {
    match u32::from(c) {
        wide @ 0xff01..=0xff5e => char::from_u32(wide - 0xfee0).unwrap_or(c),
        _ => c,
    }
}

fn is_part(c: char) -> bool {
    c.is_ascii_digit() || ",.千万百億兆京円".contains(c)
}

/// What gives a company away: its amounts in all spellings.
pub(crate) struct Secrets(HashSet<String>);

impl Secrets {
    /// The amounts of a state: what is held, the sums, every month of every
    /// line.
    pub(crate) fn of(state: &State) -> Self {
        let mut found = HashSet::new();
        for text in ["418637.29", "3.71829", "183947.31", "2719.3", "9518273", "21847"] {
            found.insert(text.to_owned());
        }
        for n in [73_918_247, 48_617_389, 83_719_261, 37_291_843, 19_283_747] {
            spell(Decimal::from(n), true, &mut found);
        }
        for projection in std::iter::once(&state.projection).chain(&state.plan) {
            let sums = [Scope::Assets, Scope::Debts, Scope::Net];
            let lines = projection.lines.iter().map(|line| Scope::Line(&line.id)).chain(sums);
            for scope in lines {
                for month in 0..=projection.months {
                    let value = projection.value(scope, month);
                    spell(value.nominal.get(), month == 0, &mut found);
                    spell(value.real.get(), false, &mut found);
                }
            }
        }
        Self(found)
    }

    /// The texts that hold one of them, each with it.
    pub(crate) fn leaks(&self, texts: &[String]) -> Vec<String> {
        let one = |text: &String| {
            let found =
                figures(text).into_iter().find(|figure| self.0.contains(figure) && !is_law(figure))?;
            Some(format!("{found} in “{text}”"))
        };
        texts.iter().filter_map(one).collect()
    }

    pub(crate) fn count(&self) -> usize {
        self.0.len()
    }
}

/// Whether a figure is the insurance's cap, which the law sets for everybody.
fn is_law(figure: &str) -> bool {
    ["1000万", "10000000", "10M", "10.0M", "10百万", "1000"].contains(&figure)
}

/// To the yen; with a unit of size wherever that leaves three digits or more;
/// `bare` also without a unit, from four digits on.
fn spell(amount: Decimal, bare: bool, found: &mut HashSet<String>) {
    let amount = amount.abs();
    if amount < Decimal::from(100_000) {
        return;
    }
    found.insert(amount.normalize().to_string());
    for lang in [Lang::Ja, Lang::En] {
        for unit in YenUnit::ALL {
            found.extend(figures(&statement_yen(amount, lang, unit)));
        }
    }
    for (power, names) in
        [(3, ["千", "K"].as_slice()), (4, &["万"]), (6, &["百万", "M"]), (8, &["億"]), (9, &["bn"])]
    {
        let scaled = amount / Decimal::from(10_u64.pow(power));
        for decimals in 0..=4 {
            for how in [RoundingStrategy::ToZero, RoundingStrategy::MidpointAwayFromZero] {
                let rounded = scaled.round_dp_with_strategy(decimals, how);
                let figure = format!("{rounded:.*}", usize::try_from(decimals).unwrap_or(0));
                let digits =
                    figure.trim_start_matches(['0', '.']).chars().filter(char::is_ascii_digit).count();
                if digits >= 3 {
                    found.extend(names.iter().map(|name| format!("{figure}{name}")));
                }
                if bare && digits >= 4 {
                    found.insert(figure);
                }
            }
        }
    }
}
