//! Digital maturity: its indicators, their values, and those joined to one figure.

use super::{LocalDate, Ratio, Territory, ValueState};
use crate::symbols;

/// An indicator of digital maturity as a release published it.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct PublishedMaturityIndicator {
    /// The code: `DM1`…`DM5`, `COS2_1`…`COS2_3`.
    pub code: String,
    /// Its place in the list.
    pub ordinal: i32,
    /// The name in Russian.
    pub name_ru: String,
    /// The name in English.
    pub name_en: String,
    /// The target in percent.
    pub target_percent: Option<i32>,
    /// The year of the target.
    pub target_year: Option<i32>,
    /// The act that sets it, in Russian.
    pub target_act_ru: Option<String>,
    /// The act that sets it, in English.
    pub target_act_en: Option<String>,
    /// Where the numerator comes from, in Russian.
    pub numerator_source_ru: String,
    /// Where the numerator comes from, in English.
    pub numerator_source_en: String,
    /// Where the denominator comes from, in Russian.
    pub denominator_source_ru: String,
    /// Where the denominator comes from, in English.
    pub denominator_source_en: String,
    /// What a reader must know, in Russian; may be empty.
    pub note_ru: String,
    /// What a reader must know, in English; may be empty.
    pub note_en: String,
}

/// A value of digital maturity.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct MaturityValue {
    /// The territory.
    #[sqlx(flatten)]
    pub territory: Territory,
    /// The indicator's code.
    pub indicator: String,
    /// The numerator, where there is one.
    pub numerator: Option<i64>,
    /// The denominator, where there is one.
    pub denominator: Option<i64>,
    /// The day the numerator is as of.
    pub numerator_as_of: Option<LocalDate>,
    /// The day the denominator is as of.
    pub denominator_as_of: Option<LocalDate>,
    /// `ok`, `no_data` or `not_applicable`.
    pub state: ValueState,
    /// Which of several sources was taken.
    pub chosen_source: Option<String>,
}

impl MaturityValue {
    /// Returns the raw ratio, which may exceed one: numerator and denominator have different clocks.
    pub fn ratio(&self) -> Option<Ratio> {
        Ratio::new(self.numerator?, self.denominator?)
    }

    /// Returns the published percentage in hundredths: the raw one, capped at 100 %.
    pub fn capped_percent_hundredths(&self) -> Option<i64> {
        self.ratio().map(|ratio| ratio.percent_hundredths().min(10_000))
    }
}

symbols! {
    /// How the five indicators are joined to one figure.
    pub enum SummaryMethod {
        /// The mean of the capped values.
        MeanOfValues = "mean_of_values",
        /// The mean of value over target, each capped at 100 %.
        MeanOfCappedAttainment = "mean_of_capped_attainment",
        /// The mean of value over target, uncapped.
        MeanOfAttainment = "mean_of_attainment",
        /// How many indicators reached their target (hundredths of one).
        TargetsReached = "targets_reached",
    }
}

/// The five indicators joined to one figure.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct MaturitySummary {
    /// The territory.
    #[sqlx(flatten)]
    pub territory: Territory,
    /// How they are joined.
    pub method: SummaryMethod,
    /// The figure in hundredths (of a percent; of one for [`SummaryMethod::TargetsReached`]).
    pub value_hundredths: i64,
}
