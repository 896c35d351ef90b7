//! Digital maturity: values, targets, and where each number comes from.

use super::{AskedForm, TableQuery};
use crate::failure::Failure;
use crate::forms::{file, html, table};
use crate::views::maturity::{Maturity, MaturityQuery, MaturityTable};
use crate::web::visit::{Parameters, Visit};
use axum::Extension;
use axum::response::Response;

/// Shows digital maturity.
pub(crate) async fn page(visit: Visit, Parameters(query): Parameters<MaturityQuery>) -> Result<Response, Failure> {
    let view = Maturity::read(visit.shown()?, &query).await?;
    html::maturity::page(&visit.reader, &view)
}

/// Gives a table of the page as a file.
pub(crate) async fn file(
    visit: Visit,
    Parameters(query): Parameters<MaturityQuery>,
    Parameters(choice): Parameters<TableQuery<MaturityTable>>,
    Extension(form): AskedForm,
) -> Result<Response, Failure> {
    let shown = visit.shown()?;
    let view = Maturity::read(shown, &query).await?;
    let told = view.choice.as_ref().map(|choice| &choice.shown);
    let of_period = told.map(|told| format!("-{}", told.period)).unwrap_or_default();
    let name = |table: &str| format!("maturity-{table}{of_period}-release-{}", shown.release_id());
    let in_period = |table| table::maturity::in_period(table, told);
    let table = match choice.table() {
        MaturityTable::Indicators => in_period(table::maturity::lines(name("indicators"), &view.lines)),
        MaturityTable::Periods => table::maturity::periods(name("periods"), &view.periods),
        MaturityTable::Ways => table::maturity::ways(name("ways"), &view.periods.ways),
        MaturityTable::Summaries => in_period(table::maturity::joined(name("summaries"), &view.joined)),
        MaturityTable::Missing => in_period(table::maturity::missing(name("missing"), &view.missing)),
        MaturityTable::Territories => in_period(table::maturity::territories(name("territories"), &view)),
    };
    file::answer(form, &table, &visit.reader.speaker)
}
