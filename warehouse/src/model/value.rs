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

/// A published figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IndicatorValue {
    /// Can be compared, and has a place.
    Measured(Ratio),
    /// Can be shown, and not compared, with the reason: [`ValueState::LowCount`] or [`ValueState::LowCoverage`].
    Shown(Ratio, ValueState),
    /// Is no number, with the reason.
    Withheld(ValueState),
}

impl IndicatorValue {
    /// Returns the figure that a stored row means.
    pub fn new(numerator: i64, denominator: i64, state: ValueState) -> Self {
        match (Ratio::new(numerator, denominator), state) {
            (Some(ratio), ValueState::Ok) => Self::Measured(ratio),
            (Some(ratio), ValueState::LowCount | ValueState::LowCoverage) => Self::Shown(ratio, state),
            (Some(_), withheld) => Self::Withheld(withheld),
            (None, ValueState::NotMeasurable | ValueState::NoData) => Self::Withheld(state),
            (None, _) => Self::Withheld(ValueState::NotApplicable),
        }
    }

    /// Returns the ratio that may be shown.
    pub fn ratio(self) -> Option<Ratio> {
        match self {
            Self::Measured(ratio) | Self::Shown(ratio, _) => Some(ratio),
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
    /// The numerator, in 1/`unit_scale` of the unit.
    pub numerator: i64,
    /// The denominator, in 1/`unit_scale` of the unit.
    pub denominator: i64,
    /// Duties that were excused.
    pub excused_count: i64,
    /// Duties that the journal cannot prove.
    pub not_measurable_count: i64,
    /// Duties whose deadline has not come.
    pub pending_count: i64,
    /// Of the excused and not measurable ones, those not seen through no fault of the school.
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
        IndicatorValue::new(self.numerator, self.denominator, self.state)
    }
}
