//! A figure: what an indicator is of a territory in a period, and why it is missing where it is.

use std::collections::HashMap;
use std::hash::Hash;
use warehouse::model::{
    Change, Coverage, DatedPeriod, IndicatorValue, PublishedIndicator, PublishedValue, Ratio, ValueState,
};

/// A figure. One that is withheld has no ratio, so that no form can make 0 % of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Figure {
    value: IndicatorValue,
    /// The place; the only one of its level, as the region is, has none to speak of.
    pub(crate) place: Option<Rank>,
    /// What is outside the denominator.
    pub(crate) outside: Outside,
    /// What it was in the previous period that it can be compared with; nothing where there is none.
    pub(crate) earlier: Option<Earlier>,
    has_parts: bool,
}

/// What a figure was in an earlier period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Earlier {
    /// The period.
    pub(crate) dated: DatedPeriod,
    /// The ratio.
    pub(crate) ratio: Ratio,
    /// The place.
    pub(crate) place: Option<Rank>,
}

/// A place among those that have one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Rank {
    /// The place: 1-2-2-4.
    pub(crate) place: i32,
    /// How many have one.
    pub(crate) places_count: i32,
}

/// Duties that do not count, by why.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Outside {
    /// Not owed.
    pub(crate) excused: i64,
    /// The journal cannot prove them.
    pub(crate) not_measurable: i64,
    /// Nobody knows whether they are owed.
    pub(crate) unknown: i64,
    /// Their deadline has not come.
    pub(crate) pending: i64,
}

impl Figure {
    /// Returns the figure that a release has, or its absence.
    pub(crate) fn new(published: Option<&PublishedValue>) -> Self {
        let absent = IndicatorValue::Withheld(ValueState::NotApplicable);
        let outside = published.map_or_else(Outside::default, |value| Outside {
            excused: value.excused_count,
            not_measurable: value.not_measurable_count,
            unknown: value.unknown_count,
            pending: value.pending_count,
        });
        let rank = published.and_then(|value| value.place.zip(value.places_count));
        Self::of(published.map_or(absent, PublishedValue::value), outside, published.map_or(0, |it| it.denominator))
            .ranked(rank.map(|(place, places_count)| Rank { place, places_count }))
    }

    /// Returns the figure of a value, with what is outside its denominator. It has no place.
    pub(super) fn of(value: IndicatorValue, outside: Outside, denominator: i64) -> Self {
        let outside_count = outside.excused + outside.not_measurable + outside.unknown + outside.pending;
        Self { value, place: None, earlier: None, has_parts: denominator + outside_count > 0, outside }
    }

    /// Gives the figure a place. The only one that has one has none to speak of.
    pub(super) fn ranked(self, rank: Option<Rank>) -> Self {
        Self { place: rank.filter(|rank| rank.places_count > 1), ..self }
    }

    /// Says what the figure was before.
    pub(super) fn since(self, earlier: Option<Earlier>) -> Self {
        Self { earlier, ..self }
    }

    /// Returns the figure as what it was in a period; nothing when it was no number.
    pub(super) fn in_earlier(self, dated: &DatedPeriod) -> Option<Earlier> {
        Some(Earlier { dated: dated.clone(), ratio: self.ratio()?, place: self.place })
    }

    /// Returns how it changed; nothing when it is or was no number.
    pub(crate) fn change(&self) -> Option<Change> {
        Some(self.ratio()?.since(self.earlier.as_ref()?.ratio))
    }

    /// Returns how many places it rose, below zero how many it fell; nothing when it has or had none.
    pub(crate) fn places_risen(&self) -> Option<i32> {
        Some(self.earlier.as_ref()?.place?.place - self.place?.place)
    }

    /// Returns the ratio that may be shown.
    pub(crate) fn ratio(&self) -> Option<Ratio> {
        self.value.ratio()
    }

    /// Returns how much of what was due stands behind the ratio: what was seen, of what was due.
    pub(crate) fn coverage(&self) -> Option<Ratio> {
        self.value.coverage().and_then(Coverage::ratio)
    }

    /// Returns why the figure is what it is.
    pub(crate) fn state(&self) -> ValueState {
        match self.value {
            IndicatorValue::Measured(..) => ValueState::Ok,
            IndicatorValue::Shown(_, _, state) | IndicatorValue::Withheld(state) => state,
        }
    }

    /// Returns whether anything stands behind the figure, in its denominator or outside.
    pub(crate) fn has_parts(&self) -> bool {
        self.has_parts
    }
}

/// Returns a figure of each indicator, from what is published of one territory and period.
pub(crate) fn row(values: &[PublishedValue], indicators: &[PublishedIndicator]) -> Vec<Figure> {
    let published = |code: &str| values.iter().find(|value| value.indicator == code);
    indicators.iter().map(|indicator| Figure::new(published(&indicator.code))).collect()
}

/// Returns published figures by what they are of: a territory, or a period.
pub(crate) fn grouped<K: Eq + Hash>(
    values: impl IntoIterator<Item = PublishedValue>,
    key: impl Fn(&PublishedValue) -> K,
) -> HashMap<K, Vec<PublishedValue>> {
    let mut groups: HashMap<K, Vec<PublishedValue>> = HashMap::new();
    for value in values {
        groups.entry(key(&value)).or_default().push(value);
    }
    groups
}
