//! The territories and periods that a release has figures for.

use crate::calendar::{monday, month_bounds, month_id, school_year, school_year_bounds, week_id};
use crate::context::Context;
use crate::registers::{RegistersInForce, School};
use std::collections::{BTreeMap, BTreeSet};
use warehouse::model::{
    DatedPeriod, LocalDate, Period, PeriodKind, PublishedTerritory, RegionCode, SchoolId, Territory,
};

/// Returns the region, its municipalities and its schools as they are on the release's day. A municipality that had
/// schools only earlier is among them, for it has figures of that time.
pub fn territories(
    registers: &RegistersInForce,
    region_code: &RegionCode,
    region_name: &str,
    day: LocalDate,
) -> Vec<PublishedTerritory> {
    let mut municipalities: BTreeMap<&str, (Option<LocalDate>, &str)> = BTreeMap::new();
    for school in registers.schools.values() {
        if school.is_of_region(&school.content.oktmo) {
            municipalities.entry(&school.content.oktmo).or_insert((None, &school.content.oktmo));
        }
        let memberships = school.memberships().iter().filter(|it| school.is_of_region(&it.oktmo));
        for membership in memberships.filter(|it| it.from_on <= day) {
            let named = municipalities.entry(&membership.oktmo).or_insert((None, &membership.oktmo));
            // The latest name of the same code; without any, the code itself.
            if named.0.is_none_or(|from_on| from_on <= membership.from_on) {
                *named = (Some(membership.from_on), &membership.municipality_name);
            }
        }
    }
    let schools: Vec<PublishedTerritory> =
        registers.schools.iter().filter_map(|(school_id, school)| school_territory(school_id, school, day)).collect();
    let region = Territory::Region(region_code.clone());
    let mut rows = vec![over(region.clone(), None, region_name, schools.iter())];
    for (oktmo, (_, name)) in municipalities {
        let municipality = Territory::Municipality(oktmo.into());
        let children = schools.iter().filter(|school| school.parent.as_ref() == Some(&municipality));
        rows.push(over(municipality.clone(), Some(region.clone()), name, children));
    }
    rows.extend(schools);
    rows
}

/// Returns a school; none when it comes to the region only later.
fn school_territory(school_id: &SchoolId, school: &School, day: LocalDate) -> Option<PublishedTerritory> {
    let territory = PublishedTerritory {
        territory: Territory::School(school_id.clone()),
        parent: Some(Territory::Municipality(school.municipality_in_region(day)?)),
        name: school.content.name.clone(),
        settlement: Some(school.content.settlement),
        pupils_count: Some(school.content.pupils_count),
        source_systems: Vec::from_iter(school.systems_in_use(day)).join(","),
    };
    Some(territory)
}

/// Returns a territory made of schools.
fn over<'a>(
    territory: Territory,
    parent: Option<Territory>,
    name: &str,
    schools: impl Iterator<Item = &'a PublishedTerritory>,
) -> PublishedTerritory {
    let mut pupils_count = 0_i32;
    let mut systems = BTreeSet::new();
    for school in schools {
        pupils_count = pupils_count.saturating_add(school.pupils_count.unwrap_or(0));
        systems.extend(school.source_systems.split(',').filter(|system| !system.is_empty()));
    }
    PublishedTerritory {
        territory,
        parent,
        name: name.to_owned(),
        settlement: None,
        pupils_count: Some(pupils_count),
        source_systems: Vec::from_iter(systems).join(","),
    }
}

/// Which terms each territory has, so that a school with trimesters is not shown as having no quarters.
#[derive(Debug, Default)]
pub struct TermsOfTerritories {
    terms: BTreeMap<Territory, BTreeSet<String>>,
}

impl TermsOfTerritories {
    /// Gathers the terms of every school, and of the territories it is in on the release's day.
    pub fn new(registers: &RegistersInForce, region_code: &RegionCode, day: LocalDate) -> Self {
        let mut gathered = Self::default();
        for (school_id, school) in &registers.schools {
            let Some(municipality) = school.municipality_in_region(day) else { continue };
            for term in school.terms() {
                gathered.add(Territory::School(school_id.clone()), &term.term_id);
                gathered.add(Territory::Municipality(municipality.clone()), &term.term_id);
                gathered.add(Territory::Region(region_code.clone()), &term.term_id);
            }
        }
        gathered
    }

    fn add(&mut self, territory: Territory, term_id: &str) {
        self.terms.entry(territory).or_default().insert(term_id.to_owned());
    }

    /// Returns whether a period can mean anything to a territory.
    pub fn has(&self, territory: &Territory, period: &Period) -> bool {
        period.kind != PeriodKind::Term || self.terms.get(territory).is_some_and(|terms| terms.contains(&period.id))
    }
}

/// Returns the periods of the days up to the release's that it speaks of, with their bounds: a lesson of 2099 makes none. (In a
/// zone east of the region's own, lessons of the day after may have ended.) A term that schools date differently
/// reaches from the earliest of its first days to the latest of its last.
pub fn periods(
    registers: &RegistersInForce,
    context: &Context,
    lesson_weeks: &BTreeSet<&str>,
    until: LocalDate,
) -> Vec<DatedPeriod> {
    let ended: BTreeSet<LocalDate> =
        context.local_instants.iter().filter(|row| row.is_past).map(|row| row.lesson_on).collect();
    let dates = context.school_dates.iter().map(|row| (row.lesson_on, None));
    let days = context.school_days.iter().map(|row| (row.lesson_on, row.term_id.as_deref()));
    let weeks = context.school_weeks.iter().map(|row| (row.first_on, row.term_id.as_deref()));
    let mut bounds: BTreeMap<Period, (LocalDate, LocalDate)> = BTreeMap::new();
    let mut terms: BTreeSet<&str> = BTreeSet::new();
    // A day on which a lesson stood only before it was moved is a lesson's day no longer.
    let of_lessons = dates.chain(days).filter(|(day, _)| lesson_weeks.contains(week_id(*day).as_str()));
    let dated = of_lessons.chain(weeks);
    for (day, term_id) in dated.filter(|(day, _)| *day <= until || ended.contains(day)) {
        let first = monday(day);
        bounds.insert(Period::new(PeriodKind::Week, week_id(day)), (first, first.plus_days(6)));
        bounds.insert(Period::new(PeriodKind::Month, month_id(day)), month_bounds(day));
        terms.extend(term_id);
        if !context.school_months.is_empty() {
            let year = school_year(day);
            bounds.insert(Period::new(PeriodKind::Year, year.to_string()), school_year_bounds(year));
        }
    }
    for term in registers.schools.values().flat_map(School::terms).filter(|term| terms.contains(term.term_id.as_str()))
    {
        let span = bounds.entry(Period::new(PeriodKind::Term, term.term_id)).or_insert((term.from_on, term.to_on));
        *span = (span.0.min(term.from_on), span.1.max(term.to_on));
    }
    bounds.into_iter().map(|(period, (starts_on, ends_on))| DatedPeriod { period, starts_on, ends_on }).collect()
}
