//! Digital maturity: a territory's indicators, those joined to one figure, and territories side by side.

use super::{Heading, Table, Value, headings};
use crate::views::coverage::{Coverage, MissingSchool};
use crate::views::disclosed::Disclosed;
use crate::views::maturity::{JoinedFigure, Maturity};
use crate::views::maturity_line::{MaturityFigure, MaturityLine, capped};
use crate::views::maturity_periods::MaturityPeriods;
use crate::views::reporting::ToldPeriod;
use crate::views::way::Way;
use crate::words::Word;
use warehouse::model::{Ratio, SummaryMethod, ValueState};

/// The headings of a value's columns.
pub(super) const VALUE_KEYS: [&str; 5] =
    ["csv-numerator", "csv-denominator", "csv-published-percent", "csv-raw-percent", "csv-state"];

/// Returns a value's columns.
pub(super) fn values(figure: MaturityFigure) -> [Value; 5] {
    let ratio = figure.ratio();
    [
        Value::of(ratio.map(Ratio::numerator), Value::Number),
        Value::of(ratio.map(Ratio::denominator), Value::Number),
        Value::of(ratio.map(capped), Value::Hundredths),
        Value::of(ratio.map(Ratio::percent_hundredths), Value::Hundredths),
        match figure {
            MaturityFigure::Shown(_) => Value::word(ValueState::Ok),
            MaturityFigure::Withheld(state) => Value::word(state),
            MaturityFigure::Hidden => Value::Word(Word::HIDDEN),
        },
    ]
}

/// The headings of the columns that tell on which schools a value rests.
pub(super) const COVERAGE_KEYS: [&str; 4] =
    ["csv-schools-covered", "csv-schools-with-form", "csv-schools-with-numerator", "csv-schools"];

/// Returns the columns that tell on which schools a value rests.
pub(super) fn coverage(coverage: Coverage) -> [Value; 4] {
    let count = |count: i64| Value::of(coverage.schools, |_| Value::Number(count));
    [
        count(coverage.covered),
        count(coverage.forms),
        count(coverage.numerators),
        Value::of(coverage.schools, Value::Number),
    ]
}

/// The headings of the columns that tell of which days the parts are.
pub(super) const AS_OF_KEYS: [&str; 4] =
    ["csv-numerator-as-of-from", "csv-numerator-as-of", "csv-denominator-as-of-from", "csv-denominator-as-of"];

/// Returns the columns that tell of which days the parts are.
pub(super) fn as_of(line: &MaturityLine) -> [Value; 4] {
    [
        Value::of(line.numerator_as_of, |days| Value::Date(days.earliest_on)),
        Value::of(line.numerator_as_of, |days| Value::Date(days.latest_on)),
        Value::of(line.denominator_as_of, |days| Value::Date(days.earliest_on)),
        Value::of(line.denominator_as_of, |days| Value::Date(days.latest_on)),
    ]
}

/// Returns the name of a numerator's source; an installation may have one that we have no word for.
fn source(code: &str) -> Value {
    match code {
        "official_line" => Value::Word(Word { symbol: "official_line", key: "source-official-line" }),
        "live_count" => Value::Word(Word { symbol: "live_count", key: "source-live-count" }),
        "sferum" => Value::Word(Word { symbol: "sferum", key: "source-sferum" }),
        "my_school" => Value::Word(Word { symbol: "my_school", key: "source-my-school" }),
        other => Value::text(other),
    }
}

fn pupils(pupils: Option<Disclosed>) -> Value {
    Value::of(pupils, |pupils| match pupils {
        Disclosed::Shown(count) => Value::Number(count),
        Disclosed::Hidden => Value::Word(Word::HIDDEN),
    })
}

/// Returns the table of a territory's indicators.
pub(crate) fn lines(name: String, lines: &[MaturityLine]) -> Table {
    Table { name, headings: line_headings(), rows: lines.iter().map(line).collect() }
}

fn line_headings() -> Vec<Heading> {
    let mut columns = headings(["csv-code", "csv-indicator"]);
    columns.extend(VALUE_KEYS.map(Heading::of));
    columns.extend(headings(["csv-target", "csv-target-year", "csv-attainment"]));
    columns.extend(headings(AS_OF_KEYS));
    columns.extend(headings(["csv-basis"]));
    columns.extend(headings(COVERAGE_KEYS));
    columns.extend(headings(["csv-pupils-covered", "csv-pupils", "csv-numerator-source"]));
    columns
}

fn line(line: &MaturityLine) -> Vec<Value> {
    let indicator = &line.indicator;
    let mut row = vec![Value::text(&indicator.code), Value::translated(&indicator.name_ru, &indicator.name_en)];
    row.extend(values(line.figure));
    row.extend([
        Value::of(line.target, Value::Number),
        Value::of(indicator.target_year, |year| Value::Number(i64::from(year))),
        Value::of(line.attainment, Value::Hundredths),
    ]);
    row.extend(as_of(line));
    row.push(Value::of(line.basis, Value::word));
    row.extend(coverage(line.coverage));
    row.extend([
        pupils(line.coverage.pupils.map(|(covered, _)| covered)),
        pupils(line.coverage.pupils.map(|(_, all)| all)),
        Value::of(line.chosen_source.as_deref(), source),
    ]);
    row
}

