//! Digital maturity: its indicators, their values, and those joined to one figure.

use super::{CalendarMonth, LocalDate, Ratio, ReportingPeriod, SchoolId, Territory, ValueState};
use crate::symbols;
use sqlx::postgres::PgRow;
use sqlx::{FromRow, Row as _};
use std::collections::BTreeSet;

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

/// A month of which a release tells digital maturity, which is a state on a day: on the month's last one, or on the release's
/// own where the month still runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, sqlx::FromRow)]
pub struct MaturityMonth {
    /// The month.
    #[sqlx(rename = "month_id")]
    pub month: CalendarMonth,
    /// The day.
    pub as_of_on: LocalDate,
}

impl MaturityMonth {
    /// Returns whether a period, whose value this month's is so far, has not ended by the day.
    pub fn is_before_the_end_of(&self, period: ReportingPeriod) -> bool {
        self.as_of_on < period.ends_on()
    }

    /// Reads the month of a row; none in a release from before maturity had months.
    fn of_row(row: &PgRow) -> Result<Option<Self>, sqlx::Error> {
        let month: Option<CalendarMonth> = row.try_get("month_id")?;
        let as_of_on: Option<LocalDate> = row.try_get("as_of_on")?;
        Ok(month.zip(as_of_on).map(|(month, as_of_on)| Self { month, as_of_on }))
    }
}

/// A part of a ratio of digital maturity: a count, and the days it is as of. They differ where schools sent lines of
/// different days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MaturityPart {
    /// How many.
    pub count: i64,
    /// The earliest of its days.
    pub earliest_on: LocalDate,
    /// The latest of its days.
    pub latest_on: LocalDate,
}

impl MaturityPart {
    /// Returns a count as of one day.
    pub fn new(count: i64, as_of_on: LocalDate) -> Self {
        Self { count, earliest_on: as_of_on, latest_on: as_of_on }
    }

    /// Returns whether it is a sum of different days.
    pub fn is_of_different_days(&self) -> bool {
        self.earliest_on < self.latest_on
    }
}

symbols! {
    /// What a denominator of digital maturity is.
    pub enum MaturityBasis {
        /// A line that the territory sent of itself.
        OwnLine = "own_line",
        /// The sum over the territory's schools.
        Schools = "schools",
    }
}

/// Pupils of a territory, as the registers say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PupilCoverage {
    /// Those of the schools that a value rests on.
    pub covered_count: i64,
    /// Those of all its schools.
    pub pupils_count: i64,
}

/// On which schools a value of digital maturity rests: on all of its territory but those named here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MaturityCoverage {
    /// How many schools the territory has.
    pub schools_count: i32,
    /// The schools that sent no form with the denominator, by their identity.
    pub without_denominator: Vec<SchoolId>,
    /// The schools of which nothing says the numerator, by their identity. A school may lack both.
    pub without_numerator: Vec<SchoolId>,
    /// The pupils, where the registers tell them of every school.
    pub pupils: Option<PupilCoverage>,
}

impl MaturityCoverage {
    /// Returns the coverage of what does not speak of schools.
    pub fn of_no_schools() -> Self {
        Self { schools_count: 0, without_denominator: Vec::new(), without_numerator: Vec::new(), pupils: None }
    }

    /// Returns the schools that the value does not rest on.
    pub fn missing(&self) -> BTreeSet<&SchoolId> {
        self.without_denominator.iter().chain(&self.without_numerator).collect()
    }

    /// Returns how many schools the value rests on.
    pub fn covered_count(&self) -> i32 {
        less(self.schools_count, self.missing().len())
    }

    /// Returns how many schools sent the form with the denominator.
    pub fn forms_count(&self) -> i32 {
        less(self.schools_count, self.without_denominator.len())
    }

    /// Returns of how many schools the numerator is known.
    pub fn numerators_count(&self) -> i32 {
        less(self.schools_count, self.without_numerator.len())
    }

    /// Returns whether the value rests on at least that share of the schools.
    pub fn reaches(&self, percent: i64) -> bool {
        i64::from(self.covered_count()) * 100 >= i64::from(self.schools_count) * percent
    }
}

fn less(count: i32, taken: usize) -> i32 {
    count.saturating_sub(i32::try_from(taken).unwrap_or(i32::MAX)).max(0)
}

