//! A figure is a [`Ratio`] of whole numbers, or it is withheld with a reason; the type lets nobody compare or average what
//! is withheld.

use super::{Period, Ratio, Territory};
use crate::symbols;

symbols! {
    /// Why a figure is what it is.
    pub enum ValueState {
        /// A figure that can be compared.
        Ok = "ok",
        /// The denominator is below the methodology's minimum: shown, not ranked.
        LowCount = "low_count",
        /// Too much was not seen (outages, what the journal cannot prove): shown, not ranked.
        LowCoverage = "low_coverage",
        /// The journal cannot prove it.
        NotMeasurable = "not_measurable",
        /// Nothing was due in the period: vacation, no such lessons.
        NotApplicable = "not_applicable",
        /// Something was due, and nothing of it was seen.
        NoData = "no_data",
    }
}

impl ValueState {
    /// The states of figures that are numbers.
    pub const SHOWN: [Self; 3] = [Self::Ok, Self::LowCount, Self::LowCoverage];
}

/// How much of what was due has been seen: a figure means little without it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Coverage {
    seen: i64,
    unobserved: i64,
}

impl Coverage {
    /// Returns the coverage of a figure: its denominator is what was seen, and `unobserved` what should have been. None
    /// when nothing was due, or when a number is negative.
    pub fn new(seen: i64, unobserved: i64) -> Option<Self> {
        let due = seen.checked_add(unobserved)?;
        (seen >= 0 && unobserved >= 0 && due > 0).then_some(Self { seen, unobserved })
    }

    /// Returns the share as a ratio: what was seen of what was due.
    pub fn ratio(self) -> Option<Ratio> {
        Ratio::new(self.seen, self.seen + self.unobserved)
    }

    /// Returns whether at least that many percent were seen.
    pub fn reaches(self, percent: i64) -> bool {
        let (seen, due) = (i128::from(self.seen), i128::from(self.seen) + i128::from(self.unobserved));
        seen * 100 >= i128::from(percent) * due
    }
}

/// A published figure. One that is a number has its coverage with it, and cannot be made without.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IndicatorValue {
    /// Can be compared, and has a place.
    Measured(Ratio, Coverage),
    /// Can be shown, and not compared, with the reason: [`ValueState::LowCount`] or [`ValueState::LowCoverage`].
    Shown(Ratio, Coverage, ValueState),
    /// Is no number, with the reason.
    Withheld(ValueState),
}

impl IndicatorValue {
    /// Returns the figure that a stored row means.
    pub fn new(numerator: i64, denominator: i64, unobserved: i64, state: ValueState) -> Self {
        match (Ratio::new(numerator, denominator).zip(Coverage::new(denominator, unobserved)), state) {
            (Some((ratio, coverage)), ValueState::Ok) => Self::Measured(ratio, coverage),
            (Some((ratio, coverage)), ValueState::LowCount | ValueState::LowCoverage) => {
                Self::Shown(ratio, coverage, state)
            }
            (Some(_), withheld) => Self::Withheld(withheld),
            (None, ValueState::NotMeasurable | ValueState::NoData) => Self::Withheld(state),
            (None, _) => Self::Withheld(ValueState::NotApplicable),
        }
    }

    /// Returns the ratio that may be shown.
    pub fn ratio(self) -> Option<Ratio> {
        match self {
            Self::Measured(ratio, _) | Self::Shown(ratio, ..) => Some(ratio),
            Self::Withheld(_) => None,
        }
    }

    /// Returns how much of what was due stands behind a number.
    pub fn coverage(self) -> Option<Coverage> {
        match self {
            Self::Measured(_, coverage) | Self::Shown(_, coverage, _) => Some(coverage),
            Self::Withheld(_) => None,
        }
    }
}

/// A figure of a territory in a period, with all that its duties add up to.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct PublishedValue {
    /// The territory.
    #[sqlx(flatten)]
    pub territory: Territory,
    /// The period.
    #[sqlx(flatten)]
    pub period: Period,
    /// The indicator's code.
    pub indicator: String,
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
    /// Of all these, the ones not seen through no fault of the school; they lower the coverage.
    pub unobserved_count: i64,
    /// The state.
    pub state: ValueState,
    /// The place among the level's ranked territories: 1-2-2-4.
    pub place: Option<i32>,
    /// How many are ranked.
    pub places_count: Option<i32>,
}

impl PublishedValue {
    /// Returns the figure.
    pub fn value(&self) -> IndicatorValue {
        IndicatorValue::new(self.numerator, self.denominator, self.unobserved_count, self.state)
    }
}
