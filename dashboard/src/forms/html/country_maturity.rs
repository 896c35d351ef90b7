//! The page of digital maturity of the regions side by side.

use super::choices::{ChoiceOption, Choices};
use super::country::{region_address, region_name, release_note};
use super::maturity_line::DatedCell;
use super::surroundings::{Section, Surroundings};
use crate::failure::Failure;
use crate::views::country::ListedRegion;
use crate::views::country_maturity::{CountryMaturity, MaturityOfRegion, PeriodsOfRegion};
use crate::views::maturity_line::MaturityLine;
use crate::views::reporting::ToldPeriod;
use crate::web::address::Address;
use crate::web::cache::CachePolicy;
use crate::web::reader::Reader;
use crate::words::Word;
use askama::Template;
use axum::response::Response;
use warehouse::model::{PublishedMaturityIndicator, ReportingPeriodKind};

/// A region's values.
struct RegionRow {
    name: String,
    note: String,
    language: Option<&'static str>,
    address: Option<Address>,
    has_other_rules: bool,
    values: Vec<DatedCell>,
}

/// A region's values of an indicator, one for each period.
struct PeriodsRow {
    name: String,
    note: String,
    language: Option<&'static str>,
    address: Option<Address>,
    has_other_rules: bool,
    cells: Vec<PeriodCell>,
}

/// A value of a period.
struct PeriodCell {
    /// None where the region's release does not tell the period.
    value: Option<DatedCell>,
    /// The day, where the period had not ended by then.
    running: Option<String>,
}

/// The choice of an indicator and a kind of period.
struct ByPeriod {
    form: Choices,
    indicators: Vec<ChoiceOption>,
    kinds: Vec<ChoiceOption>,
    caption: String,
    /// The indicator's name.
    name: String,
    periods: Vec<String>,
    regions: Vec<PeriodsRow>,
    csv: Address,
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
    by_period: ByPeriod,
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
            by_period: by_period(reader, view),
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
        address: maturity_address(reader, &of_region.region),
        has_other_rules: of_region.has_other_rules,
        values: of_region.values.iter().map(|line| DatedCell::new(speaker, line)).collect(),
    }
}

fn maturity_address(reader: &Reader, region: &ListedRegion) -> Option<Address> {
    region_address(reader, region, None).map(|page| Address::new(format!("{}maturity", page.path())))
}

fn by_period(reader: &Reader, view: &CountryMaturity) -> ByPeriod {
    let speaker = &reader.speaker;
    let shown = &view.by_period;
    let indicator = |known: &PublishedMaturityIndicator| ChoiceOption {
        value: known.code.clone(),
        text: format!("{} {}", known.code, speaker.maturity_indicator(known)),
        is_current: known.code == shown.indicator.code,
    };
    let kind = |kind: &ReportingPeriodKind| ChoiceOption {
        value: kind.to_string(),
        text: speaker.word(*kind),
        is_current: *kind == shown.kind,
    };
    let code = shown.indicator.code.as_str();
    ByPeriod {
        form: Choices::new(&reader.to("maturity"), &[]),
        indicators: view.indicators.iter().map(indicator).collect(),
        kinds: ReportingPeriodKind::ALL.iter().map(kind).collect(),
        caption: speaker.say_with("country-maturity-by-period", &[("code", code)]),
        name: speaker.maturity_indicator(&shown.indicator).to_owned(),
        periods: shown.periods.iter().map(|period| speaker.reporting_period(*period)).collect(),
        regions: shown.regions.iter().map(|region| periods_row(reader, region)).collect(),
        csv: reader.to("maturity.csv").with("table", "periods").with("indicator", code).with("periods", shown.kind),
    }
}

fn periods_row(reader: &Reader, of_region: &PeriodsOfRegion) -> PeriodsRow {
    let speaker = &reader.speaker;
    let cell = |value: &Option<(ToldPeriod, MaturityLine)>| PeriodCell {
        value: value.as_ref().map(|(_, line)| DatedCell::new(speaker, line)),
        running: value.as_ref().filter(|(told, _)| told.is_running()).map(|(told, _)| {
            let day = speaker.say_with("reporting-note-latest", &[("date", &speaker.date(told.month.as_of_on))]);
            format!("{}, {day}", speaker.word(Word::RUNNING))
        }),
    };
    PeriodsRow {
        name: region_name(speaker, &of_region.region),
        note: release_note(speaker, &of_region.region),
        language: None,
        address: maturity_address(reader, &of_region.region),
        has_other_rules: of_region.has_other_rules,
        cells: of_region.values.iter().map(cell).collect(),
    }
}
