//! How what moves by chance goes together: the lower triangle of correlations
//! a company is exposed to.

use std::collections::BTreeSet;

use rust_decimal::Decimal;
use rust_decimal::prelude::FromPrimitive;

use super::entry;
use crate::domain::holding::HoldingKind;
use crate::domain::param::{Mark, Param};
use crate::domain::profile::Profile;
use crate::domain::risk_factor::{Correlations, Pair, RiskFactor};
use crate::domain::scenario::Scenario;
use crate::engine::chance::correlation;
use crate::text::{Texts, Word, number};

/// A factor, where its row ends and its column begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// Its name where there is little room.
    pub short: String,
    /// Its name.
    pub full: String,
}

/// The correlation of two factors.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    /// Which two.
    pub pair: Pair,
    /// What it is, for the screen reader.
    pub name: String,
    /// As it is kept, −1..=1.
    pub value: Decimal,
    /// As it stands in its field.
    pub text: String,
    /// What to say under the table where it differs from its default.
    pub changed: Option<String>,
    /// Where its default comes from, and how well it is known.
    pub source: String,
}

/// The lower triangle.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Triangle {
    /// Every factor, in order: each has a row but the first, and a column but
    /// the last.
    pub headings: Vec<Heading>,
    /// Row i goes with heading i + 1 and has i + 1 cells.
    pub rows: Vec<Vec<Cell>>,
    /// What to say where the correlations cannot hold together.
    pub note: Option<String>,
    /// Where the defaults come from, a line each.
    pub sources: Vec<String>,
}

/// What a company and its plan are exposed to, and what moves for everybody:
/// the dollar, prices and yields.
#[must_use]
pub fn exposed(profile: &Profile, scenario: &Scenario) -> Vec<RiskFactor> {
    let mut found = BTreeSet::from([RiskFactor::Dollar, RiskFactor::Prices, RiskFactor::Yield]);
    for holding in &profile.holdings {
        match &holding.kind {
            HoldingKind::Crypto { coin, .. } => found.insert(RiskFactor::of_coin(coin)),
            HoldingKind::Gold { .. } => found.insert(RiskFactor::Gold),
            _ => false,
        };
    }
    let moved = |part| scenario.get(Param::PlanShare) > Decimal::ZERO && scenario.get(part) > Decimal::ZERO;
    if moved(Param::PlanCrypto) {
        found.insert(RiskFactor::Btc);
    }
    if moved(Param::PlanGold) {
        found.insert(RiskFactor::Gold);
    }
    found.into_iter().collect()
}

/// The largest difference between the correlations of these factors and the
/// nearest that hold together; nothing where they do.
#[must_use]
pub fn adjusted(correlations: &Correlations, factors: &[RiskFactor]) -> Option<f64> {
    correlation::mixing(correlations, factors).adjusted
}

/// The table of these factors; `adjusted` is what [`adjusted`] says of it.
#[must_use]
pub fn triangle(
    correlations: &Correlations,
    factors: &[RiskFactor],
    adjusted: Option<f64>,
    texts: &Texts,
) -> Triangle {
    let heading = |f: &RiskFactor| Heading {
        short: texts.factor(*f, Word::Short).to_owned(),
        full: texts.factor(*f, Word::Label).to_owned(),
    };
    let row = |(i, row): (usize, &RiskFactor)| -> Vec<Cell> {
        let before = factors.iter().take(i);
        before.filter_map(|column| cell(correlations, *column, *row, texts)).collect()
    };
    let rows: Vec<Vec<Cell>> = factors.iter().enumerate().skip(1).map(row).collect();
    let note = adjusted.map(|difference| {
        let difference = Decimal::from_f64(difference).unwrap_or_default();
        texts.l10n.msg_correlation_nearest(number::plain(difference, 2))
    });
    let sources = sources(&rows, texts);
    Triangle { headings: factors.iter().map(heading).collect(), rows, note, sources }
}

fn cell(correlations: &Correlations, column: RiskFactor, row: RiskFactor, texts: &Texts) -> Option<Cell> {
    let l = &texts.l10n;
    let pair = Pair::of(column, row)?;
    let value = correlations.get(column, row);
    let (default, mark) = pair.default_value();
    let name = l.msg_correlation_of(texts.factor(column, Word::Label), texts.factor(row, Word::Label));
    let [a, b] = [column, row].map(|f| texts.factor(f, Word::Short));
    let changed =
        correlations.is_changed(pair).then(|| l.msg_correlation_changed(a, b, shown(value), shown(default)));
    let source = l.msg_sourced(texts.pair_source(pair), texts.mark(mark, Word::Label));
    Some(Cell { pair, name, value, text: shown(value), changed, source })
}

