//! Digital maturity of the regions side by side.

use super::AskedForm;
use crate::failure::Failure;
use crate::forms::{file, html, table};
use crate::views::country_maturity::CountryMaturity;
use crate::web::visit::CountryVisit;
use axum::Extension;
use axum::response::Response;

/// What the file is called.
const FILE_NAME: &str = "by-regions-maturity";

/// Shows the regions.
pub(crate) async fn page(visit: CountryVisit) -> Result<Response, Failure> {
    let view = CountryMaturity::read(&visit.country, visit.regions()).await?;
    html::country_maturity::page(&visit.reader, &view)
}

/// Gives the regions as a file.
pub(crate) async fn file(visit: CountryVisit, Extension(form): AskedForm) -> Result<Response, Failure> {
    let view = CountryMaturity::read(&visit.country, visit.regions()).await?;
    let table = table::country_maturity::table(String::from(FILE_NAME), &view);
    file::answer(form, &table, &visit.reader.speaker)
}
