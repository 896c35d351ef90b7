//! Where a numerator may come from.

use super::counted::{Counted, FormCount, NO_MONTH};
use crate::methodology::{KnownIn, MaturityNumerator};
use crate::registers::WantedLine;
use std::collections::{BTreeMap, BTreeSet};
use warehouse::model::{CalendarMonth, Level, LocalDate, MaturityMonthCount, Territory};

/// The name of an official line among several sources, and of the count that it replaces.
const OFFICIAL_LINE: &str = "official_line";
const LIVE_COUNT: &str = "live_count";

/// One way to come to a numerator.
#[derive(Debug, Clone, Copy)]
pub(super) struct Way<'a> {
    /// Where it comes from.
    pub(super) source: Source<'a>,
    /// Its name, where there are several.
    pub(super) name: Option<&'a str>,
}

/// Where a numerator comes from.
#[derive(Debug, Clone, Copy)]
pub(super) enum Source<'a> {
    /// A line of an official form.
    Official(WantedLine<'a>),
    /// A count of facts.
    Live(LiveLine<'a>),
}

/// A line that the measures count.
#[derive(Debug, Clone, Copy)]
pub(super) struct LiveLine<'a> {
    pub(super) line: &'a str,
    known_line: &'a str,
    known_in: KnownIn,
}

/// Returns the ways to a numerator, the one that is preferred first.
pub(super) fn ways(numerator: &MaturityNumerator, day: LocalDate) -> Vec<Way<'_>> {
    match numerator {
        MaturityNumerator::Live { line, known_line, known_in, official_line } => {
            let source = Source::Live(LiveLine { line, known_line, known_in: *known_in });
            match official_line {
                Some(official) => vec![
                    Way { source: Source::Official(official.wanted_on(day)), name: Some(OFFICIAL_LINE) },
                    Way { source, name: Some(LIVE_COUNT) },
                ],
                None => vec![Way { source, name: None }],
            }
        }
        MaturityNumerator::Official(official) => {
            vec![Way { source: Source::Official(official.wanted_on(day)), name: None }]
        }
        MaturityNumerator::Tasks { .. } => Vec::new(),
        MaturityNumerator::LargerOf { known_in, options } => {
            let way = |line, known_line, name| {
                let source = Source::Live(LiveLine { line, known_line, known_in: *known_in });
                Way { source, name: Some(name) }
            };
            options.iter().map(|it| way(it.line.as_str(), &it.known_line, it.source.as_str())).collect()
        }
    }
}

/// What the measures counted in a month.
pub(super) struct Counts<'a> {
    /// By territory and line, over all schools.
    of_all: BTreeMap<(Level, &'a str, &'a str), i64>,
    /// By indicator, territory and line, over the schools that sent the indicator's denominator.
    of_forms: BTreeMap<(&'a str, Level, &'a str, &'a str), i64>,
    /// The lines of which anyone in the region has an entry.
    known_in_region: BTreeSet<&'a str>,
}

impl<'a> Counts<'a> {
    /// Takes a month out of all that was counted.
    pub(super) fn new(counted: &'a Counted, month: Option<CalendarMonth>) -> Self {
        let month_id = month.map_or_else(|| NO_MONTH.to_owned(), |month| month.to_string());
        let counts = || counted.of_all.iter().filter(|row| row.month_id == month_id);
        let form_counts = counted.of_forms.iter().filter(|row| row.month_id == month_id);
        let key = |row: &'a MaturityMonthCount| (row.level, row.territory_id.as_str(), row.line.as_str());
        let form_key =
            |row: &'a FormCount| (row.indicator.as_str(), row.level, row.territory_id.as_str(), row.line.as_str());
        let of_region = counts().filter(|row| row.level == Level::Region);
        Self {
            of_all: counts().map(|row| (key(row), row.value)).collect(),
            of_forms: form_counts.map(|row| (form_key(row), row.value)).collect(),
            known_in_region: of_region.map(|row| row.line.as_str()).collect(),
        }
    }

    /// Returns whether a line's silence in a territory is a zero.
    pub(super) fn is_known(&self, live: LiveLine<'_>, territory: &Territory) -> bool {
        match live.known_in {
            KnownIn::Territory => self.of_all.contains_key(&(territory.level(), territory.id(), live.known_line)),
            KnownIn::Region => self.known_in_region.contains(live.known_line),
        }
    }

    /// Returns a line's count in a territory, over all of its schools.
    pub(super) fn of_all(&self, line: &str, territory: &Territory) -> i64 {
        self.of_all.get(&(territory.level(), territory.id(), line)).copied().unwrap_or(0)
    }

    /// Returns a line's count in a territory, over the schools that sent an indicator's denominator.
    pub(super) fn of_forms(&self, indicator: &str, line: &str, territory: &Territory) -> i64 {
        self.of_forms.get(&(indicator, territory.level(), territory.id(), line)).copied().unwrap_or(0)
    }
}
