//! The page of digital maturity of the regions side by side.

use super::country::{region_address, region_name, release_note};
use super::maturity_line::ValueCell;
use super::surroundings::{Section, Surroundings};
use crate::failure::Failure;
use crate::views::country_maturity::{CountryMaturity, MaturityOfRegion};
use crate::views::maturity::{AsOf, MaturityLine};
use crate::web::address::Address;
use crate::web::cache::CachePolicy;
use crate::web::reader::Reader;
use crate::words::Speaker;
use askama::Template;
use axum::response::Response;
use warehouse::model::PublishedMaturityIndicator;

/// A region's values.
struct RegionRow {
    name: String,
    note: String,
    language: Option<&'static str>,
    address: Option<Address>,
    has_other_rules: bool,
    values: Vec<DatedCell>,
}

/// A value, with the days of its parts.
struct DatedCell {
    cell: ValueCell,
    /// Those of the numerator, and of the denominator.
    days: Option<(String, String)>,
}

/// The heading of an indicator.
struct Column {
    code: String,
    name: String,
    /// The target in percent, as written.
    target: Option<String>,
}

#[derive(Template)]
#[template(path = "country_maturity.html")]
struct CountryMaturityPage<'a> {
    around: Surroundings<'a>,
    columns: Vec<Column>,
    regions: Vec<RegionRow>,
    csv: Address,
}

/// Shows the regions.
pub(crate) fn page(reader: &Reader, view: &CountryMaturity) -> Result<Response, Failure> {
    let speaker = &reader.speaker;
    let target = |indicator: &PublishedMaturityIndicator| {
        let percent = speaker.whole_percent(i64::from(indicator.target_percent?));
        Some(speaker.say_with("country-maturity-target", &[("percent", &percent)]))
    };
    let column = |indicator: &PublishedMaturityIndicator| Column {
        code: indicator.code.clone(),
        name: speaker.maturity_indicator(indicator).to_owned(),
        target: target(indicator),
    };
    super::answer(
        &CountryMaturityPage {
            columns: view.indicators.iter().map(column).collect(),
            regions: view.regions.iter().map(|region| row(reader, region)).collect(),
            csv: reader.to("maturity.csv"),
            around: Surroundings::new(reader, Section::Maturity, speaker.say("country-maturity-title")),
        },
        CachePolicy::Published,
    )
}

fn row(reader: &Reader, of_region: &MaturityOfRegion) -> RegionRow {
    let speaker = &reader.speaker;
    RegionRow {
        name: region_name(speaker, &of_region.region),
        note: release_note(speaker, &of_region.region),
        language: None,
        address: region_address(reader, &of_region.region, None)
            .map(|page| Address::new(format!("{}maturity", page.path()))),
        has_other_rules: of_region.has_other_rules,
        values: of_region.values.iter().map(|line| dated(speaker, line)).collect(),
    }
}

fn dated(speaker: &Speaker, line: &MaturityLine) -> DatedCell {
    let days = |it: AsOf| {
        let latest = speaker.date(it.latest_on);
        if it.earliest_on == it.latest_on { latest } else { format!("{} – {latest}", speaker.date(it.earliest_on)) }
    };
    DatedCell {
        cell: ValueCell::new(speaker, line.figure, line.coverage),
        days: line.numerator_as_of.map(days).zip(line.denominator_as_of.map(days)),
    }
}
