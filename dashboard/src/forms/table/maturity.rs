//! Digital maturity: a territory's indicators, those joined to one figure, and territories side by side.

use super::{Heading, Table, Value, headings};
use crate::views::disclosed::Disclosed;
use crate::views::maturity::{JoinedFigure, Maturity, MaturityFigure, MaturityLine, capped};
use crate::words::Word;
use warehouse::model::{Ratio, SummaryMethod, ValueState};

/// The headings of a value's columns.
const VALUE_KEYS: [&str; 5] =
    ["csv-numerator", "csv-denominator", "csv-published-percent", "csv-raw-percent", "csv-state"];

fn values(figure: MaturityFigure) -> [Value; 5] {
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

/// Returns the table of a territory's indicators.
pub(crate) fn lines(name: String, lines: &[MaturityLine]) -> Table {
    let mut columns = headings(["csv-code", "csv-indicator"]);
    columns.extend(VALUE_KEYS.map(Heading::of));
    columns.extend(headings([
        "csv-target",
        "csv-target-year",
        "csv-attainment",
        "csv-numerator-as-of",
        "csv-denominator-as-of",
    ]));
    Table { name, headings: columns, rows: lines.iter().map(line).collect() }
}

fn line(line: &MaturityLine) -> Vec<Value> {
    let indicator = &line.indicator;
    let mut row = vec![Value::text(&indicator.code), Value::translated(&indicator.name_ru, &indicator.name_en)];
    row.extend(values(line.figure));
    row.extend([
        Value::of(line.target, Value::Number),
        Value::of(indicator.target_year, |year| Value::Number(i64::from(year))),
        Value::of(line.attainment, Value::Hundredths),
        Value::of(line.numerator_as_of, Value::Date),
        Value::of(line.denominator_as_of, Value::Date),
    ]);
    row
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
        columns.extend(VALUE_KEYS.map(|key| Heading::of(key).about(&indicator.code)));
    }
    let rows = maturity.territories.iter().map(|row| {
        let mut cells = vec![Value::text(&row.territory.name), Value::text(row.territory.id())];
        cells.extend(row.figures.iter().flat_map(|figure| values(*figure)));
        cells
    });
    Table { name, headings: columns, rows: rows.collect() }
}
