//! The lessons of a school that stand outside, one by one; those that bear duties can be listed too.

use super::account::{self, Account};
use super::extent::{Extent, Stretch};
use super::offer::Offer;
use super::opened::{LINES_PER_PAGE, SubjectLabels};
use super::period::{PeriodChoice, PeriodQuery};
use super::query::filled;
use super::shown::Shown;
use super::territory::Named;
use crate::failure::Failure;
use serde::Deserialize;
use warehouse::model::{Disposition, LessonDisposition, LocalDate, SchoolId};
use warehouse::published::LessonFilter;

/// A file holds every lesson of the filter; the warehouse refuses more of them than this.
const FILE_LESSONS_MAX: usize = 200_000;

/// What an address may ask for.
#[derive(Debug, Deserialize)]
pub(crate) struct OutsideQuery {
    #[serde(flatten)]
    period: PeriodQuery,
    #[serde(default, deserialize_with = "filled")]
    disposition: Option<Disposition>,
    page: Option<usize>,
}

impl OutsideQuery {
    /// Returns the page that an address names.
    pub(crate) fn extent(&self) -> Extent {
        Extent::Page(self.page.unwrap_or(1).clamp(1, FILE_LESSONS_MAX))
    }
}

/// Lessons of a school and what became of each.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct OutsideLessons {
    /// The school below its municipality, as far as that is known.
    pub(crate) trail: Vec<Named>,
    /// What became of all of them.
    pub(crate) account: Account,
    /// The period, and the others.
    pub(crate) periods: PeriodChoice,
    /// Which of them are listed; none is all that stand outside.
    pub(crate) choice: Option<Disposition>,
    /// Which lines of how many these are.
    pub(crate) stretch: Stretch,
    /// The lessons.
    pub(crate) lessons: Vec<OutsideLesson>,
}

/// A lesson and what became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct OutsideLesson {
    /// The day.
    pub(crate) lesson_on: LocalDate,
    /// The lesson's number in the day.
    pub(crate) number: i32,
    /// The class's label; its identity in the journal when no register gives one.
    pub(crate) class: String,
    /// What the school calls the subject.
    pub(crate) subject: String,
    /// The subject in the journal.
    pub(crate) subject_id: String,
    /// The journal's installation.
    pub(crate) source_instance: String,
    /// The lesson in the journal.
    pub(crate) lesson_id: String,
    /// What became of it.
    pub(crate) disposition: Disposition,
}

impl OutsideLessons {
    /// Reads the lessons that an address names: a page of them, or all.
    pub(crate) async fn read(
        shown: &Shown,
        school_id: &SchoolId,
        query: &OutsideQuery,
        extent: Extent,
    ) -> Result<Self, Failure> {
        let trail = shown.school(school_id).await?;
        let school = trail.last().ok_or(Failure::NotFound)?;
        let periods = Offer::read(shown, &query.period).await?.periods;
        let filter = LessonFilter {
            school_id: school_id.clone(),
            period: periods.shown.period().clone(),
            dispositions: query.disposition.map_or_else(|| account::outside().collect(), |chosen| vec![chosen]),
        };
        let labels = SubjectLabels::read(shown, school_id).await?;
        let (offset, limit) = extent.bounds(LINES_PER_PAGE, FILE_LESSONS_MAX);
        let found = shown.release.lessons(&filter, offset, limit).await?;
        Ok(Self {
            account: Account::read(shown, school, &periods.shown).await?,
            trail,
            periods,
            choice: query.disposition,
            stretch: extent.stretch(offset, found.lessons.len(), found.total_count),
            lessons: found.lessons.into_iter().map(|lesson| OutsideLesson::new(lesson, &labels)).collect(),
        })
    }
}

impl OutsideLesson {
    fn new(lesson: LessonDisposition, labels: &SubjectLabels) -> Self {
        Self {
            subject: labels.of(&lesson.source_instance, &lesson.subject_id),
            lesson_on: lesson.lesson_on,
            number: lesson.lesson_number,
            class: lesson.class_label,
            subject_id: lesson.subject_id,
            source_instance: lesson.source_instance,
            lesson_id: lesson.lesson_id,
            disposition: lesson.disposition,
        }
    }
}
