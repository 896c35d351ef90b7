//! Days and minutes.

use super::{Given, LessonDay};
use crate::calendar::{Zone, month_id, school_year, week_id};
use crate::journal::Journal;
use crate::methodology::Methodology;
use crate::registers::{Broken, CalendarEntry, School};
use std::collections::{BTreeMap, BTreeSet};
use warehouse::model::{
    ClassUnit, Instant, JournalAuthority, LocalDate, LocalInstant, OutageEnd, SchoolDate, SchoolDay, SchoolId,
};

const SECONDS_PER_MINUTE: i64 = 60;
const GRADES: std::ops::RangeInclusive<i32> = 1..=12;

/// The grades that a journal has groups of, by journal and school.
pub(super) type Grades<'a> = BTreeMap<(Journal, &'a SchoolId), BTreeSet<i32>>;

/// Returns the grades that a journal has groups of.
pub(super) fn grades(class_units: &[ClassUnit]) -> Grades<'_> {
    let mut grades = Grades::new();
    for unit in class_units.iter().filter(|unit| unit.is_in_scope) {
        let journal = Journal { system: unit.source_system.clone(), instance: unit.source_instance.clone() };
        grades.entry((journal, &unit.school_id)).or_default().insert(unit.grade);
    }
    grades
}

/// A school as a journal has it.
pub(super) struct OfJournal<'a> {
    pub(super) given: Given<'a>,
    pub(super) school: &'a School,
    pub(super) school_id: &'a SchoolId,
    pub(super) journal: &'a Journal,
    /// When its feed was broken, by the version of the methodology: each says who may confirm it.
    broken: BTreeMap<i32, Broken>,
}

impl<'a> OfJournal<'a> {
    pub(super) fn new(given: Given<'a>, journal: &'a Journal, school_id: &'a SchoolId) -> Option<Self> {
        let school = given.registers.schools.get(school_id)?;
        Some(Self { given, school, school_id, journal, broken: broken(given, journal, school_id) })
    }

    fn school_date(&self, day: LocalDate) -> SchoolDate {
        let rules = self.given.rules_on(day);
        let source = self.given.rulebook.sources.of(self.journal, day);
        let day_ends_at = self.school.zone.end_of_day(day);
        let is_other = |grade| self.school.authority(self.journal, grade, day) == JournalAuthority::Other;
        SchoolDate {
            release_key: self.given.release_key.clone(),
            school_id: self.school_id.clone(),
            source_system: self.journal.system.clone(),
            source_instance: self.journal.instance.clone(),
            lesson_on: day,
            day_number: day.days().into(),
            school_year: school_year(day),
            municipality_id: self.school.municipality_on(day),
            is_other_journals: GRADES.into_iter().all(is_other),
            is_declared: source.is_some(),
            has_entry_time: source.is_none_or(|it| it.entry_time),
            has_all_present_flag: source.is_none_or(|it| it.all_present_flag),
            is_late_cancellation_excused: rules.exceptions.is_late_cancellation_excused,
            day_ends_at,
            is_day_over: day_ends_at < self.given.as_of,
            week_id: week_id(day),
            month_id: month_id(day),
        }
    }

    fn school_day(&self, grade: i32, day: LocalDate) -> SchoolDay {
        let entry = self.school.calendar_on(grade, day);
        let homework = self.given.rules_on(day).homework;
        SchoolDay {
            release_key: self.given.release_key.clone(),
            school_id: self.school_id.clone(),
            source_system: self.journal.system.clone(),
            source_instance: self.journal.instance.clone(),
            grade,
            lesson_on: day,
            day_type: entry.map(|entry| entry.day_type),
            has_calendar: self.school.has_calendar(grade, school_year(day)),
            is_instructional: entry.is_some_and(CalendarEntry::is_instructional),
            has_homework: grade >= homework.from_grade,
            authority: self.school.authority(self.journal, grade, day),
            is_observed: self.is_school_day(grade, day, entry) && self.is_over(day) && !self.is_unseen(grade, day),
            vacation_from_on: self.school.vacation_after(grade, day, homework.before_vacation_days),
            term_id: self.school.term_on(grade, day).map(|term| term.term_id),
        }
    }

    /// Returns whether lessons are held on a day which this journal has to show.
    pub(super) fn is_school_day(&self, grade: i32, day: LocalDate, entry: Option<CalendarEntry>) -> bool {
        entry.is_some_and(CalendarEntry::is_instructional)
            && self.school.is_in_region_on(day)
            && self.school.authority(self.journal, grade, day) != JournalAuthority::Other
    }

    /// Returns whether a day has ended by the release's moment.
    pub(super) fn is_over(&self, day: LocalDate) -> bool {
        self.school.zone.end_of_day(day) < self.given.as_of
    }

    /// Returns the days of a grade that this journal had to show when they ended, and has not any more.
    pub(super) fn taken_back(&self, grade: i32) -> impl Iterator<Item = LocalDate> {
        let days = self.given.late.taken_back(self.school_id, self.journal, grade);
        days.filter(|day| self.school.is_in_region_on(*day))
    }

