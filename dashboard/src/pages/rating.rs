//! The region's rating of municipalities or schools.

use super::filled;
use crate::address::Address;
use crate::csv_table::CsvTable;
use crate::failure::Failure;
use crate::frame::{Frame, Section, page as respond};
use crate::periods::{self, KINDS, PeriodChoice};
use crate::rating_table::{RatingRequest, RatingTable};
use crate::respond::CachePolicy;
use crate::trend::{Subject, Trend};
use crate::visit::{Parameters, Visit};
use crate::words;
use askama::Template;
use axum::response::Response;
use serde::Deserialize;
use warehouse::model::Level;
use warehouse::published::{PublishedIndicator, PublishedPeriod, Territory};

/// What the address may ask for.
#[derive(Debug, Deserialize)]
pub(crate) struct RatingParameters {
    level: Option<String>,
    period_kind: Option<String>,
    period_id: Option<String>,
    municipality: Option<String>,
    sort: Option<String>,
    order: Option<String>,
    page: Option<i64>,
    /// For a file: the rating, or `trend`.
    table: Option<String>,
}

impl RatingParameters {
    /// Returns which of a page's tables a file should hold.
    pub(crate) fn table(&self) -> Option<&str> {
        filled(self.table.as_ref())
    }

    /// Returns the period's kind that the address names.
    pub(crate) fn period_kind(&self) -> Option<&str> {
        filled(self.period_kind.as_ref())
    }

    /// Returns the period that the address names.
    pub(crate) fn period_id(&self) -> Option<&str> {
        filled(self.period_id.as_ref())
    }

    /// Returns the page that the address names, from 1.
    pub(crate) fn page(&self) -> i64 {
        self.page.unwrap_or(1).max(1)
    }
}

/// A choice that is a link.
pub(crate) struct ChoiceLink {
    pub(crate) text: String,
    pub(crate) address: Address,
    pub(crate) is_current: bool,
}

/// A choice in a list.
pub(crate) struct ChoiceOption {
    pub(crate) value: String,
    pub(crate) text: String,
    pub(crate) is_current: bool,
}

#[derive(Template)]
#[template(path = "rating.html")]
struct RatingPage<'a> {
    frame: Frame<'a>,
    levels: Vec<ChoiceLink>,
    kinds: Vec<ChoiceLink>,
    form: Address,
    hidden: Vec<(&'static str, String)>,
    periods: Vec<ChoiceOption>,
    municipalities: Vec<ChoiceOption>,
    table: RatingTable,
    caption: String,
    trend: Trend,
    csv: Address,
    trend_csv: Address,
}

/// What both the page and the file are made of.
struct Material {
    indicators: Vec<PublishedIndicator>,
    periods: Vec<PublishedPeriod>,
    choice: PeriodChoice,
    request: RatingRequest,
    summaries: Vec<Territory>,
}

impl Material {
    async fn read(visit: &Visit, parameters: &RatingParameters) -> Result<Self, Failure> {
        let (warehouse, scope, release_id) = (visit.warehouse(), visit.scope(), visit.release()?.release_id);
        let indicators = warehouse.indicators(scope, release_id).await?;
        let periods = warehouse.periods(scope, release_id).await?;
        let choice = PeriodChoice::new(&periods, parameters.period_kind(), parameters.period_id())?;
        let level = match filled(parameters.level.as_ref()) {
            None | Some("municipality") => Level::Municipality,
            Some("school") => Level::School,
            Some(_) => return Err(Failure::NotFound),
        };
        let municipality = match filled(parameters.municipality.as_ref()) {
            Some(id) if level == Level::School => {
                Some(warehouse.territory(scope, release_id, Level::Municipality, id).await?.ok_or(Failure::NotFound)?)
            }
            _ => None,
        };
        let (sort, is_reversed) = order(&indicators, parameters)?;
        let address = visit
            .to("")
            .with("level", level)
            .with("period_kind", choice.period.kind)
            .with("period_id", &choice.period.period_id)
            .with("municipality", municipality.as_ref().map_or("", |known| known.territory_id.as_str()));
        let summaries = visit.region.iter().chain(&municipality).cloned().collect();
        let (period, page) = (choice.period.clone(), parameters.page());
        let request = RatingRequest { level, municipality, period, sort, is_reversed, page, address };
        Ok(Self { indicators, periods, choice, request, summaries })
    }

    fn trend_subjects(&self) -> Vec<Subject> {
        // The narrower territory has the stronger line.
        self.summaries.iter().rev().map(subject).collect()
    }
}

/// Returns the indicator that orders a table, none for the name, and whether the order is turned round.
pub(crate) fn order(
    indicators: &[PublishedIndicator],
    parameters: &RatingParameters,
) -> Result<(Option<String>, bool), Failure> {
    let sort = match filled(parameters.sort.as_ref()) {
        Some("name") => None,
        Some(code) if indicators.iter().any(|indicator| indicator.code == code) => Some(code.to_owned()),
        Some(_) => return Err(Failure::NotFound),
        None => indicators.first().map(|indicator| indicator.code.clone()),
    };
    match filled(parameters.order.as_ref()) {
        None => Ok((sort, false)),
        Some("reversed") => Ok((sort, true)),
        Some(_) => Err(Failure::NotFound),
    }
}

/// Returns a territory as a line of a trend.
pub(crate) fn subject(territory: &Territory) -> Subject {
    Subject { level: territory.level, territory_id: territory.territory_id.clone(), name: territory.name.clone() }
}

