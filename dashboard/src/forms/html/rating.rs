//! The page of a region's rating.

use super::account::AccountSection;
use super::choices::{ChoiceLink, ChoiceOption, Choices, municipality_options};
use super::found::FoundSection;
use super::other_terms::OtherTermsSection;
use super::period::{self, PeriodControls, of_period};
use super::rating_table::{RatingTable, ordered};
use super::surroundings::{Section, Surroundings};
use super::trend::TrendSection;
use crate::failure::Failure;
use crate::views::rating::Rating;
use crate::web::address::Address;
use crate::web::cache::CachePolicy;
use crate::web::reader::Reader;
use crate::words::Word;
use askama::Template;
use axum::response::Response;
use warehouse::model::Level;

#[derive(Template)]
#[template(path = "rating.html")]
struct RatingPage<'a> {
    around: Surroundings<'a>,
    levels: Vec<ChoiceLink>,
    periods: PeriodControls,
    form: Choices,
    municipalities: Vec<ChoiceOption>,
    table: RatingTable,
    trend: TrendSection,
    account: AccountSection,
    found: FoundSection,
    other_terms: OtherTermsSection,
    csv: Address,
    trend_csv: Address,
}

/// Shows the rating of a region.
pub(crate) fn page(reader: &Reader, view: &Rating) -> Result<Response, Failure> {
    let speaker = &reader.speaker;
    let asked = &view.asked;
    let choice = &asked.offer.periods;
    let municipality = asked.municipality.as_ref();
    let address = of_period(reader.to("").with("level", asked.level), &choice.shown)
        .with("municipality", municipality.map_or("", |known| known.id()));
    let levels = [Level::Municipality, Level::School].map(|level| ChoiceLink {
        text: speaker.word(Word::levels(level)),
        address: address.clone().with("level", level).with("municipality", ""),
        is_current: level == asked.level,
    });
    let title = if asked.level == Level::School { "rating-title-school" } else { "rating-title-municipality" };
    let title = speaker.say_with(title, &[("period", &period::name(speaker, &choice.shown))]);
    let ordered = ordered(&address, &view.ranking.order);
    let csv = reader.to("rating.csv").with_all(&ordered);
    super::answer(
        &RatingPage {
            levels: levels.into(),
            periods: PeriodControls::new(speaker, choice, &ordered),
            form: Choices::new(&ordered, &["period_id", "municipality"]),
            municipalities: municipality_options(&asked.municipalities, municipality),
            table: RatingTable::new(reader, &choice.shown, &view.ranking, &address),
            trend: TrendSection::new(speaker, &view.trend)?,
            account: AccountSection::new(reader, &view.account, csv.clone().with("table", "account")),
            found: FoundSection::new(reader, &view.found),
            other_terms: OtherTermsSection::new(reader, &choice.shown, &view.ranking),
            trend_csv: csv.clone().with("table", "trend"),
            csv,
            around: Surroundings::new(reader, Section::Rating, title).own(),
        },
        CachePolicy::Published,
    )
}
