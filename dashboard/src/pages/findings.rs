//! What looks wrong in the data.

use super::{AskedForm, TableQuery};
use crate::failure::Failure;
use crate::forms::{file, html, table};
use crate::views::extent::Extent;
use crate::views::findings::{Findings, FindingsQuery, FindingsTable, FoundKinds};
use crate::web::visit::{Parameters, Visit};
use axum::Extension;
use axum::response::Response;

/// Shows the findings.
pub(crate) async fn page(visit: Visit, Parameters(query): Parameters<FindingsQuery>) -> Result<Response, Failure> {
    let view = Findings::read(visit.shown()?, &query, query.extent()).await?;
    html::findings::page(&visit.reader, &view)
}

/// Gives the findings, or their kinds, as a file.
pub(crate) async fn file(
    visit: Visit,
    Parameters(query): Parameters<FindingsQuery>,
    Parameters(choice): Parameters<TableQuery<FindingsTable>>,
    Extension(form): AskedForm,
) -> Result<Response, Failure> {
    let shown = visit.shown()?;
    let name = |table: &str, id: &str| format!("{table}-{id}-release-{}", shown.release_id());
    let table = match choice.table() {
        FindingsTable::List => {
            let view = Findings::read(shown, &query, Extent::Whole).await?;
            table::findings::list(name("findings", view.found.territory.id()), &view)
        }
        FindingsTable::Kinds => {
            let found = FoundKinds::asked(shown, &query).await?;
            table::findings::kinds(name("found-kinds", found.territory.id()), &found)
        }
    };
    file::answer(form, &table, &visit.reader.speaker)
}
