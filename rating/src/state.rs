//! Whether a figure can be compared, only shown, or is no figure at all, and why.

use crate::methodology::{Indicator, Thresholds};
use warehouse::model::{Coverage, Level, ValueState};

/// Whole numbers that a territory's schools add up to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Sums {
    /// The numerator.
    pub numerator: i64,
    /// The denominator.
    pub denominator: i64,
    /// Duties that were excused.
    pub excused_count: i64,
    /// Duties that the journal cannot prove.
    pub not_measurable_count: i64,
    /// Duties of which it is not known whether they are owed.
    pub unknown_count: i64,
    /// Duties whose deadline has not come.
    pub pending_count: i64,
    /// Duties not seen through no fault of the school.
    pub unobserved_count: i64,
}

impl Sums {
    /// Returns the sum with another.
    pub fn plus(self, other: Self) -> Self {
        Self {
            numerator: self.numerator + other.numerator,
            denominator: self.denominator + other.denominator,
            excused_count: self.excused_count + other.excused_count,
            not_measurable_count: self.not_measurable_count + other.not_measurable_count,
            unknown_count: self.unknown_count + other.unknown_count,
            pending_count: self.pending_count + other.pending_count,
            unobserved_count: self.unobserved_count + other.unobserved_count,
        }
    }
}

/// Returns the state of a figure. `compared_schools` is how many schools of the territory are in state `ok` themselves.
pub fn value_state(
    level: Level,
    sums: Sums,
    indicator: &Indicator,
    thresholds: Thresholds,
    compared_schools: i64,
) -> ValueState {
    let Some(coverage) = Coverage::new(sums.denominator, sums.unobserved_count).filter(|_| sums.denominator > 0) else {
        return match (sums.not_measurable_count, sums.unobserved_count) {
            (1.., _) => ValueState::NotMeasurable,
            (_, 1..) => ValueState::NoData,
            _ => ValueState::NotApplicable,
        };
    };
    let is_too_few = sums.denominator < indicator.minimum_denominator;
    let due = i128::from(sums.denominator) + i128::from(sums.unobserved_count);
    let is_unknown = i128::from(sums.unknown_count) * 100 > i128::from(thresholds.unknown_maximum_percent) * due;
    if is_unknown || !coverage.reaches(thresholds.coverage_minimum_percent) {
        ValueState::LowCoverage
    } else if is_too_few || (level == Level::Municipality && compared_schools < thresholds.minimum_schools) {
        ValueState::LowCount
    } else {
        ValueState::Ok
    }
}