/// Returns the links to the last period of each kind that the release has.
pub(crate) fn kind_links(
    visit: &Visit,
    periods: &[PublishedPeriod],
    choice: &PeriodChoice,
    address: &Address,
) -> Vec<ChoiceLink> {
    KINDS
        .into_iter()
        .filter(|kind| periods.iter().any(|known| known.period.kind == *kind))
        .map(|kind| ChoiceLink {
            text: words::period_kinds(visit, kind),
            address: address.clone().with("period_kind", kind).with("period_id", ""),
            is_current: kind == choice.period.kind,
        })
        .collect()
}

/// Returns the periods that a page offers.
pub(crate) fn period_options(visit: &Visit, choice: &PeriodChoice) -> Vec<ChoiceOption> {
    choice
        .offered
        .iter()
        .map(|period| ChoiceOption {
            value: period.period_id.clone(),
            text: periods::name(visit, period),
            is_current: period.period_id == choice.period.period_id,
        })
        .collect()
}

/// Returns the municipalities of a list.
pub(crate) fn municipality_options(all: Vec<Territory>, current: Option<&Territory>) -> Vec<ChoiceOption> {
    all.into_iter()
        .map(|territory| ChoiceOption {
            is_current: current.is_some_and(|current| current.territory_id == territory.territory_id),
            value: territory.territory_id,
            text: territory.name,
        })
        .collect()
}

/// Shows the rating.
pub(crate) async fn page(
    visit: Visit,
    Parameters(parameters): Parameters<RatingParameters>,
) -> Result<Response, Failure> {
    let visit = &visit;
    let material = Material::read(visit, &parameters).await?;
    let Material { indicators, periods, choice, request, summaries } = &material;
    let table = RatingTable::read(visit, indicators, request, summaries).await?;
    let trend = Trend::read(visit, indicators, periods, &material.trend_subjects()).await?;
    let municipalities = match request.level {
        Level::School => {
            let release_id = visit.release()?.release_id;
            visit.warehouse().territories(visit.scope(), release_id, Level::Municipality, None).await?
        }
        Level::Municipality | Level::Region => Vec::new(),
    };
    let levels = [Level::Municipality, Level::School].into_iter().map(|level| ChoiceLink {
        text: words::levels(visit, level),
        address: request.address.clone().with("level", level).with("municipality", ""),
        is_current: level == request.level,
    });
    let title = if request.level == Level::School { "rating-title-school" } else { "rating-title-municipality" };
    let title = visit.say_with(title, &[("period", &periods::name(visit, &choice.period))]);
    let ordered = request.address.clone().with("sort", request.sort.as_deref().unwrap_or("name"));
    let ordered = if request.is_reversed { ordered.with("order", "reversed") } else { ordered };
    let hidden = ordered.parameters().iter().filter(|(name, _)| !matches!(*name, "period_id" | "municipality"));
    let csv = rebased(&ordered, visit.to("rating.csv"));
    respond(
        &RatingPage {
            levels: levels.collect(),
            kinds: kind_links(visit, periods, choice, &ordered),
            form: visit.to(""),
            hidden: hidden.cloned().collect(),
            periods: period_options(visit, choice),
            municipalities: municipality_options(municipalities, request.municipality.as_ref()),
            caption: caption(visit, &table, request, indicators),
            table,
            trend,
            trend_csv: csv.clone().with("table", "trend"),
            csv,
            frame: Frame::new(visit, Section::Rating, title),
        },
        CachePolicy::Published,
    )
}

/// Returns an address with the parameters of another one.
pub(crate) fn rebased(parameters: &Address, address: Address) -> Address {
    parameters.parameters().iter().fold(address, |address, (name, value)| address.with(name, value))
}

/// Says what the table holds and how it is ordered.
pub(crate) fn caption(
    visit: &Visit,
    table: &RatingTable,
    request: &RatingRequest,
    indicators: &[PublishedIndicator],
) -> String {
    let how_many = visit.say_count(
        if request.level == Level::School { "count-schools" } else { "count-municipalities" },
        table.total_count,
    );
    let indicator = request.sort.as_ref().and_then(|code| indicators.iter().find(|known| known.code == *code));
    match indicator {
        Some(indicator) => visit.say_with(
            "rating-caption",
            &[("count", &how_many), ("code", &indicator.code), ("indicator", visit.indicator_name(indicator))],
        ),
        None => visit.say_with("rating-caption-by-name", &[("count", &how_many)]),
    }
}

/// Returns the rating, or its trend, as a file.
pub(crate) async fn csv(
    visit: Visit,
    Parameters(parameters): Parameters<RatingParameters>,
) -> Result<Response, Failure> {
    let material = Material::read(&visit, &parameters).await?;
    let Material { indicators, periods, request, summaries, .. } = &material;
    let release_id = visit.release()?.release_id;
    let (name, (headings, rows)) = match parameters.table() {
        None | Some("rating") => {
            let table = RatingTable::read_whole(&visit, indicators, request, summaries).await?;
            let name = format!("rating-{}-{}-release-{release_id}", request.level, request.period.period_id);
            (name, table.csv(&visit, indicators))
        }
        Some("trend") => {
            let trend = Trend::read(&visit, indicators, periods, &material.trend_subjects()).await?;
            (format!("trend-release-{release_id}"), trend.csv(&visit))
        }
        Some(_) => return Err(Failure::NotFound),
    };
    CsvTable { name, headings, rows }.response(visit.language)
}
