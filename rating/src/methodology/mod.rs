//! The methodology: what is counted, by which deadlines, against which targets. It is a file, not code: to add or change
//! an indicator over existing duties needs no Rust. The file is read strictly (an unknown word is an error) and linted.

mod deadline;
mod lint;
mod maturity;
mod versions;

pub use deadline::Deadline;
pub use maturity::{
    KnownIn, LargerOption, Maturity, MaturityIndicator, MaturityNumerator, OfficialLine, Target, TaskCount,
};
pub use versions::Versions;

use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::Path;
use warehouse::digest::sha256;
use warehouse::model::{Direction, DutyState, LocalDate, RegionCode};

/// The region's methodology that comes with this program.
const REGION_2024: &str = include_str!("../../methodology/region-2024.toml");

/// A methodology cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum MethodologyError {
    /// The file cannot be read.
    #[error("cannot read {path}")]
    File {
        /// Which file.
        path: std::path::PathBuf,
        /// What the system says.
        source: std::io::Error,
    },
    /// A version of several cannot be used.
    #[error("{path}: {source}")]
    Version {
        /// Its file.
        path: std::path::PathBuf,
        /// What is wrong with it.
        source: Box<MethodologyError>,
    },
    /// The text is no methodology.
    #[error("its text is no methodology: {0}")]
    Text(#[from] toml::de::Error),
    /// The methodology contradicts itself.
    #[error("it contradicts itself: {}", .0.join("; "))]
    Contradictions(Vec<String>),
}

/// A methodology, read and linted, with its text word for word.
#[derive(Debug, Clone, PartialEq)]
pub struct Methodology {
    text: String,
    rules: Rules,
}

/// What the text says.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rules {
    /// The code. Example: `region`.
    pub code: String,
    /// The version; a change is a new one.
    pub version: i32,
    /// The first day of which a release may use it.
    pub in_force_from: LocalDate,
    /// The last such day; none until further notice.
    pub in_force_to: Option<LocalDate>,
    /// By when each duty is to be fulfilled, by the duty's code.
    pub deadlines: BTreeMap<String, Deadline>,
    /// Who has homework.
    pub homework: HomeworkRules,
    /// What excuses, and what does not count.
    pub exceptions: Exceptions,
    /// From when on a figure is compared.
    pub thresholds: Thresholds,
    /// Names of regions by their code, of methodologies from before there was a register of regions.
    #[serde(default)]
    pub region_names: BTreeMap<RegionCode, String>,
    /// The indicators of the journals.
    pub indicators: Vec<Indicator>,
    /// Digital maturity.
    pub maturity: Maturity,
}

/// Who has homework.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HomeworkRules {
    /// The lowest grade that has homework.
    pub from_grade: i32,
    /// A subject's last lesson before a vacation needs none when the vacation begins within so many days.
    pub before_vacation_days: i32,
}

/// What excuses, and what does not count.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Exceptions {
    /// Who may confirm an outage, by role; the journal that declares it is none of them.
    pub outage_confirmed_by: Vec<String>,
    /// A confirmed outage excuses what it kept from being entered for so long. Unit: minutes.
    pub outage_minutes: i32,
    /// Whether a cancellation that is entered after the deadline of the lesson's record excuses.
    pub is_late_cancellation_excused: bool,
    /// How long before a lesson begins its presence may be entered. Unit: minutes.
    pub presence_minutes_before_lesson: i32,
}

/// From when on a figure is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Thresholds {
    /// The share of what was due that must have been seen.
    pub coverage_minimum_percent: i64,
    /// The share of what was due of which it may be unknown whether it was owed.
    pub unknown_maximum_percent: i64,
    /// How many compared schools a municipality must have.
    pub minimum_schools: i64,
}

/// The same in two languages.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Words {
    /// In Russian.
    pub ru: String,
    /// In English.
    pub en: String,
}

/// An indicator of the journals.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Indicator {
    /// The code. Example: `I01`.
    pub code: String,
    /// The name.
    pub name: Words,
    /// Numerator over denominator in words; its components are `CODE.num` and `CODE.den`.
    pub formula: Words,
    /// What is counted.
    pub unit: Words,
    /// Which figure is better.
    pub direction: Direction,
    /// The denominator below which a figure is not compared.
    pub minimum_denominator: i64,
    /// What is counted, by the duty's code.
    pub duty: String,
    /// The states that count in the numerator.
    pub numerator: Vec<DutyState>,
    /// The states that count in the denominator.
    pub denominator: Vec<DutyState>,
}

impl Methodology {
    /// Returns the region's methodology that comes with this program.
    pub fn region_2024() -> Result<Self, MethodologyError> {
        Self::parse(REGION_2024)
    }

    /// Reads a file.
    pub fn load(path: &Path) -> Result<Self, MethodologyError> {
        let text =
            std::fs::read_to_string(path).map_err(|source| MethodologyError::File { path: path.to_owned(), source })?;
        Self::parse(&text)
    }

    /// Reads a text and lints it.
    pub fn parse(text: &str) -> Result<Self, MethodologyError> {
        let rules: Rules = toml::from_str(text)?;
        let contradictions = lint::contradictions(&rules);
        if contradictions.is_empty() {
            Ok(Self { text: text.to_owned(), rules })
        } else {
            Err(MethodologyError::Contradictions(contradictions))
        }
    }

    /// Returns the text word for word.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Returns SHA-256 of the text, hexadecimal.
    pub fn sha256(&self) -> String {
        sha256(self.text.as_bytes())
    }

    /// Returns what the text says.
    pub fn rules(&self) -> &Rules {
        &self.rules
    }
}

impl Rules {
    /// Returns whether a release of that day may use it.
    pub fn is_in_force_on(&self, day: LocalDate) -> bool {
        self.in_force_from <= day && self.in_force_to.is_none_or(|to| day <= to)
    }
}
