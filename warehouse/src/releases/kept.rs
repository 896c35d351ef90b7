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
    fitting.sort(table.sorted_by.iter().copied(), SortMultipleOptions::default().with_maintain_order(true)).map(Frame)
}
