//! From registers to the small tables that the measures' SQL joins: everything local, worked out for exactly the days
//! and minutes that lessons have. Pure: the same registers, lessons, methodology and moment give the same rows.

mod days;
mod groups;

use crate::calendar::{Zone, twelve_months_up_to};
use crate::methodology::Rules;
use crate::registers::RegistersInForce;
use std::collections::BTreeMap;
use warehouse::lake::Rows;
use warehouse::model::{
    ClassUnit, Curriculum, IndicatorState, Instant, LocalDate, LocalInstant, MaturitySchool, RegionCode, ReleaseInputs,
    ReleaseKey, RunInputs, SchoolDay, SchoolId, SchoolWeek, Territory,
};
use warehouse::row;

/// A zone for a region that has no schools yet.
const ZONE_WITHOUT_SCHOOLS: &str = "Europe/Moscow";

row! {
    /// A day and a minute at which lessons of a journal end (`15_lesson_days.sql`).
    pub struct LessonDay {
        /// The school.
        school_id: SchoolId,
        /// The journal system.
        source_system: String,
        /// Its installation.
        source_instance: String,
        /// The day, local.
        lesson_on: LocalDate,
        /// The minute after local midnight.
        ends_minute: i32,
    }
}

/// What the rows are made from.
#[derive(Clone, Copy)]
pub struct Given<'a> {
    /// The key that each row begins with.
    pub release_key: &'a ReleaseKey,
    /// The release's moment.
    pub as_of: Instant,
    /// The rules.
    pub rules: &'a Rules,
    /// The registers.
    pub registers: &'a RegistersInForce,
}

/// The small tables.
#[derive(Debug, Clone, PartialEq)]
pub struct Context {
    /// Groups and the classes they are drawn from.
    pub class_units: Vec<ClassUnit>,
    /// Days on which journals have lessons.
    pub school_days: Vec<SchoolDay>,
    /// Minutes at which lessons end.
    pub local_instants: Vec<LocalInstant>,
    /// Plans.
    pub curricula: Vec<Curriculum>,
    /// Weeks with observed days.
    pub school_weeks: Vec<SchoolWeek>,
    /// What each indicator counts.
    pub indicator_states: Vec<IndicatorState>,
    /// The schools of the release's day, in each of their territories.
    pub maturity_schools: Vec<MaturitySchool>,
    /// The release's inputs.
    pub release_inputs: Vec<ReleaseInputs>,
}

impl Context {
    /// Works the tables out.
    pub fn new(given: Given<'_>, inputs: &RunInputs, lesson_days: &[LessonDay]) -> Self {
        let day = release_day(given.registers, given.as_of);
        let class_units = groups::class_units(given);
        Self {
            school_days: days::school_days(given, &class_units, lesson_days),
            local_instants: days::local_instants(given, lesson_days),
            school_weeks: days::school_weeks(given, &class_units, day),
            curricula: groups::curricula(given),
            indicator_states: indicator_states(given),
            maturity_schools: maturity_schools(given, &inputs.region_code, day),
            release_inputs: vec![release_inputs(given, inputs, day)],
            class_units,
        }
    }

    /// Returns the tables with their names in the lake.
    pub fn tables(&self) -> Vec<(&'static str, Rows)> {
        vec![
            ("class_units", Rows::from_rows(&self.class_units)),
            ("school_days", Rows::from_rows(&self.school_days)),
            ("local_instants", Rows::from_rows(&self.local_instants)),
            ("curricula", Rows::from_rows(&self.curricula)),
            ("school_weeks", Rows::from_rows(&self.school_weeks)),
            ("indicator_states", Rows::from_rows(&self.indicator_states)),
            ("maturity_schools", Rows::from_rows(&self.maturity_schools)),
            ("release_inputs", Rows::from_rows(&self.release_inputs)),
        ]
    }
}

/// Returns the day of a release: its moment's date in the zone that most schools of the region are in.
pub fn release_day(registers: &RegistersInForce, as_of: Instant) -> LocalDate {
    let mut counts: BTreeMap<&str, (usize, Zone)> = BTreeMap::new();
    for school in registers.schools.values() {
        counts.entry(school.zone.name()).or_insert((0, school.zone)).0 += 1;
    }
    // Of two zones with as many schools, the one whose name comes first.
    let most = counts.into_values().rev().max_by_key(|(count, _)| *count).map(|(_, zone)| zone);
    match most.or_else(|| Zone::named(ZONE_WITHOUT_SCHOOLS)) {
        Some(zone) => zone.release_day(as_of),
        None => as_of.utc().date_naive().into(),
    }
}

fn release_inputs(given: Given<'_>, inputs: &RunInputs, day: LocalDate) -> ReleaseInputs {
    ReleaseInputs {
        release_key: given.release_key.clone(),
        region_code: inputs.region_code.clone(),
        as_of: inputs.as_of,
        as_of_on: day,
        window_from_on: twelve_months_up_to(day),
        lake_snapshot: inputs.lake_snapshot,
        register_version: inputs.register_version,
        methodology_code: inputs.methodology_code.clone(),
        methodology_version: inputs.methodology_version,
        methodology_sha256: inputs.methodology_sha256.clone(),
    }
}

/// An indicator has a row for every state of its duty, so that excused and pending duties are counted beside it too.
fn indicator_states(given: Given<'_>) -> Vec<IndicatorState> {
    let mut rows = Vec::new();
    for indicator in &given.rules.indicators {
        rows.extend(indicator.duty.states().into_iter().map(|state| IndicatorState {
            release_key: given.release_key.clone(),
            indicator: indicator.code.clone(),
            duty: indicator.duty,
            state,
            in_numerator: indicator.numerator.contains(&state).into(),
            in_denominator: indicator.denominator.contains(&state).into(),
        }));
    }
    rows
}

fn maturity_schools(given: Given<'_>, region_code: &RegionCode, day: LocalDate) -> Vec<MaturitySchool> {
    let mut rows = Vec::new();
    for (school_id, school) in &given.registers.schools {
        let territories = [
            Territory::School(school_id.clone()),
            Territory::Municipality(school.municipality_on(day)),
            Territory::Region(region_code.clone()),
        ];
        rows.extend(territories.into_iter().map(|territory| MaturitySchool {
            release_key: given.release_key.clone(),
            school_id: school_id.clone(),
            level: territory.level(),
            territory_id: territory.id().to_owned(),
        }));
    }
    rows
}
