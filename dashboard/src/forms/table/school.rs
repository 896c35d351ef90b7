//! A school's figures: a line for each territory, as in a rating.

use super::{Table, Value, figure};
use crate::views::school::SchoolFigures;

/// Returns the table.
pub(crate) fn table(name: String, school: &SchoolFigures) -> Table {
    let mut headings = super::headings(["csv-level", "csv-territory", "csv-territory-id"]);
    headings.extend(school.indicators.iter().flat_map(figure::compared_headings));
    let rows = school.territories.iter().zip(&school.figures).map(|(territory, figures)| {
        let mut values =
            vec![Value::word(territory.level()), Value::text(&territory.name), Value::text(territory.id())];
        values.extend(figures.iter().flat_map(figure::compared_values));
        values
    });
    Table { name, headings, rows: rows.collect() }
}
