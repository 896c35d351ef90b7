//! The lessons of a school that stand outside.

use super::AskedForm;
use crate::failure::Failure;
use crate::forms::{file, html, table};
use crate::views::extent::Extent;
use crate::views::outside::{OutsideLessons, OutsideQuery};
use crate::web::visit::{Parameters, Visit};
use axum::Extension;
use axum::extract::Path;
use axum::response::Response;
use warehouse::model::{Disposition, SchoolId};

/// Shows the lessons.
pub(crate) async fn page(
    visit: Visit,
    Path((_, _, id)): Path<(String, String, SchoolId)>,
    Parameters(query): Parameters<OutsideQuery>,
) -> Result<Response, Failure> {
    let view = OutsideLessons::read(visit.shown()?, &id, &query, query.extent()).await?;
    html::outside::page(&visit.reader, &view)
}

/// Gives the lessons as a file.
pub(crate) async fn file(
    visit: Visit,
    Path((_, _, id)): Path<(String, String, SchoolId)>,
    Parameters(query): Parameters<OutsideQuery>,
    Extension(form): AskedForm,
) -> Result<Response, Failure> {
    let shown = visit.shown()?;
    let view = OutsideLessons::read(shown, &id, &query, Extent::Whole).await?;
    let (period, which) = (&view.periods.shown.period().id, view.choice.map_or("all", Disposition::as_str));
    let name = format!("outside-{id}-{which}-{period}-release-{}", shown.release_id());
    let table = table::outside::table(name, &view).in_period(&view.periods.shown).of_release(shown.head());
    file::answer(form, &table, &visit.reader.speaker)
}
