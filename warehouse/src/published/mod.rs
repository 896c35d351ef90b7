//! What was published: releases, their figures, and who may read them.
//!
//! A figure is a [`Ratio`] of whole numbers, or it is withheld with a reason; the type lets nobody compare or
//! average what is withheld. Every function that reads figures takes a [`Scope`].

mod read;
mod scope;
mod write;

pub use read::*;
pub use scope::Scope;
pub use write::*;

use crate::model::{Instant, LocalDate};
use crate::symbols;
use std::cmp::Ordering;

/// A numerator over a denominator that is not zero.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ratio {
    numerator: i64,
    denominator: i64,
}

impl Ratio {
    /// Returns the ratio, or nothing when the denominator is not positive or the numerator is negative.
    pub fn new(numerator: i64, denominator: i64) -> Option<Self> {
        (denominator > 0 && numerator >= 0).then_some(Self { numerator, denominator })
    }

    /// Returns the numerator.
    pub fn numerator(self) -> i64 {
        self.numerator
    }

    /// Returns the denominator.
    pub fn denominator(self) -> i64 {
        self.denominator
    }

    /// Compares exactly, by cross-multiplication: 10/11 equals 30/33.
    pub fn compare(self, other: Self) -> Ordering {
        let left = i128::from(self.numerator) * i128::from(other.denominator);
        let right = i128::from(other.numerator) * i128::from(self.denominator);
        left.cmp(&right)
    }

    /// Returns the percentage in hundredths of a percent, rounded half up: 10/11 is 9091, to be shown as 90,91 %.
    pub fn percent_hundredths(self) -> i64 {
        let scaled = i128::from(self.numerator) * 20_000 + i128::from(self.denominator);
        i64::try_from(scaled / (2 * i128::from(self.denominator))).unwrap_or(i64::MAX)
    }
}

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

symbols! {
    /// What a period is.
    pub enum PeriodKind {
        /// Monday to Sunday.
        Week = "week",
        /// A calendar month.
        Month = "month",
        /// A quarter, trimester, half-year or module, as the schools' registers define it.
        Term = "term",
    }
}

/// A published release.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Release {
    /// Its number.
    pub release_id: i64,
    /// `preliminary` or `frozen`.
    pub state: String,
    /// The moment it speaks of.
    pub as_of: Instant,
    /// The snapshot of the lake it was computed from.
    pub lake_snapshot: i64,
    /// The version of the registers.
    pub register_version: i64,
    /// The methodology's code.
    pub methodology_code: String,
    /// The methodology's version.
    pub methodology_version: i32,
    /// SHA-256 of the methodology's text, hexadecimal.
    pub methodology_sha256: String,
    /// The methodology's text, TOML.
    pub methodology_text: String,
    /// The snapshot of the lake that lists its duties.
    pub duties_snapshot: i64,
    /// SHA-256 over its figures, hexadecimal.
    pub digest: String,
    /// The region.
    pub region_code: String,
    /// When it was computed.
    pub created_at: Instant,
}

/// An indicator as a release published it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublishedIndicator {
    /// The code. Example: `I01`.
    pub code: String,
    /// Its place in the list.
    pub ordinal: i32,
    /// The name in Russian.
    pub name_ru: String,
    /// The name in English.
    pub name_en: String,
    /// Numerator over denominator in words, in Russian.
    pub formula_ru: String,
    /// Numerator over denominator in words, in English.
    pub formula_en: String,
    /// What is counted, in Russian. Example: `уроков`.
    pub unit_ru: String,
    /// What is counted, in English.
    pub unit_en: String,
    /// `up` when more is better, `down` when less is.
    pub direction: String,
    /// The denominator below which a figure is not ranked, in whole units.
    pub minimum_denominator: i64,
    /// Numerators and denominators are whole numbers of 1/`unit_scale` of the unit.
    pub unit_scale: i64,
}

/// A territory as a release published it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Territory {
    /// The level: `school`, `municipality` or `region`.
    pub level: crate::model::Level,
    /// The school's identity, the municipality's ОКТМО or the region's code.
    pub territory_id: String,
    /// A school's municipality, a municipality's region, at the release's moment.
    pub parent_id: Option<String>,
    /// The name.
    pub name: String,
    /// `urban` or `rural`, for a school.
    pub settlement: Option<String>,
    /// Pupils, as the registers say.
    pub pupils_count: Option<i32>,
    /// Journal systems in use, joined by a comma.
    pub source_systems: String,
}

/// A period that a release has figures for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Period {
    /// What it is.
    pub kind: PeriodKind,
    /// `2024-W42`, `2024-10`, `2024-quarter-1`.
    pub period_id: String,
    /// The first day.
    pub starts_on: LocalDate,
    /// The last day.
    pub ends_on: LocalDate,
}

/// A figure of a territory in a period, with all that its duties add up to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublishedValue {
    /// The level.
    pub level: crate::model::Level,
    /// The territory.
    pub territory_id: String,
    /// The period's kind.
    pub period_kind: PeriodKind,
    /// The period.
    pub period_id: String,
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

/// An indicator of digital maturity as a release published it.
#[derive(Debug, Clone, PartialEq, Eq)]
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
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MaturityValue {
    /// The level.
    pub level: crate::model::Level,
    /// The territory.
    pub territory_id: String,
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
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MaturitySummary {
    /// The level.
    pub level: crate::model::Level,
    /// The territory.
    pub territory_id: String,
    /// How they are joined.
    pub method: SummaryMethod,
    /// The figure in hundredths (of a percent; of one for [`SummaryMethod::TargetsReached`]).
    pub value_hundredths: i64,
}