/// The headings of the columns that tell a reporting period.
pub(super) const PERIOD_KEYS: [&str; 3] = ["csv-period", "csv-period-as-of", "csv-period-state"];

/// Returns the columns that tell a reporting period.
pub(super) fn period(told: &ToldPeriod) -> [Value; 3] {
    let state = if told.is_running() { Word::RUNNING } else { Word::ENDED };
    [Value::text(told.period.to_string()), Value::Date(told.month.as_of_on), Value::Word(state)]
}

/// Returns a table with the period that all of it tells, where there are periods to be told apart.
pub(crate) fn in_period(mut table: Table, told: Option<&ToldPeriod>) -> Table {
    if let Some(told) = told {
        table.headings.extend(headings(PERIOD_KEYS));
        table.rows.iter_mut().for_each(|row| row.extend(period(told)));
    }
    table
}

/// Returns the table of a region's periods: a row for each period and indicator.
pub(crate) fn periods(name: String, periods: &MaturityPeriods) -> Table {
    let mut columns = headings(PERIOD_KEYS);
    columns.extend(line_headings());
    let rows = periods.periods.iter().flat_map(|it| {
        it.lines.iter().map(|of_indicator| {
            let mut row = period(&it.told).to_vec();
            row.extend(line(of_indicator));
            row
        })
    });
    Table { name, headings: columns, rows: rows.collect() }
}

/// Returns the table of the ways to the targets: a row for each indicator and month, to the last one of the target's year.
pub(crate) fn ways(name: String, ways: &[Way]) -> Table {
    let columns = [
        "csv-code",
        "csv-indicator",
        "csv-period",
        "csv-period-as-of",
        "csv-published-percent",
        "csv-planned-percent",
        "csv-target",
        "csv-target-year",
    ];
    let rows = ways.iter().flat_map(|way| {
        way.points.iter().map(|point| {
            vec![
                Value::text(&way.indicator.code),
                Value::translated(&way.indicator.name_ru, &way.indicator.name_en),
                Value::text(point.month.to_string()),
                Value::Date(point.on),
                Value::of(point.value, Value::Hundredths),
                Value::Hundredths(point.planned),
                Value::Number(way.target),
                Value::Number(way.year.into()),
            ]
        })
    });
    Table { name, headings: headings(columns), rows: rows.collect() }
}

/// Returns the table of the joined figures.
pub(crate) fn joined(name: String, joined: &[JoinedFigure]) -> Table {
    let value = |figure: &JoinedFigure| match (figure.value, figure.method) {
        (Disclosed::Hidden, _) => Value::Word(Word::HIDDEN),
        (Disclosed::Shown(count), SummaryMethod::TargetsReached) => Value::Number(count),
        (Disclosed::Shown(hundredths), _) => Value::Hundredths(hundredths),
    };
    let rows = joined.iter().map(|figure| vec![Value::word(figure.method), value(figure)]);
    Table { name, headings: headings(["csv-method", "csv-value"]), rows: rows.collect() }
}

/// Returns the table of the territories side by side.
pub(crate) fn territories(name: String, maturity: &Maturity) -> Table {
    let mut columns = headings([Word::from(maturity.level()).key, "csv-territory-id"]);
    for indicator in &maturity.indicators {
        let keys = VALUE_KEYS.into_iter().chain(AS_OF_KEYS).chain(COVERAGE_KEYS);
        columns.extend(keys.map(|key| Heading::of(key).about(&indicator.code)));
    }
    let rows = maturity.territories.iter().map(|row| {
        let mut cells = vec![Value::text(&row.territory.name), Value::text(row.territory.id())];
        for line in &row.lines {
            cells.extend(values(line.figure));
            cells.extend(as_of(line));
            cells.extend(coverage(line.coverage));
        }
        cells
    });
    Table { name, headings: columns, rows: rows.collect() }
}

/// Returns the table of the schools that values do not rest on.
pub(crate) fn missing(name: String, missing: &[MissingSchool]) -> Table {
    let columns =
        ["csv-code", "level-school", "csv-territory-id", "maturity-without-form", "maturity-without-numerator"];
    let flag = |flag: bool| Value::Number(flag.into());
    let rows = missing.iter().map(|row| {
        vec![
            Value::text(&row.indicator.code),
            Value::text(&row.school.name),
            Value::text(row.school.id()),
            flag(row.is_without_form),
            flag(row.is_without_numerator),
        ]
    });
    Table { name, headings: headings(columns), rows: rows.collect() }
}
