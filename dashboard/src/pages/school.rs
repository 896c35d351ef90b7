//! A school: its figures against its municipality and region, how they went, and its digital maturity.

use super::{AskedTable, TableQuery};
use crate::failure::Failure;
use crate::forms::file::{self, FileForm, FileForms};
use crate::forms::{html, table};
use crate::views::school::{School, SchoolQuery, SchoolTable};
use crate::web::visit::{Parameters, Visit};
use axum::Extension;
use axum::extract::Path;
use axum::response::Response;
use warehouse::model::SchoolId;

/// Shows a school, or gives it as a file when the address ends in a form's extension.
pub(crate) async fn page_or_file(
    visit: Visit,
    Path((_, _, name)): Path<(String, String, String)>,
    Parameters(query): Parameters<SchoolQuery>,
    choice: AskedTable<SchoolTable>,
    Extension(forms): Extension<FileForms>,
) -> Result<Response, Failure> {
    let (id, form) = forms.split(&name);
    let school = School::find(visit.shown()?, &SchoolId::from(id), &query).await?;
    match form {
        Some(form) => file(&visit, &school, form, choice?.0).await,
        None => html::school::page(&visit.reader, &school.read(visit.shown()?).await?),
    }
}

async fn file(
    visit: &Visit,
    school: &School,
    form: &dyn FileForm,
    choice: TableQuery<SchoolTable>,
) -> Result<Response, Failure> {
    let shown = visit.shown()?;
    let (id, release_id) = (school.id(), shown.release_id());
    let table = match choice.table() {
        SchoolTable::Figures => {
            let name = format!("school-{id}-{}-release-{release_id}", school.offer.periods.shown.period().id);
            table::school::table(name, &school.figures(shown).await?).in_period(&school.offer.periods.shown)
        }
        SchoolTable::Trend => {
            table::trend::table(format!("school-{id}-trend-release-{release_id}"), &school.trend(shown).await?)
        }
        SchoolTable::Account => {
            let account = school.account(shown).await?;
            let name = format!("account-{id}-{}-release-{release_id}", account.period.period().id);
            table::account::account(name, &account).in_period(&account.period)
        }
        SchoolTable::Maturity => {
            let name = format!("school-{id}-maturity-release-{release_id}");
            table::maturity::lines(name, &school.maturity(shown).await?)
        }
    };
    file::answer(form, &table.of_release(shown.head()), &visit.reader.speaker)
}
