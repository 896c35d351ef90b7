//! A municipality: its figures against the region's, and its schools.

use super::{AskedTable, TableQuery};
use crate::failure::Failure;
use crate::forms::file::{self, FileForm, FileForms};
use crate::forms::{html, table};
use crate::views::rating::{Asked, MunicipalityQuery, RatingTable};
use crate::web::visit::{Parameters, Visit};
use axum::Extension;
use axum::extract::Path;
use axum::response::Response;
use warehouse::model::MunicipalityId;

/// Shows a municipality, or gives it as a file when the address ends in a form's extension.
pub(crate) async fn page_or_file(
    visit: Visit,
    Path((_, _, name)): Path<(String, String, String)>,
    Parameters(query): Parameters<MunicipalityQuery>,
    choice: AskedTable<RatingTable>,
    Extension(forms): Extension<FileForms>,
) -> Result<Response, Failure> {
    let (id, form) = forms.split(&name);
    let asked = Asked::of_municipality(visit.shown()?, &MunicipalityId::from(id), &query).await?;
    match form {
        Some(form) => file(&visit, id, &asked, form, choice?.0).await,
        None => html::municipality::page(&visit.reader, &asked.read(visit.shown()?).await?),
    }
}

async fn file(
    visit: &Visit,
    id: &str,
    asked: &Asked,
    form: &dyn FileForm,
    choice: TableQuery<RatingTable>,
) -> Result<Response, Failure> {
    let shown = visit.shown()?;
    let release_id = shown.release_id();
    let table = match choice.table() {
        RatingTable::Rating => {
            let ranking = asked.ranking(shown).await?;
            let name = format!("rating-{id}-{}-release-{release_id}", ranking.period.id);
            table::ranking::table(name, &ranking).in_period(&asked.offer.periods.shown)
        }
        RatingTable::Account => {
            let account = asked.account(shown).await?;
            let name = format!("account-{id}-{}-release-{release_id}", account.period.period().id);
            table::account::account(name, &account).in_period(&account.period)
        }
        RatingTable::Trend => {
            table::trend::table(format!("trend-{id}-release-{release_id}"), &asked.trend(shown).await?)
        }
    };
    file::answer(form, &table.of_release(shown.head()), &visit.reader.speaker)
}
