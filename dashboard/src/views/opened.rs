//! A figure that a page opens, to show what it is made of.

use super::figure::Figure;
use super::offer::Offer;
use super::period::{PeriodQuery, ReleasedPeriod};
use super::query::filled;
use super::shown::Shown;
use super::territory::Named;
use crate::failure::Failure;
use serde::Deserialize;
use std::collections::BTreeMap;
use warehouse::model::{PublishedIndicator, SchoolId};

/// How many lines stand on a page of what a figure is made of.
pub(super) const LINES_PER_PAGE: usize = 100;

/// What an address may ask for.
#[derive(Debug, Deserialize)]
pub(crate) struct OpenedQuery {
    #[serde(default, deserialize_with = "filled")]
    indicator: Option<String>,
    #[serde(flatten)]
    period: PeriodQuery,
}

/// A school's figure, of an indicator and a period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Opened {
    /// The school.
    pub(crate) school: Named,
    /// The school below its municipality, as far as that is known.
    pub(crate) trail: Vec<Named>,
    /// The school's identity.
    pub(crate) school_id: SchoolId,
    /// The indicator.
    pub(crate) indicator: PublishedIndicator,
    /// The period.
    pub(crate) period: ReleasedPeriod,
    /// The figure.
    pub(crate) figure: Figure,
}

impl Opened {
    /// Reads the figure that an address names; without an indicator it is the first one, without a period the latest.
    pub(crate) async fn read(shown: &Shown, school_id: &SchoolId, query: &OpenedQuery) -> Result<Self, Failure> {
        let trail = shown.school(school_id).await?;
        let school = trail.last().cloned().ok_or(Failure::NotFound)?;
        let offer = Offer::read(shown, &query.period).await?;
        let is_named = |known: &PublishedIndicator| query.indicator.as_ref().is_none_or(|code| known.code == *code);
        let indicator = offer.indicators.into_iter().find(is_named).ok_or(Failure::NotFound)?;
        let period = offer.periods.shown;
        let values = shown.figures_of(&school.territory, period.period()).await?;
        let figure = Figure::new(values.iter().find(|value| value.indicator == indicator.code));
        Ok(Self { school, trail, school_id: school_id.clone(), indicator, period, figure })
    }
}

/// What a school calls its subjects.
pub(super) struct SubjectLabels(BTreeMap<(String, String), String>);

impl SubjectLabels {
    /// Reads a school's labels.
    pub(super) async fn read(shown: &Shown, school_id: &SchoolId) -> Result<Self, Failure> {
        Ok(Self(shown.release.subject_labels(school_id).await?))
    }

    /// Returns a subject's label; where no plan has it, its identity in the journal.
    pub(super) fn of(&self, source_instance: &str, subject_id: &str) -> String {
        let label = self.0.get(&(source_instance.to_owned(), subject_id.to_owned()));
        label.map_or(subject_id, String::as_str).to_owned()
    }
}
