//! The lessons behind a school's figure.

use super::AskedForm;
use crate::failure::Failure;
use crate::forms::{file, html, table};
use crate::views::extent::Extent;
use crate::views::lessons::{Lessons, LessonsQuery};
use crate::web::visit::{Parameters, Visit};
use axum::Extension;
use axum::extract::Path;
use axum::response::Response;
use warehouse::model::SchoolId;

/// Shows the lessons.
pub(crate) async fn page(
    visit: Visit,
    Path((_, _, id)): Path<(String, String, SchoolId)>,
    Parameters(query): Parameters<LessonsQuery>,
) -> Result<Response, Failure> {
    let view = Lessons::read(visit.shown()?, &id, &query, query.extent()).await?;
    html::lessons::page(&visit.reader, &view)
}

/// Gives the lessons as a file.
pub(crate) async fn file(
    visit: Visit,
    Path((_, _, id)): Path<(String, String, SchoolId)>,
    Parameters(query): Parameters<LessonsQuery>,
    Extension(form): AskedForm,
) -> Result<Response, Failure> {
    let shown = visit.shown()?;
    let view = Lessons::read(shown, &id, &query, Extent::Whole).await?;
    let (code, period) = (&view.opened.indicator.code, &view.opened.period.period().id);
    let name = format!("lessons-{id}-{code}-{period}-release-{}", shown.release_id());
    let table = table::lessons::table(name, &view).in_period(&view.opened.period).of_release(shown.head());
    file::answer(form, &table, &visit.reader.speaker)
}
