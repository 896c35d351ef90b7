//! Digital maturity: values, targets, and where each number comes from.

use super::filled;
use super::rating::{ChoiceOption, municipality_options};
use crate::address::Address;
use crate::csv_table::{Cell, CsvTable};
use crate::failure::Failure;
use crate::frame::{Frame, Section, page as respond};
use crate::maturity_line::{MaturityLine, VALUE_HEADINGS, ValueCell, lines_csv, maturity_lines};
use crate::rating_table::territory_address;
use crate::respond::CachePolicy;
use crate::visit::{Parameters, Visit};
use crate::words;
use askama::Template;
use axum::response::Response;
use serde::Deserialize;
use warehouse::model::Level;
use warehouse::published::{MaturityTable, PublishedMaturityIndicator, SummaryCell, SummaryMethod, Territory};

/// What the address may ask for.
#[derive(Debug, Deserialize)]
pub(crate) struct MaturityParameters {
    municipality: Option<String>,
    /// For a file: `indicators`, `summaries` or `territories`.
    table: Option<String>,
}

/// A joined figure.
struct SummaryLine {
    name: String,
    value: String,
    explanation: String,
    columns: Vec<Cell>,
}

/// A territory's values.
struct TerritoryLine {
    name: String,
    territory_id: String,
    address: Option<Address>,
    cells: Vec<ValueCell>,
}

#[derive(Template)]
#[template(path = "maturity.html")]
struct MaturityPage<'a> {
    frame: Frame<'a>,
    lines: Vec<MaturityLine>,
    /// The acts that set the targets, each once.
    acts: Vec<String>,
    summaries: Vec<SummaryLine>,
    form: Address,
    hidden: Vec<(&'static str, String)>,
    municipalities: Vec<ChoiceOption>,
    territories_caption: String,
    territory_heading: String,
    columns: Vec<(String, String)>,
    territories: Vec<TerritoryLine>,
    csv: Address,
}

fn summary_line(visit: &Visit, cell: &SummaryCell, targets_count: usize) -> SummaryLine {
    let name = words::summary_method(visit, cell.method);
    let value = match (cell.value_hundredths, cell.method) {
        (None, _) => visit.say("hidden"),
        (Some(hundredths), SummaryMethod::TargetsReached) => {
            let (reached, all) = (visit.count(hundredths / 100), targets_count.to_string());
            visit.say_with("summary-reached", &[("reached", &reached), ("all", &all)])
        }
        (Some(hundredths), _) => visit.percent(hundredths),
    };
    let column = match (cell.value_hundredths, cell.method) {
        (None, _) => Cell::text(&value),
        (Some(hundredths), SummaryMethod::TargetsReached) => Cell::Number(hundredths / 100),
        (Some(hundredths), _) => Cell::Hundredths(hundredths),
    };
    let explanation = visit.say(match cell.method {
        SummaryMethod::MeanOfValues => "summary-mean-of-values-explained",
        SummaryMethod::MeanOfCappedAttainment => "summary-mean-of-capped-attainment-explained",
        SummaryMethod::MeanOfAttainment => "summary-mean-of-attainment-explained",
        SummaryMethod::TargetsReached => "summary-targets-reached-explained",
    });
    SummaryLine { columns: vec![Cell::text(&name), column], name, value, explanation }
}

/// What both the page and the file are made of.
struct Material {
    lines: Vec<MaturityLine>,
    summaries: Vec<SummaryLine>,
    indicators: Vec<PublishedMaturityIndicator>,
    municipality: Option<Territory>,
    municipalities: Vec<Territory>,
    territories: Vec<TerritoryLine>,
}

impl Material {
    async fn read(visit: &Visit, parameters: &MaturityParameters) -> Result<Self, Failure> {
        let (warehouse, scope, release_id) = (visit.warehouse(), visit.scope(), visit.release()?.release_id);
        let region = visit.region.as_ref().ok_or(Failure::NothingPublished)?;
        let lines = maturity_lines(visit, region, true).await?;
        let mut summaries = warehouse.maturity_of(scope, release_id, region).await?.summaries;
        let rank = |method| SummaryMethod::ALL.iter().position(|known| *known == method);
        summaries.sort_by_key(|cell| rank(cell.method));
        let targets_count = lines.iter().filter(|line| line.target.is_some()).count();
        let indicators = warehouse.maturity_indicators(scope, release_id).await?;
        let municipalities = warehouse.territories(scope, release_id, Level::Municipality, None).await?;
        let municipality = match filled(parameters.municipality.as_ref()) {
            Some(id) => {
                Some(municipalities.iter().find(|known| known.territory_id == id).cloned().ok_or(Failure::NotFound)?)
            }
            None => None,
        };
        let (level, parent_id) = match &municipality {
            Some(municipality) => (Level::School, Some(municipality.territory_id.as_str())),
            None => (Level::Municipality, None),
        };
        let table = warehouse.maturity(scope, release_id, level, parent_id).await?;
        let listed = match level {
            Level::School => warehouse.territories(scope, release_id, level, parent_id).await?,
            Level::Municipality | Level::Region => municipalities.clone(),
        };
        let territories =
            listed.iter().map(|territory| territory_line(visit, territory, &indicators, &table)).collect();
        let summaries = summaries.iter().map(|cell| summary_line(visit, cell, targets_count)).collect();
        Ok(Self { lines, summaries, indicators, municipality, municipalities, territories })
    }

