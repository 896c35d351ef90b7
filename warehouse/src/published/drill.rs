//! From a figure to what it is made of: the duties and the weeks of the timetable that a release keeps in the lake.

use super::release::PublishedRelease;
use crate::Error;
use crate::error::During as _;
use crate::lake::catalog::files_added_by;
use crate::lake::{compute, scan_files, table};
use crate::model::{Duty, DutyState, IndicatorState, LocalDate, Period, PeriodKind, Row, SchoolId, TimetableWeek};
use polars::prelude::{Expr, col, lit};
use std::collections::{BTreeMap, BTreeSet};

/// A school's duties of one indicator and period are a few thousand lessons; this many would be a mistake.
const ROWS_MAX: usize = 200_000;

/// The table of what is planned and what stands in the timetable.
const TIMETABLE_WEEKS: &str = "timetable_weeks";

/// What an indicator's figures are made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FigureParts {
    /// Duties: [`PublishedRelease::duties`] lists them.
    Duties,
    /// Weeks of a class's timetable: [`PublishedRelease::timetable_weeks`] lists them.
    TimetableWeeks,
}

/// Which duties are listed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DutyFilter {
    /// The school.
    pub school_id: SchoolId,
    /// The indicator whose figure they make.
    pub indicator: String,
    /// The period.
    pub period: Period,
    /// Only those in one of these states; all of them when it is empty.
    pub states: Vec<DutyState>,
}

/// A page of duties.
#[derive(Debug, Clone, PartialEq)]
pub struct DutyPage {
    /// How many duties there are in each state, whatever states were asked for.
    pub counts: Vec<(DutyState, i64)>,
    /// How many duties there are in the states that were asked for.
    pub total_count: i64,
    /// The page's duties, by day, lesson and class.
    pub duties: Vec<Duty>,
}

impl PublishedRelease {
    /// Returns what the figures of each indicator are made of, by the indicator's code.
    pub async fn figure_parts(&self) -> Result<BTreeMap<String, FigureParts>, Error> {
        let rows = self.kept::<IndicatorState>("indicator_states", lit(true)).await?;
        Ok(rows.into_iter().map(|row| (row.indicator.clone(), parts(&row))).collect())
    }

    /// Returns a page of the duties behind a school's figure.
    pub async fn duties(&self, filter: &DutyFilter, offset: usize, limit: usize) -> Result<DutyPage, Error> {
        let states = self.kept::<IndicatorState>("indicator_states", lit(true)).await?;
        let of_indicator =
            states.into_iter().filter(|row| row.indicator == filter.indicator && parts(row) == FigureParts::Duties);
        let kinds: BTreeSet<String> = of_indicator.map(|row| row.duty).collect();
        let is_of_kind = kinds.into_iter().fold(lit(false), |any, kind| any.or(col("duty").eq(lit(kind))));
        let of_school = of_school_in(&filter.school_id, &filter.period);
        let mut duties: Vec<Duty> = self.kept("duties", of_school.and(is_of_kind)).await?;
        duties.sort_by(|one, other| order(one).cmp(&order(other)));
        let count = |state: DutyState| duties.iter().filter(|duty| duty.state == state).count();
        let counts =
            DutyState::ALL.iter().map(|state| (*state, i64::try_from(count(*state)).unwrap_or(i64::MAX))).collect();
        duties.retain(|duty| filter.states.is_empty() || filter.states.contains(&duty.state));
        let total_count = i64::try_from(duties.len()).unwrap_or(i64::MAX);
        Ok(DutyPage { counts, total_count, duties: duties.into_iter().skip(offset).take(limit).collect() })
    }

    /// Returns the weeks of a school's timetable in a period, by class and subject.
    pub async fn timetable_weeks(&self, school_id: &SchoolId, period: &Period) -> Result<Vec<TimetableWeek>, Error> {
        let mut weeks: Vec<TimetableWeek> = self.kept(TIMETABLE_WEEKS, of_school_in(school_id, period)).await?;
        weeks.sort_by(|one, other| {
            let key = |week: &TimetableWeek| {
                (week.week_id.clone(), week.grade, week.class_label.clone(), week.subject_id.clone())
            };
            key(one).cmp(&key(other))
        });
        Ok(weeks)
    }

    /// Returns what a school's journals call their subjects, by the installation and the subject's identity there, as the
    /// release's registers had it.
    pub async fn subject_labels(&self, school_id: &SchoolId) -> Result<BTreeMap<(String, String), String>, Error> {
        let rows: Vec<(String, String, String)> = sqlx::query_as(
            "select distinct on (source_instance, subject_id) source_instance, subject_id, subject_label
               from (select source_instance, sequence_number,
                            content #>> '{content,subject_id}' as subject_id,
                            content #>> '{content,subject_label}' as subject_label
                       from registers.changes
                      where kind = 'curriculum' and school_id = $1 and sequence_number <= $2) as named
              order by source_instance, subject_id, sequence_number desc",
        )
        .bind(school_id)
        .bind(self.release().inputs.register_version)
        .fetch_all(&self.store.pool)
        .await
        .during("cannot read the subjects' labels")?;
        Ok(rows.into_iter().map(|(instance, subject, name)| ((instance, subject), name)).collect())
    }

    /// Returns the rows of a table that the release keeps and a condition holds for; too many of them are an error.
    pub(super) async fn kept<R: Row + Send + 'static>(
        &self,
        name: &'static str,
        condition: Expr,
    ) -> Result<Vec<R>, Error> {
        let table = table(name)?;
        // What its own snapshot added, and no file of any other release: these grow with every night.
        let files = files_added_by(&self.store, table, self.release().duties_snapshot).await?;
        let rows: Vec<R> = compute(move || {
            let found = scan_files(table, &files)?.filter(condition);
            Ok(found.limit(u32::try_from(ROWS_MAX + 1).unwrap_or(u32::MAX)))
        })
        .await?;
        if rows.len() > ROWS_MAX {
            return Err(Error::Corrupt(format!("more than {ROWS_MAX} rows of {name} stand behind one figure")));
        }
        Ok(rows)
    }
}

/// Says that a row is of a school and a period.
pub(super) fn of_school_in(school_id: &SchoolId, period: &Period) -> Expr {
    let is_of_school = col("school_id").eq(lit(school_id.as_str().to_owned()));
    is_of_school.and(is_in(period))
}

fn parts(row: &IndicatorState) -> FigureParts {
    if row.kept_in == TIMETABLE_WEEKS { FigureParts::TimetableWeeks } else { FigureParts::Duties }
}

/// Says that a row is of a period.
fn is_in(period: &Period) -> Expr {
    let is = |column| col(column).eq(lit(period.id.clone()));
    match period.kind {
        PeriodKind::Week => is("week_id"),
        PeriodKind::Month => is("month_id"),
        PeriodKind::Term => is("term_id"),
        PeriodKind::Year => {
            let year: i32 = period.id.parse().unwrap_or_default();
            let (first, last) = (format!("{year}-09"), format!("{}-08", year + 1));
            col("month_id").gt_eq(lit(first)).and(col("month_id").lt_eq(lit(last)))
        }
    }
}

fn order(duty: &Duty) -> (LocalDate, i32, &str, &str, &str) {
    (duty.lesson_on, duty.lesson_number, &duty.class_label, &duty.subject_id, &duty.lesson_id)
}
