//! Digital maturity: numerators from facts or official forms, denominators from official forms, each with the days it is
//! as of.
//!
//! A territory's number is the line that it sent of itself; without one, the sum over its schools. Both parts of a ratio
//! rest on the same schools, and which these are is published with it. The two have different clocks, so a raw ratio may
//! exceed one; it is kept as it is, and capped only where it is shown.

mod forms;
mod fraction;
mod source;
mod summary;
mod way;

pub use forms::maturity_forms;
pub use summary::summaries;

use crate::methodology::{MaturityIndicator, MaturityNumerator, OfficialLine, Rules, TaskCount};
use crate::registers::{Dated, RegistersInForce, are_tasks_believed};
use source::{Counts, ways};
use std::collections::BTreeMap;
use warehouse::model::{
    CountScope, Level, LocalDate, MaturityBasis, MaturityCount, MaturityCoverage, MaturityPart, MaturityValue,
    PublishedTerritory, PupilCoverage, SchoolId, Territory, ValueState,
};
use warehouse::row;
use way::{Parts, Reached};

row! {
    /// How many persons (or schools) a line counts in a territory, over the schools that sent an indicator's denominator
    /// (`86_maturity_form_counts.sql`).
    pub struct FormCount {
        /// The indicator's code.
        indicator: String,
        /// The level.
        level: Level,
        /// The territory.
        territory_id: String,
        /// The line.
        line: String,
        /// How many.
        value: i64,
    }
}

/// What the values are made from.
pub struct Maturity<'a> {
    registers: &'a RegistersInForce,
    territories: &'a [PublishedTerritory],
    /// The schools of each municipality, and of the region.
    schools: BTreeMap<&'a Territory, Vec<School<'a>>>,
    /// The release's day.
    day: LocalDate,
    counts: Counts<'a>,
}

/// A school of a territory.
#[derive(Clone, Copy)]
struct School<'a> {
    id: &'a SchoolId,
    /// As the registers say; none when that is no number of pupils.
    pupils_count: Option<i64>,
}

impl<'a> Maturity<'a> {
    /// Arranges what the measures counted.
    pub fn new(
        registers: &'a RegistersInForce,
        territories: &'a [PublishedTerritory],
        day: LocalDate,
        counts: &'a [MaturityCount],
        form_counts: &'a [FormCount],
    ) -> Self {
        let region = territories.iter().map(|it| &it.territory).find(|it| it.level() == Level::Region);
        let mut schools: BTreeMap<&Territory, Vec<School<'_>>> = BTreeMap::new();
        for published in territories {
            let Territory::School(id) = &published.territory else { continue };
            // Of a school that has left the region only its earlier figures are there.
            if !registers.schools.get(id).is_some_and(|school| school.is_in_region_on(day)) {
                continue;
            }
            let pupils_count = published.pupils_count.map(i64::from).filter(|count| *count >= 0);
            for parent in published.parent.iter().chain(region).chain([&published.territory]) {
                schools.entry(parent).or_default().push(School { id, pupils_count });
            }
        }
        Self { registers, territories, schools, day, counts: Counts::new(counts, form_counts) }
    }

    /// Returns the value of every indicator for every territory.
    pub fn values(&self, rules: &Rules) -> Vec<MaturityValue> {
        let minimum = rules.maturity.coverage_minimum_percent;
        let mut values = Vec::new();
        for indicator in &rules.maturity.indicators {
            for territory in self.territories.iter().map(|it| &it.territory) {
                values.push(match (&indicator.numerator, &indicator.denominator) {
                    (MaturityNumerator::Tasks { count }, MaturityNumerator::Tasks { count: of }) => {
                        self.value_of_tasks(indicator, territory, *count, *of)
                    }
                    (_, MaturityNumerator::Official(denominator)) => {
                        self.value_of_schools(indicator, denominator, territory, minimum)
                    }
                    // The linter lets nothing else through.
                    _ => {
                        value(indicator, territory, None, MaturityCoverage::of_no_schools(), ValueState::NotApplicable)
                    }
                });
            }
        }
        values
    }

