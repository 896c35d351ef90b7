//! The lessons behind a school's figure.

use super::extent::{Extent, Stretch};
use super::opened::{LINES_PER_PAGE, Opened, OpenedQuery, SubjectLabels};
use super::query::filled;
use super::shown::Shown;
use crate::failure::Failure;
use serde::Deserialize;
use std::fmt;
use warehouse::model::{Duty, DutyReason, DutyState, Instant, LocalDate, SchoolId};
use warehouse::published::DutyFilter;

/// A file holds every lesson of the filter; the warehouse refuses more of them than this.
const FILE_LESSONS_MAX: usize = 200_000;

/// What an address may ask for.
#[derive(Debug, Deserialize)]
pub(crate) struct LessonsQuery {
    #[serde(flatten)]
    opened: OpenedQuery,
    #[serde(default, deserialize_with = "filled")]
    state: Option<StateChoice>,
    page: Option<usize>,
}

impl LessonsQuery {
    /// Returns the page that an address names.
    pub(crate) fn extent(&self) -> Extent {
        Extent::Page(self.page.unwrap_or(1).clamp(1, FILE_LESSONS_MAX))
    }
}

/// Which lessons are listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum StateChoice {
    /// The late and the missing ones.
    NotOnTime,
    /// Those in one state.
    #[serde(untagged)]
    One(DutyState),
}

impl StateChoice {
    /// Returns every choice, in the order in which a page offers them.
    pub(crate) fn all() -> impl Iterator<Item = Self> {
        std::iter::once(Self::NotOnTime).chain(DutyState::ALL.iter().copied().map(Self::One))
    }

    fn states(self) -> Vec<DutyState> {
        match self {
            Self::NotOnTime => vec![DutyState::Late, DutyState::Missing],
            Self::One(state) => vec![state],
        }
    }
}

/// As it stands in an address.
impl fmt::Display for StateChoice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotOnTime => f.write_str("not_on_time"),
            Self::One(state) => state.fmt(f),
        }
    }
}

/// The lessons behind a figure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Lessons {
    /// The figure.
    pub(crate) opened: Opened,
    /// Which of them are listed; none is all.
    pub(crate) choice: Option<StateChoice>,
    /// How many there are in each state, whatever is listed.
    pub(crate) counts: Vec<(DutyState, i64)>,
    /// Which lines of how many these are.
    pub(crate) stretch: Stretch,
    /// The lessons.
    pub(crate) lessons: Vec<Lesson>,
}

/// What was owed for a lesson, and what became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Lesson {
    /// The day.
    pub(crate) lesson_on: LocalDate,
    /// The lesson's number in the day.
    pub(crate) number: i32,
    /// The class's label.
    pub(crate) class: String,
    /// What the school calls the subject.
    pub(crate) subject: String,
    /// The subject in the journal.
    pub(crate) subject_id: String,
    /// By when it was owed.
    pub(crate) due_at: Instant,
    /// When it was first entered.
    pub(crate) fulfilled_at: Option<Instant>,
    /// What became of it.
    pub(crate) state: DutyState,
    /// Why it is excused or not measurable.
    pub(crate) reason: Option<DutyReason>,
}

impl Lessons {
    /// Reads the lessons that an address names: a page of them, or all.
    pub(crate) async fn read(
        shown: &Shown,
        school: &SchoolId,
        query: &LessonsQuery,
        extent: Extent,
    ) -> Result<Self, Failure> {
        let opened = Opened::read(shown, school, &query.opened).await?;
        let filter = DutyFilter {
            school_id: school.clone(),
            indicator: opened.indicator.code.clone(),
            period: opened.period.period().clone(),
            states: query.state.map(StateChoice::states).unwrap_or_default(),
        };
        let labels = SubjectLabels::read(shown, school).await?;
        let (offset, limit) = extent.bounds(LINES_PER_PAGE, FILE_LESSONS_MAX);
        let found = shown.release.duties(&filter, offset, limit).await?;
        let stretch = extent.stretch(offset, found.duties.len(), found.total_count);
        let subject = |duty: &Duty| labels.of(&duty.source_instance, &duty.subject_id);
        let lessons = found.duties.into_iter().map(|duty| Lesson {
            subject: subject(&duty),
            lesson_on: duty.lesson_on,
            number: duty.lesson_number,
            class: duty.class_label,
            subject_id: duty.subject_id,
            due_at: duty.due_at,
            fulfilled_at: duty.fulfilled_at,
            state: duty.state,
            reason: duty.reason,
        });
        Ok(Self { opened, choice: query.state, counts: found.counts, stretch, lessons: lessons.collect() })
    }
}
