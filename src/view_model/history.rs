//! History: the episodes in three lists alike, and one of them as it would go
//! through the company's balance sheet, in the months that were found.

use super::explain::{Asked, Lines, Subject};
use super::history_words::{self, FactRow, letter, month_words, ratio};
use super::history_you::differences;
use super::money::{self, Money};
use super::projection::{Tone, axis_title};
use crate::app::prefs::{Prefs, Replaying};
use crate::data::episodes::{episode, of_group};
use crate::domain::episode::{About, Episode, EpisodeGroup};
use crate::domain::holding::AssetClass;
use crate::domain::profile::Profile;
use crate::domain::yen::Yen;
use crate::engine::door;
use crate::engine::numeraire::Numeraire;
use crate::engine::replay::{Figure, Replay, ReplayMonth, replay};
use crate::text::axis::{self, AxisUnit};
use crate::text::number;
use crate::text::{Texts, Word};

/// One of the three lists.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EpisodeList {
    /// Its name.
    pub name: String,
    /// The same where there is little room.
    pub short: String,
    /// What is in it.
    pub help: String,
    /// Identities and names.
    pub episodes: Vec<(&'static str, String)>,
    /// Which of them is open.
    pub open: Option<usize>,
}

/// A row of the table: a class, or net worth.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HistoryRow {
    /// The class; none for net worth and what is frozen.
    pub class: Option<AssetClass>,
    /// What it is.
    pub label: String,
    /// At the start.
    pub now: String,
    /// In yen of the month.
    pub nominal: String,
    /// In today's purchasing power.
    pub real: String,
    /// Whether it is good news.
    pub tone: Tone,
    /// What explains each of the three, as far as it was found.
    pub explains: [Option<Asked>; 3],
}

/// An episode going through the company.
#[derive(Debug, Clone, PartialEq)]
pub struct OpenEpisode {
    /// Its identity.
    pub id: &'static str,
    /// Its name.
    pub name: String,
    /// When it began.
    pub began: String,
    /// What happened.
    pub story: String,
    /// What its numbers are of: net worth, and what that leaves out.
    pub subject: String,
    /// The result at the month in front, in a sentence.
    pub headline: String,
    /// The months that can be stated.
    pub months: Vec<u16>,
    /// Which of them is in front.
    pub place: usize,
    /// It in words, and each other one.
    pub labels: Vec<String>,
    /// Whether the months run on.
    pub playing: bool,
    /// What the value axis is about.
    pub axis: String,
    /// Its unit.
    pub unit: AxisUnit,
    /// Net worth in today's purchasing power, where prices were found.
    pub real: Vec<(u16, f64)>,
    /// Net worth in yen of the month.
    pub nominal: Vec<(u16, f64)>,
    /// Classes at the month in front, then net worth.
    pub rows: Vec<HistoryRow>,
    /// The dollar, prices, and what is missing.
    pub notes: Vec<String>,
    /// How it differs from the company.
    pub differences: Vec<String>,
    /// What is known and what becomes of it.
    pub facts: Vec<FactRow>,
    /// Who said so.
    pub sources: Vec<String>,
    /// Whose series stand behind the chart.
    pub attribution: String,
}

impl OpenEpisode {
    /// Net worth today, as the replay has it, in the axis unit.
    #[must_use]
    pub fn today(&self) -> Option<f64> {
        self.nominal.first().or(self.real.first()).map(|(_, value)| *value)
    }

    /// The question how net worth in a stated month came about, real or
    /// nominal; none where it was not found.
    #[must_use]
    pub fn asked(&self, month: u16, real: bool) -> Option<Asked> {
        let path = if real { &self.real } else { &self.nominal };
        path.iter().any(|(found, _)| *found == month).then(|| asked(self.id, Lines::Net, month, real))
    }

    /// The question about the month in front: what the sentence says of it.
    #[must_use]
    pub fn asked_in_front(&self) -> Option<Asked> {
        let month = *self.months.get(self.place)?;
        self.asked(month, month > 0).or_else(|| self.asked(month, false))
    }
}

