//! An indicator of digital maturity as a line: its value, target, and where each number comes from.

use super::figure::bar;
use crate::views::coverage::Coverage;
use crate::views::disclosed::Disclosed;
use crate::views::maturity_line::{AsOf, MaturityFigure, MaturityLine, capped};
use crate::words::{Speaker, Word};
use warehouse::model::ValueState;

/// An indicator of a territory, with all that must be known to read it.
pub(super) struct MaturityRow {
    pub(super) code: String,
    pub(super) name: String,
    pub(super) cell: ValueCell,
    /// The target in percent, as written.
    pub(super) target: Option<String>,
    pub(super) target_year: Option<i32>,
    /// The value over the target.
    pub(super) attainment: Option<String>,
    pub(super) is_target_reached: bool,
    pub(super) numerator_source: String,
    pub(super) denominator_source: String,
    pub(super) numerator_as_of: Option<String>,
    pub(super) denominator_as_of: Option<String>,
    /// What the denominator is, in words.
    pub(super) basis: Option<String>,
    /// Which source was taken, in words.
    pub(super) chosen_source: Option<String>,
    pub(super) note: String,
}

/// A value as a cell.
pub(super) struct ValueCell {
    /// The published percentage, never above 100 %.
    pub(super) percent: Option<String>,
    pub(super) parts: Option<(String, String)>,
    pub(super) bar: Option<String>,
    /// The percentage before it was capped, when it exceeds 100 %.
    pub(super) raw: Option<String>,
    /// Why there is no percentage.
    pub(super) state: Option<String>,
    pub(super) class: &'static str,
    /// On how many schools it rests, where that is not on all.
    pub(super) coverage: Vec<String>,
}

/// A value as a cell, with the days of its parts.
pub(super) struct DatedCell {
    pub(super) cell: ValueCell,
    /// Those of the numerator, and of the denominator.
    pub(super) days: Option<(String, String)>,
}

impl DatedCell {
    /// Returns the cell of an indicator's line.
    pub(super) fn new(speaker: &Speaker, line: &MaturityLine) -> Self {
        let days = |it: AsOf| {
            let latest = speaker.date(it.latest_on);
            if it.earliest_on == it.latest_on {
                latest
            } else {
                format!("{} – {latest}", speaker.date(it.earliest_on))
            }
        };
        Self {
            cell: ValueCell::new(speaker, line.figure, line.coverage),
            days: line.numerator_as_of.map(days).zip(line.denominator_as_of.map(days)),
        }
    }
}

impl ValueCell {
    /// Returns the cell of a value.
    pub(super) fn new(speaker: &Speaker, figure: MaturityFigure, coverage: Coverage) -> Self {
        let ratio = figure.ratio();
        let word = match figure {
            MaturityFigure::Shown(_) => Word::from(ValueState::Ok),
            MaturityFigure::Withheld(state) => Word::from(state),
            MaturityFigure::Hidden => Word::HIDDEN,
        };
        let above = ratio.filter(|ratio| ratio.numerator() > ratio.denominator());
        Self {
            percent: ratio.map(|ratio| speaker.percent(capped(ratio))),
            parts: ratio.map(|ratio| (speaker.count(ratio.numerator()), speaker.count(ratio.denominator()))),
            bar: ratio.map(bar),
            raw: above.map(|ratio| speaker.percent(ratio.percent_hundredths())),
            state: ratio.is_none().then(|| speaker.word(word)),
            class: word.symbol,
            coverage: coverage_in_words(speaker, coverage),
        }
    }
}

impl MaturityRow {
    /// Returns the line of an indicator.
    pub(super) fn new(speaker: &Speaker, line: &MaturityLine) -> Self {
        let indicator = &line.indicator;
        let as_of = |days: Option<AsOf>| days.map(|days| as_of_in_words(speaker, days));
        Self {
            code: indicator.code.clone(),
            name: speaker.maturity_indicator(indicator).to_owned(),
            cell: ValueCell::new(speaker, line.figure, line.coverage),
            target: line.target.map(|target| speaker.whole_percent(target)),
            target_year: indicator.target_year,
            attainment: line.attainment.map(|hundredths| speaker.percent(hundredths)),
            is_target_reached: line.is_target_reached(),
            numerator_source: speaker.pick(&indicator.numerator_source_ru, &indicator.numerator_source_en).clone(),
            denominator_source: speaker
                .pick(&indicator.denominator_source_ru, &indicator.denominator_source_en)
                .clone(),
            numerator_as_of: as_of(line.numerator_as_of),
            denominator_as_of: as_of(line.denominator_as_of),
            // A school has nothing but itself, so that there is nothing to say.
            basis: line.basis.filter(|_| !line.coverage.is_of_school).map(|basis| speaker.word(basis)),
            chosen_source: line.chosen_source.as_deref().map(|code| source_in_words(speaker, code)),
            note: speaker.pick(&indicator.note_ru, &indicator.note_en).clone(),
        }
    }

    /// Returns the lines of a territory's indicators.
    pub(super) fn all(speaker: &Speaker, lines: &[MaturityLine]) -> Vec<Self> {
        lines.iter().map(|line| Self::new(speaker, line)).collect()
    }
}

/// Says of which day a part is, or from which to which.
fn as_of_in_words(speaker: &Speaker, days: AsOf) -> String {
    let (earliest, latest) = (speaker.date(days.earliest_on), speaker.date(days.latest_on));
    if days.earliest_on == days.latest_on {
        speaker.say_with("maturity-as-of", &[("date", &latest)])
    } else {
        speaker.say_with("maturity-as-of-different", &[("from", &earliest), ("to", &latest)])
    }
}

fn source_in_words(speaker: &Speaker, code: &str) -> String {
    match code {
        "official_line" => speaker.say("maturity-from-form"),
        "live_count" => speaker.say("maturity-from-count"),
        other => speaker.say_with("maturity-chosen", &[("source", &speaker.source(other))]),
    }
}

/// Says on how many schools a value rests; nothing when it rests on all.
fn coverage_in_words(speaker: &Speaker, coverage: Coverage) -> Vec<String> {
    let Some(schools) = coverage.schools.filter(|schools| coverage.covered < *schools) else { return Vec::new() };
    let of = |count: i64, single: &str, several: &str| {
        if coverage.is_of_school {
            return speaker.say(single);
        }
        let (count, all) = (speaker.count(count), speaker.say_count("count-of-schools", schools));
        speaker.say_with(several, &[("count", &count), ("schools", &all)])
    };
    let mut words = Vec::new();
    if coverage.forms < schools {
        words.push(of(coverage.forms, "maturity-without-form", "maturity-forms"));
    }
    if coverage.numerators < schools {
        words.push(of(coverage.numerators, "maturity-without-numerator", "maturity-numerators"));
    }
    if let Some((Disclosed::Shown(covered), Disclosed::Shown(all))) = coverage.pupils {
        let (covered, all) = (speaker.count(covered), speaker.count(all));
        words.push(speaker.say_with("maturity-pupils", &[("covered", &covered), ("all", &all)]));
    }
    words
}
