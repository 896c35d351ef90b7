//! What a release keeps in the lake: its rows, brought to the form and the order of their tables.

use crate::Error;
use crate::lake::{Frame, Table};
use polars::prelude::{Column, DataFrame, PolarsResult, SortMultipleOptions};

/// Returns the rows with exactly the table's columns and types, in a fixed order: a query leaves the width of its whole
/// numbers and the order of its rows to the engine.
pub(super) fn fit(table: &'static Table, frame: Frame) -> Result<Frame, Error> {
    fitting(table, frame).map_err(|source| Error::Engine {
        operation: format!("the rows for {} do not fit the table", table.name),
        source,
    })
}

fn fitting(table: &Table, frame: Frame) -> PolarsResult<Frame> {
    let columns = table
        .schema()
        .iter()
        .map(|(name, data_type)| frame.0.column(name)?.strict_cast(data_type))
        .collect::<PolarsResult<Vec<Column>>>()?;
    let fitting = DataFrame::new(frame.0.height(), columns)?;
    fitting
        .sort(sort_columns(table).iter().copied(), SortMultipleOptions::default().with_maintain_order(true))
        .map(Frame)
}

/// Returns the columns by which a table's rows are sorted: a school's rows lie together, so that readers skip the others,
/// and the same run writes the same bytes. What is worked out in order already is sorted by its key alone.
fn sort_columns(table: &Table) -> &'static [&'static str] {
    match table.name {
        "duties" => &["school_id", "lesson_on", "lesson_id", "duty", "source_instance", "source_system"],
        "timetable_weeks" => {
            &["school_id", "week_id", "class_group_id", "subject_id", "source_instance", "source_system"]
        }
        "school_measures" => &["school_id", "municipality_id", "period_kind", "period_id", "indicator"],
        "maturity_counts" => &["level", "territory_id", "line"],
        _ => &["release_key"],
    }
}
