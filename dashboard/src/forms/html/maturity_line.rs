//! An indicator of digital maturity as a line: its value, target, and where each number comes from.

use super::figure::bar;
use crate::views::maturity::{MaturityFigure, MaturityLine, capped};
use crate::words::{Speaker, Word};
use warehouse::model::{LocalDate, ValueState};

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
}

impl ValueCell {
    /// Returns the cell of a value.
    pub(super) fn new(speaker: &Speaker, figure: MaturityFigure) -> Self {
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
        }
    }
}

impl MaturityRow {
    /// Returns the line of an indicator.
    pub(super) fn new(speaker: &Speaker, line: &MaturityLine) -> Self {
        let indicator = &line.indicator;
        let date = |date: Option<LocalDate>| date.map(|date| speaker.date(date));
        Self {
            code: indicator.code.clone(),
            name: speaker.maturity_indicator(indicator).to_owned(),
            cell: ValueCell::new(speaker, line.figure),
            target: line.target.map(|target| speaker.whole_percent(target)),
            target_year: indicator.target_year,
            attainment: line.attainment.map(|hundredths| speaker.percent(hundredths)),
            is_target_reached: line.is_target_reached(),
            numerator_source: speaker.pick(&indicator.numerator_source_ru, &indicator.numerator_source_en).clone(),
            denominator_source: speaker
                .pick(&indicator.denominator_source_ru, &indicator.denominator_source_en)
                .clone(),
            numerator_as_of: date(line.numerator_as_of),
            denominator_as_of: date(line.denominator_as_of),
            chosen_source: line.chosen_source.as_deref().map(|code| speaker.source(code)),
            note: speaker.pick(&indicator.note_ru, &indicator.note_en).clone(),
        }
    }

    /// Returns the lines of a territory's indicators.
    pub(super) fn all(speaker: &Speaker, lines: &[MaturityLine]) -> Vec<Self> {
        lines.iter().map(|line| Self::new(speaker, line)).collect()
    }
}
