//! What the figures of several regions add up to.

use super::figure::{Figure, Outside};
use warehouse::model::{Coverage, IndicatorValue, PublishedIndicator, PublishedValue, ValueState};
use warehouse::published::CoverageThresholds;

/// Sums of numbers that stand in a figure and beside it.
#[derive(Debug, Clone, Copy, Default)]
struct Sums {
    numerator: i64,
    denominator: i64,
    unobserved: i64,
    outside: Outside,
}

/// Returns the figure of an indicator that the regions' figures add up to. It has no place: there is one country.
pub(super) fn summed(
    values: &[&PublishedValue],
    indicator: &PublishedIndicator,
    thresholds: CoverageThresholds,
) -> Figure {
    let values = values.iter().filter(|value| value.indicator == indicator.code);
    let sums = values.fold(Sums::default(), |sums, value| sums.plus(value));
    let state = sums.state(indicator.minimum_denominator, thresholds);
    let value = IndicatorValue::new(sums.numerator, sums.denominator, sums.unobserved, state);
    Figure::of(value, sums.outside, sums.denominator)
}

impl Sums {
    fn plus(self, value: &PublishedValue) -> Self {
        Self {
            numerator: self.numerator + value.numerator,
            denominator: self.denominator + value.denominator,
            unobserved: self.unobserved + value.unobserved_count,
            outside: Outside {
                excused: self.outside.excused + value.excused_count,
                not_measurable: self.outside.not_measurable + value.not_measurable_count,
                unknown: self.outside.unknown + value.unknown_count,
                pending: self.outside.pending + value.pending_count,
            },
        }
    }

    /// Returns the state of the sum, by the rules that the regions were judged by.
    fn state(self, minimum_denominator: i64, thresholds: CoverageThresholds) -> ValueState {
        let Some(coverage) = Coverage::new(self.denominator, self.unobserved).filter(|_| self.denominator > 0) else {
            return match (self.outside.not_measurable, self.unobserved) {
                (1.., _) => ValueState::NotMeasurable,
                (_, 1..) => ValueState::NoData,
                _ => ValueState::NotApplicable,
            };
        };
        let due = i128::from(self.denominator) + i128::from(self.unobserved);
        let unknown = i128::from(self.outside.unknown) * 100;
        let is_unknown = unknown > i128::from(thresholds.unknown_maximum_percent) * due;
        if is_unknown || !coverage.reaches(thresholds.coverage_minimum_percent) {
            ValueState::LowCoverage
        } else if self.denominator < minimum_denominator {
            ValueState::LowCount
        } else {
            ValueState::Ok
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sum_is_judged_by_the_thresholds_of_the_regions() {
        let thresholds = CoverageThresholds { coverage_minimum_percent: 60, unknown_maximum_percent: 5 };
        let state = |denominator, unobserved, not_measurable, unknown| {
            let outside = Outside { not_measurable, unknown, ..Outside::default() };
            Sums { numerator: 0, denominator, unobserved, outside }.state(20, thresholds)
        };
        assert_eq!(state(60, 40, 0, 5), ValueState::Ok);
        assert_eq!(state(59, 41, 0, 0), ValueState::LowCoverage);
        assert_eq!(state(60, 40, 0, 6), ValueState::LowCoverage);
        assert_eq!(state(19, 0, 0, 0), ValueState::LowCount);
        assert_eq!(state(0, 9, 9, 0), ValueState::NotMeasurable);
        assert_eq!(state(0, 9, 0, 0), ValueState::NoData);
        assert_eq!(state(0, 0, 0, 0), ValueState::NotApplicable);
        // Who names no thresholds asks for everything.
        let sums = Sums { denominator: 99, unobserved: 1, ..Sums::default() };
        assert_eq!(sums.state(20, CoverageThresholds::default()), ValueState::LowCoverage);
    }
}
