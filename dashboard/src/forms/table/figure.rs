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

/// Returns the headings of a figure that is compared with what it was.
pub(super) fn compared_headings(indicator: &PublishedIndicator) -> impl Iterator<Item = Heading> {
    let heading = |key| Heading::of(key).about(&indicator.code);
    let earlier = [
        heading("csv-earlier-period"),
        heading("csv-earlier-numerator"),
        heading("csv-earlier-denominator"),
        heading("csv-change"),
        heading("csv-places-risen"),
    ];
    headings(indicator).into_iter().chain(earlier)
}

/// Returns the values of a figure, and of what it was.
pub(super) fn compared_values(figure: &Figure) -> impl Iterator<Item = Value> {
    let earlier = figure.earlier.as_ref();
    let of_earlier = [
        Value::of(earlier, |it| Value::text(&it.dated.period.id)),
        Value::of(earlier, |it| Value::Number(it.ratio.numerator())),
        Value::of(earlier, |it| Value::Number(it.ratio.denominator())),
        Value::of(figure.change(), |change| Value::Hundredths(change.point_hundredths())),
        Value::of(figure.places_risen(), |places| Value::Number(i64::from(places))),
    ];
    values(figure).into_iter().chain(of_earlier)
}