fn asked(episode: &'static str, lines: Lines, month: u16, real: bool) -> Asked {
    let measure = if real { Numeraire::RealYen } else { Numeraire::NominalYen };
    Asked::Replayed(episode, Subject::Value { lines, month, measure })
}

/// The view.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct HistoryView {
    /// The three lists.
    pub lists: Vec<EpisodeList>,
    /// The episode in front.
    pub open: Option<OpenEpisode>,
}

/// Builds the view.
#[must_use]
pub fn history_view(profile: &Profile, texts: &Texts, prefs: Prefs) -> HistoryView {
    let front = prefs.replaying.episode;
    let list = |group: EpisodeGroup| {
        let episodes: Vec<(&'static str, String)> =
            of_group(group).map(|e| (e.id.as_str(), history_words::name(e, texts).to_owned())).collect();
        let key = format!("episode-group-{}", group.key());
        EpisodeList {
            name: texts.family(&key, Word::Label).to_owned(),
            short: texts.family(&key, Word::Short).to_owned(),
            help: texts.family(&key, Word::Help).to_owned(),
            open: episodes.iter().position(|(id, _)| Some(*id) == front),
            episodes,
        }
    };
    let money = Money { lang: texts.lang, unit: prefs.unit };
    HistoryView {
        lists: EpisodeGroup::ALL.into_iter().map(list).collect(),
        open: front.and_then(episode).map(|e| opened(profile, e, prefs.replaying, texts, money)),
    }
}

/// The company through one episode.
#[must_use]
pub fn opened(
    profile: &Profile,
    episode: &'static Episode,
    replaying: Replaying,
    texts: &Texts,
    money: Money,
) -> OpenEpisode {
    let scenario = profile.active_scenario();
    let found = replay(profile, &scenario, episode);
    let place = found.months.iter().rposition(|m| m.month <= replaying.month).unwrap_or(0);
    let labels: Vec<String> = found.months.iter().map(|m| month_label(episode, m.month, texts)).collect();
    let largest = found.months.iter().flat_map(|m| [m.net.nominal, m.net.real]).flatten();
    let top = largest.map(|v| door::amount(v).abs()).fold(0.0, f64::max);
    let unit = axis::axis_unit(top, texts.lang, money.unit);
    let path = |of: fn(&Figure) -> Option<Yen>| {
        let point = |m: &ReplayMonth| of(&m.net).map(|v| (m.month, door::amount(v) / unit.divisor));
        found.months.iter().filter_map(point).collect::<Vec<_>>()
    };
    let shown = |i: usize| found.months.get(i).cloned();
    let (start, now) = (shown(0), shown(place));
    let both = start.as_ref().zip(now.as_ref());
    let label = labels.get(place).cloned().unwrap_or_default();
    OpenEpisode {
        id: &episode.id,
        name: history_words::name(episode, texts).to_owned(),
        began: texts
            .l10n
            .msg_history_began(month_words(episode.start, texts), month_words(episode.base, texts)),
        story: history_words::story(episode, texts).to_owned(),
        subject: subject(profile, &found, texts),
        headline: both
            .map(|(start, now)| headline(profile, episode, &found, (start, now), (&label, texts, money)))
            .unwrap_or_default(),
        months: found.months.iter().map(|m| m.month).collect(),
        place,
        labels,
        playing: replaying.playing,
        axis: axis_title(&unit, &texts.l10n.msg_history_axis(), texts),
        real: path(|f| f.real),
        nominal: path(|f| f.nominal),
        unit,
        rows: both
            .map(|(start, now)| rows(&found, (&episode.id, start, now), texts, money))
            .unwrap_or_default(),
        notes: now.as_ref().map(|now| notes(profile, episode, &found, now, texts)).unwrap_or_default(),
        differences: differences(profile, &scenario, episode, texts, money),
        facts: history_words::fact_rows(episode, texts, money),
        sources: episode.sources.iter().map(|s| source(s, texts)).collect(),
        attribution: attribution(episode, texts),
    }
}

fn source(source: &crate::domain::episode::Source, texts: &Texts) -> String {
    let about = texts.family(&format!("about-{}", source.about.key()), Word::Label);
    texts.l10n.msg_history_source_line(about, &source.cite, letter(source.mark))
}

/// Whose numbers the chart is drawn from.
fn attribution(episode: &Episode, texts: &Texts) -> String {
    let cites: Vec<&str> =
        episode.sources.iter().filter(|s| s.about != About::Terms).map(|s| s.cite.as_str()).collect();
    texts.l10n.msg_history_attribution(cites.join("; "))
}

/// A stated month in words, with the month it stands for.
#[must_use]
pub fn month_label(episode: &Episode, month: u16, texts: &Texts) -> String {
    let date = month_words(episode.base.after(month), texts);
    match month {
        0 => texts.l10n.msg_history_start(date),
        _ => texts.l10n.msg_history_month(i64::from(month), date),
    }
}

/// What the sentence is about: net worth, and what it leaves out.
fn subject(profile: &Profile, found: &Replay, texts: &Texts) -> String {
    let l = &texts.l10n;
    let mut classes: Vec<AssetClass> = profile
        .holdings
        .iter()
        .filter(|h| found.left_out.iter().any(|(id, _)| *id == h.id))
        .map(|h| h.kind.class())
        .chain(found.beside.iter().copied())
        .collect();
    classes.sort_unstable();
    classes.dedup();
    let names: Vec<String> = classes.into_iter().map(|c| texts.class(c).to_owned()).collect();
    let what =
        if names.is_empty() { l.msg_history_net() } else { l.msg_history_net_without(texts.join(&names)) };
    if found.deposits_at_most { l.msg_history_net_at_most(what) } else { what }
}

fn headline(
    profile: &Profile,
    episode: &Episode,
    found: &Replay,
    (start, now): (&ReplayMonth, &ReplayMonth),
    (when, texts, money): (&str, &Texts, Money),
) -> String {
    let l = &texts.l10n;
    if profile.holdings.is_empty() {
        return l.msg_headline_empty();
    }
    let name = history_words::place(episode, texts);
    let what = subject(profile, found, texts);
    let from = start.net.nominal.unwrap_or_default();
    let written = |to: Yen| {
        let change = money::change(from, to).unwrap_or_else(|| money.signed(to.minus(from)));
        (money.statement(from), money.statement(to), change)
    };
    match (now.month, now.net.real, now.net.nominal) {
        (0, ..) => l.msg_history_headline_start(name, what, money.statement(from)),
        (_, Some(to), _) => {
            let (from, to, change) = written(to);
            l.msg_history_headline_real(name, what, from, to, change, when)
        }
        (_, None, Some(to)) => {
            let (from, to, change) = written(to);
            l.msg_history_headline_nominal(name, what, from, to, change, when)
        }
        _ => l.msg_history_headline_none(name, what, when),
    }
}

fn rows(
    found: &Replay,
    (id, start, now): (&'static str, &ReplayMonth, &ReplayMonth),
    texts: &Texts,
    money: Money,
) -> Vec<HistoryRow> {
    let l = &texts.l10n;
    let written = |amount: Option<Yen>| {
        amount.map_or_else(|| l.msg_history_not_sourced(), |amount| money.statement(amount))
    };
    let row = |class: Option<AssetClass>, label: String, [before, then]: [Option<Figure>; 2]| {
        // A class that is not held is worth nothing, and that needs no words.
        let nothing = Figure { nominal: Some(Yen::ZERO), real: Some(Yen::ZERO), dollars: None };
        let figure = then.unwrap_or(nothing);
        let before_yen = before.unwrap_or(nothing).nominal;
        let best = figure.real.or(figure.nominal);
        let lines = class.map_or(Lines::Net, Lines::Class);
        let asks = |of: Option<Yen>, month, real| of.map(|_| asked(id, lines.clone(), month, real));
        HistoryRow {
            class,
            label,
            now: written(before_yen),
            nominal: written(figure.nominal),
            real: written(figure.real),
            tone: best.zip(before_yen).map_or(Tone::Plain, |(then, before)| Tone::of(then.minus(before))),
            explains: [
                asks(before.and_then(|f| f.nominal), start.month, false),
                asks(then.and_then(|f| f.nominal), now.month, false),
                asks(then.and_then(|f| f.real), now.month, true),
            ],
        }
    };
    let figure_of = |month: &ReplayMonth, class| {
        month.classes.iter().find(|(c, _)| *c == class).map(|(_, figure)| *figure)
    };
    let held = |c: &AssetClass| [start, now].iter().any(|m| m.classes.iter().any(|(k, _)| k == c));
    let of_class = |class| {
        let figures = [start, now].map(|month| figure_of(month, class));
        row(Some(class), texts.class(class).to_owned(), figures)
    };
    let (beside, within): (Vec<AssetClass>, Vec<AssetClass>) =
        AssetClass::ALL.into_iter().filter(held).partition(|c| found.beside.contains(c));
    let mut rows: Vec<HistoryRow> = within.into_iter().map(of_class).collect();
    let mut net = l.msg_net_worth();
    if found.deposits_at_most {
        net = l.msg_history_net_at_most(net);
    }
    rows.push(row(None, net, [Some(start.net), Some(now.net)]));
    if now.frozen.is_positive() {
        rows.push(HistoryRow {
            class: None,
            label: l.msg_history_frozen(),
            now: String::new(),
            nominal: money.statement(now.frozen),
            real: String::new(),
            tone: Tone::Plain,
            explains: [None, Some(Asked::Replayed(id, Subject::Frozen { month: now.month })), None],
        });
    }
    rows.extend(beside.into_iter().map(of_class));
    rows
}

/// The dollar and prices in the month in front, and what is missing.
fn notes(
    profile: &Profile,
    episode: &Episode,
    found: &Replay,
    now: &ReplayMonth,
    texts: &Texts,
) -> Vec<String> {
    let l = &texts.l10n;
    let mut said = Vec::new();
    if now.month > 0 {
        let start = found.months.first().and_then(|m| m.net.dollars);
        if let Some((before, then)) = start.zip(now.net.dollars).filter(|(before, _)| *before > 0.0) {
            said.push(l.msg_history_in_dollars(number::signed_percent_f64(then / before - 1.0, 1)));
        }
        said.push(match now.usd_jpy.zip(episode.currency.at(now.month)) {
            Some((rate, p)) => {
                let rate = number::plain(door::fraction(rate), 1);
                l.msg_history_rate(rate, ratio(p.ratio), letter(p.mark))
            }
            None => l.msg_history_rate_none(),
        });
        said.push(match episode.prices.at(now.month) {
            Some(p) if episode.prices.interpolated => {
                l.msg_history_price_level_about(ratio(p.ratio), letter(p.mark))
            }
            Some(p) => l.msg_history_price_level(ratio(p.ratio), letter(p.mark)),
            None => l.msg_history_price_level_none(),
        });
    }
    for why in crate::engine::replay::Absence::ALL {
        let names: Vec<String> = found
            .left_out
            .iter()
            .filter(|(_, reason)| *reason == why)
            .filter_map(|(id, _)| profile.holding(id).map(|h| h.name.clone()))
            .collect();
        if !names.is_empty() {
            let reason = texts.family(&format!("absence-{}", why.key()), Word::Label);
            said.push(l.msg_history_left_out(texts.join(&names), reason));
        }
    }
    if !found.beside.is_empty() {
        let names: Vec<String> = found.beside.iter().map(|c| texts.class(*c).to_owned()).collect();
        said.push(l.msg_history_beside(texts.join(&names)));
    }
    if found.deposits_at_most {
        said.push(l.msg_history_deposits_at_most());
    }
    said.push(l.msg_history_assumed());
    said
}
