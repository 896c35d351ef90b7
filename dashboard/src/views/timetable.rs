//! The weeks of a timetable behind a school's figure: what was planned, and what stood in the timetable.

use super::extent::{Extent, Stretch};
use super::opened::{LINES_PER_PAGE, Opened, OpenedQuery, SubjectLabels};
use super::query::filled;
use super::shown::Shown;
use crate::failure::Failure;
use serde::Deserialize;
use std::fmt;
use warehouse::model::{SchoolId, TimetableReason, TimetableWeek};

/// No timetable has as many pages.
const PAGE_MAX: usize = 10_000;

/// What an address may ask for.
#[derive(Debug, Deserialize)]
pub(crate) struct TimetableQuery {
    #[serde(flatten)]
    opened: OpenedQuery,
    #[serde(default, deserialize_with = "filled")]
    only: Option<Only>,
    page: Option<usize>,
}

impl TimetableQuery {
    /// Returns the page that an address names.
    pub(crate) fn extent(&self) -> Extent {
        Extent::Page(self.page.unwrap_or(1).clamp(1, PAGE_MAX))
    }
}

/// Which lines are listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Only {
    /// Those in which something is missing.
    Incomplete,
}

/// As it stands in an address.
impl fmt::Display for Only {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Incomplete => f.write_str("incomplete"),
        }
    }
}

/// The weeks behind a figure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Timetable {
    /// The figure.
    pub(crate) opened: Opened,
    /// Which lines are listed; none is all.
    pub(crate) only: Option<Only>,
    /// Which lines of how many these are.
    pub(crate) stretch: Stretch,
    /// A line for each week, class and subject.
    pub(crate) weeks: Vec<ClassWeek>,
}

/// A subject of a class in a week.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ClassWeek {
    /// The week.
    pub(crate) week_id: String,
    /// The class's label.
    pub(crate) class: String,
    /// What the school calls the subject.
    pub(crate) subject: String,
    /// The subject in the journal.
    pub(crate) subject_id: String,
    /// Lessons in the timetable.
    pub(crate) scheduled_count: i64,
    /// Planned hours.
    pub(crate) planned: i64,
    /// Of these, hours in the timetable.
    pub(crate) filled: i64,
    /// Planned hours of a week that is not over.
    pub(crate) pending: i64,
    /// Hours of which nobody knows whether they were planned or stood there.
    pub(crate) unobserved: i64,
    /// Why some or all of it is not counted.
    pub(crate) reason: Option<TimetableReason>,
}

impl ClassWeek {
    /// Returns the hours that are planned and not in the timetable; none when nothing is missing.
    pub(crate) fn missing(&self) -> Option<i64> {
        Some(self.planned - self.filled).filter(|missing| *missing > 0)
    }
}

impl Timetable {
    /// Reads the weeks that an address names: a page of them, or all.
    pub(crate) async fn read(
        shown: &Shown,
        school: &SchoolId,
        query: &TimetableQuery,
        extent: Extent,
    ) -> Result<Self, Failure> {
        let opened = Opened::read(shown, school, &query.opened).await?;
        let mut weeks = shown.release.timetable_weeks(school, opened.period.period()).await?;
        weeks.retain(|week| query.only.is_none() || week.filled_count < week.planned_count);
        let total_count = i64::try_from(weeks.len()).unwrap_or(i64::MAX);
        let labels = SubjectLabels::read(shown, school).await?;
        let (offset, limit) = extent.bounds(LINES_PER_PAGE, usize::MAX);
        let subject = |week: &TimetableWeek| labels.of(&week.source_instance, &week.subject_id);
        let weeks: Vec<ClassWeek> = weeks
            .into_iter()
            .skip(offset)
            .take(limit)
            .map(|week| ClassWeek {
                subject: subject(&week),
                week_id: week.week_id,
                class: week.class_label,
                subject_id: week.subject_id,
                scheduled_count: week.scheduled_count,
                planned: week.planned_count,
                filled: week.filled_count,
                pending: week.pending_count,
                unobserved: week.unobserved_count,
                reason: week.reason,
            })
            .collect();
        let stretch = extent.stretch(offset, weeks.len(), total_count);
        Ok(Self { opened, only: query.only, stretch, weeks })
    }
}
