//! The indicators of a methodology.

use super::{Table, Value, headings};
use crate::views::methodology::Methodology;
use warehouse::model::PublishedIndicator;

/// Returns the table.
pub(crate) fn table(name: String, methodology: &Methodology) -> Table {
    let columns =
        headings(["csv-code", "csv-indicator", "methodology-formula", "methodology-direction", "methodology-minimum"]);
    Table { name, headings: columns, rows: methodology.indicators.iter().map(row).collect() }
}

fn row(indicator: &PublishedIndicator) -> Vec<Value> {
    vec![
        Value::text(&indicator.code),
        Value::translated(&indicator.name_ru, &indicator.name_en),
        Value::translated(&indicator.formula_ru, &indicator.formula_en),
        Value::word(indicator.direction),
        Value::Amount {
            count: indicator.minimum_denominator,
            unit_ru: indicator.unit_ru.clone(),
            unit_en: indicator.unit_en.clone(),
        },
    ]
}
