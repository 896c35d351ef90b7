//! The page of the methodology.

use super::surroundings::{Section, Surroundings};
use crate::failure::Failure;
use crate::forms::plain::versioned;
use crate::views::methodology::{Measure, Methodology};
use crate::web::address::{Address, encode};
use crate::web::cache::CachePolicy;
use crate::web::reader::Reader;
use crate::words::Speaker;
use askama::Template;
use axum::response::Response;
use warehouse::model::PublishedIndicator;

struct IndicatorLine {
    code: String,
    name: String,
    formula: String,
    direction: String,
    minimum: String,
}

struct MeasureLine<'a> {
    table: &'a str,
    sha256: &'a str,
    address: Address,
}

#[derive(Template)]
#[template(path = "methodology.html")]
struct MethodologyPage<'a> {
    around: Surroundings<'a>,
    code: String,
    sha256: &'a str,
    indicators: Vec<IndicatorLine>,
    measures: Vec<MeasureLine<'a>>,
    engine: String,
    text: &'a str,
    csv: Address,
}

/// Shows the methodology.
pub(crate) fn page(reader: &Reader, view: &Methodology) -> Result<Response, Failure> {
    let speaker = &reader.speaker;
    super::answer(
        &MethodologyPage {
            code: versioned(&view.code, view.version),
            sha256: &view.sha256,
            indicators: view.indicators.iter().map(|indicator| line(speaker, indicator)).collect(),
            measures: view.measures.iter().map(|measure| measure_line(reader, measure)).collect(),
            engine: view.engine_version.to_string(),
            text: &view.text,
            csv: reader.to("methodology.csv"),
            around: Surroundings::new(reader, Section::Methodology, speaker.say("methodology-title")),
        },
        CachePolicy::Published,
    )
}

fn measure_line<'a>(reader: &Reader, measure: &'a Measure) -> MeasureLine<'a> {
    MeasureLine {
        table: &measure.table,
        sha256: &measure.sha256,
        address: reader.to(&format!("methodology/{}.sql", encode(&measure.table))),
    }
}

fn line(speaker: &Speaker, indicator: &PublishedIndicator) -> IndicatorLine {
    let unit = speaker.pick(&indicator.unit_ru, &indicator.unit_en);
    IndicatorLine {
        code: indicator.code.clone(),
        name: speaker.indicator(indicator).to_owned(),
        formula: speaker.pick(&indicator.formula_ru, &indicator.formula_en).clone(),
        direction: speaker.word(indicator.direction),
        minimum: format!("{} {unit}", speaker.count(indicator.minimum_denominator)),
    }
}
