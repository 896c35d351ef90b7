//! The page of digital maturity.

use super::choices::{ChoiceOption, Choices, municipality_options};
use super::maturity_line::{DatedCell, MaturityRow};
use super::reporting::{ReportingControls, told_period};
use super::surroundings::{Section, Surroundings};
use super::territory_address;
use super::way::WaySection;
use crate::failure::Failure;
use crate::views::coverage::MissingSchool;
use crate::views::disclosed::Disclosed;
use crate::views::maturity::{self as view, JoinedFigure, Maturity};
use crate::views::maturity_line::MaturityLine;
use crate::views::maturity_periods::PeriodLines;
use crate::views::reporting::ToldPeriod;
use crate::web::address::Address;
use crate::web::cache::CachePolicy;
use crate::web::reader::Reader;
use crate::words::{Speaker, Word};
use askama::Template;
use axum::response::Response;
use warehouse::model::{SummaryMethod, Territory};

/// A joined figure.
struct SummaryLine {
    name: String,
    value: String,
    explanation: String,
}

/// A period's values, one for each indicator.
struct PeriodLine {
    name: String,
    address: Address,
    is_current: bool,
    /// The day of which they are told.
    day: String,
    cells: Vec<DatedCell>,
}

/// A territory's values.
struct TerritoryLine {
    name: String,
    address: Option<Address>,
    cells: Vec<DatedCell>,
}

/// A school that a value does not rest on.
struct MissingLine {
    code: String,
    name: String,
    address: Option<Address>,
    /// What it lacks.
    lacks: Vec<String>,
}

#[derive(Template)]
#[template(path = "maturity.html")]
struct MaturityPage<'a> {
    around: Surroundings<'a>,
    /// Of which period and day the page is; nothing in a release from before maturity had months, which offers none.
    told: Option<String>,
    period_controls: ReportingControls,
    period_form: Choices,
    lines: Vec<MaturityRow>,
    /// The acts that set the targets, each once.
    acts: Vec<String>,
    periods: Vec<PeriodLine>,
    ways: WaySection,
    summaries: Vec<SummaryLine>,
    form: Choices,
    municipalities: Vec<ChoiceOption>,
    territories_caption: String,
    territory_heading: String,
    columns: Vec<(String, String)>,
    territories: Vec<TerritoryLine>,
    missing_caption: String,
    missing: Vec<MissingLine>,
    csv: Address,
}

/// Shows digital maturity.
pub(crate) fn page(reader: &Reader, view: &Maturity) -> Result<Response, Failure> {
    let speaker = &reader.speaker;
    let municipality = view.municipality.as_ref();
    let territories_caption = match municipality {
        Some(municipality) => speaker.say_with("maturity-schools-of", &[("municipality", &municipality.name)]),
        None => speaker.say("maturity-by-municipality"),
    };
    let columns =
        view.indicators.iter().map(|known| (known.code.clone(), speaker.maturity_indicator(known).to_owned()));
    let here = in_period(reader, view).with("municipality", municipality.map_or("", |known| known.id()));
    super::answer(
        &MaturityPage {
            period_controls: view
                .choice
                .as_ref()
                .map_or_else(ReportingControls::default, |choice| ReportingControls::new(speaker, choice, &here)),
            period_form: Choices::new(&here, &["period"]),
            told: view.choice.as_ref().map(|choice| told_in_words(speaker, &choice.shown)),
            periods: view.periods.periods.iter().map(|period| period_line(reader, view, period)).collect(),
            ways: WaySection::new(speaker, &view.periods.ways)?,
            form: Choices::new(&here, &["municipality"]),
            municipalities: municipality_options(&view.municipalities, municipality),
            territories_caption,
            territory_heading: speaker.word(view.level()),
            columns: columns.collect(),
            missing_caption: match municipality {
                Some(municipality) => speaker.say_with("maturity-missing-of", &[("municipality", &municipality.name)]),
                None => speaker.say("maturity-missing"),
            },
            missing: view.missing.iter().map(|missing| missing_line(reader, missing)).collect(),
            territories: view.territories.iter().map(|row| territory_line(reader, view, row)).collect(),
            csv: reader.to("maturity.csv").with_all(&here),
            acts: acts(speaker, &view.lines),
            lines: MaturityRow::all(speaker, &view.lines),
            summaries: view.joined.iter().map(|figure| summary_line(speaker, figure)).collect(),
            around: Surroundings::new(reader, Section::Maturity, speaker.say("maturity-title"))
                .below(view.municipality.as_slice()),
        },
        CachePolicy::Published,
    )
}

