//! What a release keeps in the lake: its rows, brought to the form and the order of their tables.

use crate::Error;
use crate::lake::{Rows, Table};
use polars::prelude::{Column, DataFrame, PolarsResult, SortMultipleOptions};

/// Returns the rows with exactly the table's columns and types, in a fixed order: a query leaves the width of its whole
/// numbers and the order of its rows to the engine.
pub(super) fn fit(table: &'static Table, rows: Rows) -> Result<Rows, Error> {
    fitting(table, rows).map_err(|source| Error::Engine {
        operation: format!("the rows for {} do not fit the table", table.name),
        source,
    })
}

fn fitting(table: &Table, rows: Rows) -> PolarsResult<Rows> {
    let columns = table
        .schema()
        .iter()
        .map(|(name, data_type)| rows.0.column(name)?.strict_cast(data_type))
        .collect::<PolarsResult<Vec<Column>>>()?;
    let fitting = DataFrame::new(rows.0.height(), columns)?;
    fitting.sort(table.sorted_by.iter().copied(), SortMultipleOptions::default().with_maintain_order(true)).map(Rows)
}
