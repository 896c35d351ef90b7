//! How digital maturity is counted.

use super::Words;
use crate::registers::WantedLine;
use serde::Deserialize;
use warehouse::model::LocalDate;

/// Digital maturity: its indicators, and how they are joined to one figure.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Maturity {
    /// The share of a territory's schools, in percent, on which a value must rest; below it is withheld.
    pub coverage_minimum_percent: i64,
    /// By which methods the summarised indicators are joined; all are published, each under its name.
    pub summaries: Vec<warehouse::model::SummaryMethod>,
    /// The indicators.
    pub indicators: Vec<MaturityIndicator>,
}

/// An indicator of digital maturity.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MaturityIndicator {
    /// The code. Example: `DM1`.
    pub code: String,
    /// The name.
    pub name: Words,
    /// The formula; its components are `CODE.num` and `CODE.den`.
    pub formula: String,
    /// Whether it is joined with others to one figure.
    pub is_summarised: bool,
    /// What is above the line.
    pub numerator: MaturityNumerator,
    /// What is below the line.
    pub denominator: MaturityNumerator,
    /// Where the numerator comes from.
    pub numerator_source: Words,
    /// Where the denominator comes from.
    pub denominator_source: Words,
    /// What a reader must know; may be empty.
    pub note: Words,
    /// What is to be reached.
    pub target: Option<Target>,
}

/// What is to be reached, by when, and who says so.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Target {
    /// The target in percent.
    pub percent: i32,
    /// The year.
    pub year: i32,
    /// The act.
    pub act: Words,
}

/// Where the silence of a feed is told from a real zero.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum KnownIn {
    /// In each territory: every person has an entry, which says yes or no.
    Territory,
    /// In the whole region: only those who have something have an entry.
    Region,
}

/// One of several lines of which the larger is taken.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LargerOption {
    /// The name of the source. Example: `sferum`.
    pub source: String,
    /// The line that counts.
    pub line: String,
    /// The line that tells a zero from a silence.
    pub known_line: String,
}

/// A line of an official form.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OfficialLine {
    /// The form.
    pub form: String,
    /// The line.
    pub line: String,
    /// How many days before the release's day it may be as of; an older one is none.
    pub maximum_age_days: i64,
}

impl OfficialLine {
    /// Returns the line as a release of that day looks for it.
    pub fn wanted_on(&self, day: LocalDate) -> WantedLine<'_> {
        WantedLine { form: &self.form, line: &self.line, from_on: day.plus_days(-self.maximum_age_days), to_on: day }
    }
}

/// Which tasks of the providers are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TaskCount {
    /// All tasks in electronic form.
    All,
    /// Those that are checked automatically.
    AutoChecked,
}

/// A number of a maturity indicator.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum MaturityNumerator {
    /// Counted from facts, unless an official count replaces it.
    Live {
        /// The line that counts.
        line: String,
        /// The line that tells a zero from a silence.
        known_line: String,
        /// Where it does.
        known_in: KnownIn,
        /// The line of an official form that replaces the count where it is there.
        official_line: Option<OfficialLine>,
    },
    /// A line of an official form.
    Official(OfficialLine),
    /// The providers' tasks, for the region only.
    Tasks {
        /// Which of them.
        count: TaskCount,
    },
    /// The largest of several lines, taken at the level of the report.
    LargerOf {
        /// Where a zero is told from a silence.
        known_in: KnownIn,
        /// The lines.
        options: Vec<LargerOption>,
    },
}
