//! The lessons behind a school's figure.

use super::filled;
use super::rating::{ChoiceOption, rebased};
use crate::address::{Address, encode};
use crate::csv_table::{Cell, CsvTable};
use crate::failure::Failure;
use crate::figure::{self, FigureCell};
use crate::frame::{Frame, Section, page as respond};
use crate::periods::{self, PeriodChoice};
use crate::respond::CachePolicy;
use crate::visit::{Parameters, Visit};
use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use serde::Deserialize;
use std::collections::BTreeMap;
use warehouse::model::{Duty, DutyReason, DutyState, Level};
use warehouse::published::{DutyFilter, DutyPage, Period, PublishedIndicator, Territory};

/// How many lines stand on a page.
pub(super) const LESSONS_PER_PAGE: usize = 100;
/// A file holds every lesson of the filter; the warehouse refuses more of them than this.
const FILE_LESSONS_MAX: usize = 200_000;

/// What the address may ask for.
#[derive(Debug, Deserialize)]
pub(crate) struct LessonsParameters {
    indicator: Option<String>,
    period_kind: Option<String>,
    period_id: Option<String>,
    /// A state, or `not_on_time` for the late and the missing ones.
    state: Option<String>,
    page: Option<usize>,
}

struct LessonLine {
    on: String,
    number: i32,
    class: String,
    subject: String,
    due_at: String,
    fulfilled_at: String,
    state: String,
    state_class: &'static str,
    reason: String,
}

struct StateCount {
    name: String,
    class: &'static str,
    count: String,
}

/// Which lines of how many stand on a page, and the way to the others.
pub(super) struct Pager {
    pub(super) shown: String,
    pub(super) previous: Option<Address>,
    pub(super) next: Option<Address>,
}

impl Pager {
    /// Returns the pager of page `number`, from 1, on which `count` lines of `total_count` stand.
    pub(super) fn new(
        visit: &Visit,
        address: &Address,
        number: usize,
        count: usize,
        total_count: i64,
        total: &str,
    ) -> Self {
        let from = (number - 1) * LESSONS_PER_PAGE;
        let to = from + count;
        let written = |number: usize| visit.count(i64::try_from(number).unwrap_or(i64::MAX));
        let first = if count == 0 { 0 } else { from + 1 };
        let has_more = i64::try_from(to).is_ok_and(|to| to < total_count);
        Self {
            shown: visit
                .say_with("lessons-shown", &[("from", &written(first)), ("to", &written(to)), ("total", total)]),
            previous: (number > 1).then(|| address.clone().with("page", number - 1)),
            next: has_more.then(|| address.clone().with("page", number + 1)),
        }
    }
}

/// A figure that a page opens: a school's, of an indicator and a period.
pub(super) struct OpenedFigure {
    pub(super) school: Territory,
    pub(super) indicator: PublishedIndicator,
    pub(super) period: Period,
    pub(super) cell: FigureCell,
}

impl OpenedFigure {
    /// Reads the figure that an address names; without an indicator it is the first one, without a period the latest.
    pub(super) async fn read(
        visit: &Visit,
        id: &str,
        code: Option<&str>,
        kind: Option<&str>,
        period_id: Option<&str>,
    ) -> Result<Self, Failure> {
        let (warehouse, scope, release_id) = (visit.warehouse(), visit.scope(), visit.release()?.release_id);
        let school = warehouse.territory(scope, release_id, Level::School, id).await?.ok_or(Failure::NotFound)?;
        let indicators = warehouse.indicators(scope, release_id).await?;
        let indicator = indicators.into_iter().find(|indicator| code.is_none_or(|code| indicator.code == code));
        let indicator = indicator.ok_or(Failure::NotFound)?;
        let periods = warehouse.periods(scope, release_id).await?;
        let period = PeriodChoice::new(&periods, kind, period_id)?.period;
        let ids = [school.territory_id.clone()];
        let values = warehouse.figures(scope, release_id, Level::School, &ids, period.kind, &period.period_id).await?;
        let cell = FigureCell::new(visit, &indicator, figure::find(&values, &school.territory_id, &indicator.code));
        Ok(Self { school, indicator, period, cell })
    }

    /// Reads what the school calls its subjects.
    pub(super) async fn subject_labels(&self, visit: &Visit) -> Result<SubjectLabels, Failure> {
        let (warehouse, scope) = (visit.warehouse(), visit.scope());
        Ok(SubjectLabels(warehouse.subject_labels(scope, visit.release()?, &self.school.territory_id).await?))
    }

