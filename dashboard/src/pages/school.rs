//! A school: its figures against its municipality and region, how they went, and its digital maturity.

use super::filled;
use super::rating::{ChoiceLink, ChoiceOption, kind_links, period_options, rebased, subject};
use crate::address::{Address, encode};
use crate::csv_table::{Cell, CsvTable};
use crate::failure::Failure;
use crate::figure::{self, FigureCell};
use crate::format;
use crate::frame::{Frame, Section, page as respond};
use crate::maturity_line::{MaturityLine, lines_csv, maturity_lines};
use crate::periods::{self, PeriodChoice};
use crate::rating_table::territory_address;
use crate::respond::CachePolicy;
use crate::trend::Trend;
use crate::visit::{Parameters, Visit};
use crate::words;
use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use serde::Deserialize;
use std::collections::BTreeMap;
use warehouse::model::Level;
use warehouse::published::{FigureParts, PublishedIndicator, PublishedPeriod, PublishedValue, SMALL_CELL, Territory};

/// What the address may ask for.
#[derive(Debug, Deserialize)]
pub(crate) struct SchoolParameters {
    period_kind: Option<String>,
    period_id: Option<String>,
    /// For a file: the figures, `trend` or `maturity`.
    table: Option<String>,
}

/// A line of facts about the school.
struct Fact {
    name: String,
    value: String,
    address: Option<Address>,
}

/// An indicator's figures: the school's, and those it is compared with.
struct FigureLine {
    code: String,
    name: String,
    formula: String,
    cells: Vec<FigureCell>,
    /// What is outside the denominator, in words.
    outside: String,
    /// What the figure is made of.
    drill: Option<Drill>,
}

/// A link from a figure to what it is made of.
struct Drill {
    address: Address,
    text: String,
    /// The same for those who hear the link alone.
    label: String,
}

#[derive(Template)]
#[template(path = "school.html")]
struct SchoolPage<'a> {
    frame: Frame<'a>,
    facts: Vec<Fact>,
    kinds: Vec<ChoiceLink>,
    form: Address,
    hidden: Vec<(&'static str, String)>,
    periods: Vec<ChoiceOption>,
    period: String,
    territories: Vec<Territory>,
    lines: Vec<FigureLine>,
    trend: Trend,
    maturity: Vec<MaturityLine>,
    csv: Address,
}

impl SchoolPage<'_> {
    fn level(&self, territory: &Territory) -> String {
        words::level(self.frame.visit, territory.level)
    }
}

/// What both the page and the file are made of.
struct Material {
    /// The school, its municipality and the region, as far as they are known.
    territories: Vec<Territory>,
    indicators: Vec<PublishedIndicator>,
    periods: Vec<PublishedPeriod>,
    choice: PeriodChoice,
    values: Vec<PublishedValue>,
    /// What the figures of each indicator open to.
    parts: BTreeMap<String, FigureParts>,
    address: Address,
}

impl Material {
    async fn read(visit: &Visit, id: &str, parameters: &SchoolParameters) -> Result<Self, Failure> {
        let (warehouse, scope, release_id) = (visit.warehouse(), visit.scope(), visit.release()?.release_id);
        let school = warehouse.territory(scope, release_id, Level::School, id).await?.ok_or(Failure::NotFound)?;
        let municipality = match &school.parent_id {
            Some(parent_id) => warehouse.territory(scope, release_id, Level::Municipality, parent_id).await?,
            None => None,
        };
        let indicators = warehouse.indicators(scope, release_id).await?;
        let periods = warehouse.periods(scope, release_id).await?;
        let (kind, period_id) = (filled(parameters.period_kind.as_ref()), filled(parameters.period_id.as_ref()));
        let choice = PeriodChoice::new(&periods, kind, period_id)?;
        let territories: Vec<Territory> =
            std::iter::once(school).chain(municipality).chain(visit.region.clone()).collect();
        let mut values = Vec::new();
        for territory in &territories {
            let ids = [territory.territory_id.clone()];
            let (kind, period_id) = (choice.period.kind, choice.period.period_id.as_str());
            values.extend(warehouse.figures(scope, release_id, territory.level, &ids, kind, period_id).await?);
        }
        let parts = warehouse.figure_parts(scope, visit.release()?).await?;
        let address = visit
            .to(&format!("schools/{}", encode(id)))
            .with("period_kind", choice.period.kind)
            .with("period_id", &choice.period.period_id);
        Ok(Self { territories, indicators, periods, choice, values, parts, address })
    }

