//! From registers to the small tables that the measures' SQL joins: everything local, worked out for exactly the days
//! and minutes that lessons have. Pure: the same registers, lessons, methodology and moment give the same rows.

mod days;
mod deadlines;
mod groups;
mod late;
mod maturity;
mod weeks;

pub use maturity::MaturityTables;

use crate::calendar::{Zone, month_id, school_year, twelve_months_up_to};
use crate::journal::Journal;
use crate::measures::{LATE_REGISTERS, SCHOOL_MONTHS};
use crate::methodology::Rules;
use crate::registers::{LateRegisters, RegistersInForce};
use crate::rulebook::Rulebook;
use std::collections::BTreeMap;
use warehouse::lake::Rows;
use warehouse::model::{
    ClassUnit, Curriculum, DayDeadline, DutyState, IndicatorState, Instant, LateRegister, LocalDate, LocalInstant,
    MinuteDeadline, OutageEnd, ReferenceDay, Region, RegionCode, ReleaseInputs, ReleaseKey, RunInputs, SchoolDate,
    SchoolDay, SchoolId, SchoolKey, SchoolMonth, SchoolWeek, UnknownSchool,
};
use warehouse::row;

/// A zone for a region that has no schools yet.
const ZONE_WITHOUT_SCHOOLS: &str = "Europe/Moscow";

row! {
    /// A day and the minutes at which lessons of a journal begin and end (`12_lesson_days.sql`).
    pub struct LessonDay {
        /// The school.
        school_id: SchoolId,
        /// The journal system.
        source_system: String,
        /// Its installation.
        source_instance: String,
        /// The day, local.
        lesson_on: LocalDate,
        /// The beginning. Unit: minutes after local midnight.
        starts_minute: i32,
        /// The end. Unit: minutes after local midnight.
        ends_minute: i32,
    }
}

row! {
    /// A school as a journal numbers it, of which the timetable has lessons (`05_journal_schools.sql`).
    pub struct JournalSchool {
        /// The journal system.
        source_system: String,
        /// Its installation.
        source_instance: String,
        /// The school's identity in that installation.
        source_school_id: String,
        /// The school: ОГРН and КПП.
        school_id: SchoolId,
    }
}

/// What the rows are made from.
#[derive(Clone, Copy)]
pub struct Given<'a> {
    /// The key that each row begins with.
    pub release_key: &'a ReleaseKey,
    /// The release's moment.
    pub as_of: Instant,
    /// The release's day: its moment's date in the region.
    pub day: LocalDate,
    /// The rules that the release's figures are computed by.
    pub rules: &'a Rules,
    /// All rules, the measures, and what the sources can prove.
    pub rulebook: &'a Rulebook,
    /// The registers.
    pub registers: &'a RegistersInForce,
    /// What they say of days now, and did not say when these ended.
    pub late: &'a LateRegisters,
}

impl<'a> Given<'a> {
    /// Returns the rules that a lesson of a day is judged by.
    pub fn rules_on(self, day: LocalDate) -> &'a Rules {
        self.rulebook.methodologies.of_lesson(day).unwrap_or(self.rules)
    }
}

/// The small tables.
#[derive(Debug, Clone, PartialEq)]
pub struct Context {
    /// Schools that have lessons and that no register names.
    pub unknown_schools: Vec<UnknownSchool>,
    /// Groups and the classes they are drawn from.
    pub class_units: Vec<ClassUnit>,
    /// Days on which journals have lessons.
    pub school_dates: Vec<SchoolDate>,
    /// The same for each grade.
    pub school_days: Vec<SchoolDay>,
    /// Minutes at which lessons begin and end.
    pub local_instants: Vec<LocalInstant>,
    /// Deadlines that are counted from the day.
    pub day_deadlines: Vec<DayDeadline>,
    /// Deadlines that are counted from the end of a last lesson.
    pub minute_deadlines: Vec<MinuteDeadline>,
    /// Minutes at which lessons end whose entry an outage hid.
    pub outage_ends: Vec<OutageEnd>,
    /// Plans.
    pub curricula: Vec<Curriculum>,
    /// Plans of classes that no register describes.
    pub undescribed_plans: Vec<Curriculum>,
    /// Weeks with school days that are over.
    pub school_weeks: Vec<SchoolWeek>,
    /// The months of days and weeks, with their school years; none when no measure asks for years.
    pub school_months: Vec<SchoolMonth>,
    /// With which days those that are not full are compared.
    pub reference_days: Vec<ReferenceDay>,
    /// What the registers took back of days that were over; none when no measure asks for it.
    pub late_registers: Vec<LateRegister>,
    /// What each indicator counts.
    pub indicator_states: Vec<IndicatorState>,
    /// What the measures of digital maturity join.
    pub maturity: MaturityTables,
    /// The release's inputs.
    pub release_inputs: Vec<ReleaseInputs>,
}

impl Context {
    /// Works the tables out.
    pub fn new(
        given: Given<'_>,
        inputs: &RunInputs,
        lesson_days: &[LessonDay],
        journal_schools: &[JournalSchool],
    ) -> Self {
        let day = given.day;
        let class_units = groups::class_units(given);
        let grades = days::grades(&class_units);
        let days = days::days(given, &grades, lesson_days);
        let weeks = weeks::weeks(given, &grades);
        let plans = groups::curricula(given);
        Self {
            day_deadlines: deadlines::of_days(given, &days.school_days),
            minute_deadlines: deadlines::of_minutes(given, lesson_days),
            school_months: school_months(given, &days.school_dates, &weeks.school_weeks),
            school_dates: days.school_dates,
            school_days: days.school_days,
            outage_ends: days.outage_ends,
            local_instants: days::local_instants(given, lesson_days),
            school_weeks: weeks.school_weeks,
            reference_days: weeks.reference_days,
            curricula: plans.curricula,
            undescribed_plans: plans.undescribed,
            late_registers: late::late_registers(given),
            indicator_states: indicator_states(given),
            maturity: MaturityTables::new(given, &inputs.region_code),
            release_inputs: vec![release_inputs(given, inputs, day)],
            unknown_schools: unknown_schools(given, &inputs.region_code, journal_schools),
            class_units,
        }
    }

