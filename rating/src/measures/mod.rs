//! The measures: SQL texts in the order in which they run, and the table that the rows of each become. They are data: a
//! folder of SQL files and a manifest, which comes with the program or is named by its configuration. A release keeps the
//! texts that it ran, and is computed again by these.

mod manifest;

pub use manifest::MANIFEST;

use crate::methodology::{MaturityNumerator, Rules};
use include_dir::{Dir, include_dir};
use manifest::{Entry, Manifest};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use warehouse::model::{FACT_TABLES, RELEASE_TABLES, ReleaseText, TextKind};

/// The table after which the context is worked out: it says on which days there are lessons.
pub const LESSON_DAYS: &str = "lesson_days";

/// The table by which months are summed to school years. Measures from before there were years do not read it.
pub const SCHOOL_MONTHS: &str = "school_months";

/// The days of which registers took something back after they had ended. Measures of earlier versions did not ask for them.
pub const LATE_REGISTERS: &str = "late_registers";

/// The table of the months of which digital maturity is told. Measures from before there were months do not read it.
pub const MATURITY_MONTHS: &str = "maturity_months";

/// The table that says which schools have lessons.
pub const JOURNAL_SCHOOLS: &str = "journal_schools";

/// The measures' tables that a release keeps in the lake, beside its context; of the last two, the one that it has.
pub const KEPT: [&str; 6] =
    ["dispositions", "duties", "timetable_weeks", "school_measures", "maturity_month_counts", "maturity_counts"];

/// The tables that the program itself reads, besides those of digital maturity.
const READ: [&str; 9] = [
    LESSON_DAYS,
    "dispositions",
    "duties",
    "timetable_weeks",
    "school_measures",
    "territory_values",
    "disposition_counts",
    "lesson_findings",
    "conservation",
];

/// The tables of what digital maturity counts: in all schools, and in those that sent an indicator's denominator.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MaturityCountTables {
    /// In all schools.
    pub of_all: &'static str,
    /// In those that sent the denominator.
    pub of_forms: &'static str,
}

/// The same of each month.
const BY_MONTH: MaturityCountTables =
    MaturityCountTables { of_all: "maturity_month_counts", of_forms: "maturity_month_form_counts" };

/// The same of the release's day, by measures from before there were months.
const OF_THE_DAY: MaturityCountTables =
    MaturityCountTables { of_all: "maturity_counts", of_forms: "maturity_form_counts" };

/// The folder that comes with this program.
static BUNDLED: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/measures");

/// Measures that cannot be used. Each message names the file, the line where there is one, and the rule.
#[derive(Debug, thiserror::Error)]
pub enum MeasuresError {
    /// A file cannot be read.
    #[error("cannot read {path}")]
    File {
        /// Which file.
        path: std::path::PathBuf,
        /// What the system says.
        source: std::io::Error,
    },
    /// The manifest is none.
    #[error("{MANIFEST}: {0}")]
    Manifest(#[from] toml::de::Error),
    /// The manifest or a file contradicts another.
    #[error("{0}")]
    Contradiction(String),
}

/// A statement of the measures and the table that its rows become.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Measure {
    /// The file. Example: `50_duties.sql`.
    pub file: String,
    /// The table. Where several measures name one, it has the rows of all of them.
    pub table: String,
    /// The statement.
    pub sql: String,
}

/// Measures in the order in which they run. The context is worked out after `lesson_days`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MeasureSet {
    manifest: String,
    measures: Vec<Measure>,
    before_context_count: usize,
    duties: BTreeMap<String, String>,
    lines: Vec<String>,
    reads: BTreeSet<String>,
}

impl MeasureSet {
    /// Returns the measures that come with this program.
    ///
    /// # Errors
    /// When they contradict themselves.
    pub fn bundled() -> Result<Self, MeasuresError> {
        let text = |file: &str| BUNDLED.get_file(file).and_then(include_dir::File::contents_utf8).map(str::to_owned);
        let names = BUNDLED.files().filter_map(|file| file.path().to_str()).map(str::to_owned).collect();
        Self::new(text(MANIFEST).unwrap_or_default(), text, names)
    }