    fn value(&self, territory: &Territory, indicator: &PublishedIndicator) -> Option<&PublishedValue> {
        self.values.iter().find(|value| {
            value.level == territory.level
                && value.territory_id == territory.territory_id
                && value.indicator == indicator.code
        })
    }

    fn cells(&self, visit: &Visit, indicator: &PublishedIndicator) -> Vec<FigureCell> {
        let cell = |territory| FigureCell::new(visit, indicator, self.value(territory, indicator));
        self.territories.iter().map(cell).collect()
    }

    async fn trend(&self, visit: &Visit) -> Result<Trend, Failure> {
        let subjects: Vec<_> = self.territories.iter().map(subject).collect();
        Trend::read(visit, &self.indicators, &self.periods, &subjects).await
    }

    fn lines(&self, visit: &Visit) -> Vec<FigureLine> {
        let below = |page: &str| rebased(&self.address, Address::new(format!("{}/{page}", self.address.path())));
        self.indicators
            .iter()
            .map(|indicator| {
                let own = self.territories.first().and_then(|school| self.value(school, indicator));
                FigureLine {
                    code: indicator.code.clone(),
                    name: visit.indicator_name(indicator).to_owned(),
                    formula: visit.language.pick(&indicator.formula_ru, &indicator.formula_en).to_owned(),
                    cells: self.cells(visit, indicator),
                    outside: own.map(|value| outside(visit, value)).unwrap_or_default(),
                    drill: self.parts.get(&indicator.code).filter(|_| own.is_some_and(has_parts)).map(|parts| {
                        match parts {
                            FigureParts::Duties => Drill {
                                address: below("lessons").with("indicator", &indicator.code),
                                text: visit.say("school-lessons"),
                                label: visit.say_with("school-lessons-label", &[("code", &indicator.code)]),
                            },
                            FigureParts::TimetableWeeks => Drill {
                                address: below("timetable").with("indicator", &indicator.code),
                                text: visit.say("school-timetable"),
                                label: visit.say_with("school-timetable-label", &[("code", &indicator.code)]),
                            },
                        }
                    }),
                }
            })
            .collect()
    }
}

/// Returns whether anything stands behind a figure, in its denominator or outside.
fn has_parts(value: &PublishedValue) -> bool {
    value.denominator + value.excused_count + value.not_measurable_count + value.pending_count > 0
}

/// Says what is not in the denominator, and why; nothing when there is nothing.
fn outside(visit: &Visit, value: &PublishedValue) -> String {
    [
        ("outside-excused", value.excused_count),
        ("outside-not-measurable", value.not_measurable_count),
        ("outside-pending", value.pending_count),
    ]
    .into_iter()
    .filter(|(_, count)| *count > 0)
    .map(|(key, count)| visit.say_with(key, &[("shown", &visit.count(count))]))
    .collect::<Vec<_>>()
    .join(" · ")
}