    /// Returns the address of a page below the school's.
    pub(super) fn address(&self, visit: &Visit, page: &str) -> Address {
        visit
            .to(&format!("schools/{}/{page}", encode(&self.school.territory_id)))
            .with("indicator", &self.indicator.code)
            .with("period_kind", self.period.kind)
            .with("period_id", &self.period.period_id)
    }

    /// Returns the address of the school's page.
    pub(super) fn school_address(&self, visit: &Visit) -> Address {
        visit
            .to(&format!("schools/{}", encode(&self.school.territory_id)))
            .with("period_kind", self.period.kind)
            .with("period_id", &self.period.period_id)
    }
}

/// What a school calls its subjects.
pub(super) struct SubjectLabels(BTreeMap<(String, String), String>);

impl SubjectLabels {
    /// Returns a subject's label; where no plan has it, its identity in the journal.
    pub(super) fn of<'a>(&'a self, source_instance: &str, subject_id: &'a str) -> &'a str {
        self.0.get(&(source_instance.to_owned(), subject_id.to_owned())).map_or(subject_id, String::as_str)
    }
}

#[derive(Template)]
#[template(path = "lessons.html")]
struct LessonsPage<'a> {
    frame: Frame<'a>,
    school: String,
    school_address: Address,
    indicator: &'a PublishedIndicator,
    period: String,
    cell: FigureCell,
    counts: Vec<StateCount>,
    form: Address,
    hidden: Vec<(&'static str, String)>,
    states: Vec<ChoiceOption>,
    lessons: Vec<LessonLine>,
    pager: Pager,
    csv: Address,
}

impl LessonsPage<'_> {
    fn indicator_name(&self) -> &str {
        self.frame.visit.indicator_name(self.indicator)
    }
}

/// What both the page and the file are made of.
struct Material {
    figure: OpenedFigure,
    state: Option<String>,
    filter: DutyFilter,
    address: Address,
}

impl Material {
    async fn read(visit: &Visit, id: &str, parameters: &LessonsParameters) -> Result<Self, Failure> {
        let figure = OpenedFigure::read(
            visit,
            id,
            filled(parameters.indicator.as_ref()),
            filled(parameters.period_kind.as_ref()),
            filled(parameters.period_id.as_ref()),
        )
        .await?;
        let state = filled(parameters.state.as_ref());
        let filter = DutyFilter {
            school_id: figure.school.territory_id.clone(),
            indicator: figure.indicator.code.clone(),
            period_kind: figure.period.kind,
            period_id: figure.period.period_id.clone(),
            states: states(state)?,
        };
        let address = figure.address(visit, "lessons").with("state", state.unwrap_or_default());
        Ok(Self { figure, state: state.map(str::to_owned), filter, address })
    }

    async fn duties(&self, visit: &Visit, offset: usize, limit: usize) -> Result<DutyPage, Failure> {
        let release = visit.release()?;
        Ok(visit.warehouse().duties(visit.scope(), release, &self.filter, offset, limit).await?)
    }
}

/// Returns the states that a word of the address means; none is all of them.
fn states(word: Option<&str>) -> Result<Vec<DutyState>, Failure> {
    match word {
        None => Ok(Vec::new()),
        Some("not_on_time") => Ok(vec![DutyState::Late, DutyState::Missing]),
        Some(word) => word.parse().map(|state| vec![state]).map_err(|_| Failure::NotFound),
    }
}

fn state_name(visit: &Visit, state: DutyState) -> String {
    visit.say(match state {
        DutyState::OnTime => "duty-on-time",
        DutyState::Late => "duty-late",
        DutyState::Missing => "duty-missing",
        DutyState::Excused => "duty-excused",
        DutyState::NotMeasurable => "duty-not-measurable",
        DutyState::Pending => "duty-pending",
    })
}

fn reason_name(visit: &Visit, reason: DutyReason) -> String {
    visit.say(match reason {
        DutyReason::Cancelled => "excuse-cancelled",
        DutyReason::NotAuthoritative => "excuse-not-authoritative",
        DutyReason::NonInstructional => "excuse-non-instructional",
        DutyReason::Outage => "excuse-outage",
        DutyReason::NotEnrolled => "excuse-not-enrolled",
        DutyReason::GradeWithoutHomework => "excuse-grade-without-homework",
        DutyReason::SubjectWithoutHomework => "excuse-subject-without-homework",
        DutyReason::BeforeVacation => "excuse-before-vacation",
        DutyReason::NoEntryTime => "excuse-no-entry-time",
    })
}

