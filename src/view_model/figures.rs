//! The numbers of a chart as a table: the same ones, to be read, heard and
//! pasted into a spreadsheet.

use super::break_even::BreakEvenView;
use super::breakdown::BreakdownView;
use super::compare::CompareView;
use super::explain::{Asked, Course, Level, Lines, Subject};
use super::fan::FanView;
use super::history::HistoryView;
use super::money::Money;
use super::projection::{EventMark, ProjectionView, axis_title};
use super::sensitivity::SensitivityView;
use crate::domain::calendar::CalendarMonth;
use crate::engine::numeraire::Numeraire;
use crate::text::axis::{self, AxisUnit};
use crate::text::{Texts, number};

/// One cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cell {
    /// A figure, set to the right.
    Figure(String),
    /// Words.
    Words(String),
}

impl Cell {
    /// As it is shown.
    #[must_use]
    pub fn text(&self) -> &str {
        match self {
            Self::Figure(text) | Self::Words(text) => text,
        }
    }

    /// As a spreadsheet reads it, in Japanese and English alike: figures bare,
    /// with a point and an ASCII minus; words never taken for a formula.
    fn plain(&self) -> String {
        match self {
            Self::Figure(text) if text == number::NO_FIGURE => String::new(),
            Self::Figure(text) => {
                text.chars().filter(|c| !",+±".contains(*c)).map(|c| if c == '−' { '-' } else { c }).collect()
            }
            Self::Words(text) if text.starts_with(['=', '+', '-', '@']) => format!("'{}", bare(text)),
            Self::Words(text) => bare(text),
        }
    }
}

/// Words without what would end a cell or a line.
fn bare(text: &str) -> String {
    text.replace(['\t', '\n', '\r'], " ")
}

/// One row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// What the row is, a cell for each of [`Table::heads`].
    pub heads: Vec<Cell>,
    /// A cell for each of [`Table::columns`].
    pub cells: Vec<Cell>,
    /// The month it is about, in a table over time.
    pub month: Option<u16>,
    /// What explains each cell, as far as something does.
    pub explains: Vec<Option<Asked>>,
}

/// A table of figures.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Table {
    /// What it is about, with the unit of its amounts.
    pub title: String,
    /// Names of what rows are told apart by.
    pub heads: Vec<String>,
    /// Names of the columns.
    pub columns: Vec<String>,
    /// The unit of each column's figures; empty where they carry their own.
    pub units: Vec<String>,
    /// The rows.
    pub rows: Vec<Row>,
    /// Whether its rows are months, of which there are more.
    pub over_time: bool,
}

impl Table {
    /// Text to paste into a spreadsheet: a row of names with units, then a row
    /// a line, cells apart by tabs.
    #[must_use]
    pub fn tsv(&self) -> String {
        let named = |(name, unit): (&String, &String)| {
            let name = if unit.is_empty() { name.clone() } else { format!("{name} [{unit}]") };
            Cell::Words(name).plain()
        };
        let heads = self.heads.iter().map(|name| Cell::Words(name.clone()).plain());
        let first: Vec<String> = heads.chain(self.columns.iter().zip(&self.units).map(named)).collect();
        let mut lines = vec![first.join("\t")];
        lines.extend(
            self.rows.iter().map(|row| {
                row.heads.iter().chain(&row.cells).map(Cell::plain).collect::<Vec<_>>().join("\t")
            }),
        );
        lines.push(String::new());
        lines.join("\r\n")
    }

    /// What explains a cell.
    #[must_use]
    pub fn explains(&self, (row, column): (usize, usize)) -> Option<Asked> {
        self.rows.get(row)?.explains.get(column).cloned().flatten()
    }

    /// What a row is called.
    #[must_use]
    pub fn row_name(&self, row: &Row) -> String {
        row.heads.iter().map(Cell::text).filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" · ")
    }

    /// What a screen reader says of a cell: row, column, value.
    #[must_use]
    pub fn said(&self, row: usize, column: usize, texts: &Texts) -> String {
        let Some(found) = self.rows.get(row) else { return String::new() };
        let name = self.columns.get(column).map_or("", String::as_str);
        let value = found.cells.get(column).map_or("", Cell::text);
        texts.l10n.msg_labelled(texts.l10n.msg_figures_at(self.row_name(found), name), value)
    }
}

/// One line of a chart over time: its name, its values in the axis unit.
pub type Path<'a> = (String, &'a [f64]);