fn facts(visit: &Visit, territories: &[Territory]) -> Vec<Fact> {
    let mut facts = Vec::new();
    let mut add = |key: &str, value: String, address| facts.push(Fact { name: visit.say(key), value, address });
    let Some(school) = territories.first() else { return facts };
    if let Some(municipality) = territories.iter().find(|territory| territory.level == Level::Municipality) {
        add("fact-municipality", municipality.name.clone(), territory_address(visit, municipality));
    }
    if let Some(settlement) = &school.settlement {
        add("fact-settlement", words::settlement(visit, settlement), None);
    }
    if let Some(count) = school.pupils_count {
        // The size of a tiny school is a small cell like any other.
        let is_small = (1..SMALL_CELL).contains(&i64::from(count));
        let shown = if is_small { visit.say("hidden") } else { format::count(visit.language, i64::from(count)) };
        add("fact-pupils", shown, None);
    }
    if !school.source_systems.is_empty() {
        add("fact-journal", words::journal_systems(visit, &school.source_systems), None);
    }
    add("fact-id", school.territory_id.clone(), None);
    facts
}

/// Shows a school, or gives it as a file when the address ends in `.csv`.
pub(crate) async fn page_or_csv(
    visit: Visit,
    Path((_, name)): Path<(String, String)>,
    Parameters(parameters): Parameters<SchoolParameters>,
) -> Result<Response, Failure> {
    match name.strip_suffix(".csv") {
        Some(id) => csv(&visit, &Material::read(&visit, id, &parameters).await?, &parameters).await,
        None => page(&visit, Material::read(&visit, &name, &parameters).await?).await,
    }
}

async fn page(visit: &Visit, material: Material) -> Result<Response, Failure> {
    let school = material.territories.first().cloned().ok_or(Failure::NotFound)?;
    let maturity = maturity_lines(visit, &school, false).await?;
    let trend = material.trend(visit).await?;
    let csv = format!("schools/{}.csv", encode(&school.territory_id));
    respond(
        &SchoolPage {
            facts: facts(visit, &material.territories),
            kinds: kind_links(visit, &material.periods, &material.choice, &material.address),
            form: Address::new(material.address.path()),
            hidden: material.address.parameters().iter().filter(|(name, _)| *name != "period_id").cloned().collect(),
            periods: period_options(visit, &material.choice),
            period: periods::name(visit, &material.choice.period),
            lines: material.lines(visit),
            trend,
            maturity,
            csv: rebased(&material.address, visit.to(&csv)),
            territories: material.territories,
            frame: Frame::new(visit, Section::Rating, school.name),
        },
        CachePolicy::Published,
    )
}

async fn csv(visit: &Visit, material: &Material, parameters: &SchoolParameters) -> Result<Response, Failure> {
    let school = material.territories.first().ok_or(Failure::NotFound)?;
    let id = &school.territory_id;
    let release_id = visit.release()?.release_id;
    let period_id = &material.choice.period.period_id;
    let (name, (headings, rows)) = match filled(parameters.table.as_ref()) {
        None | Some("figures") => {
            (format!("school-{id}-{period_id}-release-{release_id}"), figures_csv(visit, material))
        }
        Some("trend") => (format!("school-{id}-trend-release-{release_id}"), material.trend(visit).await?.csv(visit)),
        Some("maturity") => {
            let lines = maturity_lines(visit, school, false).await?;
            (format!("school-{id}-maturity-release-{release_id}"), lines_csv(visit, &lines))
        }
        Some(_) => return Err(Failure::NotFound),
    };
    CsvTable { name, headings, rows }.response(visit.language)
}

/// Returns the figures as a file: a line for each territory, as in the rating.
fn figures_csv(visit: &Visit, material: &Material) -> (Vec<String>, Vec<Vec<Cell>>) {
    let mut headings = ["csv-level", "csv-territory", "csv-territory-id"].map(|key| visit.say(key)).to_vec();
    headings.extend(material.indicators.iter().flat_map(|indicator| figure::csv_headings(visit, indicator)));
    let rows = material.territories.iter().map(|territory| {
        let mut cells = vec![
            Cell::text(words::level(visit, territory.level)),
            Cell::text(&territory.name),
            Cell::text(&territory.territory_id),
        ];
        for indicator in &material.indicators {
            cells.extend(FigureCell::new(visit, indicator, material.value(territory, indicator)).csv_cells());
        }
        cells
    });
    (headings, rows.collect())
}
