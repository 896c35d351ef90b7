//! From a figure to what it is made of: the duties and the weeks of the timetable that a release keeps in the lake.

use super::super::{PeriodKind, Release, Scope};
use crate::error::During as _;
use crate::lake::{Frame, table};
use crate::model::{
    Duty, DutyKind, DutyState, IndicatorState, LocalDate, RELEASE_TABLES, Row, TimetableWeek, data_type,
};
use crate::{Error, Warehouse};
use polars::prelude::{LazyFrame, PlRefPath, PolarsResult, ScanArgsParquet, col, lit};
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::Arc;

/// A school's duties of one indicator and period are a few thousand lessons; this many would be a mistake.
const DUTIES_MAX: usize = 200_000;

/// What an indicator's figures are made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FigureParts {
    /// Duties: [`Warehouse::duties`] lists them.
    Duties,
    /// Weeks of a class's timetable: [`Warehouse::timetable_weeks`] lists them.
    TimetableWeeks,
}

/// Which duties are listed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DutyFilter {
    /// The school.
    pub school_id: String,
    /// The indicator whose figure they make.
    pub indicator: String,
    /// The period's kind.
    pub period_kind: PeriodKind,
    /// The period.
    pub period_id: String,
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

impl Warehouse {
    /// Returns what the figures of each indicator are made of, by the indicator's code.
    pub async fn figure_parts(&self, scope: &Scope, release: &Release) -> Result<BTreeMap<String, FigureParts>, Error> {
        let Some(files) = self.kept_files(scope, release, "indicator_states").await? else {
            return Ok(BTreeMap::new());
        };
        let rows: Vec<IndicatorState> = compute(move || scan("indicator_states", &files)).await?;
        Ok(rows.into_iter().map(|row| (row.indicator.clone(), parts(&row))).collect())
    }

    /// Returns a page of the duties behind a school's figure.
    pub async fn duties(
        &self,
        scope: &Scope,
        release: &Release,
        filter: &DutyFilter,
        offset: usize,
        limit: usize,
    ) -> Result<DutyPage, Error> {
        let nothing = DutyPage { counts: Vec::new(), total_count: 0, duties: Vec::new() };
        let Some(files) = self.kept_files(scope, release, "indicator_states").await? else { return Ok(nothing) };
        let rows: Vec<IndicatorState> = compute(move || scan("indicator_states", &files)).await?;
        let of_indicator =
            rows.into_iter().filter(|row| row.indicator == filter.indicator && parts(row) == FigureParts::Duties);
        let kinds: BTreeSet<String> = of_indicator.map(|row| row.duty).collect();
        let Some(files) = self.kept_files(scope, release, "duties").await? else { return Ok(nothing) };
        let wanted = filter.clone();
        let mut duties: Vec<Duty> = compute(move || {
            let is_of_kind = kinds.iter().fold(lit(false), |any, kind| any.or(col("duty").eq(lit(kind.clone()))));
            let is_of_school = col("school_id").eq(lit(wanted.school_id));
            let is_of_period = col(period_column(wanted.period_kind)).eq(lit(wanted.period_id));
            let found = scan("duties", &files)?.filter(is_of_school.and(is_of_period).and(is_of_kind));
            Ok(found.limit(u32::try_from(DUTIES_MAX + 1).unwrap_or(u32::MAX)))
        })
        .await?;
        if duties.len() > DUTIES_MAX {
            return Err(Error::Corrupt(format!(
                "school {} has too many duties in {}",
                filter.school_id, filter.period_id
            )));
        }
        duties.sort_by(|one, other| order(one).cmp(&order(other)));
        let count = |state: DutyState| duties.iter().filter(|duty| duty.state == state).count();
        let counts =
            DutyState::ALL.iter().map(|state| (*state, i64::try_from(count(*state)).unwrap_or(i64::MAX))).collect();
        duties.retain(|duty| filter.states.is_empty() || filter.states.contains(&duty.state));
        let total_count = i64::try_from(duties.len()).unwrap_or(i64::MAX);
        Ok(DutyPage { counts, total_count, duties: duties.into_iter().skip(offset).take(limit).collect() })
    }

