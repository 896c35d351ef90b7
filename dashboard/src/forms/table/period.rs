//! What a file says of all its lines alike: the period and whether it is over, and the release.

use super::{Heading, Table, Value, headings};
use crate::views::period::ReleasedPeriod;
use crate::words::Word;
use warehouse::model::Release;

/// Returns the heading of the column that [`is_over`] fills.
pub(super) fn over_heading() -> Heading {
    Heading::of("csv-period-over")
}

/// Says whether a period is over.
pub(super) fn is_over(released: &ReleasedPeriod) -> Value {
    Value::Word(if released.is_over { Word::YES } else { Word::NO })
}

impl Table {
    /// Adds the columns of the period that all lines are of.
    pub(crate) fn in_period(self, released: &ReleasedPeriod) -> Self {
        let period = [Value::text(&released.period().id), Value::Period(released.dated.clone()), is_over(released)];
        self.with(&[Heading::of("csv-period-id"), Heading::of("csv-period"), over_heading()], &period)
    }

    /// Adds the columns of the release that all lines are of.
    pub(crate) fn of_release(self, release: &Release) -> Self {
        let number = Value::Number(release.release_id.0);
        let values = [number, Value::word(release.state), Value::Moment(release.inputs.as_of)];
        self.with(&headings(["release-number", "csv-release-state", "release-moment"]), &values)
    }

    fn with(mut self, headings: &[Heading], values: &[Value]) -> Self {
        self.headings.extend_from_slice(headings);
        self.rows.iter_mut().for_each(|row| row.extend_from_slice(values));
        self
    }
}
