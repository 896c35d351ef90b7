//! Digital maturity: numerators from facts, denominators from official forms, each with the day it is as of.
//!
//! The two have different clocks, so a raw ratio may exceed one; it is kept as it is, and capped only where it is shown.

mod fraction;
mod summary;

pub use summary::summaries;

use crate::methodology::{KnownIn, MaturityIndicator, MaturityNumerator, OfficialLine, Rules, TaskCount};
use crate::registers::{Dated, RegistersInForce};
use std::collections::BTreeMap;
use warehouse::model::{
    CountScope, Level, LocalDate, MaturityCount, MaturityValue, PublishedTerritory, SchoolId, Territory, ValueState,
};

/// What the values are made from.
pub struct Maturity<'a> {
    registers: &'a RegistersInForce,
    territories: &'a [PublishedTerritory],
    /// The release's day.
    day: LocalDate,
    counts: BTreeMap<(Level, &'a str, &'a str), i64>,
}

/// A number of an indicator, for a territory.
enum Number {
    /// There is one, as of a day, perhaps chosen among several sources.
    Known { dated: Dated, chosen_source: Option<String> },
    /// Nothing says what it is.
    Unknown,
    /// It means nothing for the territory.
    NotApplicable,
}

impl<'a> Maturity<'a> {
    /// Arranges what the measures counted.
    pub fn new(
        registers: &'a RegistersInForce,
        territories: &'a [PublishedTerritory],
        day: LocalDate,
        counts: &'a [MaturityCount],
    ) -> Self {
        let counts =
            counts.iter().map(|row| ((row.level, row.territory_id.as_str(), row.line.as_str()), row.value)).collect();
        Self { registers, territories, day, counts }
    }

    /// Returns the value of every indicator for every territory.
    pub fn values(&self, rules: &Rules) -> Vec<MaturityValue> {
        rules
            .maturity
            .indicators
            .iter()
            .flat_map(|indicator| self.territories.iter().map(|it| self.value(indicator, &it.territory)))
            .collect()
    }

    fn value(&self, indicator: &MaturityIndicator, territory: &Territory) -> MaturityValue {
        let numerator = self.number(&indicator.numerator, territory);
        let denominator = self.number(&indicator.denominator, territory);
        let state = match (&numerator, &denominator) {
            (Number::NotApplicable, _) | (_, Number::NotApplicable) => ValueState::NotApplicable,
            (Number::Known { .. }, Number::Known { dated, .. }) if dated.value > 0 => ValueState::Ok,
            _ => ValueState::NoData,
        };
        let (numerator, chosen_source) = known(numerator);
        let (denominator, _) = known(denominator);
        MaturityValue {
            territory: territory.clone(),
            indicator: indicator.code.clone(),
            numerator: numerator.map(|dated| dated.value),
            denominator: denominator.map(|dated| dated.value),
            numerator_as_of: numerator.map(|dated| dated.as_of_on),
            denominator_as_of: denominator.map(|dated| dated.as_of_on),
            state,
            chosen_source,
        }
    }

    fn number(&self, number: &MaturityNumerator, territory: &Territory) -> Number {
        match number {
            MaturityNumerator::Live { line, known_line, known_in, official_line } => {
                let official =
                    official_line.as_ref().and_then(|line| self.official(OfficialLine { form: None, line }, territory));
                let live = || self.live(line, known_line, *known_in, territory);
                official.or_else(live).map_or(Number::Unknown, plain)
            }
            MaturityNumerator::Official { form, line } => {
                self.official(OfficialLine { form: Some(form), line }, territory).map_or(Number::Unknown, plain)
            }
            MaturityNumerator::Tasks { .. } if territory.level() != Level::Region => Number::NotApplicable,
            MaturityNumerator::Tasks { count } => self.tasks(*count).map_or(Number::Unknown, plain),
            MaturityNumerator::LargerOf { known_in, options } => {
                let mut largest: Option<(Dated, &str)> = None;
                for option in options {
                    let counted = self.live(&option.line, &option.known_line, *known_in, territory);
                    // Of two equal ones the first is named.
                    if let Some(dated) =
                        counted.filter(|dated| largest.is_none_or(|(best, _)| dated.value > best.value))
                    {
                        largest = Some((dated, &option.source));
                    }
                }
                largest.map_or(Number::Unknown, |(dated, source)| Number::Known {
                    dated,
                    chosen_source: Some(source.to_owned()),
                })
            }
        }
    }

    /// Returns a count of facts; none when the feed says nothing, which is not zero.
    fn live(&self, line: &str, known_line: &str, known_in: KnownIn, territory: &Territory) -> Option<Dated> {
        let in_territory = |line| self.counts.get(&(territory.level(), territory.id(), line)).copied();
        let is_known = match known_in {
            KnownIn::Territory => in_territory(known_line).is_some(),
            KnownIn::Region => {
                self.counts.keys().any(|(level, _, line)| *level == Level::Region && *line == known_line)
            }
        };
        is_known.then(|| Dated { value: in_territory(line).unwrap_or(0), as_of_on: self.day })
    }

    /// Returns a line of an official form: a school's own, the sum over a territory's schools, or, where no school has
    /// it, the region's. A sum is as of the latest of its days.
    fn official(&self, wanted: OfficialLine<'_>, territory: &Territory) -> Option<Dated> {
        let latest =
            |school: Option<&SchoolId>| self.registers.counts.latest(school, wanted.form, wanted.line, self.day);
        let is_inside = |school: &PublishedTerritory| match territory {
            Territory::School(_) => school.territory == *territory,
            Territory::Municipality(_) => school.parent.as_ref() == Some(territory),
            Territory::Region(_) => true,
        };
        let inside = self.territories.iter().filter(|it| is_inside(it));
        let sum = inside
            .filter_map(|it| match &it.territory {
                Territory::School(school_id) => latest(Some(school_id)),
                Territory::Municipality(_) | Territory::Region(_) => None,
            })
            .reduce(|sum, dated| Dated { value: sum.value + dated.value, as_of_on: sum.as_of_on.max(dated.as_of_on) });
        match territory {
            Territory::Region(_) => sum.or_else(|| latest(None)),
            Territory::School(_) | Territory::Municipality(_) => sum,
        }
    }

    /// Returns the region's tasks of the latest month not after the release's day, over all providers.
    fn tasks(&self, count: TaskCount) -> Option<Dated> {
        let known =
            || self.registers.tasks.iter().filter(|it| it.scope == CountScope::Region && it.month_on <= self.day);
        let month_on = known().map(|it| it.month_on).max()?;
        let value = known()
            .filter(|it| it.month_on == month_on)
            .map(|it| match count {
                TaskCount::All => it.tasks_count,
                TaskCount::AutoChecked => it.auto_checked_count,
            })
            .sum();
        Some(Dated { value, as_of_on: month_on })
    }
}

fn plain(dated: Dated) -> Number {
    Number::Known { dated, chosen_source: None }
}

fn known(number: Number) -> (Option<Dated>, Option<String>) {
    match number {
        Number::Known { dated, chosen_source } => (Some(dated), chosen_source),
        Number::Unknown | Number::NotApplicable => (None, None),
    }
}
