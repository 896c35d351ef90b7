//! The page of a municipality: its figures against the region's, and its schools.

use super::account::AccountSection;
use super::choices::Choices;
use super::found::FoundSection;
use super::other_terms::OtherTermsSection;
use super::period::{PeriodControls, of_period};
use super::rating_table::{RatingTable, ordered};
use super::surroundings::{Section, Surroundings};
use super::trend::TrendSection;
use crate::failure::Failure;
use crate::views::rating::Rating;
use crate::web::address::{Address, encode};
use crate::web::cache::CachePolicy;
use crate::web::reader::Reader;
use askama::Template;
use axum::response::Response;

#[derive(Template)]
#[template(path = "municipality.html")]
struct MunicipalityPage<'a> {
    around: Surroundings<'a>,
    periods: PeriodControls,
    form: Choices,
    table: RatingTable,
    trend: TrendSection,
    account: AccountSection,
    found: FoundSection,
    other_terms: OtherTermsSection,
    maturity: Address,
    csv: Address,
    trend_csv: Address,
}

/// Shows the rating of a municipality.
pub(crate) fn page(reader: &Reader, view: &Rating) -> Result<Response, Failure> {
    let municipality = view.asked.municipality.as_ref().ok_or(Failure::NotFound)?;
    let choice = &view.asked.offer.periods;
    let id = encode(municipality.id());
    let address = of_period(reader.to(&format!("municipalities/{id}")), &choice.shown);
    let ordered = ordered(&address, &view.ranking.order);
    let csv = reader.to(&format!("municipalities/{id}.csv")).with_all(&ordered);
    super::answer(
        &MunicipalityPage {
            periods: PeriodControls::new(&reader.speaker, choice, &ordered),
            form: Choices::new(&ordered, &["period_id"]),
            table: RatingTable::new(reader, &choice.shown, &view.ranking, &address),
            trend: TrendSection::new(&reader.speaker, &view.trend)?,
            maturity: reader.to("maturity").with("municipality", municipality.id()),
            account: AccountSection::new(reader, &view.account, csv.clone().with("table", "account")),
            found: FoundSection::new(reader, &view.found),
            other_terms: OtherTermsSection::new(reader, &choice.shown, &view.ranking),
            trend_csv: csv.clone().with("table", "trend"),
            csv,
            around: Surroundings::new(reader, Section::Rating, municipality.name.clone())
                .below(std::slice::from_ref(municipality))
                .own(),
        },
        CachePolicy::Published,
    )
}
