//! A ranking: a line for each territory, the territories above first.

use super::{Table, Value, figure};
use crate::views::ranking::{Ranked, Ranking};

/// Returns the table.
pub(crate) fn table(name: String, ranking: &Ranking) -> Table {
    let mut headings = super::headings(["csv-level", "csv-territory", "csv-territory-id", "csv-within"]);
    headings.extend(ranking.indicators.iter().flat_map(figure::headings));
    Table { name, headings, rows: ranking.above.iter().chain(&ranking.rows).map(row).collect() }
}

fn row(ranked: &Ranked) -> Vec<Value> {
    let mut values = vec![
        Value::word(ranked.territory.level()),
        Value::text(&ranked.territory.name),
        Value::text(ranked.territory.id()),
        Value::of(ranked.within.as_ref(), Value::text),
    ];
    values.extend(ranked.figures.iter().flat_map(figure::values));
    values
}
