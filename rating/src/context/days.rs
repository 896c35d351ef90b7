//! Days, minutes and weeks.

use super::{Given, LessonDay};
use crate::calendar::{Zone, monday, month_id, week_id};
use crate::registers::{CalendarEntry, Journal, School};
use std::collections::{BTreeMap, BTreeSet};
use warehouse::model::{ClassUnit, LocalDate, LocalInstant, SchoolDay, SchoolId, SchoolWeek};

const SECONDS_PER_MINUTE: i64 = 60;

/// Returns the grades that a journal has groups of, by journal and school.
fn grades(class_units: &[ClassUnit]) -> BTreeMap<(Journal, &SchoolId), BTreeSet<i32>> {
    let mut grades: BTreeMap<(Journal, &SchoolId), BTreeSet<i32>> = BTreeMap::new();
    for unit in class_units.iter().filter(|unit| unit.is_in_scope) {
        let journal = Journal { system: unit.source_system.clone(), instance: unit.source_instance.clone() };
        grades.entry((journal, &unit.school_id)).or_default().insert(unit.grade);
    }
    grades
}

/// Returns a row for each day on which a journal has lessons, and each grade of the school.
pub(super) fn school_days(given: Given<'_>, class_units: &[ClassUnit], lesson_days: &[LessonDay]) -> Vec<SchoolDay> {
    let grades = grades(class_units);
    let days: BTreeSet<(Journal, &SchoolId, LocalDate)> = lesson_days
        .iter()
        .map(|it| {
            let journal = Journal { system: it.source_system.clone(), instance: it.source_instance.clone() };
            (journal, &it.school_id, it.lesson_on)
        })
        .collect();
    let mut rows = Vec::new();
    for (journal, school_id, day) in days {
        let Some(school) = given.registers.schools.get(school_id) else { continue };
        let key = (journal, school_id);
        for grade in grades.get(&key).into_iter().flatten() {
            let of = Of { given, school, school_id, journal: &key.0, grade: *grade };
            rows.push(of.school_day(day));
        }
    }
    rows
}

/// A grade of a school in a journal, of which days are asked.
struct Of<'a> {
    given: Given<'a>,
    school: &'a School,
    school_id: &'a SchoolId,
    journal: &'a Journal,
    grade: i32,
}

impl Of<'_> {
    fn school_day(&self, day: LocalDate) -> SchoolDay {
        let entry = self.school.calendar_on(self.grade, day);
        let due_at = self.school.zone.end_of_day(day);
        let before_days = self.given.rules.homework.before_vacation_days;
        SchoolDay {
            release_key: self.given.release_key.clone(),
            school_id: self.school_id.clone(),
            source_system: self.journal.system.clone(),
            source_instance: self.journal.instance.clone(),
            grade: self.grade,
            lesson_on: day,
            day_number: day.days().into(),
            time_zone: self.school.zone.name().to_owned(),
            municipality_id: self.school.municipality_on(day),
            day_type: entry.map(|entry| entry.day_type),
            is_instructional: entry.is_some_and(CalendarEntry::is_instructional),
            is_authoritative: self.school.is_authoritative(self.journal, self.grade, day),
            is_outage: self.is_outage(day),
            is_observed: self.is_observed(day, entry),
            record_due_at: due_at,
            is_record_due_passed: due_at < self.given.as_of,
            vacation_from_on: self.school.vacation_after(self.grade, day, before_days),
            week_id: week_id(day),
            month_id: month_id(day),
            term_id: self.school.term_on(self.grade, day).map(|term| term.term_id),
        }
    }

    fn is_outage(&self, day: LocalDate) -> bool {
        let zone = self.school.zone;
        self.given.registers.is_outage(
            self.journal,
            self.school_id,
            zone.instant(day, 0),
            zone.instant(day.plus_days(1), 0),
        )
    }

    /// A day is observed when lessons were held on it, this journal had to show them, nothing hid them, and it is over.
    fn is_observed(&self, day: LocalDate, entry: Option<CalendarEntry>) -> bool {
        let is_member = self.school.memberships().is_empty() || self.school.membership_on(day).is_some();
        entry.is_some_and(CalendarEntry::is_instructional)
            && is_member
            && self.school.is_authoritative(self.journal, self.grade, day)
            && self.school.zone.end_of_day(day) < self.given.as_of
            && !self.is_outage(day)
    }
}

/// Returns a row for each minute at which lessons end, by zone and day.
pub(super) fn local_instants(given: Given<'_>, lesson_days: &[LessonDay]) -> Vec<LocalInstant> {
    let minutes: BTreeSet<(&str, LocalDate, i32)> = lesson_days
        .iter()
        .filter_map(|it| Some((given.registers.schools.get(&it.school_id)?.zone.name(), it.lesson_on, it.ends_minute)))
        .collect();
    let allowed = i64::from(given.rules.deadlines.homework_minutes_after_last_lesson) * SECONDS_PER_MINUTE;
    minutes
        .into_iter()
        .filter_map(|(time_zone, lesson_on, minute)| {
            let ends_at = Zone::named(time_zone)?.instant(lesson_on, minute);
            let homework_due_at = ends_at.plus_seconds(allowed);
            Some(LocalInstant {
                release_key: given.release_key.clone(),
                time_zone: time_zone.to_owned(),
                lesson_on,
                minute,
                ends_at,
                is_past: ends_at <= given.as_of,
                homework_due_at,
                is_homework_due_passed: homework_due_at < given.as_of,
            })
        })
        .collect()
}

/// Returns a row for each week that has observed days, by journal, school and grade.
pub(super) fn school_weeks(given: Given<'_>, class_units: &[ClassUnit], until: LocalDate) -> Vec<SchoolWeek> {
    let mut rows = Vec::new();
    for ((journal, school_id), grades) in grades(class_units) {
        let Some(school) = given.registers.schools.get(school_id) else { continue };
        for grade in grades {
            rows.extend(weeks_of(&Of { given, school, school_id, journal: &journal, grade }, until));
        }
    }
    rows
}

fn weeks_of(of: &Of<'_>, until: LocalDate) -> Vec<SchoolWeek> {
    // A zone east of the region's own may be a day ahead of the release's day.
    let last = until.plus_days(1);
    let mut weeks: BTreeMap<LocalDate, Vec<(LocalDate, CalendarEntry)>> = BTreeMap::new();
    for (day, entry) in of.school.calendar(of.grade).take_while(|(day, _)| *day <= last) {
        if of.is_observed(day, Some(entry)) {
            weeks.entry(monday(day)).or_default().push((day, entry));
        }
    }
    let mut full_weeks: BTreeMap<i32, i32> = BTreeMap::new();
    weeks
        .into_values()
        .filter_map(|observed| {
            let (first, entry) = observed.first().copied()?;
            let school_year = entry.school_year;
            let full =
                *full_weeks.entry(school_year).or_insert_with(|| of.school.week_days_count(of.grade, school_year));
            Some(SchoolWeek {
                release_key: of.given.release_key.clone(),
                school_id: of.school_id.clone(),
                source_system: of.journal.system.clone(),
                source_instance: of.journal.instance.clone(),
                grade: of.grade,
                municipality_id: of.school.municipality_on(first),
                week_id: week_id(first),
                month_id: month_id(first),
                term_id: of.school.term_on(of.grade, first).map(|term| term.term_id),
                first_observed_on: first,
                observed_days_count: i32::try_from(observed.len()).unwrap_or(i32::MAX),
                week_days_count: full,
            })
        })
        .collect()
}
