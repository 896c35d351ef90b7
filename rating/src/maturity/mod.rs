//! Digital maturity: numerators from facts or official forms, denominators from official forms, each with the days it is
//! as of.
//!
//! A territory's number is the line that it sent of itself; without one, the sum over its schools. Both parts of a ratio
//! rest on the same schools, and which these are is published with it. The two have different clocks, so a raw ratio may
//! exceed one; it is kept as it is, and capped only where it is shown.
//!
//! It is a state on a day, and told for the last day of each month; of the month that runs, for the release's own.

mod counted;
mod forms;
mod fraction;
mod months;
mod source;
mod summary;
mod way;

pub use counted::Counted;
pub use forms::maturity_forms;
pub use months::maturity_months;
pub use summary::summaries;

use crate::methodology::{MaturityIndicator, MaturityNumerator, OfficialLine, Rules, TaskCount};
use crate::registers::{Dated, RegistersInForce, are_tasks_believed};
use source::{Counts, ways};
use std::collections::BTreeMap;
use warehouse::model::{
    CountScope, Level, LocalDate, MaturityBasis, MaturityCoverage, MaturityMonth, MaturityPart, MaturitySummary,
    MaturityValue, PublishedTerritory, PupilCoverage, SchoolId, Territory, ValueState,
};
use way::{Parts, Reached};

/// The figures of digital maturity, by month.
#[derive(Debug, Default)]
pub struct MaturityFigures {
    /// The values.
    pub values: Vec<MaturityValue>,
    /// Those joined to one figure.
    pub summaries: Vec<MaturitySummary>,
    /// How many of the values are of the months before the release's own; its own follow.
    earlier_count: usize,
}

impl MaturityFigures {
    /// Works the figures of each month out; of the release's day alone when there are no months.
    pub fn new(
        rules: &Rules,
        registers: &RegistersInForce,
        territories: &[PublishedTerritory],
        (months, day): (&[MaturityMonth], LocalDate),
        counted: &Counted,
    ) -> Self {
        let mut figures = Self::default();
        let mut of_month = |month: Option<MaturityMonth>| {
            let values = Maturity::new(registers, territories, (month, day), counted).values(rules);
            figures.summaries.extend(summaries(rules, territories, month, &values));
            figures.earlier_count = figures.values.len();
            figures.values.extend(values);
        };
        if months.is_empty() {
            of_month(None);
        }
        for month in months {
            of_month(Some(*month));
        }
        figures
    }

    /// Returns the values of the release's own day.
    pub fn of_the_day(&self) -> &[MaturityValue] {
        self.values.get(self.earlier_count..).unwrap_or_default()
    }
}

/// What the values of a day are made from.
struct Maturity<'a> {
    registers: &'a RegistersInForce,
    territories: &'a [PublishedTerritory],
    /// The schools of each territory on the day.
    schools: BTreeMap<Territory, Vec<School<'a>>>,
    /// The municipality of each school on the day, and the region of each municipality.
    parents: BTreeMap<Territory, Territory>,
    /// The month; none by measures from before there were months.
    month: Option<MaturityMonth>,
    /// The day.
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
    /// Arranges what the measures counted in a month; without one, on the release's day.
    fn new(
        registers: &'a RegistersInForce,
        territories: &'a [PublishedTerritory],
        (month, release_day): (Option<MaturityMonth>, LocalDate),
        counted: &'a Counted,
    ) -> Self {
        let day = month.map_or(release_day, |it| it.as_of_on);
        let region = territories.iter().map(|it| &it.territory).find(|it| it.level() == Level::Region);
        let mut schools: BTreeMap<Territory, Vec<School<'_>>> = BTreeMap::new();
        let mut parents = BTreeMap::new();
        // Of a school that has left the region, or comes to it later, only its other figures are there.
        for (id, school) in registers.schools.iter().filter(|(_, school)| school.is_in_region_on(day)) {
            let pupils_count = Some(i64::from(school.content.pupils_count)).filter(|count| *count >= 0);
            let own = Territory::School(id.clone());
            let municipality = Territory::Municipality(school.municipality_on(day));
            for territory in region.into_iter().chain([&own, &municipality]) {
                schools.entry(territory.clone()).or_default().push(School { id, pupils_count });
            }
            parents.extend(region.map(|region| (municipality.clone(), region.clone())));
            parents.insert(own, municipality);
        }
        let counts = Counts::new(counted, month.map(|it| it.month));
        Self { registers, territories, schools, parents, month, day, counts }
    }

    /// Returns the value of every indicator for every territory.
    fn values(&self, rules: &Rules) -> Vec<MaturityValue> {
        let minimum = rules.maturity.coverage_minimum_percent;
        let mut values = Vec::new();
        for indicator in &rules.maturity.indicators {
            for territory in self.territories.iter().map(|it| &it.territory).filter(|it| self.is_told(it)) {
                values.push(match (&indicator.numerator, &indicator.denominator) {
                    (MaturityNumerator::Tasks { count }, MaturityNumerator::Tasks { count: of }) => {
                        self.value_of_tasks(indicator, territory, *count, *of)
                    }
                    (_, MaturityNumerator::Official(denominator)) => {
                        self.value_of_schools(indicator, denominator, territory, minimum)
                    }
                    // The linter lets nothing else through.
                    _ => self.value(
                        indicator,
                        territory,
                        None,
                        MaturityCoverage::of_no_schools(),
                        ValueState::NotApplicable,
                    ),
                });
            }
        }
        values
    }

    /// Returns whether a territory is spoken of: one that had no school on a month's day is not. The measures of before there
    /// were months spoke of all.
    fn is_told(&self, territory: &Territory) -> bool {
        self.month.is_none() || territory.level() == Level::Region || self.schools.contains_key(territory)
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
            return self.value(indicator, territory, None, coverage, ValueState::NotApplicable);
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
        self.value(indicator, territory, parts, coverage, state)
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
        self.value(indicator, territory, best.parts, coverage, state)
    }

    /// Returns the region's tasks of the latest month not after the day, over all providers. Of a month of which
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

    fn value(
        &self,
        indicator: &MaturityIndicator,
        territory: &Territory,
        parts: Option<Parts<'_>>,
        coverage: MaturityCoverage,
        state: ValueState,
    ) -> MaturityValue {
        MaturityValue {
            territory: territory.clone(),
            parent: self.month.and_then(|_| self.parents.get(territory).cloned()),
            month: self.month,
            indicator: indicator.code.clone(),
            numerator: parts.as_ref().map(|parts| parts.numerator),
            denominator: parts.as_ref().map(|parts| parts.denominator),
            basis: parts.as_ref().map(|parts| parts.basis),
            chosen_source: parts.and_then(|parts| parts.chosen_source).map(str::to_owned),
            coverage,
            state,
        }
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
