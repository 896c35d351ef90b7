//! The weeks of a timetable behind a school's figure: what was planned, and what stood in the timetable.

use super::filled;
use super::lessons::{LESSONS_PER_PAGE, Pager, Subject};
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
    subject: Subject,
    is_incomplete_only: bool,
    weeks: Vec<TimetableWeek>,
    address: Address,
}

impl Material {
    async fn read(visit: &Visit, id: &str, parameters: &TimetableParameters) -> Result<Self, Failure> {
        let subject = Subject::read(
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
        let (school_id, period) = (&subject.school.territory_id, &subject.period);
        let release = visit.release()?;
        let mut weeks = visit
            .warehouse()
            .timetable_weeks(visit.scope(), release, school_id, period.kind, &period.period_id)
            .await?;
        weeks.retain(|week| !is_incomplete_only || week.filled_thirtieths < week.planned_thirtieths);
        let only = if is_incomplete_only { "incomplete" } else { "" };
        let address = subject.address(visit, "timetable").with("only", only);
        Ok(Self { subject, is_incomplete_only, weeks, address })
    }
}

fn line(visit: &Visit, week: &TimetableWeek) -> WeekLine {
    let hours = |thirtieths| format::scaled(visit.language, thirtieths, SCALE);
    let missing = week.planned_thirtieths - week.filled_thirtieths;
    WeekLine {
        week: week.week_id.clone(),
        class: week.class_label.clone(),
        subject: week.subject_id.clone(),
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
    let subject = &material.subject;
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
    let title =
        visit.say_with("timetable-title", &[("code", &subject.indicator.code), ("school", &subject.school.name)]);
    respond(
        &TimetablePage {
            school: subject.school.name.clone(),
            school_address: subject.school_address(visit),
            period: periods::name(visit, &subject.period),
            form: Address::new(material.address.path()),
            hidden: material.address.parameters().iter().filter(|(name, _)| *name != "only").cloned().collect(),
            choices: vec![
                choice("", visit.say("timetable-all")),
                choice("incomplete", visit.say("timetable-incomplete")),
            ],
            pager: Pager::new(visit, &material.address, number, shown.len(), total, &written),
            weeks: shown.into_iter().map(|week| line(visit, week)).collect(),
            csv: rebased(&material.address, Address::new(format!("{}.csv", material.address.path()))),
            indicator: &subject.indicator,
            cell: subject.cell.clone(),
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
        visit.say("timetable-scheduled"),
        format!("{}, 1/{SCALE}", visit.say("timetable-planned")),
        format!("{}, 1/{SCALE}", visit.say("timetable-filled")),
    ];
    let rows = material.weeks.iter().map(|week| {
        vec![
            Cell::text(&week.week_id),
            Cell::text(&week.class_label),
            Cell::text(&week.subject_id),
            Cell::Number(week.scheduled_count),
            Cell::Number(week.planned_thirtieths),
            Cell::Number(week.filled_thirtieths),
        ]
    });
    let release_id = visit.release()?.release_id;
    let subject = &material.subject;
    let table = CsvTable {
        name: format!("timetable-{}-{}-release-{release_id}", subject.school.territory_id, subject.period.period_id),
        headings: headings.to_vec(),
        rows: rows.collect(),
    };
    table.response(visit.language)
}
