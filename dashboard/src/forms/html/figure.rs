//! A figure as a cell: the percentage, what it is made of, its place, and the word for why it is missing.

use super::change::{ChangeCell, Comparison};
use crate::views::figure::Figure;
use crate::words::Speaker;
use warehouse::model::{Ratio, ValueState};

/// A figure as a page shows it. A figure that is withheld has no percentage, so that no page can print 0 % for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct FigureCell {
    /// The percentage, when there is one to show.
    pub(super) percent: Option<String>,
    /// Numerator and denominator, when there is a percentage.
    pub(super) parts: Option<(String, String)>,
    /// What was seen of what was due, unless all of it was.
    pub(super) coverage: Option<String>,
    /// The width of the bar, in hundredths of its full width.
    pub(super) bar: Option<String>,
    /// The place and how many have one.
    pub(super) place: Option<(i32, i32)>,
    /// How it changed, where figures are compared with what they were.
    pub(super) change: Option<ChangeCell>,
    /// The word for the state, unless the figure can be compared.
    pub(super) state: Option<String>,
    /// The state's name for the style sheet.
    pub(super) class: &'static str,
}

impl FigureCell {
    /// Returns the cell of a figure.
    pub(super) fn new(speaker: &Speaker, figure: &Figure) -> Self {
        let (ratio, state) = (figure.ratio(), figure.state());
        Self {
            percent: ratio.map(|ratio| speaker.percent(ratio.percent_hundredths())),
            parts: ratio.map(|ratio| (speaker.count(ratio.numerator()), speaker.count(ratio.denominator()))),
            coverage: figure
                .coverage()
                .filter(|ratio| ratio.numerator() < ratio.denominator())
                .map(|it| coverage(speaker, it)),
            bar: ratio.map(bar),
            place: figure.place.map(|place| (place.place, place.places_count)),
            change: None,
            state: (state != ValueState::Ok).then(|| speaker.word(state)),
            class: state.as_str(),
        }
    }

    /// Returns the cell of a figure that is compared with what it was.
    pub(super) fn compared(speaker: &Speaker, figure: &Figure, comparison: Comparison<'_>) -> Self {
        Self { change: comparison.of(speaker, figure), ..Self::new(speaker, figure) }
    }
}

fn coverage(speaker: &Speaker, ratio: Ratio) -> String {
    let (seen, due) = (speaker.count(ratio.numerator()), speaker.count(ratio.denominator()));
    let percent = speaker.percent(ratio.percent_hundredths());
    speaker.say_with("coverage-of", &[("percent", &percent), ("seen", &seen), ("due", &due)])
}

/// Returns a bar's width out of 100, never wider than its track.
pub(super) fn bar(ratio: Ratio) -> String {
    let hundredths = ratio.percent_hundredths().min(10_000);
    format!("{}.{:02}", hundredths / 100, hundredths % 100)
}
