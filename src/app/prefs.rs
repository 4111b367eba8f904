//! How the reader likes to see things; kept in the settings, not in a profile.

use crate::data::claims::Claim;
use crate::domain::param::Param;
pub use crate::engine::numeraire::Numeraire;
use crate::text::{Lang, YenUnit};

/// The colours and sizes of the window.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub enum Theme {
    /// White ground.
    #[default]
    Light,
    /// Dark ground.
    Dark,
    /// White ground, high contrast, half as large again.
    Projector,
}

impl Theme {
    /// Every theme.
    pub const ALL: [Self; 3] = [Self::Light, Self::Dark, Self::Projector];

    /// A stable name for settings and the command line.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Light => "light",
            Self::Dark => "dark",
            Self::Projector => "projector",
        }
    }
}

/// What stands in the centre.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub enum View {
    /// Values over time.
    #[default]
    Projection,
    /// Why they change.
    Breakdown,
    /// Scenarios side by side, and what makes the difference.
    Compare,
    /// Where the plan and "as is" are equal.
    BreakEven,
    /// Which parameter moves the result how far.
    Sensitivity,
    /// What happened elsewhere and before, to this balance sheet.
    History,
    /// The thesis link by link, and its answers.
    Claims,
    /// Every number in force and where it comes from.
    Assumptions,
}

impl View {
    /// Every view.
    pub const ALL: [Self; 8] = [
        Self::Projection,
        Self::Breakdown,
        Self::Compare,
        Self::BreakEven,
        Self::Sensitivity,
        Self::History,
        Self::Claims,
        Self::Assumptions,
    ];

    /// A stable name for settings and the command line.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Projection => "projection",
            Self::Breakdown => "breakdown",
            Self::Compare => "compare",
            Self::BreakEven => "break_even",
            Self::Sensitivity => "sensitivity",
            Self::History => "history",
            Self::Claims => "claims",
            Self::Assumptions => "assumptions",
        }
    }

    /// The view with this name.
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|view| view.key() == key)
    }
}

/// What the map runs over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct MapAxes {
    /// To the right.
    pub x: Param,
    /// Upwards.
    pub y: Param,
}

impl Default for MapAxes {
    fn default() -> Self {
        Self { x: Param::Haircut, y: Param::Shock }
    }
}

/// Which number the sensitivities are of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub enum TornadoOf {
    /// Real net worth on the one path without chance.
    #[default]
    Total,
    /// Its 5% quantile over chance.
    FivePercent,
    /// Its median over chance.
    Median,
}

impl TornadoOf {
    /// Each of them, in the order offered.
    pub const ALL: [Self; 3] = [Self::Total, Self::FivePercent, Self::Median];
}

/// Which of two questions the values over time answer. The two are never on
/// screen together: figures of a "what if" say nothing about odds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub enum Shown {
    /// One "what if", followed along one line.
    #[default]
    WhatIf,
    /// How far values may stray, on thousands of lines.
    Chance,
}

impl Shown {
    /// Both.
    pub const ALL: [Self; 2] = [Self::WhatIf, Self::Chance];

    /// A stable name for settings and the command line.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::WhatIf => "what_if",
            Self::Chance => "chance",
        }
    }

    /// What the settings mean by `key`; one "what if" where they say nothing.
    #[must_use]
    pub fn from_key(key: Option<&str>) -> Self {
        Self::ALL.into_iter().find(|shown| Some(shown.key()) == key).unwrap_or_default()
    }

    /// The other one.
    #[must_use]
    pub const fn other(self) -> Self {
        match self {
            Self::WhatIf => Self::Chance,
            Self::Chance => Self::WhatIf,
        }
    }
}

/// Which episode is replayed, and where.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub struct Replaying {
    /// Its identity.
    pub episode: Option<&'static str>,
    /// The month in front, after its base.
    pub month: u16,
    /// Whether the months run on by themselves.
    pub playing: bool,
}

/// The figures of a chart as a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub enum Figures {
    /// No table.
    #[default]
    Closed,
    /// Over time, the ends of years and what happens.
    Years,
    /// Over time, every month.
    Months,
}

impl Figures {
    /// Open where it is closed, closed where it is open.
    #[must_use]
    pub const fn other(self) -> Self {
        match self {
            Self::Closed => Self::Years,
            Self::Years | Self::Months => Self::Closed,
        }
    }
}

/// How the reader likes to see things.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Prefs {
    /// The language.
    pub lang: Lang,
    /// Colours and sizes.
    pub theme: Theme,
    /// The unit of amounts.
    pub unit: YenUnit,
    /// What stands in the centre.
    pub view: View,
    /// Which question the values over time answer.
    pub shown: Shown,
    /// What values are measured in.
    pub numeraire: Numeraire,
    /// Whether the value axis is logarithmic.
    pub log_axis: bool,
    /// What the map runs over.
    pub axes: MapAxes,
    /// Which number the sensitivities are of.
    pub tornado: TornadoOf,
    /// Whether they are of the plan.
    pub tornado_plan: bool,
    /// Whether the figures of the chart are shown as a table.
    pub figures: Figures,
    /// Whether the company's amounts are hidden: for as long as the program
    /// runs, whatever is opened.
    pub hide_amounts: bool,
    /// The episode in front.
    pub replaying: Replaying,
    /// The claim that is open.
    pub claim: Claim,
}

/// A stable name of a unit for the settings.
#[must_use]
pub const fn unit_key(unit: YenUnit) -> &'static str {
    match unit {
        YenUnit::Auto => "auto",
        YenUnit::Yen => "yen",
        YenUnit::Thousand => "thousand",
        YenUnit::TenThousand => "ten_thousand",
        YenUnit::Million => "million",
        YenUnit::HundredMillion => "hundred_million",
        YenUnit::Index(_) => "index",
    }
}