    /// Reads a folder: its manifest, and every file that this names.
    ///
    /// # Errors
    /// When a file is missing or not named, or one contradicts another.
    pub fn load(folder: &Path) -> Result<Self, MeasuresError> {
        let read = |name: &str| {
            let path = folder.join(name);
            std::fs::read_to_string(&path).map_err(|source| MeasuresError::File { path, source })
        };
        let failed = |source| MeasuresError::File { path: folder.to_owned(), source };
        let entries = std::fs::read_dir(folder).map_err(failed)?.collect::<Result<Vec<_>, _>>().map_err(failed)?;
        let names = entries.iter().map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
        Self::new(read(MANIFEST)?, |file| read(file).ok(), names)
    }

    /// Returns the measures that a release ran, from the texts that it keeps.
    ///
    /// # Errors
    /// The same.
    pub fn of_release(texts: &[ReleaseText]) -> Result<Self, MeasuresError> {
        let of_kind = |kind| texts.iter().filter(move |text| text.kind == kind);
        let manifest = of_kind(TextKind::Manifest).map(|text| text.content.clone()).next().unwrap_or_default();
        let text = |file: &str| of_kind(TextKind::Measure).find(|text| text.name == file).map(|it| it.content.clone());
        Self::new(manifest, text, of_kind(TextKind::Measure).map(|text| text.name.clone()).collect())
    }

    fn new(manifest: String, text: impl Fn(&str) -> Option<String>, names: Vec<String>) -> Result<Self, MeasuresError> {
        let entries = toml::from_str::<Manifest>(&manifest)?.measures;
        check(&manifest, &entries, &names)?;
        let mut measures = Vec::new();
        for entry in &entries {
            let missing = || wrong(&manifest, entry, "file: there is no such file in the folder");
            let sql = text(&entry.file).ok_or_else(missing)?;
            measures.push(Measure { file: entry.file.clone(), table: entry.table.clone(), sql });
        }
        let before_context_count = measures.iter().take_while(|measure| measure.table != LESSON_DAYS).count() + 1;
        let duties =
            entries.iter().flat_map(|entry| entry.duties.iter().map(|duty| (duty.clone(), entry.table.clone())));
        Ok(Self {
            duties: duties.collect(),
            reads: entries.iter().flat_map(|entry| entry.reads.iter().cloned()).collect(),
            lines: entries.iter().flat_map(|entry| entry.lines.clone()).collect(),
            manifest,
            measures,
            before_context_count,
        })
    }

    /// Returns whether any of them reads a table.
    pub fn reads(&self, table: &str) -> bool {
        self.reads.contains(table)
    }

    /// Returns the tables in which they count digital maturity.
    pub fn maturity_counts(&self) -> MaturityCountTables {
        if self.reads(MATURITY_MONTHS) { BY_MONTH } else { OF_THE_DAY }
    }

    /// Returns all of them in their order.
    pub fn all(&self) -> &[Measure] {
        &self.measures
    }

    /// Returns those that run before the context is worked out, and those that run over facts and context.
    pub fn around_context(&self) -> (&[Measure], &[Measure]) {
        self.measures.split_at(self.before_context_count)
    }

    /// Returns the table of the lake that keeps what is counted of a duty.
    pub fn kept_in(&self, duty: &str) -> &str {
        match self.duties.get(duty).map(String::as_str) {
            None | Some(OWED) => "duties",
            Some(table) => table,
        }
    }

