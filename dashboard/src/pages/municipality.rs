//! A municipality: its figures against the region's, and its schools.

use super::rating::{
    ChoiceLink, ChoiceOption, RatingParameters, caption, kind_links, order, period_options, rebased, subject,
};
use crate::address::{Address, encode};
use crate::csv_table::CsvTable;
use crate::failure::Failure;
use crate::frame::{Frame, Section, page as respond};
use crate::periods::PeriodChoice;
use crate::rating_table::{RatingRequest, RatingTable};
use crate::respond::CachePolicy;
use crate::trend::{Subject, Trend};
use crate::visit::{Parameters, Visit};
use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use warehouse::model::Level;
use warehouse::published::{PublishedIndicator, PublishedPeriod, Territory};

#[derive(Template)]
#[template(path = "municipality.html")]
struct MunicipalityPage<'a> {
    frame: Frame<'a>,
    kinds: Vec<ChoiceLink>,
    form: Address,
    hidden: Vec<(&'static str, String)>,
    periods: Vec<ChoiceOption>,
    table: RatingTable,
    caption: String,
    trend: Trend,
    maturity: Address,
    csv: Address,
    trend_csv: Address,
}

/// What both the page and the file are made of.
struct Material {
    municipality: Territory,
    indicators: Vec<PublishedIndicator>,
    periods: Vec<PublishedPeriod>,
    choice: PeriodChoice,
    request: RatingRequest,
    summaries: Vec<Territory>,
}

impl Material {
    async fn read(visit: &Visit, id: &str, parameters: &RatingParameters) -> Result<Self, Failure> {
        let (warehouse, scope, release_id) = (visit.warehouse(), visit.scope(), visit.release()?.release_id);
        let municipality =
            warehouse.territory(scope, release_id, Level::Municipality, id).await?.ok_or(Failure::NotFound)?;
        let indicators = warehouse.indicators(scope, release_id).await?;
        let periods = warehouse.periods(scope, release_id).await?;
        let choice = PeriodChoice::new(&periods, parameters.period_kind(), parameters.period_id())?;
        let (sort, is_reversed) = order(&indicators, parameters)?;
        let request = RatingRequest {
            level: Level::School,
            municipality: Some(municipality.clone()),
            period: choice.period.clone(),
            sort,
            is_reversed,
            page: parameters.page(),
            address: visit
                .to(&format!("municipalities/{}", encode(id)))
                .with("period_kind", choice.period.kind)
                .with("period_id", &choice.period.period_id),
        };
        let summaries = visit.region.iter().chain([&municipality]).cloned().collect();
        Ok(Self { municipality, indicators, periods, choice, request, summaries })
    }

    fn trend_subjects(&self) -> Vec<Subject> {
        self.summaries.iter().rev().map(subject).collect()
    }
}

/// Shows a municipality, or gives it as a file when the address ends in `.csv`.
pub(crate) async fn page_or_csv(
    visit: Visit,
    Path((_, name)): Path<(String, String)>,
    Parameters(parameters): Parameters<RatingParameters>,
) -> Result<Response, Failure> {
    match name.strip_suffix(".csv") {
        Some(id) => csv(&visit, &Material::read(&visit, id, &parameters).await?, &parameters).await,
        None => page(&visit, &Material::read(&visit, &name, &parameters).await?).await,
    }
}

async fn page(visit: &Visit, material: &Material) -> Result<Response, Failure> {
    let Material { municipality, indicators, periods, choice, request, summaries } = material;
    let table = RatingTable::read(visit, indicators, request, summaries).await?;
    let trend = Trend::read(visit, indicators, periods, &material.trend_subjects()).await?;
    let id = encode(&municipality.territory_id);
    let ordered = request.address.clone().with("sort", request.sort.as_deref().unwrap_or("name"));
    let ordered = if request.is_reversed { ordered.with("order", "reversed") } else { ordered };
    let csv = rebased(&ordered, visit.to(&format!("municipalities/{id}.csv")));
    respond(
        &MunicipalityPage {
            kinds: kind_links(visit, periods, choice, &ordered),
            form: Address::new(request.address.path()),
            hidden: ordered.parameters().iter().filter(|(name, _)| *name != "period_id").cloned().collect(),
            periods: period_options(visit, choice),
            caption: caption(visit, &table, request, indicators),
            table,
            trend,
            maturity: visit.to("maturity").with("municipality", &municipality.territory_id),
            trend_csv: csv.clone().with("table", "trend"),
            csv,
            frame: Frame::new(visit, Section::Rating, municipality.name.clone()),
        },
        CachePolicy::Published,
    )
}

async fn csv(visit: &Visit, material: &Material, parameters: &RatingParameters) -> Result<Response, Failure> {
    let Material { municipality, indicators, periods, request, summaries, .. } = material;
    let id = &municipality.territory_id;
    let release_id = visit.release()?.release_id;
    let (name, (headings, rows)) = match parameters.table() {
        None | Some("rating") => {
            let table = RatingTable::read_whole(visit, indicators, request, summaries).await?;
            (format!("rating-{id}-{}-release-{release_id}", request.period.period_id), table.csv(visit, indicators))
        }
        Some("trend") => {
            let trend = Trend::read(visit, indicators, periods, &material.trend_subjects()).await?;
            (format!("trend-{id}-release-{release_id}"), trend.csv(visit))
        }
        Some(_) => return Err(Failure::NotFound),
    };
    CsvTable { name, headings, rows }.response(visit.language)
}