fn line(visit: &Visit, labels: &SubjectLabels, duty: &Duty) -> LessonLine {
    LessonLine {
        on: visit.date(duty.lesson_on),
        number: duty.lesson_number,
        class: duty.class_label.clone(),
        subject: labels.of(&duty.source_instance, &duty.subject_id).to_owned(),
        due_at: visit.moment(duty.due_at),
        fulfilled_at: duty.fulfilled_at.map(|moment| visit.moment(moment)).unwrap_or_default(),
        state: state_name(visit, duty.state),
        state_class: duty.state.as_str(),
        reason: duty.reason.map(|reason| reason_name(visit, reason)).unwrap_or_default(),
    }
}

fn state_options(visit: &Visit, current: Option<&str>) -> Vec<ChoiceOption> {
    let all = [(String::new(), visit.say("lessons-all")), ("not_on_time".to_owned(), visit.say("lessons-not-on-time"))];
    let single = DutyState::ALL.iter().map(|state| (state.to_string(), state_name(visit, *state)));
    all.into_iter()
        .chain(single)
        .map(|(value, text)| ChoiceOption { is_current: current.unwrap_or_default() == value, value, text })
        .collect()
}

/// Shows the lessons.
pub(crate) async fn page(
    visit: Visit,
    Path((_, id)): Path<(String, String)>,
    Parameters(parameters): Parameters<LessonsParameters>,
) -> Result<Response, Failure> {
    let visit = &visit;
    let material = Material::read(visit, &id, &parameters).await?;
    let number = parameters.page.unwrap_or(1).clamp(1, FILE_LESSONS_MAX);
    let labels = material.figure.subject_labels(visit).await?;
    let found = material.duties(visit, (number - 1) * LESSONS_PER_PAGE, LESSONS_PER_PAGE).await?;
    let counts = found.counts.iter().filter(|(_, count)| *count > 0).map(|(state, count)| StateCount {
        name: state_name(visit, *state),
        class: state.as_str(),
        count: visit.count(*count),
    });
    let figure = &material.figure;
    let total = visit.say_count("count-of-lessons", found.total_count);
    let title = visit.say_with("lessons-title", &[("code", &figure.indicator.code), ("school", &figure.school.name)]);
    respond(
        &LessonsPage {
            school: figure.school.name.clone(),
            school_address: figure.school_address(visit),
            period: periods::name(visit, &figure.period),
            counts: counts.collect(),
            form: Address::new(material.address.path()),
            hidden: material.address.parameters().iter().filter(|(name, _)| *name != "state").cloned().collect(),
            states: state_options(visit, material.state.as_deref()),
            lessons: found.duties.iter().map(|duty| line(visit, &labels, duty)).collect(),
            pager: Pager::new(visit, &material.address, number, found.duties.len(), found.total_count, &total),
            csv: rebased(&material.address, Address::new(format!("{}.csv", material.address.path()))),
            indicator: &figure.indicator,
            cell: figure.cell.clone(),
            frame: Frame::new(visit, Section::Rating, title),
        },
        CachePolicy::Published,
    )
}

/// Returns the lessons as a file.
pub(crate) async fn csv(
    visit: Visit,
    Path((_, id)): Path<(String, String)>,
    Parameters(parameters): Parameters<LessonsParameters>,
) -> Result<Response, Failure> {
    let visit = &visit;
    let material = Material::read(visit, &id, &parameters).await?;
    let labels = material.figure.subject_labels(visit).await?;
    let found = material.duties(visit, 0, FILE_LESSONS_MAX).await?;
    let keys = [
        "lesson-on",
        "lesson-number",
        "lesson-class",
        "lesson-subject",
        "lesson-subject-id",
        "lesson-due",
        "lesson-fulfilled",
        "lesson-state",
        "lesson-reason",
    ];
    let rows = found.duties.iter().map(|duty| {
        let line = line(visit, &labels, duty);
        vec![
            Cell::text(line.on),
            Cell::Number(i64::from(duty.lesson_number)),
            Cell::text(line.class),
            Cell::text(line.subject),
            Cell::text(&duty.subject_id),
            Cell::text(line.due_at),
            Cell::text(line.fulfilled_at),
            Cell::text(line.state),
            Cell::text(line.reason),
        ]
    });
    let release_id = visit.release()?.release_id;
    let (code, period_id) = (&material.figure.indicator.code, &material.figure.period.period_id);
    let table = CsvTable {
        name: format!("lessons-{}-{code}-{period_id}-release-{release_id}", material.figure.school.territory_id),
        headings: keys.map(|key| visit.say(key)).to_vec(),
        rows: rows.collect(),
    };
    table.response(visit.language)
}
