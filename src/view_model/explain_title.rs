//! Which number a derivation is of, in the reader's words.

use rust_decimal::Decimal;

use super::compare::side_name;
use super::difference::Both;
use super::explain::{Asked, Course, Level, Lines, Link, MEDIAN, Often, Place, Subject, Writer, level_name};
use super::history::month_label;
use super::history_words::name;
use super::measure::Measure;
use super::odds::market_label;
use super::slider;
use crate::app::compare::Pair;
use crate::data::episodes::episode;
use crate::data::market_odds::CDS_QUOTES;
use crate::domain::param::Param;
use crate::engine::attribution::Part;
use crate::engine::break_even::Weighing;
use crate::engine::bundle::Bundle;
use crate::engine::chance::result::DOTS;
use crate::engine::plan::Target;
use crate::engine::projection::{RECEIVED_ID, TAX_DUE_ID, Value};
use crate::engine::trace::Term;
use crate::text::{Word, number};

impl Writer<'_> {
    /// What number is asked about, whose, and when.
    #[must_use]
    pub fn title(&self, asked: &Asked) -> String {
        let l = &self.texts.l10n;
        let (place, title) = match asked {
            Asked::Line(place, course, subject) => (Some(place), self.title_of(subject, *course)),
            Asked::Gap(place, subject) => {
                (Some(place), l.msg_explain_of(l.msg_explain_gap(), self.when(subject.month())))
            }
            Asked::Simulated(place, course, point, _) => {
                let last = self.scenario.horizon_months();
                let (what, month) = match point.level {
                    Level::Quantile(MEDIAN) => (l.msg_explain_median(), point.month.min(last)),
                    Level::Quantile(level) => {
                        (l.msg_explain_level(level_name(level, self.texts)), point.month.min(last))
                    }
                    Level::Dot(dot) => (l.msg_explain_dot((dot + 1).to_string(), DOTS.to_string()), last),
                };
                let measure = Measure::new(point.measure, self.scenario).axis_words(self.texts);
                (Some(place), l.msg_aside(self.of(what, month, *course), measure))
            }
            Asked::Mean(course, month) => (None, self.of(l.msg_explain_mean(), *month, *course)),
            Asked::Odds(course, often) => {
                let what = match often {
                    Often::RealLoss => l.msg_chance_tile_loss(),
                    Often::Half => l.msg_chance_tile_half(),
                    Often::BelowZero => l.msg_chance_tile_zero(),
                    Often::PlanAhead => return l.msg_chance_tile_ahead(),
                };
                (
                    None,
                    if *course == Course::Plan { l.msg_aside(what, l.msg_explain_with_plan()) } else { what },
                )
            }
            Asked::Part(pair, month, bundles, real) => (None, self.part(*pair, *month, (bundles, *real))),
            Asked::MarketOdds(place, yearly) => (None, self.market_odds(*place, *yearly)),
            Asked::TieOdds(weighing, yearly) => (None, self.tie_odds(*weighing, *yearly)),
            Asked::Replayed(id, subject) => (None, self.replayed(id, subject)),
        };
        place.map_or_else(|| title.clone(), |place| self.placed(title.clone(), place))
    }

    /// The title of a number that does not stand in the scenario in front as
    /// it is.
    fn placed(&self, title: String, place: &Place) -> String {
        let l = &self.texts.l10n;
        let scenario = place.tab.and_then(|tab| self.profile.scenarios.get(tab));
        let named = match scenario {
            Some(scenario) => l.msg_aside(title, &scenario.name),
            None => title,
        };
        if place.moved.is_empty() {
            return named;
        }
        // A map of a default takes one for granted, and says so.
        let month = place.default_staged(self.profile).map(|month| (Param::DefaultMonth, month.into()));
        let moved = |(param, value): &(Param, Decimal)| {
            let label = self.texts.param(*param, Word::Label);
            l.msg_value_is(l.msg_named(label), slider::value_text(*param, *value, self.texts, self.money))
        };
        let all = place.moved.iter().chain(&month).map(moved).collect::<Vec<_>>();
        l.msg_explain_moved(named, self.texts.join(&all))
    }

    /// A part of the difference between two sides.
    fn part(&self, pair: Pair, month: u16, (bundles, real): (&[Bundle], bool)) -> String {
        let l = &self.texts.l10n;
        let part = Part { bundles: bundles.to_vec(), value: Value::default() };
        let said = Both::of(self.profile, pair).said(&part, self.texts, self.money);
        let name = |side| side_name(self.profile, side, self.texts);
        let between = l.msg_explain_between_sides(name(pair.from), name(pair.to));
        let measure = if real { l.msg_history_real() } else { l.msg_history_nominal() };
        l.msg_explain_of(l.msg_explain_about(between, l.msg_aside(said.label, measure)), self.when(month))
    }

    /// Which quote the odds follow from, within the horizon or a year.
    fn market_odds(&self, place: usize, yearly: bool) -> String {
        let l = &self.texts.l10n;
        let column = if yearly { l.msg_odds_column_rate() } else { l.msg_odds_column_chance() };
        let quote = CDS_QUOTES.get(place).map(|quote| market_label(quote, self.texts)).unwrap_or_default();
        l.msg_aside(quote, column)
    }

    /// By which measure the odds of the tie are, within the horizon or a year.
    fn tie_odds(&self, weighing: Weighing, yearly: bool) -> String {
        let l = &self.texts.l10n;
        let aversion = self.scenario.get(Param::RiskAversion);
        let by = match weighing {
            Weighing::Expected => l.msg_odds_expected(),
            Weighing::Median => l.msg_odds_median(),
            Weighing::Often => l.msg_odds_often(),
            Weighing::Utility => l.msg_odds_utility(number::plain(aversion, aversion.normalize().scale())),
        };
        let title = l.msg_explain_about(l.msg_odds_title(), by);
        // What is not a yearly rate is the probability the title asks for, or
        // by how much one side is ahead at any.
        if yearly { l.msg_aside(title, l.msg_odds_column_rate()) } else { title }
    }

    /// What of an episode, and when.
    fn replayed(&self, id: &str, subject: &Subject) -> String {
        let l = &self.texts.l10n;
        let Some(episode) = episode(id) else { return String::new() };
        let lines = match subject {
            Subject::Value { lines, .. } => self.lines(lines),
            Subject::Frozen { .. } => self.texts.term(Term::Frozen.key(), Word::Label).to_owned(),
            _ => String::new(),
        };
        let when = month_label(episode, subject.month(), self.texts);
        l.msg_explain_of(l.msg_explain_about(name(episode, self.texts), lines), when)
    }

    /// Whose number a subject is, and when.
    fn title_of(&self, subject: &Subject, course: Course) -> String {
        let l = &self.texts.l10n;
        let (lines, month) = match subject {
            Subject::Value { lines, month, .. } => (lines, *month),
            Subject::Change { lines, month, real } => {
                let change = if *real { l.msg_tile_change() } else { l.msg_tile_nominal_change() };
                return self.of(l.msg_explain_about(self.lines(lines), change), *month, course);
            }
            Subject::Relief { month } => return self.of(l.msg_tile_debt_relief(), *month, course),
            Subject::Cause { lines, cause, month } => {
                let cause = self.texts.cause(cause.key(), Word::Label);
                let what = l.msg_explain_about(self.lines(lines), cause);
                return self.of(what, *month, course);
            }
            Subject::Bank { bank, month, link } => {
                let link = match link {
                    Link::BondLoss => l.msg_chain_haircut(),
                    Link::BankLoss => l.msg_chain_loss(),
                    Link::Absorbed => l.msg_chain_buffer(),
                    Link::Shortfall => l.msg_chain_shortfall(),
                    Link::Protected => l.msg_explain_link_protected(),
                    Link::Open => l.msg_explain_link_open(),
                    Link::Loss => l.msg_chain_you(),
                };
                let bank = self.profile.bank(bank).map(|bank| bank.name.clone()).unwrap_or_default();
                return self.of(l.msg_explain_about(bank, link), *month, course);
            }
            Subject::Frozen { month } => {
                let what = self.texts.term(Term::Frozen.key(), Word::Label);
                return self.of(what.to_owned(), *month, course);
            }
            Subject::Usable { month, .. } => return self.of(l.msg_line_usable(), *month, course),
        };
        self.of(self.lines(lines), month, course)
    }

    fn of(&self, what: String, month: u16, course: Course) -> String {
        let l = &self.texts.l10n;
        let what = match course {
            Course::AsIs => what,
            Course::Plan => l.msg_aside(&what, l.msg_explain_with_plan()),
        };
        l.msg_explain_of(what, self.when(month))
    }

    fn lines(&self, lines: &Lines) -> String {
        let l = &self.texts.l10n;
        match lines {
            Lines::Net | Lines::Without(_) => l.msg_explain_net(),
            Lines::Assets => l.msg_explain_assets(),
            Lines::Debts => l.msg_explain_debts(),
            Lines::Class(class) => self.texts.class(*class).to_owned(),
            Lines::Line(id) => self.line(id),
        }
    }

    /// The name of a line: the holding's, or one of the engine's own.
    #[must_use]
    pub fn line(&self, id: &str) -> String {
        let l = &self.texts.l10n;
        let own = [
            (RECEIVED_ID, l.msg_explain_received()),
            (TAX_DUE_ID, l.msg_explain_tax_due()),
            (Target::Crypto.id(), l.msg_explain_plan_crypto()),
            (Target::Dollars.id(), l.msg_explain_plan_dollars()),
            (Target::Gold.id(), l.msg_explain_plan_gold()),
            (Target::Jgb.id(), l.msg_explain_plan_jgb()),
        ];
        if let Some((_, name)) = own.into_iter().find(|(known, _)| *known == id) {
            return name;
        }
        let holding = self.profile.holdings.iter().find(|holding| holding.id.0 == id);
        // Not its id: somebody may have written an amount in it.
        holding.map_or_else(|| number::NO_FIGURE.to_owned(), |holding| holding.name.clone())
    }

    pub(super) fn when(&self, month: u16) -> String {
        let l = &self.texts.l10n;
        if month == 0 { l.msg_explain_today() } else { l.msg_at_month(month.to_string()) }
    }
}