    /// Returns whether nobody knows what a school day of a grade had to show: a confirmed outage hid it, for as long as the
    /// methodology asks for, or it was taken back when it was over.
    pub(super) fn is_unseen(&self, grade: i32, day: LocalDate) -> bool {
        self.taken_back(grade).any(|taken_back| taken_back == day) || self.is_hidden(day)
    }

    fn is_hidden(&self, day: LocalDate) -> bool {
        let (begins_at, ends_at) = (self.school.zone.instant(day, 0), self.school.zone.end_of_day(day));
        self.is_broken(day, begins_at, ends_at)
    }

    /// Returns whether a confirmed outage covered a span of time for as long as the rules of a day ask for.
    fn is_broken(&self, day: LocalDate, from_at: Instant, to_at: Instant) -> bool {
        let rules = self.given.rules_on(day);
        let broken = self.broken.get(&rules.version);
        broken.is_some_and(|broken| broken.covers(from_at, to_at, rules.exceptions.outage_minutes))
    }

    /// Returns whether a confirmed outage covered the time in which a lesson that ends at a minute is entered.
    fn is_entry_hidden(&self, day: LocalDate, ends_minute: i32) -> bool {
        let (ends_at, due_at) = (self.school.zone.instant(day, ends_minute), self.school.zone.end_of_day(day));
        self.is_broken(day, ends_at, due_at)
    }
}

/// Returns when a journal's feed of a school was broken, by each version of the methodology.
fn broken(given: Given<'_>, journal: &Journal, school_id: &SchoolId) -> BTreeMap<i32, Broken> {
    let versions = given.rulebook.methodologies.all().iter().map(Methodology::rules).chain([given.rules]);
    let outages = &given.registers.outages;
    versions
        .map(|rules| (rules.version, outages.of(journal, school_id, &rules.exceptions.outage_confirmed_by)))
        .collect()
}

/// Everything that depends on the day of a lesson.
pub(super) struct Days {
    pub(super) school_dates: Vec<SchoolDate>,
    pub(super) school_days: Vec<SchoolDay>,
    pub(super) outage_ends: Vec<OutageEnd>,
}

/// Returns a row for each day on which a journal has lessons, one for each grade of it, and the minutes at which lessons
/// end whose entry an outage hid.
pub(super) fn days(given: Given<'_>, grades: &Grades<'_>, lesson_days: &[LessonDay]) -> Days {
    let mut minutes: BTreeMap<(Journal, &SchoolId), BTreeMap<LocalDate, BTreeSet<i32>>> = BTreeMap::new();
    for it in lesson_days {
        let journal = Journal { system: it.source_system.clone(), instance: it.source_instance.clone() };
        let of_school = minutes.entry((journal, &it.school_id)).or_default();
        of_school.entry(it.lesson_on).or_default().insert(it.ends_minute);
    }
    let mut found = Days { school_dates: Vec::new(), school_days: Vec::new(), outage_ends: Vec::new() };
    for (key, by_day) in &minutes {
        let Some(of) = OfJournal::new(given, &key.0, key.1) else { continue };
        // On other days its lessons are another region's.
        for (day, ends) in by_day.iter().filter(|(day, _)| of.school.is_in_region_on(**day)) {
            found.school_dates.push(of.school_date(*day));
            found.school_days.extend(grades.get(key).into_iter().flatten().map(|grade| of.school_day(*grade, *day)));
            let hidden = ends.iter().copied().filter(|minute| of.is_entry_hidden(*day, *minute));
            found.outage_ends.extend(hidden.map(|ends_minute| OutageEnd {
                release_key: given.release_key.clone(),
                school_id: of.school_id.clone(),
                source_system: of.journal.system.clone(),
                source_instance: of.journal.instance.clone(),
                lesson_on: *day,
                ends_minute,
            }));
        }
    }
    found
}

/// Returns a row for each minute at which lessons begin or end, by zone and day.
pub(super) fn local_instants(given: Given<'_>, lesson_days: &[LessonDay]) -> Vec<LocalInstant> {
    let mut minutes: BTreeSet<(&str, LocalDate, i32)> = BTreeSet::new();
    for it in lesson_days {
        let Some(school) = given.registers.schools.get(&it.school_id) else { continue };
        let zone = school.zone.name();
        minutes.extend([(zone, it.lesson_on, it.starts_minute), (zone, it.lesson_on, it.ends_minute)]);
    }
    let tolerated =
        |day: LocalDate| i64::from(given.rules_on(day).exceptions.presence_minutes_before_lesson) * SECONDS_PER_MINUTE;
    minutes
        .into_iter()
        .filter_map(|(time_zone, lesson_on, minute)| {
            let shown_at = Zone::named(time_zone)?.instant(lesson_on, minute);
            Some(LocalInstant {
                release_key: given.release_key.clone(),
                time_zone: time_zone.to_owned(),
                lesson_on,
                minute,
                shown_at,
                is_past: shown_at <= given.as_of,
                presence_from_at: shown_at.plus_seconds(-tolerated(lesson_on)),
            })
        })
        .collect()
}