    /// Returns the weeks of a school's timetable in a period, by class and subject.
    pub async fn timetable_weeks(
        &self,
        scope: &Scope,
        release: &Release,
        school_id: &str,
        period_kind: PeriodKind,
        period_id: &str,
    ) -> Result<Vec<TimetableWeek>, Error> {
        let Some(files) = self.kept_files(scope, release, "timetable_weeks").await? else { return Ok(Vec::new()) };
        let (is_of_school, period_id) = (col("school_id").eq(lit(school_id.to_owned())), period_id.to_owned());
        let mut weeks: Vec<TimetableWeek> = compute(move || {
            let is_of_period = col(period_column(period_kind)).eq(lit(period_id));
            let found = scan("timetable_weeks", &files)?.filter(is_of_school.and(is_of_period));
            Ok(found.limit(u32::try_from(DUTIES_MAX + 1).unwrap_or(u32::MAX)))
        })
        .await?;
        if weeks.len() > DUTIES_MAX {
            return Err(Error::Corrupt(format!("school {school_id} has too many weeks of a timetable")));
        }
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
    pub async fn subject_labels(
        &self,
        scope: &Scope,
        release: &Release,
        school_id: &str,
    ) -> Result<BTreeMap<(String, String), String>, Error> {
        if scope.region_code() != release.region_code {
            return Ok(BTreeMap::new());
        }
        let operation = "cannot read the subjects' labels";
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
        .bind(release.register_version)
        .fetch_all(&self.pool)
        .await
        .during(operation)?;
        Ok(rows.into_iter().map(|(instance, subject, name)| ((instance, subject), name)).collect())
    }

    /// Returns the files that a release added to a table, none when there are none or the scope does not reach it.
    async fn kept_files(&self, scope: &Scope, release: &Release, name: &str) -> Result<Option<Vec<PathBuf>>, Error> {
        if scope.region_code() != release.region_code {
            return Ok(None);
        }
        let table = table(name).ok_or_else(|| Error::NotPrepared(format!("the lake has no table {name}")))?;
        // What its own snapshot added, and no file of any other release: these grow with every night.
        let before: BTreeSet<PathBuf> = self.files_at(table, release.duties_snapshot - 1).await?.into_iter().collect();
        let mut files = self.files_at(table, release.duties_snapshot).await?;
        files.retain(|file| !before.contains(file));
        Ok((!files.is_empty()).then_some(files))
    }
}

fn parts(row: &IndicatorState) -> FigureParts {
    if row.duty.parse::<DutyKind>().is_ok() { FigureParts::Duties } else { FigureParts::TimetableWeeks }
}

fn period_column(kind: PeriodKind) -> &'static str {
    match kind {
        PeriodKind::Week => "week_id",
        PeriodKind::Month => "month_id",
        PeriodKind::Term => "term_id",
    }
}

fn order(duty: &Duty) -> (LocalDate, i32, &str, &str, &str) {
    (duty.lesson_on, duty.lesson_number, &duty.class_label, &duty.subject_id, &duty.lesson_id)
}

fn scan(name: &'static str, files: &[PathBuf]) -> PolarsResult<LazyFrame> {
    let fields = RELEASE_TABLES.iter().find(|table| table.name == name).map_or(&[][..], |table| table.content);
    let schema = fields.iter().map(|field| (field.name.into(), data_type(field.kind))).collect();
    let paths = files.iter().map(|path| PlRefPath::try_from_path(path)).collect::<PolarsResult<_>>()?;
    let arguments = ScanArgsParquet { schema: Some(Arc::new(schema)), glob: false, ..Default::default() };
    LazyFrame::scan_parquet_files(paths, arguments)
}

/// Runs a query where blocking is allowed and reads its rows.
async fn compute<R: Row + Send + 'static>(
    query: impl FnOnce() -> PolarsResult<LazyFrame> + Send + 'static,
) -> Result<Vec<R>, Error> {
    let failed = |source| Error::Engine { operation: format!("cannot read {} of a release", R::NAME), source };
    tokio::task::spawn_blocking(move || {
        let frame = query().and_then(LazyFrame::collect).map_err(failed)?;
        Frame(frame).rows()
    })
    .await
    .unwrap_or_else(|_| Err(Error::Corrupt("reading duties stopped by a defect of the program".to_owned())))
}
