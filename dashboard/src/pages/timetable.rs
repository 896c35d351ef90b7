//! The weeks of a timetable behind a school's figure.

use super::AskedForm;
use crate::failure::Failure;
use crate::forms::{file, html, table};
use crate::views::extent::Extent;
use crate::views::timetable::{Timetable, TimetableQuery};
use crate::web::visit::{Parameters, Visit};
use axum::Extension;
use axum::extract::Path;
use axum::response::Response;
use warehouse::model::SchoolId;

/// Shows the weeks.
pub(crate) async fn page(
    visit: Visit,
    Path((_, _, id)): Path<(String, String, SchoolId)>,
    Parameters(query): Parameters<TimetableQuery>,
) -> Result<Response, Failure> {
    let view = Timetable::read(visit.shown()?, &id, &query, query.extent()).await?;
    html::timetable::page(&visit.reader, &view)
}

/// Gives the weeks as a file.
pub(crate) async fn file(
    visit: Visit,
    Path((_, _, id)): Path<(String, String, SchoolId)>,
    Parameters(query): Parameters<TimetableQuery>,
    Extension(form): AskedForm,
) -> Result<Response, Failure> {
    let shown = visit.shown()?;
    let view = Timetable::read(shown, &id, &query, Extent::Whole).await?;
    let name = format!("timetable-{id}-{}-release-{}", view.opened.period.period().id, shown.release_id());
    let table = table::timetable::table(name, &view).in_period(&view.opened.period).of_release(shown.head());
    file::answer(form, &table, &visit.reader.speaker)
}