    fn level(&self) -> Level {
        if self.municipality.is_some() { Level::School } else { Level::Municipality }
    }
}

fn territory_line(
    visit: &Visit,
    territory: &Territory,
    indicators: &[PublishedMaturityIndicator],
    table: &MaturityTable,
) -> TerritoryLine {
    let cell = |code: &str| ValueCell::new(visit, table.cell(&territory.territory_id, code));
    TerritoryLine {
        name: territory.name.clone(),
        territory_id: territory.territory_id.clone(),
        address: match territory.level {
            Level::Municipality => Some(visit.to("maturity").with("municipality", &territory.territory_id)),
            Level::School | Level::Region => territory_address(visit, territory),
        },
        cells: indicators.iter().map(|indicator| cell(&indicator.code)).collect(),
    }
}

fn acts(lines: &[MaturityLine]) -> Vec<String> {
    let mut acts: Vec<String> =
        lines.iter().map(|line| line.target_act.clone()).filter(|act| !act.is_empty()).collect();
    acts.dedup();
    acts
}

/// Shows digital maturity.
pub(crate) async fn page(
    visit: Visit,
    Parameters(parameters): Parameters<MaturityParameters>,
) -> Result<Response, Failure> {
    let visit = &visit;
    let material = Material::read(visit, &parameters).await?;
    let level = material.level();
    let territories_caption = match &material.municipality {
        Some(municipality) => visit.say_with("maturity-schools-of", &[("municipality", &municipality.name)]),
        None => visit.say("maturity-by-municipality"),
    };
    let chosen = material.municipality.as_ref().map_or("", |known| known.territory_id.as_str());
    let names =
        |indicator: &PublishedMaturityIndicator| (indicator.code.clone(), visit.maturity_name(indicator).to_owned());
    respond(
        &MaturityPage {
            form: visit.to("maturity"),
            hidden: visit.to("maturity").parameters().to_vec(),
            municipalities: municipality_options(material.municipalities.clone(), material.municipality.as_ref()),
            territories_caption,
            territory_heading: words::level(visit, level),
            columns: material.indicators.iter().map(names).collect(),
            territories: material.territories,
            csv: visit.to("maturity.csv").with("municipality", chosen),
            acts: acts(&material.lines),
            lines: material.lines,
            summaries: material.summaries,
            frame: Frame::new(visit, Section::Maturity, visit.say("maturity-title")),
        },
        CachePolicy::Published,
    )
}

/// Returns a table of the page as a file.
pub(crate) async fn csv(
    visit: Visit,
    Parameters(parameters): Parameters<MaturityParameters>,
) -> Result<Response, Failure> {
    let material = Material::read(&visit, &parameters).await?;
    let release_id = visit.release()?.release_id;
    let (name, (headings, rows)) = match filled(parameters.table.as_ref()) {
        None | Some("indicators") => ("indicators", lines_csv(&visit, &material.lines)),
        Some("summaries") => {
            let headings = vec![visit.say("csv-method"), visit.say("csv-value")];
            ("summaries", (headings, material.summaries.into_iter().map(|line| line.columns).collect()))
        }
        Some("territories") => ("territories", territories_csv(&visit, &material)),
        Some(_) => return Err(Failure::NotFound),
    };
    let name = format!("maturity-{name}-release-{release_id}");
    CsvTable { name, headings, rows }.response(visit.language)
}

fn territories_csv(visit: &Visit, material: &Material) -> (Vec<String>, Vec<Vec<Cell>>) {
    let mut headings = vec![words::level(visit, material.level()), visit.say("csv-territory-id")];
    for indicator in &material.indicators {
        headings.extend(VALUE_HEADINGS.map(|key| format!("{} {}", indicator.code, visit.say(key))));
    }
    let rows = material.territories.iter().map(|line| {
        let mut cells = vec![Cell::text(&line.name), Cell::text(&line.territory_id)];
        cells.extend(line.cells.iter().flat_map(ValueCell::csv_cells));
        cells
    });
    (headings, rows.collect())
}
