//! The methodology of the shown release: its formulas in words, and its text.

use super::AskedForm;
use crate::failure::Failure;
use crate::forms::{file, html, table};
use crate::views::methodology::{Measure, Methodology};
use crate::web::visit::Visit;
use axum::Extension;
use axum::extract::Path;
use axum::response::Response;

/// Shows the methodology.
pub(crate) async fn page(visit: Visit) -> Result<Response, Failure> {
    html::methodology::page(&visit.reader, &Methodology::read(visit.shown()?).await?)
}

/// Gives the text of a measure, word for word as the release ran it.
pub(crate) async fn measure(
    visit: Visit,
    Path((_, _, name)): Path<(String, String, String)>,
) -> Result<Response, Failure> {
    let table = name.strip_suffix(".sql").ok_or(Failure::NotFound)?;
    file::text(&name, Measure::read(visit.shown()?, table).await?.text)
}

/// Gives the indicators as a file.
pub(crate) async fn file(visit: Visit, Extension(form): AskedForm) -> Result<Response, Failure> {
    let shown = visit.shown()?;
    let name = format!("methodology-release-{}", shown.release_id());
    file::answer(form, &table::methodology::table(name, &Methodology::read(shown).await?), &visit.reader.speaker)
}
