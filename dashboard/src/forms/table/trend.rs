//! A trend: a line for each week, with columns for each indicator of each territory.

use super::{Heading, Table, Value, figure, period};
use crate::views::trend::Trend;

/// Returns the table.
pub(crate) fn table(name: String, trend: &Trend) -> Table {
    let mut headings = vec![Heading::of("csv-period"), period::over_heading()];
    for column in trend.columns() {
        let level = trend.level_of(column);
        let of_figure = figure::headings(&trend.indicators[column.indicator]);
        headings.extend(of_figure.map(|heading| match level {
            Some(level) => heading.at(level),
            None => heading,
        }));
    }
    let rows = trend.weeks.iter().map(|week| {
        let mut values = vec![Value::Period(week.week.dated.clone()), period::is_over(&week.week)];
        values.extend(trend.columns().flat_map(|column| figure::values(week.figure(column))));
        values
    });
    Table { name, headings, rows: rows.collect() }
}
