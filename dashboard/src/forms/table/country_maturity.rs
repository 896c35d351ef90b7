//! Digital maturity of the regions side by side.

use super::country::{REGION_KEYS, region};
use super::maturity::{AS_OF_KEYS, COVERAGE_KEYS, PERIOD_KEYS, VALUE_KEYS, as_of, coverage, period, values};
use super::{Heading, Table, Value, headings};
use crate::forms::plain::apart_word;
use crate::views::comparable::Apart;
use crate::views::country_maturity::{CountryMaturity, IndicatorByPeriod};

/// Returns the table.
pub(crate) fn table(name: String, view: &CountryMaturity) -> Table {
    let mut columns = headings(REGION_KEYS);
    columns.extend(headings(["country-apart-reason"]));
    for indicator in &view.indicators {
        let keys = VALUE_KEYS.into_iter().chain(AS_OF_KEYS).chain(COVERAGE_KEYS);
        columns.extend(keys.map(|key| Heading::of(key).about(&indicator.code)));
    }
    let rows = view.regions.iter().map(|of_region| {
        let mut cells = region(&of_region.region).to_vec();
        let apart = of_region.has_other_rules.then_some(Apart::OtherRules);
        cells.push(Value::of(apart, |apart| Value::Word(apart_word(apart))));
        for line in &of_region.values {
            cells.extend(values(line.figure));
            cells.extend(as_of(line));
            cells.extend(coverage(line.coverage));
        }
        cells
    });
    Table { name, headings: columns, rows: rows.collect() }
}

/// Returns the table of an indicator by reporting period: a row for each region and period that its release tells.
pub(crate) fn by_period(name: String, view: &IndicatorByPeriod) -> Table {
    let mut columns = headings(REGION_KEYS);
    columns.extend(headings(["country-apart-reason"]));
    columns.extend(headings(PERIOD_KEYS));
    columns.extend(headings(["csv-code", "csv-indicator"]));
    columns.extend(VALUE_KEYS.into_iter().chain(AS_OF_KEYS).chain(COVERAGE_KEYS).map(Heading::of));
    let rows = view.regions.iter().flat_map(|of_region| {
        of_region.values.iter().flatten().map(|(told, line)| {
            let mut cells = region(&of_region.region).to_vec();
            let apart = of_region.has_other_rules.then_some(Apart::OtherRules);
            cells.push(Value::of(apart, |apart| Value::Word(apart_word(apart))));
            cells.extend(period(told));
            cells.push(Value::text(&line.indicator.code));
            cells.push(Value::translated(&line.indicator.name_ru, &line.indicator.name_en));
            cells.extend(values(line.figure));
            cells.extend(as_of(line));
            cells.extend(coverage(line.coverage));
            cells
        })
    });
    Table { name, headings: columns, rows: rows.collect() }
}
