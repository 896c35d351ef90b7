//! Lines of official forms: for each school, or for the region.

use std::collections::BTreeMap;
use warehouse::model::{CountScope, LocalDate, OfficialCount, SchoolId};

/// A figure and the day it is as of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Dated {
    /// The figure.
    pub value: i64,
    /// The day.
    pub as_of_on: LocalDate,
}

/// The official forms. A figure about the region has no school.
#[derive(Debug, Clone, Default)]
pub struct OfficialCounts {
    lines: BTreeMap<String, Vec<Line>>,
}

#[derive(Debug, Clone)]
struct Line {
    school_id: Option<SchoolId>,
    form: String,
    dated: Dated,
}

impl OfficialCounts {
    /// Adds a line of a form; of two for the same day, the one added last is believed.
    pub(super) fn add(&mut self, school_id: Option<SchoolId>, count: OfficialCount) {
        let school_id = match count.scope {
            CountScope::Region => None,
            CountScope::School if school_id.is_none() => return,
            CountScope::School => school_id,
        };
        let dated = Dated { value: count.value, as_of_on: count.as_of_on };
        self.lines.entry(count.line).or_default().push(Line { school_id, form: count.form, dated });
    }

    /// Returns the latest figure not after a day: of a school, or of the region when no school is named. Without a form,
    /// of any form.
    pub fn latest(
        &self,
        school_id: Option<&SchoolId>,
        form: Option<&str>,
        line: &str,
        day: LocalDate,
    ) -> Option<Dated> {
        self.lines
            .get(line)?
            .iter()
            .filter(|it| it.school_id.as_ref() == school_id && form.is_none_or(|form| it.form == form))
            .map(|it| it.dated)
            .filter(|dated| dated.as_of_on <= day)
            .max_by_key(|dated| dated.as_of_on)
    }
}