    fn value_of_tasks(
        &self,
        indicator: &MaturityIndicator,
        territory: &Territory,
        count: TaskCount,
        of: TaskCount,
    ) -> MaturityValue {
        let coverage = MaturityCoverage::of_no_schools();
        if territory.level() != Level::Region {
            return value(indicator, territory, None, coverage, ValueState::NotApplicable);
        }
        let parts = self.tasks(count).zip(self.tasks(of)).map(|(numerator, denominator)| Parts {
            numerator: MaturityPart::new(numerator.value, numerator.as_of_on),
            denominator: MaturityPart::new(denominator.value, denominator.as_of_on),
            basis: MaturityBasis::OwnLine,
            chosen_source: None,
        });
        let state = match &parts {
            Some(parts) if parts.denominator.count > 0 => ValueState::Ok,
            _ => ValueState::NoData,
        };
        value(indicator, territory, parts, coverage, state)
    }

    fn value_of_schools(
        &self,
        indicator: &MaturityIndicator,
        denominator: &OfficialLine,
        territory: &Territory,
        minimum_percent: i64,
    ) -> MaturityValue {
        let schools = self.schools.get(territory).map_or(&[][..], Vec::as_slice);
        let is_larger_of = matches!(indicator.numerator, MaturityNumerator::LargerOf { .. });
        let tried = ways(&indicator.numerator, self.day)
            .into_iter()
            .map(|way| self.reach(indicator, way, denominator.wanted_on(self.day), territory, schools));
        // Of two ways that are as good the first is taken.
        let best = tried.min_by_key(|reached| reached.order(is_larger_of)).unwrap_or_default();
        let coverage = coverage(territory, schools, &best);
        let state = match &best.parts {
            Some(parts) if parts.denominator.count <= 0 => ValueState::NoData,
            Some(_) if coverage.reaches(minimum_percent) => ValueState::Ok,
            Some(_) => ValueState::LowCoverage,
            None if coverage.covered_count() > 0 => ValueState::LowCoverage,
            None => ValueState::NoData,
        };
        value(indicator, territory, best.parts, coverage, state)
    }

    /// Returns the region's tasks of the latest month not after the release's day, over all providers. Of a month of which
    /// one provider tells nonsense there is no sum.
    fn tasks(&self, count: TaskCount) -> Option<Dated> {
        let known = || {
            let of_region = self.registers.tasks.iter().filter(|it| it.scope == CountScope::Region);
            of_region.filter(|it| it.month_on <= self.day)
        };
        let month_on = known().map(|it| it.month_on).max()?;
        let mut of_month = known().filter(|it| it.month_on == month_on);
        let value = of_month.try_fold(0_i64, |sum, it| {
            let count = match count {
                TaskCount::All => it.tasks_count,
                TaskCount::AutoChecked => it.auto_checked_count,
            };
            if are_tasks_believed(it) { sum.checked_add(count) } else { None }
        })?;
        Some(Dated { value, as_of_on: month_on })
    }
}

fn value(
    indicator: &MaturityIndicator,
    territory: &Territory,
    parts: Option<Parts<'_>>,
    coverage: MaturityCoverage,
    state: ValueState,
) -> MaturityValue {
    MaturityValue {
        territory: territory.clone(),
        indicator: indicator.code.clone(),
        numerator: parts.as_ref().map(|parts| parts.numerator),
        denominator: parts.as_ref().map(|parts| parts.denominator),
        basis: parts.as_ref().map(|parts| parts.basis),
        chosen_source: parts.and_then(|parts| parts.chosen_source).map(str::to_owned),
        coverage,
        state,
    }
}

fn coverage(territory: &Territory, schools: &[School<'_>], reached: &Reached<'_>) -> MaturityCoverage {
    let missing = reached.missing();
    // A single school's pupils are told elsewhere, where small schools are hidden.
    let is_of_several = territory.level() != Level::School;
    let covered = pupils(schools.iter().filter(|school| !missing.contains(school.id)));
    let all = pupils(schools.iter());
    MaturityCoverage {
        schools_count: i32::try_from(schools.len()).unwrap_or(i32::MAX),
        without_denominator: reached.without_denominator.iter().map(|id| (*id).clone()).collect(),
        without_numerator: reached.without_numerator.iter().map(|id| (*id).clone()).collect(),
        pupils: covered
            .zip(all)
            .filter(|_| is_of_several)
            .map(|(covered_count, pupils_count)| PupilCoverage { covered_count, pupils_count }),
    }
}

/// Returns the pupils of schools; none when of one of them they are not known.
fn pupils<'s>(mut schools: impl Iterator<Item = &'s School<'s>>) -> Option<i64> {
    schools.try_fold(0_i64, |sum, school| sum.checked_add(school.pupils_count?))
}
