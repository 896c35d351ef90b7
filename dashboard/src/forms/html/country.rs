//! The page of the regions side by side.

use super::change::Comparison;
use super::choices::Choices;
use super::figure::FigureCell;
use super::other_terms;
use super::period::{self, PeriodControls, of_period};
use super::rating_table::{RatingRow, RatingTable, caption, headings, name_heading, ordered};
use super::surroundings::{Section, Surroundings};
use super::trend::TrendSection;
use crate::failure::Failure;
use crate::forms::plain::{apart_word, versioned};
use crate::views::country::{Country, ListedRegion, RegionLine};
use crate::views::figure::Figure;
use crate::web::address::Address;
use crate::web::cache::CachePolicy;
use crate::web::reader::Reader;
use crate::words::Speaker;
use askama::Template;
use axum::response::Response;
use warehouse::model::Level;

/// A region that stands apart, and why.
struct ApartRow {
    reason: String,
    row: RatingRow,
}

#[derive(Template)]
#[template(path = "country.html")]
struct CountryPage<'a> {
    around: Surroundings<'a>,
    periods: PeriodControls,
    form: Choices,
    /// What holds of the comparison: its rules, and what is not final.
    notes: Vec<String>,
    table: RatingTable,
    columns: Vec<(String, String)>,
    apart: Vec<ApartRow>,
    trend: TrendSection,
    csv: Address,
    trend_csv: Address,
}

#[derive(Template)]
#[template(path = "country_beginning.html")]
struct CountryBeginningPage<'a> {
    around: Surroundings<'a>,
    lead: String,
}

/// Shows the regions.
pub(crate) fn page(reader: &Reader, view: &Country) -> Result<Response, Failure> {
    let speaker = &reader.speaker;
    let address = of_period(reader.to(""), &view.periods.shown);
    let ordered = ordered(&address, &view.order);
    let csv = reader.to("rating.csv").with_all(&ordered);
    let period = period::name(speaker, &view.periods.shown);
    let apart = view.apart.iter().filter_map(|line| {
        let reason = speaker.word(apart_word(line.apart?));
        // What stands apart has no place, and is compared with nothing.
        Some(ApartRow { reason, row: row(reader, line, Comparison::new(std::iter::empty()), &address) })
    });
    let columns = view.indicators.iter().map(|it| (it.code.clone(), speaker.indicator(it).to_owned()));
    super::answer(
        &CountryPage {
            periods: PeriodControls::new(speaker, &view.periods, &ordered),
            form: Choices::new(&ordered, &["period_id"]),
            notes: notes(speaker, view),
            table: table(reader, view, &address),
            columns: columns.collect(),
            apart: apart.collect(),
            trend: TrendSection::new(speaker, &view.trend)?,
            trend_csv: csv.clone().with("table", "trend"),
            csv,
            around: Surroundings::new(
                reader,
                Section::Rating,
                speaker.say_with("country-title", &[("period", &period)]),
            )
            .own(),
        },
        CachePolicy::Published,
    )
}

/// Shows that no region has figures yet.
pub(crate) fn beginning(reader: &Reader, has_releases: bool) -> Result<Response, Failure> {
    let speaker = &reader.speaker;
    let (title, lead) = if has_releases {
        ("beginning-title", "beginning-lead")
    } else {
        ("beginning-unreleased-title", "country-unreleased")
    };
    let around = Surroundings::new(reader, Section::Rating, speaker.say(title)).own();
    super::answer(&CountryBeginningPage { around, lead: speaker.say(lead) }, CachePolicy::Published)
}

fn notes(speaker: &Speaker, view: &Country) -> Vec<String> {
    let methodology = versioned(&view.reference.methodology_code, view.reference.methodology_version);
    let count = i64::try_from(view.compared.len()).unwrap_or(i64::MAX);
    let count = speaker.say_count("count-regions", count);
    let compared = speaker.say_with("country-compared", &[("count", &count), ("methodology", &methodology)]);
    let mut notes = vec![compared];
    notes.extend(other_terms::compared(speaker, &view.periods.shown));
    if !view.periods.shown.is_over {
        notes.push(speaker.say("country-unfinished"));
    }
    if let Some((first, last)) = view.times {
        let [first, last] = [first, last].map(|time| time.format("%H:%M").to_string());
        notes.push(speaker.say_with("country-times", &[("first", &first), ("last", &last)]));
    }
    if view.is_preliminary {
        notes.push(speaker.say("country-preliminary"));
    }
    notes
}

fn table(reader: &Reader, view: &Country, address: &Address) -> RatingTable {
    let speaker = &reader.speaker;
    let of_regions = view.compared.iter().flat_map(|line| &line.figures);
    let comparison = Comparison::new(view.sum.iter().chain(of_regions));
    let count = speaker.say_count("count-regions", i64::try_from(view.compared.len()).unwrap_or(i64::MAX));
    let sum = RatingRow {
        place: None,
        name: speaker.say("country"),
        note: String::new(),
        language: None,
        address: None,
        cells: cells(speaker, &view.sum, comparison),
    };
    RatingTable {
        caption: caption(speaker, &count, &view.order, &view.indicators, "country-caption-by-code"),
        name_heading: name_heading(speaker.word(Level::Region), &view.order, address),
        headings: headings(speaker, &view.indicators, &view.order, address),
        summaries: vec![sum],
        rows: view.compared.iter().map(|line| row(reader, line, comparison, address)).collect(),
        comparison: comparison.note(speaker, &view.periods.shown),
        has_places: view.order.indicator.is_some(),
        pages: Vec::new(),
    }
}

fn cells(speaker: &Speaker, figures: &[Figure], comparison: Comparison<'_>) -> Vec<FigureCell> {
    figures.iter().map(|figure| FigureCell::compared(speaker, figure, comparison)).collect()
}

fn row(reader: &Reader, line: &RegionLine, comparison: Comparison<'_>, address: &Address) -> RatingRow {
    RatingRow {
        place: line.place,
        name: region_name(&reader.speaker, &line.region),
        note: release_note(&reader.speaker, &line.region),
        language: None,
        address: region_address(reader, &line.region, line.has_period.then_some(address)),
        cells: cells(&reader.speaker, &line.figures, comparison),
    }
}

/// Returns a region's name; its code where the register has none.
pub(super) fn region_name(speaker: &Speaker, region: &ListedRegion) -> String {
    let name = region.name.as_ref().map(|name| speaker.pick(&name.ru, &name.en).clone());
    name.unwrap_or_else(|| region.code.to_string())
}

/// Says which release a region's figures are of.
pub(super) fn release_note(speaker: &Speaker, region: &ListedRegion) -> String {
    let release = &region.release;
    let (number, moment) = (release.release_id.to_string(), speaker.moment(release.as_of));
    let state = speaker.word(release.state);
    speaker.say_with(
        "country-release",
        &[("code", region.code.as_str()), ("number", &number), ("moment", &moment), ("state", &state)],
    )
}

/// Returns the address of a region's page, with the period of an address where its release has that period.
pub(super) fn region_address(reader: &Reader, region: &ListedRegion, period: Option<&Address>) -> Option<Address> {
    region.name.as_ref()?;
    let page = reader.to_region(&region.code, "");
    Some(period.map_or_else(|| page.clone(), |period| page.clone().with_all(period)))
}
