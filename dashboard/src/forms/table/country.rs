//! The regions side by side: what the compared ones add up to, these in their order, then those that stand apart.

use super::{Table, Value, figure, headings};
use crate::forms::plain::apart_word;
use crate::views::country::{Country, ListedRegion, RegionLine};
use crate::words::Word;
use warehouse::model::Level;

/// The headings of the columns that tell which region and release a line is of.
pub(super) const REGION_KEYS: [&str; 5] =
    ["csv-territory", "csv-territory-id", "release-number", "release-state", "release-moment"];

/// Returns the table.
pub(crate) fn table(name: String, country: &Country) -> Table {
    let mut columns = headings(["csv-level"]);
    columns.extend(headings(REGION_KEYS));
    columns.extend(headings(["country-apart-reason"]));
    columns.extend(country.indicators.iter().flat_map(figure::compared_headings));
    let mut sum = vec![Value::Word(Word::COUNTRY), Value::Word(Word::COUNTRY_NAME)];
    sum.extend([Value::Empty, Value::Empty, Value::Empty, Value::Empty, Value::Empty]);
    sum.extend(country.sum.iter().flat_map(figure::compared_values));
    let rows = std::iter::once(sum).chain(country.compared.iter().chain(&country.apart).map(row));
    Table { name, headings: columns, rows: rows.collect() }
}

fn row(line: &RegionLine) -> Vec<Value> {
    let mut values = vec![Value::word(Level::Region)];
    values.extend(region(&line.region));
    values.push(Value::of(line.apart, |apart| Value::Word(apart_word(apart))));
    values.extend(line.figures.iter().flat_map(figure::compared_values));
    values
}

/// Returns the values of the columns that tell which region and release a line is of.
pub(super) fn region(region: &ListedRegion) -> [Value; 5] {
    [
        match &region.name {
            Some(name) => Value::translated(&name.ru, &name.en),
            None => Value::text(region.code.as_str()),
        },
        Value::text(region.code.as_str()),
        Value::Number(region.release.release_id.0),
        Value::word(region.release.state),
        Value::Moment(region.release.as_of),
    ]
}
