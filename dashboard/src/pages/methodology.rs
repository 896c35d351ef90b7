//! The methodology of the shown release: its formulas in words, and its text.

use crate::address::Address;
use crate::csv_table::{Cell, CsvTable};
use crate::failure::Failure;
use crate::frame::{Frame, Section, page as respond};
use crate::respond::CachePolicy;
use crate::visit::Visit;
use askama::Template;
use axum::response::Response;
use warehouse::published::PublishedIndicator;

struct IndicatorLine {
    code: String,
    name: String,
    formula: String,
    direction: String,
    minimum: String,
}

#[derive(Template)]
#[template(path = "methodology.html")]
struct MethodologyPage<'a> {
    frame: Frame<'a>,
    code: String,
    sha256: String,
    indicators: Vec<IndicatorLine>,
    text: String,
    csv: Address,
}

fn line(visit: &Visit, indicator: &PublishedIndicator) -> IndicatorLine {
    let unit = visit.language.pick(&indicator.unit_ru, &indicator.unit_en);
    IndicatorLine {
        code: indicator.code.clone(),
        name: visit.indicator_name(indicator).to_owned(),
        formula: visit.language.pick(&indicator.formula_ru, &indicator.formula_en).to_owned(),
        direction: visit.say(if indicator.direction == "up" { "direction-up" } else { "direction-down" }),
        minimum: format!("{} {unit}", visit.count(indicator.minimum_denominator)),
    }
}

async fn lines(visit: &Visit) -> Result<Vec<IndicatorLine>, Failure> {
    let release_id = visit.release()?.release_id;
    let indicators = visit.warehouse().indicators(visit.scope(), release_id).await?;
    Ok(indicators.iter().map(|indicator| line(visit, indicator)).collect())
}

/// Shows the methodology.
pub(crate) async fn page(visit: Visit) -> Result<Response, Failure> {
    let visit = &visit;
    let release = visit.release()?;
    respond(
        &MethodologyPage {
            code: format!("{} v{}", release.methodology_code, release.methodology_version),
            sha256: release.methodology_sha256.clone(),
            indicators: lines(visit).await?,
            text: release.methodology_text.clone(),
            csv: visit.to("methodology.csv"),
            frame: Frame::new(visit, Section::Methodology, visit.say("methodology-title")),
        },
        CachePolicy::Published,
    )
}

/// Returns the indicators as a file.
pub(crate) async fn csv(visit: Visit) -> Result<Response, Failure> {
    let release_id = visit.release()?.release_id;
    let keys = ["csv-code", "csv-indicator", "methodology-formula", "methodology-direction", "methodology-minimum"];
    let rows = lines(&visit)
        .await?
        .into_iter()
        .map(|line| [line.code, line.name, line.formula, line.direction, line.minimum].map(Cell::text).to_vec());
    let table = CsvTable {
        name: format!("methodology-release-{release_id}"),
        headings: keys.map(|key| visit.say(key)).to_vec(),
        rows: rows.collect(),
    };
    table.response(visit.language)
}
