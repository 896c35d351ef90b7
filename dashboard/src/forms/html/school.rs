//! The page of a school.

use super::account::AccountSection;
use super::change::Comparison;
use super::choices::Choices;
use super::figure::FigureCell;
use super::found::FoundSection;
use super::maturity_line::MaturityRow;
use super::period::{self, PeriodControls, of_period};
use super::surroundings::{Section, Surroundings};
use super::territory_address;
use super::trend::TrendSection;
use crate::failure::Failure;
use crate::views::disclosed::Disclosed;
use crate::views::figure::{Figure, Outside};
use crate::views::school::SchoolPage as View;
use crate::web::address::{Address, encode};
use crate::web::cache::CachePolicy;
use crate::web::reader::Reader;
use crate::words::{Speaker, Word};
use askama::Template;
use axum::response::Response;
use warehouse::model::Level;
use warehouse::published::FigureParts;

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

/// A territory whose figures stand side by side.
struct Compared {
    level: String,
    name: String,
}

#[derive(Template)]
#[template(path = "school.html")]
struct SchoolPage<'a> {
    around: Surroundings<'a>,
    facts: Vec<Fact>,
    periods: PeriodControls,
    form: Choices,
    period: String,
    territories: Vec<Compared>,
    lines: Vec<FigureLine>,
    comparison: String,
    trend: TrendSection,
    account: AccountSection,
    found: FoundSection,
    maturity: Vec<MaturityRow>,
    csv: Address,
}

/// Shows a school.
pub(crate) fn page(reader: &Reader, view: &View) -> Result<Response, Failure> {
    let speaker = &reader.speaker;
    let choice = &view.school.offer.periods;
    let id = encode(view.school.id());
    let address = of_period(reader.to(&format!("schools/{id}")), &choice.shown);
    let csv = reader.to(&format!("schools/{id}.csv")).with_all(&address);
    let comparison = Comparison::new(view.figures.figures.iter().flatten());
    let compared = view
        .figures
        .territories
        .iter()
        .map(|named| Compared { level: speaker.word(named.level()), name: named.name.clone() });
    super::answer(
        &SchoolPage {
            facts: facts(reader, view),
            periods: PeriodControls::new(speaker, choice, &address),
            form: Choices::new(&address, &["period_id"]),
            period: period::name(speaker, &choice.shown),
            lines: lines(speaker, view, comparison, &address),
            comparison: comparison.note(speaker, &choice.shown),
            trend: TrendSection::new(speaker, &view.trend)?,
            maturity: MaturityRow::all(speaker, &view.maturity),
            account: AccountSection::new(reader, &view.account, csv.clone().with("table", "account")),
            found: FoundSection::new(reader, &view.found),
            csv,
            territories: compared.collect(),
            around: Surroundings::new(reader, Section::Rating, view.school.name().to_owned())
                .below(&view.school.trail)
                .own(),
        },
        CachePolicy::Published,
    )
}

fn facts(reader: &Reader, view: &View) -> Vec<Fact> {
    let speaker = &reader.speaker;
    let mut facts = Vec::new();
    let mut add = |name: String, value: String, address| facts.push(Fact { name, value, address });
    let municipality = view.figures.territories.iter().find(|named| named.level() == Level::Municipality);
    if let Some(municipality) = municipality {
        let address = territory_address(reader, &municipality.territory);
        add(speaker.say("fact-municipality"), municipality.name.clone(), address);
    }
    if let Some(settlement) = view.facts.settlement {
        add(speaker.say("fact-settlement"), speaker.word(settlement), None);
    }
    if let Some(pupils) = view.facts.pupils {
        let shown = match pupils {
            Disclosed::Shown(count) => speaker.count(count),
            Disclosed::Hidden => speaker.word(Word::HIDDEN),
        };
        add(speaker.say("fact-pupils"), shown, None);
    }
    if !view.facts.source_systems.is_empty() {
        add(speaker.say("fact-journal"), speaker.journals(&view.facts.source_systems), None);
    }
    add(speaker.say("fact-id"), view.school.id().to_owned(), None);
    facts
}

fn lines(speaker: &Speaker, view: &View, comparison: Comparison<'_>, address: &Address) -> Vec<FigureLine> {
    let cells = |index: usize| {
        let cell = |figures: &Vec<Figure>| FigureCell::compared(speaker, &figures[index], comparison);
        view.figures.figures.iter().map(cell).collect()
    };
    let own = view.figures.own().zip(&view.opens_to).enumerate();
    own.map(|(index, ((indicator, figure), opens_to))| FigureLine {
        code: indicator.code.clone(),
        name: speaker.indicator(indicator).to_owned(),
        formula: speaker.pick(&indicator.formula_ru, &indicator.formula_en).clone(),
        cells: cells(index),
        outside: outside(speaker, figure.outside),
        drill: opens_to.map(|parts| drill(speaker, parts, &indicator.code, address)),
    })
    .collect()
}

fn drill(speaker: &Speaker, parts: FigureParts, code: &str, address: &Address) -> Drill {
    let below = |page: &str| {
        let page = Address::new(format!("{}/{page}", address.path()));
        page.with_all(address).with("indicator", code)
    };
    match parts {
        FigureParts::Duties => Drill {
            address: below("lessons"),
            text: speaker.say("school-lessons"),
            label: speaker.say_with("school-lessons-label", &[("code", code)]),
        },
        FigureParts::TimetableWeeks => Drill {
            address: below("timetable"),
            text: speaker.say("school-timetable"),
            label: speaker.say_with("school-timetable-label", &[("code", code)]),
        },
    }
}

/// Says what is not in the denominator, and why; nothing when there is nothing.
fn outside(speaker: &Speaker, outside: Outside) -> String {
    [
        ("outside-excused", outside.excused),
        ("outside-not-measurable", outside.not_measurable),
        ("outside-unknown", outside.unknown),
        ("outside-pending", outside.pending),
    ]
    .into_iter()
    .filter(|(_, count)| *count > 0)
    .map(|(key, count)| speaker.say_with(key, &[("shown", &speaker.count(count))]))
    .collect::<Vec<_>>()
    .join(" · ")
}