    /// Returns the tables with their names in the lake.
    pub fn tables(&self) -> Vec<(&'static str, Rows)> {
        let mut tables = vec![
            ("unknown_schools", Rows::from_rows(&self.unknown_schools)),
            ("class_units", Rows::from_rows(&self.class_units)),
            ("school_dates", Rows::from_rows(&self.school_dates)),
            ("school_days", Rows::from_rows(&self.school_days)),
            ("local_instants", Rows::from_rows(&self.local_instants)),
            ("day_deadlines", Rows::from_rows(&self.day_deadlines)),
            ("minute_deadlines", Rows::from_rows(&self.minute_deadlines)),
            ("outage_ends", Rows::from_rows(&self.outage_ends)),
            ("curricula", Rows::from_rows(&self.curricula)),
            ("undescribed_plans", Rows::from_rows(&self.undescribed_plans)),
            ("school_weeks", Rows::from_rows(&self.school_weeks)),
            (SCHOOL_MONTHS, Rows::from_rows(&self.school_months)),
            ("reference_days", Rows::from_rows(&self.reference_days)),
            (LATE_REGISTERS, Rows::from_rows(&self.late_registers)),
            ("indicator_states", Rows::from_rows(&self.indicator_states)),
            ("release_inputs", Rows::from_rows(&self.release_inputs)),
        ];
        tables.extend(self.maturity.tables());
        tables
    }
}

/// Returns which school each journal means by its numbers: what the first measures need of the registers.
pub fn school_keys(given: Given<'_>) -> Vec<SchoolKey> {
    let keys = given.registers.school_keys.iter().filter_map(|(key, school_id)| {
        let school = given.registers.schools.get(school_id)?;
        let number = school.journals().position(|journal| *journal == key.journal)?;
        Some(SchoolKey {
            release_key: given.release_key.clone(),
            source_system: key.journal.system.clone(),
            source_instance: key.journal.instance.clone(),
            source_school_id: key.source_school_id.clone(),
            school_id: school_id.clone(),
            journal_number: i32::try_from(number).unwrap_or(i32::MAX),
            time_zone: school.zone.name().to_owned(),
        })
    });
    keys.collect()
}

/// Returns a moment's date in a region's capital.
pub fn day_of(region: Option<&Region>, as_of: Instant) -> LocalDate {
    let zone = region.and_then(|region| Zone::named(&region.time_zone));
    zone.map_or_else(|| as_of.utc().date_naive().into(), |zone| zone.release_day(as_of))
}

/// Returns the day of a release: its moment's date in the region's capital; where there was no register of regions yet, in
/// the zone that most schools of the region are in.
pub fn release_day(region: Option<&Region>, registers: &RegistersInForce, as_of: Instant) -> LocalDate {
    if region.is_some() {
        return day_of(region, as_of);
    }
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

/// A month lies in one school year.
fn school_months(given: Given<'_>, dates: &[SchoolDate], weeks: &[SchoolWeek]) -> Vec<SchoolMonth> {
    if !given.rulebook.measures.reads(SCHOOL_MONTHS) {
        return Vec::new();
    }
    let days = dates.iter().map(|row| row.lesson_on).chain(weeks.iter().map(|row| row.first_on));
    let months: BTreeMap<String, i32> = days.map(|day| (month_id(day), school_year(day))).collect();
    let month = |(month_id, year): (String, i32)| SchoolMonth {
        release_key: given.release_key.clone(),
        month_id,
        year_id: year.to_string(),
    };
    months.into_iter().map(month).collect()
}

/// A school that no register names is the region's whose tax office gave its КПП: nothing else says where it is.
fn unknown_schools(given: Given<'_>, region_code: &RegionCode, schools: &[JournalSchool]) -> Vec<UnknownSchool> {
    let bounds = given.rulebook.bounds(region_code);
    let unknown = schools.iter().filter_map(|it| {
        let journal = Journal { system: it.source_system.clone(), instance: it.source_instance.clone() };
        let key = crate::registers::SchoolKey { journal, source_school_id: it.source_school_id.clone() };
        let (_, kpp) = it.school_id.as_str().split_once('-')?;
        (!given.registers.known_keys.contains(&key) && bounds.is_numbered(kpp)).then(|| UnknownSchool {
            release_key: given.release_key.clone(),
            source_system: it.source_system.clone(),
            source_instance: it.source_instance.clone(),
            source_school_id: it.source_school_id.clone(),
        })
    });
    unknown.collect()
}

/// An indicator has a row for every state of its duty, so that what is outside its figures is counted beside them too.
fn indicator_states(given: Given<'_>) -> Vec<IndicatorState> {
    let mut rows = Vec::new();
    for indicator in &given.rules.indicators {
        rows.extend(DutyState::ALL.iter().map(|state| IndicatorState {
            release_key: given.release_key.clone(),
            indicator: indicator.code.clone(),
            duty: indicator.duty.clone(),
            kept_in: given.rulebook.measures.kept_in(&indicator.duty).to_owned(),
            state: *state,
            in_numerator: indicator.numerator.contains(state).into(),
            in_denominator: indicator.denominator.contains(state).into(),
        }));
    }
    rows
}
