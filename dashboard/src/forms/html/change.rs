//! How a figure changed since the previous period that it can be compared with.

use crate::views::earlier;
use crate::views::figure::{Earlier, Figure};
use crate::views::period::ReleasedPeriod;
use crate::words::Speaker;
use std::cmp::Ordering;
use warehouse::model::DatedPeriod;

/// With what the figures of a page are compared, unless a figure says otherwise.
#[derive(Debug, Clone, Copy)]
pub(super) struct Comparison<'a> {
    usual: Option<&'a DatedPeriod>,
}

/// A change as a page shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct ChangeCell {
    /// The change in percentage points; nothing where there is nothing to compare with.
    pub(super) points: Option<String>,
    /// The direction's name for the style sheet.
    pub(super) class: &'static str,
    /// What the figure was, or why there is no change.
    pub(super) was: String,
    /// The change of place, and what the place was.
    pub(super) place: Option<String>,
}

impl<'a> Comparison<'a> {
    /// Returns the comparison of a page with those figures.
    pub(super) fn new(figures: impl Iterator<Item = &'a Figure>) -> Self {
        Self { usual: earlier::usual(figures) }
    }

    /// Says with what the figures of a period are compared, and how a change is to be read.
    pub(super) fn note(self, speaker: &Speaker, shown: &ReleasedPeriod) -> String {
        let Some(usual) = self.usual else { return speaker.say("change-none") };
        let note = speaker.say_with("change-since", &[("period", &speaker.period(usual))]);
        if shown.is_over { note } else { format!("{note} {}", speaker.say("change-running")) }
    }

    /// Returns the change of a figure; nothing when it is no number, or nothing on the page can be compared.
    pub(super) fn of(self, speaker: &Speaker, figure: &Figure) -> Option<ChangeCell> {
        let usual = self.usual.filter(|_| figure.ratio().is_some())?;
        let (Some(change), Some(earlier)) = (figure.change(), &figure.earlier) else {
            let was = speaker.say("change-nothing");
            return Some(ChangeCell { points: None, class: "none", was, place: None });
        };
        let class = match change.direction() {
            Ordering::Less => "fell",
            Ordering::Equal => "same",
            Ordering::Greater => "rose",
        };
        let points = Some(speaker.points(change));
        Some(ChangeCell { points, class, was: was(speaker, earlier, usual), place: place(speaker, figure) })
    }
}

fn was(speaker: &Speaker, earlier: &Earlier, usual: &DatedPeriod) -> String {
    let (numerator, denominator) =
        (speaker.count(earlier.ratio.numerator()), speaker.count(earlier.ratio.denominator()));
    let parts = [("numerator", numerator.as_str()), ("denominator", denominator.as_str())];
    if earlier.dated == *usual {
        return speaker.say_with("change-was", &parts);
    }
    let period = speaker.period(&earlier.dated);
    speaker.say_with("change-was-in", &[parts[0], parts[1], ("period", &period)])
}

fn place(speaker: &Speaker, figure: &Figure) -> Option<String> {
    let risen = figure.places_risen()?;
    let was = figure.earlier.as_ref()?.place?;
    let (place, all) = (was.place.to_string(), was.places_count.to_string());
    let was = [("place", place.as_str()), ("all", all.as_str())];
    let places = match risen {
        0 => return Some(speaker.say_with("change-place-same", &was)),
        1.. => format!("+{risen}"),
        _ => format!("−{}", risen.unsigned_abs()),
    };
    Some(speaker.say_with("change-place", &[("places", &places), was[0], was[1]]))
}