    /// Returns what a methodology contradicts of these measures, in words: a duty or a line that none of them has.
    pub fn contradictions(&self, rules: &Rules) -> Vec<String> {
        let mut found = Vec::new();
        for indicator in rules.indicators.iter().filter(|it| !self.duties.contains_key(&it.duty)) {
            found.push(format!("{}: duty: no measure says what is owed of «{}»", indicator.code, indicator.duty));
        }
        for duty in rules.deadlines.keys().filter(|duty| !self.duties.contains_key(*duty)) {
            found.push(format!("deadlines: no measure says what is owed of «{duty}»"));
        }
        let owed = self.duties.iter().filter(|(_, table)| *table == OWED).map(|(duty, _)| duty);
        for duty in owed.filter(|duty| !rules.deadlines.contains_key(*duty)) {
            found.push(format!("deadlines: nothing says by when «{duty}» is to be fulfilled"));
        }
        for indicator in &rules.maturity.indicators {
            let numbers = [&indicator.numerator, &indicator.denominator];
            let lines = numbers.into_iter().flat_map(counted_lines);
            for line in lines.filter(|line| !self.lines.contains(line)) {
                found.push(format!("{}: no measure counts the line «{line}»", indicator.code));
            }
        }
        found
    }

    /// Returns the texts that a release by these measures keeps.
    pub fn texts(&self) -> Vec<ReleaseText> {
        let text = |measure: &Measure| ReleaseText::new(TextKind::Measure, &measure.file, &measure.sql);
        let manifest = ReleaseText::new(TextKind::Manifest, MANIFEST, &self.manifest);
        std::iter::once(manifest).chain(self.measures.iter().map(text)).collect()
    }
}

/// Returns the lines that a number is counted from.
fn counted_lines(number: &MaturityNumerator) -> Vec<&String> {
    match number {
        MaturityNumerator::Live { line, known_line, .. } => vec![line, known_line],
        MaturityNumerator::LargerOf { options, .. } => {
            options.iter().flat_map(|option| [&option.line, &option.known_line]).collect()
        }
        MaturityNumerator::Official { .. } | MaturityNumerator::Tasks { .. } => Vec::new(),
    }
}

/// The table of what is owed for lessons, to which each duty's file adds its rows.
const OWED: &str = "owed";

/// Checks the entries against each other and against the folder.
fn check(manifest: &str, entries: &[Entry], names: &[String]) -> Result<(), MeasuresError> {
    let facts = FACT_TABLES.iter().map(|table| table.name);
    let context = RELEASE_TABLES.iter().map(|table| table.name).filter(|name| !KEPT.contains(name));
    let given: Vec<&str> = facts.chain(context).collect();
    for (index, entry) in entries.iter().enumerate() {
        let before: Vec<&Entry> = entries[..index].iter().collect();
        if before.iter().any(|earlier| earlier.file == entry.file) {
            return Err(wrong(manifest, entry, "file: it is named twice"));
        }
        if let Some(complaint) = entry.complaint(&before, &given) {
            return Err(wrong(manifest, entry, &complaint));
        }
    }
    let is_named = |name: &String| entries.iter().any(|entry| entry.file == *name);
    if let Some(unnamed) = names.iter().find(|name| name.ends_with(".sql") && !is_named(name)) {
        return Err(MeasuresError::Contradiction(format!("{unnamed}: {MANIFEST} does not name it")));
    }
    let has_months = entries.iter().any(|entry| entry.reads.iter().any(|table| table == MATURITY_MONTHS));
    let MaturityCountTables { of_all, of_forms } = if has_months { BY_MONTH } else { OF_THE_DAY };
    let needed = READ.into_iter().chain([of_all, of_forms]);
    match needed.into_iter().find(|table| !entries.iter().any(|entry| entry.table == *table)) {
        Some(table) => Err(MeasuresError::Contradiction(format!("{MANIFEST}: no file makes the table {table}"))),
        None => Ok(()),
    }
}

/// Says what is wrong with an entry, and in which line the entry begins.
fn wrong(manifest: &str, entry: &Entry, complaint: &str) -> MeasuresError {
    let names = |line: &str| line.trim_start().starts_with("file") && line.contains(&format!("\"{}\"", entry.file));
    let line = manifest.lines().position(names).map_or(0, |index| index + 1);
    MeasuresError::Contradiction(format!("{MANIFEST}:{line}: {}: {complaint}", entry.file))
}
