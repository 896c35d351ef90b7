//! What a release says in words and lines: its figures as lines of the digest, and the descriptions that are published with
//! them.

use crate::methodology::{Indicator, MaturityIndicator, Rules};
use warehouse::model::{
    MaturityBasis, MaturityCoverage, MaturityMonth, MaturityPart, PublishedIndicator, PublishedMaturityIndicator,
    SchoolId, Territory,
};
use warehouse::releases::Figures;

/// Returns every figure as a line of text, in no order.
pub fn figure_lines(figures: &Figures) -> Vec<String> {
    let optional = |number: Option<i64>| number.map_or_else(String::new, |number| number.to_string());
    let mut lines: Vec<String> = Vec::new();
    lines.extend(figures.values.iter().map(|it| {
        format!(
            "value|{}|{}|{}|{}|{}|{}|{}|{}|{}|{}|{}|{}|{}|{}|{}",
            it.territory.level(),
            it.territory.id(),
            it.period.kind,
            it.period.id,
            it.indicator,
            it.numerator,
            it.denominator,
            it.excused_count,
            it.not_measurable_count,
            it.unknown_count,
            it.pending_count,
            it.unobserved_count,
            it.state,
            optional(it.place.map(i64::from)),
            optional(it.places_count.map(i64::from)),
        )
    }));
    lines.extend(figures.maturity_values.iter().map(|it| {
        format!(
            "maturity{}|{}|{}|{}|{}|{}|{}|{}|{}|{}",
            month(it.month, it.parent.as_ref()),
            it.territory.level(),
            it.territory.id(),
            it.indicator,
            part(it.numerator),
            part(it.denominator),
            it.basis.map_or("", MaturityBasis::as_str),
            it.state,
            it.chosen_source.as_deref().unwrap_or_default(),
            coverage(&it.coverage),
        )
    }));
    lines.extend(figures.maturity_summaries.iter().map(|it| {
        let (level, id) = (it.territory.level(), it.territory.id());
        format!("summary{}|{level}|{id}|{}|{}", month(it.month, None), it.method, it.value_hundredths)
    }));
    lines
}

/// Returns the month of a line, its day and the territory in which the line's own counted then; nothing in the lines of a release
/// from before maturity had months.
fn month(month: Option<MaturityMonth>, parent: Option<&Territory>) -> String {
    let parent = parent.map(|parent| format!(" in {}", parent.id())).unwrap_or_default();
    month.map(|it| format!(" of {} as of {}{parent}", it.month, it.as_of_on)).unwrap_or_default()
}

fn part(part: Option<MaturityPart>) -> String {
    part.map_or_else(String::new, |it| format!("{}/{}/{}", it.count, it.earliest_on, it.latest_on))
}

fn coverage(coverage: &MaturityCoverage) -> String {
    let schools = |ids: &[SchoolId]| ids.iter().map(SchoolId::as_str).collect::<Vec<_>>().join(",");
    let pupils = coverage.pupils.map(|it| format!("{}/{}", it.covered_count, it.pupils_count)).unwrap_or_default();
    let (below, above) = (schools(&coverage.without_denominator), schools(&coverage.without_numerator));
    format!("{}/{below}/{above}/{pupils}", coverage.schools_count)
}

/// Returns the indicators as they are published.
pub fn published_indicators(rules: &Rules) -> Vec<PublishedIndicator> {
    (1..).zip(&rules.indicators).map(|(ordinal, indicator)| published_indicator(ordinal, indicator)).collect()
}

fn published_indicator(ordinal: i32, indicator: &Indicator) -> PublishedIndicator {
    PublishedIndicator {
        code: indicator.code.clone(),
        ordinal,
        name_ru: indicator.name.ru.clone(),
        name_en: indicator.name.en.clone(),
        formula_ru: indicator.formula.ru.clone(),
        formula_en: indicator.formula.en.clone(),
        unit_ru: indicator.unit.ru.clone(),
        unit_en: indicator.unit.en.clone(),
        direction: indicator.direction,
        minimum_denominator: indicator.minimum_denominator,
    }
}

/// Returns the indicators of maturity as they are published.
pub fn published_maturity_indicators(rules: &Rules) -> Vec<PublishedMaturityIndicator> {
    (1..).zip(&rules.maturity.indicators).map(|(ordinal, indicator)| published_maturity(ordinal, indicator)).collect()
}

fn published_maturity(ordinal: i32, indicator: &MaturityIndicator) -> PublishedMaturityIndicator {
    let target = indicator.target.as_ref();
    PublishedMaturityIndicator {
        code: indicator.code.clone(),
        ordinal,
        name_ru: indicator.name.ru.clone(),
        name_en: indicator.name.en.clone(),
        target_percent: target.map(|target| target.percent),
        target_year: target.map(|target| target.year),
        target_act_ru: target.map(|target| target.act.ru.clone()),
        target_act_en: target.map(|target| target.act.en.clone()),
        numerator_source_ru: indicator.numerator_source.ru.clone(),
        numerator_source_en: indicator.numerator_source.en.clone(),
        denominator_source_ru: indicator.denominator_source.ru.clone(),
        denominator_source_en: indicator.denominator_source.en.clone(),
        note_ru: indicator.note.ru.clone(),
        note_en: indicator.note.en.clone(),
    }
}
