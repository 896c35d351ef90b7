//! Digital maturity of the regions side by side.

use super::{AskedForm, TableQuery};
use crate::failure::Failure;
use crate::forms::{file, html, table};
use crate::views::country_maturity::{CountryMaturity, CountryMaturityQuery, CountryMaturityTable};
use crate::web::visit::{CountryVisit, Parameters};
use axum::Extension;
use axum::response::Response;

/// What the files are called.
const FILE_NAME: &str = "by-regions-maturity";

/// Shows the regions.
pub(crate) async fn page(
    visit: CountryVisit,
    Parameters(query): Parameters<CountryMaturityQuery>,
) -> Result<Response, Failure> {
    let view = CountryMaturity::read(&visit.country, visit.regions(), &query).await?;
    html::country_maturity::page(&visit.reader, &view)
}

/// Gives a table of the page as a file.
pub(crate) async fn file(
    visit: CountryVisit,
    Parameters(query): Parameters<CountryMaturityQuery>,
    Parameters(choice): Parameters<TableQuery<CountryMaturityTable>>,
    Extension(form): AskedForm,
) -> Result<Response, Failure> {
    let view = CountryMaturity::read(&visit.country, visit.regions(), &query).await?;
    let table = match choice.table() {
        CountryMaturityTable::Regions => table::country_maturity::table(String::from(FILE_NAME), &view),
        CountryMaturityTable::Periods => {
            let name = format!("{FILE_NAME}-{}-by-{}", view.by_period.indicator.code, view.by_period.kind);
            table::country_maturity::by_period(name, &view.by_period)
        }
    };
    file::answer(form, &table, &visit.reader.speaker)
}
