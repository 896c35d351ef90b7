//! How many lessons stand outside in each school.

use super::AskedForm;
use crate::failure::Failure;
use crate::forms::{file, html, table};
use crate::views::extent::Extent;
use crate::views::outside_schools::{OutsideSchools, OutsideSchoolsQuery};
use crate::web::visit::{Parameters, Visit};
use axum::Extension;
use axum::response::Response;

/// Shows the schools.
pub(crate) async fn page(
    visit: Visit,
    Parameters(query): Parameters<OutsideSchoolsQuery>,
) -> Result<Response, Failure> {
    let view = OutsideSchools::read(visit.shown()?, &query, query.extent()).await?;
    html::outside_schools::page(&visit.reader, &view)
}

/// Gives the schools as a file.
pub(crate) async fn file(
    visit: Visit,
    Parameters(query): Parameters<OutsideSchoolsQuery>,
    Extension(form): AskedForm,
) -> Result<Response, Failure> {
    let shown = visit.shown()?;
    let view = OutsideSchools::read(shown, &query, Extent::Whole).await?;
    let (id, period) = (view.account.territory.id(), &view.periods.shown.period().id);
    let name = format!("outside-schools-{id}-{period}-release-{}", shown.release_id());
    let table = table::account::schools(name, &view).in_period(&view.periods.shown).of_release(shown.head());
    file::answer(form, &table, &visit.reader.speaker)
}