/// A value of digital maturity. Both parts rest on the schools that the coverage tells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MaturityValue {
    /// The territory.
    pub territory: Territory,
    /// The territory in which it counted on that day; none in a release from before maturity had months.
    pub parent: Option<Territory>,
    /// The month; none in a release from before maturity had months, which tells the release's own day alone.
    pub month: Option<MaturityMonth>,
    /// The indicator's code.
    pub indicator: String,
    /// The numerator; there are both parts or none.
    pub numerator: Option<MaturityPart>,
    /// The denominator.
    pub denominator: Option<MaturityPart>,
    /// On which schools both rest.
    pub coverage: MaturityCoverage,
    /// What the denominator is, where there is one.
    pub basis: Option<MaturityBasis>,
    /// `ok`; `low_coverage`, which keeps its parts and is withheld; `no_data`; or `not_applicable`.
    pub state: ValueState,
    /// Which of several sources of the numerator was taken.
    pub chosen_source: Option<String>,
}

impl MaturityValue {
    /// Returns the raw ratio of what may be shown. It may exceed one: numerator and denominator have different clocks.
    pub fn ratio(&self) -> Option<Ratio> {
        if self.state != ValueState::Ok {
            return None;
        }
        Ratio::new(self.numerator?.count, self.denominator?.count)
    }

    /// Returns the published percentage in hundredths: the raw one, capped at 100 %.
    pub fn capped_percent_hundredths(&self) -> Option<i64> {
        self.ratio().map(|ratio| ratio.percent_hundredths().min(10_000))
    }

    /// Returns by how much the numerator exceeds the denominator, where it does. The raw parts stay as they are.
    pub fn excess(&self) -> Option<i64> {
        let (numerator, denominator) = (self.numerator?.count, self.denominator?.count);
        numerator.checked_sub(denominator).filter(|excess| *excess > 0)
    }
}

impl FromRow<'_, PgRow> for MaturityValue {
    fn from_row(row: &PgRow) -> Result<Self, sqlx::Error> {
        let part = |count: &str, earliest_on: &str, latest_on: &str| -> Result<Option<MaturityPart>, sqlx::Error> {
            let count: Option<i64> = row.try_get(count)?;
            let latest_on: Option<LocalDate> = row.try_get(latest_on)?;
            let earliest_on: Option<LocalDate> = row.try_get(earliest_on)?;
            Ok(count.zip(latest_on).map(|(count, latest_on)| MaturityPart {
                count,
                earliest_on: earliest_on.unwrap_or(latest_on),
                latest_on,
            }))
        };
        let pupils_count: Option<i64> = row.try_get("pupils_count")?;
        let covered_count: Option<i64> = row.try_get("pupils_covered_count")?;
        let territory = Territory::from_row(row)?;
        let parent_id: Option<&str> = row.try_get("parent_id")?;
        Ok(Self {
            parent: territory.level().above().zip(parent_id).map(|(level, id)| Territory::new(level, id)),
            territory,
            month: MaturityMonth::of_row(row)?,
            indicator: row.try_get("indicator")?,
            numerator: part("numerator", "numerator_as_of_from", "numerator_as_of")?,
            denominator: part("denominator", "denominator_as_of_from", "denominator_as_of")?,
            coverage: MaturityCoverage {
                schools_count: row.try_get("schools_count")?,
                without_denominator: row.try_get("schools_without_denominator")?,
                without_numerator: row.try_get("schools_without_numerator")?,
                pupils: covered_count
                    .zip(pupils_count)
                    .map(|(covered_count, pupils_count)| PupilCoverage { covered_count, pupils_count }),
            },
            basis: row.try_get("basis")?,
            state: row.try_get("state")?,
            chosen_source: row.try_get("chosen_source")?,
        })
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
    /// The territory.
    pub territory: Territory,
    /// The month; none in a release from before maturity had months.
    pub month: Option<MaturityMonth>,
    /// How they are joined.
    pub method: SummaryMethod,
    /// The figure in hundredths (of a percent; of one for [`SummaryMethod::TargetsReached`]).
    pub value_hundredths: i64,
}

impl FromRow<'_, PgRow> for MaturitySummary {
    fn from_row(row: &PgRow) -> Result<Self, sqlx::Error> {
        Ok(Self {
            territory: Territory::from_row(row)?,
            month: MaturityMonth::of_row(row)?,
            method: row.try_get("method")?,
            value_hundredths: row.try_get("value_hundredths")?,
        })
    }
}
