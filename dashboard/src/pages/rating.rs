//! The region's rating of municipalities or schools.

use super::{AskedForm, TableQuery};
use crate::failure::Failure;
use crate::forms::{file, html, table};
use crate::views::beginning::Beginning;
use crate::views::rating::{Asked, RatingTable, RegionQuery};
use crate::web::visit::{Parameters, Visit};
use axum::Extension;
use axum::response::Response;

/// Shows the rating.
pub(crate) async fn page(visit: Visit, Parameters(query): Parameters<RegionQuery>) -> Result<Response, Failure> {
    let asked = match visit.shown() {
        Ok(shown) => Asked::of_region(shown, &query).await,
        Err(failure) => Err(failure),
    };
    match asked {
        Ok(asked) => html::rating::page(&visit.reader, &asked.read(visit.shown()?).await?),
        // A region's first page is there before the first release and the first lesson, too.
        Err(Failure::NothingPublished | Failure::NothingDue) => {
            let intake = visit.intake().await?;
            html::beginning::page(&visit.reader, &Beginning::read(intake.as_ref(), visit.shown_if_any()).await?)
        }
        Err(failure) => Err(failure),
    }
}

/// Gives the rating, or its trend, as a file.
pub(crate) async fn file(
    visit: Visit,
    Parameters(query): Parameters<RegionQuery>,
    Parameters(choice): Parameters<TableQuery<RatingTable>>,
    Extension(form): AskedForm,
) -> Result<Response, Failure> {
    let shown = visit.shown()?;
    let asked = Asked::of_region(shown, &query).await?;
    let release_id = shown.release_id();
    let table = match choice.table() {
        RatingTable::Rating => {
            let ranking = asked.ranking(shown).await?;
            let name = format!("rating-{}-{}-release-{release_id}", ranking.level, ranking.period.id);
            table::ranking::table(name, &ranking).in_period(&asked.offer.periods.shown)
        }
        RatingTable::Account => {
            let account = asked.account(shown).await?;
            let name =
                format!("account-{}-{}-release-{release_id}", account.territory.id(), account.period.period().id);
            table::account::account(name, &account).in_period(&account.period)
        }
        RatingTable::Trend => table::trend::table(format!("trend-release-{release_id}"), &asked.trend(shown).await?),
    };
    file::answer(form, &table.of_release(shown.head()), &visit.reader.speaker)
}
