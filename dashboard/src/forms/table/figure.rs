//! The columns of a figure, which many tables have.

use super::{Heading, Value};
use crate::views::figure::Figure;
use warehouse::model::{PublishedIndicator, Ratio};

/// Returns the headings of a figure.
pub(super) fn headings(indicator: &PublishedIndicator) -> [Heading; 8] {
    let heading = |key| Heading::of(key).about(&indicator.code);
    [
        heading("csv-numerator"),
        heading("csv-denominator"),
        Heading::percent(&indicator.code),
        heading("csv-state"),
        heading("csv-place"),
        heading("csv-coverage"),
        heading("csv-seen"),
        heading("csv-due"),
    ]
}

/// Returns the values of a figure.
pub(super) fn values(figure: &Figure) -> [Value; 8] {
    let (ratio, coverage) = (figure.ratio(), figure.coverage());
    [
        Value::of(ratio.map(Ratio::numerator), Value::Number),
        Value::of(ratio.map(Ratio::denominator), Value::Number),
        Value::of(ratio.map(Ratio::percent_hundredths), Value::Hundredths),
        Value::word(figure.state()),
        Value::of(figure.place, |place| Value::Number(i64::from(place.place))),
        Value::of(coverage.map(Ratio::percent_hundredths), Value::Hundredths),
        Value::of(coverage.map(Ratio::numerator), Value::Number),
        Value::of(coverage.map(Ratio::denominator), Value::Number),
    ]
}
