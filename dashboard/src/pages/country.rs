//! The regions side by side.

use super::{AskedForm, TableQuery};
use crate::failure::Failure;
use crate::forms::{file, html, table};
use crate::views::country::{Country, CountryQuery, CountryTable};
use crate::web::visit::{CountryVisit, Parameters};
use axum::Extension;
use axum::response::Response;

/// Shows the regions.
pub(crate) async fn page(
    visit: CountryVisit,
    Parameters(query): Parameters<CountryQuery>,
) -> Result<Response, Failure> {
    match Country::read(&visit.country, visit.regions(), &query).await {
        Ok(view) => html::country::page(&visit.reader, &view),
        // The first page is there before the first release and the first lesson, too.
        Err(Failure::NothingPublished) => html::country::beginning(&visit.reader, false),
        Err(Failure::NothingDue) => html::country::beginning(&visit.reader, true),
        Err(failure) => Err(failure),
    }
}

/// Gives the regions, or the country's trend, as a file.
pub(crate) async fn file(
    visit: CountryVisit,
    Parameters(query): Parameters<CountryQuery>,
    Parameters(choice): Parameters<TableQuery<CountryTable>>,
    Extension(form): AskedForm,
) -> Result<Response, Failure> {
    let view = Country::read(&visit.country, visit.regions(), &query).await?;
    let table = match choice.table() {
        CountryTable::Rating => {
            let name = format!("rating-regions-{}", view.periods.shown.period().id);
            table::country::table(name, &view).in_period(&view.periods.shown)
        }
        CountryTable::Trend => {
            table::trend::table(format!("trend-regions-{}", view.periods.shown.period().id), &view.trend)
        }
    };
    file::answer(form, &table, &visit.reader.speaker)
}
