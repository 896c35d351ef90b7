//! The measures: SQL texts in the order in which they run, and the table that the rows of each become. They are data: a
//! release keeps the texts that it ran, and is computed again by these.

use crate::Error;
use std::collections::BTreeSet;
use warehouse::digest::sha256_of_lines;
use warehouse::model::{ReleaseText, TextKind};

/// The table after which the context is worked out: it says on which days there are lessons.
pub const LESSON_DAYS: &str = "lesson_days";

/// The measures' tables that a release keeps in the lake, beside its context.
pub const KEPT: [&str; 5] = ["dispositions", "duties", "timetable_weeks", "school_measures", "maturity_counts"];

/// The tables that the program itself reads.
const READ: [&str; 7] = [
    LESSON_DAYS,
    "school_measures",
    "territory_values",
    "maturity_counts",
    "disposition_counts",
    "lesson_findings",
    "conservation",
];

/// A statement of the measures and the table that its rows become.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Measure {
    /// The table.
    pub table: String,
    /// The statement.
    pub sql: String,
}

/// Measures in the order in which they run. The context is worked out after `lesson_days`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MeasureSet {
    measures: Vec<Measure>,
    before_context_count: usize,
}

macro_rules! bundled {
    ($($number:literal $table:literal),+ $(,)?) => {
        [$(($table, include_str!(concat!("../measures/", $number, "_", $table, ".sql")))),+]
    };
}

/// The measures that come with this program: a file's name is its number and its table.
const BUNDLED: [(&str, &str); 24] = bundled![
    "02" "timetable_versions",
    "03" "timetable_states",
    "04" "timetable_entries",
    "06" "timetable_changes",
    "10" "lessons",
    "12" "lesson_days",
    "20" "placed_lessons",
    "24" "enrolled_days",
    "28" "same_lessons",
    "30" "dispositions",
    "32" "entry_versions",
    "36" "lesson_entries",
    "40" "due_lessons",
    "50" "duties",
    "60" "timetable_weeks",
    "64" "amounts",
    "66" "disposition_counts",
    "68" "lesson_findings",
    "70" "school_measures",
    "75" "territory_values",
    "80" "profiles_now",
    "82" "uses_now",
    "85" "maturity_counts",
    "90" "conservation",
];

impl MeasureSet {
    /// Returns the measures that come with this program.
    pub fn bundled() -> Result<Self, Error> {
        Self::new(BUNDLED.map(|(table, sql)| Measure { table: table.to_owned(), sql: sql.to_owned() }).into())
    }

    /// Returns the measures that run in this order.
    ///
    /// # Errors
    /// When two make the same table, or a table that the program reads is made by none.
    pub fn new(measures: Vec<Measure>) -> Result<Self, Error> {
        let mut tables = BTreeSet::new();
        if let Some(twice) = measures.iter().find(|measure| !tables.insert(measure.table.as_str())) {
            return Err(Error::Measures(format!("two of them make the table {}", twice.table)));
        }
        if let Some(missing) = READ.iter().chain(&KEPT).find(|table| !tables.contains(**table)) {
            return Err(Error::Measures(format!("none of them makes the table {missing}")));
        }
        let before_context_count = measures.iter().take_while(|measure| measure.table != LESSON_DAYS).count() + 1;
        Ok(Self { measures, before_context_count })
    }

    /// Returns the measures that a release ran, from the texts that it keeps.
    ///
    /// # Errors
    /// The same.
    pub fn of_release(texts: &[ReleaseText]) -> Result<Self, Error> {
        let measures = texts.iter().filter(|text| text.kind == TextKind::Measure);
        Self::new(measures.map(|text| Measure { table: text.name.clone(), sql: text.content.clone() }).collect())
    }

    /// Returns all of them in their order.
    pub fn all(&self) -> &[Measure] {
        &self.measures
    }

    /// Returns those that run before the context is worked out, and those that run over facts and context.
    pub fn around_context(&self) -> (&[Measure], &[Measure]) {
        self.measures.split_at(self.before_context_count)
    }

    /// Returns the texts that a release by these measures keeps.
    pub fn texts(&self) -> Vec<ReleaseText> {
        let text = |measure: &Measure| ReleaseText::new(TextKind::Measure, &measure.table, &measure.sql);
        self.measures.iter().map(text).collect()
    }

    /// Returns SHA-256 over tables and texts in their order, hexadecimal.
    pub fn sha256(&self) -> String {
        sha256_of_lines(self.texts().iter().map(|text| format!("{} {}", text.name, text.sha256)))
    }
}
