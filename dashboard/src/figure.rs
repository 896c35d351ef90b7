//! A figure as a cell of a table: the percentage, what it is made of, its place, and the word for why it is missing.

use crate::csv_table::Cell;
use crate::format;
use crate::visit::Visit;
use crate::words;
use warehouse::published::{IndicatorValue, PublishedIndicator, PublishedValue, Ratio, ValueState};

/// A figure as a page shows it. A figure that is withheld has no percentage, so that no page can print 0 % for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct FigureCell {
    /// The percentage, when there is one to show.
    pub(crate) percent: Option<String>,
    /// Numerator and denominator in whole units, when there is a percentage.
    pub(crate) parts: Option<(String, String)>,
    /// The width of the bar, in hundredths of its full width.
    pub(crate) bar: Option<String>,
    /// The place and how many have one.
    pub(crate) place: Option<(i32, i32)>,
    /// The word for the state, unless the figure can be compared.
    pub(crate) state: Option<String>,
    /// The state's name for the style sheet.
    pub(crate) class: &'static str,
    columns: [Cell; 5],
}

impl FigureCell {
    /// Returns the cell of a figure, or of its absence from the release.
    pub(crate) fn new(visit: &Visit, indicator: &PublishedIndicator, figure: Option<&PublishedValue>) -> Self {
        let value = figure.map_or(IndicatorValue::Withheld(ValueState::NotApplicable), PublishedValue::value);
        let state = match value {
            IndicatorValue::Measured(_) => ValueState::Ok,
            IndicatorValue::Shown(_, state) | IndicatorValue::Withheld(state) => state,
        };
        let ratio = value.ratio();
        // The only one of its level, as the region is, has no place to speak of.
        let place = figure
            .and_then(|figure| figure.place.zip(figure.places_count))
            .filter(|(_, places_count)| *places_count > 1);
        let word = words::state(visit, state);
        let scaled = |number| format::scaled(visit.language, number, indicator.unit_scale);
        Self {
            percent: ratio.map(|ratio| visit.percent(ratio.percent_hundredths())),
            parts: ratio.map(|ratio| (scaled(ratio.numerator()), scaled(ratio.denominator()))),
            bar: ratio.map(bar),
            place,
            columns: [
                Cell::number(ratio.map(Ratio::numerator)),
                Cell::number(ratio.map(Ratio::denominator)),
                Cell::hundredths(ratio.map(Ratio::percent_hundredths)),
                Cell::text(&word),
                Cell::number(place.map(|(place, _)| i64::from(place))),
            ],
            state: (state != ValueState::Ok).then_some(word),
            class: state.as_str(),
        }
    }

    /// Returns the cells of a line of CSV; [`csv_headings`] names them.
    pub(crate) fn csv_cells(&self) -> [Cell; 5] {
        self.columns.clone()
    }
}

/// Returns the headings of a figure's cells in CSV. Numerators and denominators are the published whole numbers; where
/// these count parts of a unit, the heading says which.
pub(crate) fn csv_headings(visit: &Visit, indicator: &PublishedIndicator) -> [String; 5] {
    let code = &indicator.code;
    let part = if indicator.unit_scale == 1 {
        String::new()
    } else {
        let scale = indicator.unit_scale.to_string();
        visit.say_with(
            "csv-unit-part",
            &[("scale", &scale), ("unit", visit.language.pick(&indicator.unit_ru, &indicator.unit_en))],
        )
    };
    [
        format!("{code} {}{part}", visit.say("csv-numerator")),
        format!("{code} {}{part}", visit.say("csv-denominator")),
        format!("{code} %"),
        format!("{code} {}", visit.say("csv-state")),
        format!("{code} {}", visit.say("csv-place")),
    ]
}

/// Returns the figure of an indicator among a territory's figures.
pub(crate) fn find<'a>(
    values: &'a [PublishedValue],
    territory_id: &str,
    indicator: &str,
) -> Option<&'a PublishedValue> {
    values.iter().find(|value| value.territory_id == territory_id && value.indicator == indicator)
}

/// Returns a bar's width out of 100, never wider than its track.
pub(crate) fn bar(ratio: Ratio) -> String {
    let hundredths = ratio.percent_hundredths().min(10_000);
    format!("{}.{:02}", hundredths / 100, hundredths % 100)
}