/// Each pair on which a view is taken, then one line for all others.
fn sources(rows: &[Vec<Cell>], texts: &Texts) -> Vec<String> {
    let (mut lines, mut others) = (Vec::new(), false);
    for cell in rows.iter().flatten() {
        if cell.pair.default_value().1 == Mark::NoView {
            others = true;
        } else {
            lines.push(texts.l10n.msg_labelled(&cell.name, &cell.source));
        }
    }
    if others {
        let source = texts.family("pair-no-view", Word::Label);
        let mark = texts.mark(Mark::NoView, Word::Label);
        lines.push(texts.l10n.msg_correlation_others(source, mark));
    }
    lines
}

/// A text of a cell without the zero before its point, where there is
/// little room: `−.32`.
#[must_use]
pub fn narrow(text: &str) -> String {
    match text {
        "0.00" => "0".to_owned(),
        "1.00" => "1".to_owned(),
        "−1.00" => "−1".to_owned(),
        _ => text.replacen("0.", ".", 1),
    }
}

/// Two places, or all there are.
fn shown(value: Decimal) -> String {
    number::plain(value, value.normalize().scale().max(2))
}

/// Reads what was typed into a cell.
///
/// # Errors
/// A sentence: not a number, or outside −1..=1, such as `1.01`.
pub fn read(text: &str, texts: &Texts) -> Result<Decimal, String> {
    entry::plain(text, Decimal::NEGATIVE_ONE, Decimal::ONE, texts).map(|value| value.normalize())
}

/// The value some hundredths higher, held within −1..=1.
#[must_use]
pub fn nudged(value: Decimal, hundredths: i64) -> Decimal {
    let next = value.saturating_add(Decimal::new(hundredths, 2));
    next.clamp(Decimal::NEGATIVE_ONE, Decimal::ONE).normalize()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::calendar::CalendarMonth;
    use crate::domain::holding::{Custody, Holding, HoldingId};
    use crate::text::Lang;
    use RiskFactor as F;

    fn company(coins: &[&str]) -> Profile {
        let mut profile = Profile::empty("x", CalendarMonth::new(2026, 10).unwrap(), "s");
        for coin in coins {
            let kind = HoldingKind::Crypto {
                coin: (*coin).to_owned(),
                count: Decimal::ONE,
                price: Decimal::ONE,
                custody: Custody::Own,
                tax_basis: None,
            };
            profile.holdings.push(Holding { id: HoldingId((*coin).into()), name: (*coin).into(), kind });
        }
        profile
    }

    #[test]
    fn only_what_the_company_or_its_plan_holds_is_asked_for() {
        let mut profile = company(&[]);
        assert_eq!(exposed(&profile, &profile.active_scenario()), [F::Dollar, F::Prices, F::Yield]);
        profile.plan.set(Param::PlanShare, Decimal::new(5, 1));
        profile.plan.set(Param::PlanGold, Decimal::ONE);
        let with_plan = exposed(&profile, &profile.active_scenario());
        assert_eq!(with_plan, [F::Dollar, F::Btc, F::Gold, F::Prices, F::Yield]);
        let profile = company(&["SOL", "xrp", "ETH"]);
        let three = exposed(&profile, &profile.active_scenario());
        assert_eq!(three, [F::Dollar, F::Eth, F::Xrp, F::OtherCoin, F::Prices, F::Yield]);
    }

    #[test]
    fn a_cell_says_what_it_is_and_where_it_comes_from() {
        let texts = Texts::new(Lang::Ja);
        let mut moved = Correlations::default();
        let factors = [F::Dollar, F::Btc, F::Eth];
        let table = triangle(&moved, &factors, None, &texts);
        assert_eq!(table.rows.iter().map(Vec::len).collect::<Vec<_>>(), [1, 2]);
        let cell = &table.rows[1][1];
        assert_eq!((cell.name.as_str(), cell.text.as_str()), ("ビットコインとイーサの相関", "0.74"));
        assert!(cell.source.contains("2017年9月") && cell.changed.is_none(), "{}", cell.source);
        assert_eq!((table.sources.len(), table.note), (3, None));
        moved.set(cell.pair, Decimal::new(-305, 3));
        let table = triangle(&moved, &factors, Some(0.118), &texts);
        assert_eq!(table.rows[1][1].text, "−0.305");
        assert!(table.rows[1][1].changed.as_ref().is_some_and(|c| c.contains("初期値 0.74")));
        assert!(table.note.is_some_and(|n| n.contains("0.12")));
    }

    #[test]
    fn what_is_typed_is_held_between_minus_one_and_one() {
        let texts = Texts::new(Lang::En);
        assert_eq!(read("−0.30", &texts).unwrap().to_string(), "-0.3");
        assert_eq!(read("０．５", &texts).unwrap().to_string(), "0.5");
        assert!(read("1.01", &texts).unwrap_err().contains('1'));
        assert!(read("x", &texts).is_err());
        assert_eq!(read(".74", &texts).unwrap().to_string(), "0.74");
        assert_eq!(nudged(Decimal::new(98, 2), 5), Decimal::ONE);
        assert_eq!(["0.00", "−0.32", "0.74", "1.00"].map(narrow), ["0", "−.32", ".74", "1"]);
    }
}