fn summary_line(speaker: &Speaker, figure: &JoinedFigure) -> SummaryLine {
    let value = match (figure.value, figure.method) {
        (Disclosed::Hidden, _) => speaker.word(Word::HIDDEN),
        (Disclosed::Shown(count), SummaryMethod::TargetsReached) => {
            let (reached, all) = (speaker.count(count), figure.targets_count.to_string());
            speaker.say_with("summary-reached", &[("reached", &reached), ("all", &all)])
        }
        (Disclosed::Shown(hundredths), _) => speaker.percent(hundredths),
    };
    let explanation = speaker.say(match figure.method {
        SummaryMethod::MeanOfValues => "summary-mean-of-values-explained",
        SummaryMethod::MeanOfCappedAttainment => "summary-mean-of-capped-attainment-explained",
        SummaryMethod::MeanOfAttainment => "summary-mean-of-attainment-explained",
        SummaryMethod::TargetsReached => "summary-targets-reached-explained",
    });
    SummaryLine { name: speaker.word(figure.method), value, explanation }
}

/// Says of which day the values of a period are.
fn told_in_words(speaker: &Speaker, told: &ToldPeriod) -> String {
    let (period, date) = (speaker.reporting_period(told.period), speaker.date(told.month.as_of_on));
    let key = if told.is_running() { "reporting-told-running" } else { "reporting-told" };
    speaker.say_with(key, &[("period", &period), ("date", &date)])
}

fn in_period(reader: &Reader, view: &Maturity) -> Address {
    let period = view.choice.as_ref().map(|choice| choice.shown.period.to_string());
    reader.to("maturity").with("period", period.unwrap_or_default())
}

fn period_line(reader: &Reader, view: &Maturity, period: &PeriodLines) -> PeriodLine {
    let speaker = &reader.speaker;
    let told = &period.told;
    PeriodLine {
        name: told_period(speaker, told),
        address: in_period(reader, view).with("period", told.period),
        is_current: view.choice.as_ref().is_some_and(|choice| choice.shown.period == told.period),
        day: speaker.say_with("reporting-note-latest", &[("date", &speaker.date(told.month.as_of_on))]),
        cells: period.lines.iter().map(|line| DatedCell::new(speaker, line)).collect(),
    }
}

fn territory_line(reader: &Reader, view: &Maturity, row: &view::MaturityRow) -> TerritoryLine {
    TerritoryLine {
        name: row.territory.name.clone(),
        address: match &row.territory.territory {
            Territory::Municipality(id) => Some(in_period(reader, view).with("municipality", id)),
            other => territory_address(reader, other),
        },
        cells: row.lines.iter().map(|line| DatedCell::new(&reader.speaker, line)).collect(),
    }
}

fn missing_line(reader: &Reader, missing: &MissingSchool) -> MissingLine {
    let mut lacks = Vec::new();
    if missing.is_without_form {
        lacks.push(reader.speaker.say("maturity-without-form"));
    }
    if missing.is_without_numerator {
        lacks.push(reader.speaker.say("maturity-without-numerator"));
    }
    MissingLine {
        code: missing.indicator.code.clone(),
        name: missing.school.name.clone(),
        address: territory_address(reader, &missing.school.territory),
        lacks,
    }
}

fn acts(speaker: &Speaker, lines: &[MaturityLine]) -> Vec<String> {
    let act = |line: &MaturityLine| {
        speaker.pick(&line.indicator.target_act_ru, &line.indicator.target_act_en).clone().unwrap_or_default()
    };
    let mut acts: Vec<String> = lines.iter().map(act).filter(|act| !act.is_empty()).collect();
    acts.dedup();
    acts
}
