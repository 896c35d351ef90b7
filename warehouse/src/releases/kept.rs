//! What a release keeps in the lake: its rows, brought to the form and the order of their tables, and the digest of each
//! table, which is the same in whatever order and files the rows lie.

use crate::Error;
use crate::digest::sha256_of_lines;
use crate::lake::catalog::files_added_by;
use crate::lake::{Rows, TABLES, Table, scan_files, table};
use crate::model::{LocalDate, Release};
use crate::store::Store;
use polars::prelude::{AnyValue, Column, DataFrame, PolarsResult, SortMultipleOptions, col, lit};

/// What the rows of one release begin with.
const KEY: &str = "release_key";

/// The table that repeats a release's inputs; it is no content of the release.
const INPUTS: &str = "release_inputs";

/// The digest of the rows that a release keeps in a table of the lake.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct KeptDigest {
    /// The table.
    pub table: &'static str,
    /// How many rows.
    pub rows_count: usize,
    /// SHA-256 over them in their canonical order, hexadecimal.
    pub sha256: String,
}

/// Returns the rows with exactly the table's columns and types, in a fixed order: a query leaves the width of its whole
/// numbers and the order of its rows to the engine.
pub(super) fn fit(table: &'static Table, rows: Rows) -> Result<Rows, Error> {
    fitting(table, &rows)
        .and_then(|fitting| {
            fitting.sort(table.sorted_by.iter().copied(), SortMultipleOptions::default().with_maintain_order(true))
        })
        .map(Rows)
        .map_err(|source| Error::Engine {
            operation: format!("the rows for {} do not fit the table", table.name),
            source,
        })
}

fn fitting(table: &Table, rows: &Rows) -> PolarsResult<DataFrame> {
    let columns = table
        .schema()
        .iter()
        .map(|(name, data_type)| rows.0.column(name)?.strict_cast(data_type))
        .collect::<PolarsResult<Vec<Column>>>()?;
    DataFrame::new(rows.0.height(), columns)
}

/// Returns the rows that a release keeps, by table; tables without any are left out.
pub(super) async fn rows_of(store: &Store, release: &Release) -> Result<Vec<(&'static str, Rows)>, Error> {
    let mut kept = Vec::new();
    for table in TABLES.iter().filter(|table| !table.is_fact) {
        let files = files_added_by(store, table, release.duties_snapshot).await?;
        let key = release.release_key.as_str().to_owned();
        let read = move || scan_files(table, &files)?.filter(col(KEY).eq(lit(key))).collect();
        let defect = |_| Error::Corrupt("reading the lake stopped by a defect of the program".to_owned());
        let rows = tokio::task::spawn_blocking(read).await.map_err(defect)?.map_err(|source| Error::Engine {
            operation: format!("cannot read what release {} keeps in {}", release.release_id, table.name),
            source,
        })?;
        if rows.height() > 0 {
            kept.push((table.name, Rows(rows)));
        }
    }
    Ok(kept)
}

/// Returns the digest of each table that has rows, by the tables' names. It computes for as long as sorting the rows
/// takes. The release's key and the table of its inputs do not count: what two releases of other inputs have alike has
/// the same digest.
pub async fn kept_digests(kept: Vec<(&'static str, Rows)>) -> Result<Vec<KeptDigest>, Error> {
    let digest = move || {
        let kept = kept.iter().filter(|(name, rows)| *name != INPUTS && !rows.is_empty());
        let mut digests = kept
            .map(|(name, rows)| {
                let canonical = Canonical::new(name, rows)?;
                let sha256 = sha256_of_lines(std::iter::once(canonical.heading()).chain(canonical.lines()));
                Ok(KeptDigest { table: name, rows_count: rows.len(), sha256 })
            })
            .collect::<Result<Vec<KeptDigest>, Error>>()?;
        digests.sort();
        Ok(digests)
    };
    let defect = |_| Err(Error::Corrupt("digesting rows stopped by a defect of the program".to_owned()));
    tokio::task::spawn_blocking(digest).await.unwrap_or_else(defect)
}

/// Returns the rows of a table as lines of text, in the order in which they are digested, to name those that differ.
pub fn kept_lines(name: &'static str, rows: &Rows) -> Result<Vec<String>, Error> {
    Ok(Canonical::new(name, rows)?.lines().collect())
}

/// Rows in their canonical order: sorted by every column, from left to right. A column that is empty in all rows is left
/// out, so that a column which a later version adds changes nothing of what is kept.
struct Canonical {
    columns: Vec<Column>,
    rows_count: usize,
}

impl Canonical {
    fn new(name: &str, rows: &Rows) -> Result<Self, Error> {
        let table = table(name)?;
        let sorted = || {
            let fitting = fitting(table, rows)?;
            let filled =
                fitting.columns().iter().filter(|column| column.name() != KEY && column.null_count() < column.len());
            let names: Vec<_> = filled.map(|column| column.name().clone()).collect();
            let sorted = fitting.select(names.iter().cloned())?.sort(names, SortMultipleOptions::default())?;
            PolarsResult::Ok(sorted.columns().iter().map(Column::rechunk).collect())
        };
        let columns: Vec<Column> = sorted().map_err(|source| Error::Engine {
            operation: format!("the rows of {name} cannot be brought to their order"),
            source,
        })?;
        Ok(Self { columns, rows_count: rows.len() })
    }

    fn heading(&self) -> String {
        self.columns.iter().map(|column| column.name().as_str()).collect::<Vec<_>>().join("|")
    }

    fn lines(&self) -> impl Iterator<Item = String> {
        (0..self.rows_count).map(|index| {
            let mut line = String::new();
            for (place, column) in self.columns.iter().enumerate() {
                if place > 0 {
                    line.push('|');
                }
                // The index is below the height.
                write_cell(&mut line, &column.get(index).unwrap_or(AnyValue::Null));
            }
            line
        })
    }
}

/// Writes a cell so that two different ones never look alike.
fn write_cell(line: &mut String, value: &AnyValue<'_>) {
    use std::fmt::Write as _;
    let written = match value {
        AnyValue::Null => line.write_str("\\0"),
        AnyValue::String(text) => escape(line, text),
        AnyValue::StringOwned(text) => escape(line, text),
        AnyValue::Boolean(flag) => write!(line, "{flag}"),
        AnyValue::Int32(number) => write!(line, "{number}"),
        AnyValue::Int64(number) => write!(line, "{number}"),
        AnyValue::Date(days) => match LocalDate::from_days(*days) {
            Some(date) => write!(line, "{date}"),
            None => write!(line, "day {days}"),
        },
        AnyValue::Datetime(micros, ..) | AnyValue::DatetimeOwned(micros, ..) => write!(line, "{micros}"),
        other => write!(line, "{other}"),
    };
    // Writing to a text cannot fail.
    debug_assert!(written.is_ok());
}

fn escape(line: &mut String, text: &str) -> std::fmt::Result {
    for letter in text.chars() {
        match letter {
            '\\' => line.push_str("\\\\"),
            '|' => line.push_str("\\|"),
            '\n' => line.push_str("\\n"),
            other => line.push(other),
        }
    }
    Ok(())
}
