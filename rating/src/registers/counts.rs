//! Lines of official forms: for each school, or for the region.

use std::collections::BTreeMap;
use warehouse::model::{CountScope, LocalDate, OfficialCount, SchoolId, TasksCounted};

/// No line of a form and no count of tasks is larger. What is larger, or negative, is nonsense: whoever sent it has sent
/// no number for that day, and an earlier one does not take its place.
const COUNT_MAX: i64 = 1_000_000_000;

/// A figure and the day it is as of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Dated {
    /// The figure.
    pub value: i64,
    /// The day.
    pub as_of_on: LocalDate,
}

/// Which line of which form is meant, and how old it may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WantedLine<'a> {
    /// The form.
    pub form: &'a str,
    /// The line.
    pub line: &'a str,
    /// The first day of which it is believed.
    pub from_on: LocalDate,
    /// The last such day.
    pub to_on: LocalDate,
}

/// The official forms. A figure about the region has no school.
#[derive(Debug, Clone, Default)]
pub struct OfficialCounts {
    /// By form and line, then by school, then by day.
    lines: BTreeMap<String, BTreeMap<String, BTreeMap<Option<SchoolId>, Days>>>,
}

/// Figures by day; none where it was nonsense.
type Days = BTreeMap<LocalDate, Option<i64>>;

/// Returns whether a count can be one.
fn is_believed(count: i64) -> bool {
    (0..=COUNT_MAX).contains(&count)
}

/// Returns whether the counts of a provider's tasks can be such.
pub fn are_tasks_believed(tasks: &TasksCounted) -> bool {
    is_believed(tasks.tasks_count) && is_believed(tasks.auto_checked_count)
}

impl OfficialCounts {
    /// Adds a line of a form; of two for the same day, the one added last is believed.
    pub(super) fn add(&mut self, school_id: Option<SchoolId>, count: OfficialCount) {
        let school_id = match count.scope {
            CountScope::Region => None,
            CountScope::School if school_id.is_none() => return,
            CountScope::School => school_id,
        };
        let lines = self.lines.entry(count.form).or_default();
        let days = lines.entry(count.line).or_default().entry(school_id).or_default();
        days.insert(count.as_of_on, Some(count.value).filter(|count| is_believed(*count)));
    }

    /// Returns the earliest day of any figure that can be one.
    pub fn first_day(&self) -> Option<LocalDate> {
        let days = self.lines.values().flat_map(BTreeMap::values).flat_map(BTreeMap::values);
        days.filter_map(|days| days.iter().find(|(_, value)| value.is_some()).map(|(day, _)| *day)).min()
    }

    /// Returns the latest figure of a line: of a school, or of the region when no school is named.
    pub fn latest(&self, school_id: Option<&SchoolId>, wanted: WantedLine<'_>) -> Option<Dated> {
        let (as_of_on, value) = self.days(school_id, wanted)?.next_back()?;
        value.map(|value| Dated { value, as_of_on })
    }

    /// Returns the latest figures of two lines that are as of the same day.
    pub fn latest_of_both(
        &self,
        school_id: Option<&SchoolId>,
        first: WantedLine<'_>,
        second: WantedLine<'_>,
    ) -> Option<(Dated, Dated)> {
        let seconds: Days = self.days(school_id, second)?.collect();
        let found = self
            .days(school_id, first)?
            .rev()
            .find_map(|(as_of_on, value)| seconds.get(&as_of_on).map(|of_second| (as_of_on, value, *of_second)))?;
        let (as_of_on, of_first, of_second) = found;
        let dated = |value: Option<i64>| value.map(|value| Dated { value, as_of_on });
        dated(of_first).zip(dated(of_second))
    }

    fn days(
        &self,
        school_id: Option<&SchoolId>,
        wanted: WantedLine<'_>,
    ) -> Option<impl DoubleEndedIterator<Item = (LocalDate, Option<i64>)>> {
        if wanted.from_on > wanted.to_on {
            return None;
        }
        let days = self.lines.get(wanted.form)?.get(wanted.line)?.get(&school_id.cloned())?;
        Some(days.range(wanted.from_on..=wanted.to_on).map(|(day, value)| (*day, *value)))
    }
}
