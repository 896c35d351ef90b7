//! The weeks of a timetable behind a school's figure: what was planned, and what stood in the timetable.

use super::filled;
use super::lessons::{LESSONS_PER_PAGE, OpenedFigure, Pager, SubjectLabels};
use super::rating::{ChoiceOption, rebased};
use crate::address::Address;
use crate::csv_table::{Cell, CsvTable};
use crate::failure::Failure;
use crate::figure::FigureCell;
use crate::format;
use crate::frame::{Frame, Section, page as respond};
use crate::periods;
use crate::respond::CachePolicy;
use crate::visit::{Parameters, Visit};
use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use serde::Deserialize;
use warehouse::model::TimetableWeek;
use warehouse::published::PublishedIndicator;

/// Hours are kept in thirtieths: a fifth or a sixth of a week stays whole.
const SCALE: i64 = 30;

/// What the address may ask for.
#[derive(Debug, Deserialize)]
pub(crate) struct TimetableParameters {
    indicator: Option<String>,
    period_kind: Option<String>,
    period_id: Option<String>,
    /// `incomplete` for the lines in which something is missing.
    only: Option<String>,
    page: Option<usize>,
}

struct WeekLine {
    week: String,
    class: String,
    subject: String,
    scheduled: String,
    planned: String,
    filled: String,
    missing: Option<String>,
}

#[derive(Template)]
#[template(path = "timetable.html")]
struct TimetablePage<'a> {
    frame: Frame<'a>,
    school: String,
    school_address: Address,
    indicator: &'a PublishedIndicator,
    period: String,
    cell: FigureCell,
    form: Address,
    hidden: Vec<(&'static str, String)>,
    choices: Vec<ChoiceOption>,
    weeks: Vec<WeekLine>,
    pager: Pager,
    csv: Address,
}

impl TimetablePage<'_> {
    fn indicator_name(&self) -> &str {
        self.frame.visit.indicator_name(self.indicator)
    }
}

/// What both the page and the file are made of.
struct Material {
    figure: OpenedFigure,
    is_incomplete_only: bool,
    weeks: Vec<TimetableWeek>,
    labels: SubjectLabels,
    address: Address,
}

impl Material {
    async fn read(visit: &Visit, id: &str, parameters: &TimetableParameters) -> Result<Self, Failure> {
        let figure = OpenedFigure::read(
            visit,
            id,
            filled(parameters.indicator.as_ref()),
            filled(parameters.period_kind.as_ref()),
            filled(parameters.period_id.as_ref()),
        )
        .await?;
        let is_incomplete_only = match filled(parameters.only.as_ref()) {
            None => false,
            Some("incomplete") => true,
            Some(_) => return Err(Failure::NotFound),
        };
        let (school_id, period) = (&figure.school.territory_id, &figure.period);
        let release = visit.release()?;
        let mut weeks = visit
            .warehouse()
            .timetable_weeks(visit.scope(), release, school_id, period.kind, &period.period_id)
            .await?;
        weeks.retain(|week| !is_incomplete_only || week.filled_thirtieths < week.planned_thirtieths);
        let only = if is_incomplete_only { "incomplete" } else { "" };
        let address = figure.address(visit, "timetable").with("only", only);
        let labels = figure.subject_labels(visit).await?;
        Ok(Self { figure, is_incomplete_only, weeks, labels, address })
    }
}

fn line(visit: &Visit, labels: &SubjectLabels, week: &TimetableWeek) -> WeekLine {
    let hours = |thirtieths| format::scaled(visit.language, thirtieths, SCALE);
    let missing = week.planned_thirtieths - week.filled_thirtieths;
    WeekLine {
        week: periods::week_days(visit, &week.week_id),
        class: week.class_label.clone(),
        subject: labels.of(&week.source_instance, &week.subject_id).to_owned(),
        scheduled: visit.count(week.scheduled_count),
        planned: hours(week.planned_thirtieths),
        filled: hours(week.filled_thirtieths),
        missing: (missing > 0).then(|| hours(missing)),
    }
}

/// Shows the weeks.
pub(crate) async fn page(
    visit: Visit,
    Path((_, id)): Path<(String, String)>,
    Parameters(parameters): Parameters<TimetableParameters>,
) -> Result<Response, Failure> {
    let visit = &visit;
    let material = Material::read(visit, &id, &parameters).await?;
    let figure = &material.figure;
    let number = parameters.page.unwrap_or(1).clamp(1, 10_000);
    let shown: Vec<&TimetableWeek> =
        material.weeks.iter().skip((number - 1) * LESSONS_PER_PAGE).take(LESSONS_PER_PAGE).collect();
    let choice = |value: &str, text: String| ChoiceOption {
        is_current: material.is_incomplete_only != value.is_empty(),
        value: value.to_owned(),
        text,
    };
    let total = i64::try_from(material.weeks.len()).unwrap_or(i64::MAX);
    let written = visit.say_count("count-of-lines", total);
    let title = visit.say_with("timetable-title", &[("code", &figure.indicator.code), ("school", &figure.school.name)]);
    respond(
        &TimetablePage {
            school: figure.school.name.clone(),
            school_address: figure.school_address(visit),
            period: periods::name(visit, &figure.period),
            form: Address::new(material.address.path()),
            hidden: material.address.parameters().iter().filter(|(name, _)| *name != "only").cloned().collect(),
            choices: vec![
                choice("", visit.say("timetable-all")),
                choice("incomplete", visit.say("timetable-incomplete")),
            ],
            pager: Pager::new(visit, &material.address, number, shown.len(), total, &written),
            weeks: shown.into_iter().map(|week| line(visit, &material.labels, week)).collect(),
            csv: rebased(&material.address, Address::new(format!("{}.csv", material.address.path()))),
            indicator: &figure.indicator,
            cell: figure.cell.clone(),
            frame: Frame::new(visit, Section::Rating, title),
        },
        CachePolicy::Published,
    )
}

/// Returns the weeks as a file; hours are whole numbers of thirtieths.
pub(crate) async fn csv(
    visit: Visit,
    Path((_, id)): Path<(String, String)>,
    Parameters(parameters): Parameters<TimetableParameters>,
) -> Result<Response, Failure> {
    let material = Material::read(&visit, &id, &parameters).await?;
    let headings = [
        visit.say("timetable-week"),
        visit.say("lesson-class"),
        visit.say("lesson-subject"),
        visit.say("lesson-subject-id"),
        visit.say("timetable-scheduled"),
        format!("{}, 1/{SCALE}", visit.say("timetable-planned")),
        format!("{}, 1/{SCALE}", visit.say("timetable-filled")),
    ];
    let rows = material.weeks.iter().map(|week| {
        vec![
            Cell::text(&week.week_id),
            Cell::text(&week.class_label),
            Cell::text(material.labels.of(&week.source_instance, &week.subject_id)),
            Cell::text(&week.subject_id),
            Cell::Number(week.scheduled_count),
            Cell::Number(week.planned_thirtieths),
            Cell::Number(week.filled_thirtieths),
        ]
    });
    let release_id = visit.release()?.release_id;
    let figure = &material.figure;
    let table = CsvTable {
        name: format!("timetable-{}-{}-release-{release_id}", figure.school.territory_id, figure.period.period_id),
        headings: headings.to_vec(),
        rows: rows.collect(),
    };
    table.response(visit.language)
}
