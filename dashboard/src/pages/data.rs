//! The state of the data: how far reading is, what could not be taken, who is silent, and which releases there are.

use super::{AskedForm, TableQuery};
use crate::failure::Failure;
use crate::forms::{file, html, table};
use crate::views::data::{self, Data, DataTable, Silence, Topics};
use crate::web::visit::{Parameters, Visit};
use axum::Extension;
use axum::response::Response;

/// Shows the state of the data.
pub(crate) async fn page(visit: Visit) -> Result<Response, Failure> {
    let intake = visit.intake().await?;
    let view = Data::read(visit.region(), intake.as_ref(), visit.shown_if_any(), visit.now()).await?;
    html::data::page(&visit.reader, &view)
}

/// Gives a table of the page as a file.
pub(crate) async fn file(
    visit: Visit,
    Parameters(choice): Parameters<TableQuery<DataTable>>,
    Extension(form): AskedForm,
) -> Result<Response, Failure> {
    let (intake, shown) = (visit.intake().await?, visit.shown_if_any());
    // What the reader may not know is nowhere.
    let intake = || intake.as_ref().ok_or(Failure::NotFound);
    let name = |table: &str| format!("data-{table}");
    let table = match choice.table() {
        DataTable::Topics => table::data::topics(name("topics"), &Topics::read(intake()?).await?),
        DataTable::Rejections => table::data::rejections(name("rejections"), &data::rejected(intake()?).await?),
        DataTable::Examples => table::data::examples(name("examples"), &data::rejected(intake()?).await?),
        DataTable::Schools => table::data::schools(name("schools"), &Silence::read_whole(shown).await?),
        DataTable::Releases => table::data::releases(name("releases"), &data::releases(visit.region(), shown).await?),
    };
    file::answer(form, &table, &visit.reader.speaker)
}