/// The months a table shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Months {
    /// The last one.
    pub last: u16,
    /// The month the figures begin with.
    pub as_of: CalendarMonth,
    /// Whether all are shown, or only the ends of years and what happens.
    pub every: bool,
}

/// The lines of a chart over time as a table.
#[must_use]
pub fn over_time(
    title: String,
    paths: &[Path<'_>],
    unit: &AxisUnit,
    events: &[EventMark],
    months: Months,
    texts: &Texts,
) -> Table {
    let l = &texts.l10n;
    let step = step(unit);
    let event = |month: u16| events.iter().find(|e| e.month == month);
    let shown = |month: &u16| {
        months.every || month.is_multiple_of(12) || *month == months.last || event(*month).is_some()
    };
    let rows = (0..=months.last).filter(shown).map(|month| {
        let value = |values: &&[f64]| Cell::Figure(axis::axis_tick(at(values, month), step));
        let mut cells: Vec<Cell> = paths.iter().map(|(_, values)| value(values)).collect();
        if !events.is_empty() {
            cells.push(Cell::Words(event(month).map(|e| e.label.clone()).unwrap_or_default()));
        }
        let date = months.as_of.after(month).to_string();
        let heads = vec![Cell::Figure(month.to_string()), Cell::Words(date)];
        Row { heads, cells, month: Some(month), explains: Vec::new() }
    });
    let mut columns: Vec<String> = paths.iter().map(|(name, _)| name.clone()).collect();
    let mut units = vec![unit.label.to_owned(); columns.len()];
    if !events.is_empty() {
        columns.push(l.msg_figures_event());
        units.push(String::new());
    }
    Table {
        title,
        heads: vec![l.msg_figures_month(), l.msg_figures_date()],
        columns,
        units,
        rows: rows.collect(),
        over_time: true,
    }
}

/// Says what explains each cell of a table over time, by column and month.
fn explained(mut table: Table, of: impl Fn(usize, u16) -> Option<Asked>) -> Table {
    for row in &mut table.rows {
        if let Some(month) = row.month {
            row.explains = (0..row.cells.len()).map(|column| of(column, month)).collect();
        }
    }
    table
}

/// A value of the line without chance.
fn line(course: Course, lines: Lines, month: u16, measure: Numeraire) -> Asked {
    (course, Subject::Value { lines, month, measure }).into()
}

fn at(values: &[f64], month: u16) -> f64 {
    values.get(usize::from(month)).copied().unwrap_or(f64::NAN)
}

/// The chart of one "what if".
#[must_use]
pub fn projection(view: &ProjectionView, measure: Numeraire, months: Months, texts: &Texts) -> Table {
    let l = &texts.l10n;
    let mut paths: Vec<Path<'_>> = vec![(view.net_label(texts), &view.net)];
    let mut of = vec![Some((Course::AsIs, Lines::Net, measure))];
    for (name, path, explained) in [
        (l.msg_line_plan(), &view.plan, Some((Course::Plan, Lines::Net, measure))),
        (l.msg_line_nominal(), &view.nominal, Some((Course::AsIs, Lines::Net, Numeraire::NominalYen))),
        (l.msg_line_usable(), &view.usable, None),
    ] {
        if let Some(values) = path {
            paths.push((name, values));
            of.push(explained);
        }
    }
    for area in view.areas.iter().rev() {
        paths.push((area.label.clone(), area.values.as_slice()));
        of.push(Some((Course::AsIs, Lines::Class(area.class), measure)));
    }
    let table = over_time(view.axis.clone(), &paths, &view.unit, &view.events, months, texts);
    explained(table, |column, month| {
        // The line of what can be used is of no lines of its own.
        Some(match of.get(column)?.clone() {
            Some((course, lines, measure)) => line(course, lines, month, measure),
            None => (Course::AsIs, Subject::Usable { month, measure }).into(),
        })
    })
}

/// The range of chance.
#[must_use]
pub fn fan(view: &FanView, months: Months, texts: &Texts) -> Table {
    let mut of: Vec<(Course, Option<usize>)> = Vec::new();
    let mean = texts.l10n.msg_chance_mean();
    let mut paths: Vec<Path<'_>> = Vec::new();
    for (whose, course) in std::iter::once((Course::AsIs, &view.as_is))
        .chain(view.plan.as_ref().map(|plan| (Course::Plan, plan)))
    {
        of.extend((0..view.levels.len()).rev().map(|level| (whose, Some(level))));
        of.extend(course.mean.iter().map(|_| (whose, None)));
        let named = |name: &str| {
            if view.plan.is_some() { format!("{} {name}", course.name) } else { name.to_owned() }
        };
        let bands = course.bands.iter().zip(&view.levels).rev();
        paths.extend(bands.map(|(values, level)| (named(level), values.as_slice())));
        paths.extend(course.mean.iter().map(|values| (named(&mean), values.as_slice())));
    }
    let table = over_time(view.axis.clone(), &paths, &view.fine(), &view.events, months, texts);
    explained(table, |column, month| {
        let (course, level) = *of.get(column)?;
        let Some(level) = level else { return Some(Asked::Mean(course, month)) };
        Some(view.asked(course, Level::Quantile(level), month))
    })
}

/// Scenarios side by side.
#[must_use]
pub fn compare(view: &CompareView, measure: Numeraire, months: Months, texts: &Texts) -> Table {
    let paths: Vec<Path<'_>> =
        view.series.iter().map(|one| (one.name.clone(), one.values.as_slice())).collect();
    let table = over_time(view.axis.clone(), &paths, &view.unit, &[], months, texts);
    explained(table, |column, month| view.asked(column, month, measure))
}

/// A company through an episode: the months it has figures for.
#[must_use]
pub fn history(view: &HistoryView, texts: &Texts) -> Option<Table> {
    let open = view.open.as_ref()?;
    let l = &texts.l10n;
    let step = step(&open.unit);
    let rows = open.real.iter().map(|(month, real)| {
        let nominal = open.nominal.iter().find(|(m, _)| m == month).map_or(f64::NAN, |(_, v)| *v);
        Row {
            heads: vec![Cell::Figure(month.to_string())],
            cells: [*real, nominal].map(|v| Cell::Figure(axis::axis_tick(v, step))).into(),
            month: Some(*month),
            explains: [true, false].map(|real| open.asked(*month, real)).into(),
        }
    });
    Some(Table {
        title: open.axis.clone(),
        heads: vec![l.msg_figures_month()],
        columns: vec![l.msg_line_net(), l.msg_line_nominal()],
        units: vec![open.unit.label.to_owned(); 2],
        rows: rows.collect(),
        over_time: false,
    })
}

/// As fine as a single value is read off an axis.
fn step(unit: &AxisUnit) -> f64 {
    0.1_f64.powi(i32::try_from(unit.decimals.max(1)).unwrap_or(1))
}

/// Figures of yen in one unit for a whole table.
struct Column {
    unit: AxisUnit,
    step: f64,
}

impl Column {
    fn of(values: impl Iterator<Item = f64>, texts: &Texts, money: Money) -> Self {
        let most = values.map(f64::abs).filter(|v| v.is_finite()).fold(0.0, f64::max);
        let unit = axis::axis_unit(most, texts.lang, money.unit);
        let step = 0.1_f64.powi(i32::try_from(unit.decimals).unwrap_or(0));
        Self { unit, step }
    }

    fn cell(&self, yen: f64) -> Cell {
        Cell::Figure(axis::axis_tick(yen / self.unit.divisor, self.step))
    }

    fn label(&self) -> String {
        self.unit.label.to_owned()
    }
}

/// The waterfall: each cause, and what is left after it.
#[must_use]
pub fn breakdown(view: &BreakdownView, texts: &Texts, money: Money) -> Table {
    let l = &texts.l10n;
    let column = Column::of(view.bars.iter().flat_map(|bar| [bar.from, bar.to]), texts, money);
    let rows = view.bars.iter().map(|bar| Row {
        heads: vec![Cell::Words(bar.label.clone())],
        cells: vec![
            if bar.total { Cell::Figure(String::new()) } else { column.cell(bar.to - bar.from) },
            column.cell(bar.to),
        ],
        month: None,
        explains: {
            let asked = Some(Asked::from((Course::AsIs, bar.explains.clone())));
            if bar.total { vec![None, asked] } else { vec![asked, None] }
        },
    });
    Table {
        title: axis_title(&column.unit, &l.msg_axis_real(), texts),
        heads: vec![l.msg_figures_cause()],
        columns: vec![l.msg_figures_change(), l.msg_figures_left()],
        units: vec![column.label(), column.label()],
        rows: rows.collect(),
        over_time: false,
    }
}

/// The bars: what each parameter was moved to, and the result there.
#[must_use]
pub fn sensitivity(view: &SensitivityView, texts: &Texts, money: Money) -> Table {
    let l = &texts.l10n;
    let results = view.rows.iter().flat_map(|row| [row.low.at, row.high.at]);
    let column = Column::of(results, texts, money);
    let rows = view.rows.iter().map(|row| Row {
        heads: vec![Cell::Words(row.label.clone())],
        cells: vec![
            Cell::Figure(row.low.value.clone()),
            column.cell(row.low.at),
            Cell::Figure(row.high.value.clone()),
            column.cell(row.high.at),
        ],
        month: None,
        explains: [&row.low, &row.high]
            .into_iter()
            .flat_map(|end| [None, Some(end.explains.clone())])
            .collect(),
    });
    Table {
        title: view.title.clone(),
        heads: vec![l.msg_figures_parameter()],
        columns: vec![
            l.msg_figures_low(),
            l.msg_figures_low_result(),
            l.msg_figures_high(),
            l.msg_figures_high_result(),
        ],
        units: vec![String::new(), column.label(), String::new(), column.label()],
        rows: rows.collect(),
        over_time: false,
    }
}

/// Places a map is read off at along each side.
const ALONG: u8 = 8;

/// The map: how far the plan is ahead, the highest row first.
#[must_use]
pub fn map(view: &BreakEvenView, month: u16, texts: &Texts, money: Money) -> Option<Table> {
    let picture = view.map.as_ref()?;
    let l = &texts.l10n;
    let share = |i: u8| f64::from(i) / f64::from(ALONG);
    let gap = |i, j| picture.gap(share(i), share(j));
    // In a unit that still tells the small differences, near where the sides
    // change places, from none.
    let column =
        Column::of((0..=ALONG).flat_map(|j| (0..=ALONG).map(move |i| gap(i, j) / 1_000.0)), texts, money);
    let rows = (0..=ALONG).rev().map(|j| Row {
        heads: vec![Cell::Figure(picture.y.value_at(share(j), texts, money))],
        cells: (0..=ALONG).map(|i| column.cell(gap(i, j))).collect(),
        month: None,
        explains: (0..=ALONG).map(|i| Some(picture.explains(share(i), share(j), month))).collect(),
    });
    let across = |i| picture.x.value_at(share(i), texts, money);
    Some(Table {
        title: axis_title(&column.unit, &l.msg_figures_across(&view.title, &picture.x.label), texts),
        heads: vec![picture.y.label.clone()],
        columns: (0..=ALONG).map(across).collect(),
        units: vec![column.label(); usize::from(ALONG) + 1],
        rows: rows.collect(),
        over_time: false,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Lang;

    #[test]
    fn a_spreadsheet_gets_bare_figures_a_row_of_names_and_no_formula() {
        let row = |head: &str, cells: [&str; 2]| Row {
            heads: vec![Cell::Words(head.into())],
            cells: vec![Cell::Figure(cells[0].into()), Cell::Words(cells[1].into())],
            month: None,
            explains: Vec::new(),
        };
        let table = Table {
            title: "t".into(),
            heads: vec!["行".into()],
            columns: vec!["純資産".into(), "出来事".into()],
            units: vec!["万円".into(), String::new()],
            rows: vec![row("=a", ["−12,340.5", "x\ty"]), row("b", ["–", ""]), row("c", ["+7", "−"])],
            over_time: false,
        };
        assert_eq!(table.tsv(), "行\t純資産 [万円]\t出来事\r\n'=a\t-12340.5\tx y\r\nb\t\t\r\nc\t7\t−\r\n");
        assert_eq!(table.said(0, 0, &Texts::new(Lang::Ja)), "=a、純資産：−12,340.5");
    }

    #[test]
    fn a_table_over_time_has_ends_of_years_events_and_the_last_month_or_every_one() {
        let texts = Texts::new(Lang::En);
        let unit = axis::axis_unit(1e6, Lang::En, crate::text::YenUnit::Yen);
        let values: Vec<f64> = (0..=30).map(|t| f64::from(t) * 1_000.0).collect();
        let events = [EventMark { month: 7, label: "e".into() }];
        let as_of = CalendarMonth::new(2026, 10).unwrap();
        let months = |every| Months { last: 30, as_of, every };
        let table = |every| {
            over_time(String::new(), &[("net".into(), &values)], &unit, &events, months(every), &texts)
        };
        let some: Vec<u16> = table(false).rows.iter().filter_map(|row| row.month).collect();
        assert_eq!(some, [0, 7, 12, 24, 30]);
        assert_eq!(table(true).rows.len(), 31);
        assert_eq!(table(false).tsv().lines().nth(2), Some("7\t2027-05\t7000.0\te"));
    }
}
