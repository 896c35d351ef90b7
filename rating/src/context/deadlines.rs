//! Deadlines: what the methodology's kinds mean for each day, and for each minute at which a last lesson ends.

use super::{Given, LessonDay};
use crate::calendar::Zone;
use crate::methodology::Deadline;
use crate::registers::{CalendarEntry, School};
use std::collections::BTreeSet;
use warehouse::model::{DayDeadline, Instant, LocalDate, MinuteDeadline, SchoolDay, SchoolId};

const SECONDS_PER_MINUTE: i64 = 60;
const MINUTES_PER_HOUR: i32 = 60;
/// School days are looked for in so many days; a calendar that ends sooner has no more of them.
const DAYS_MAX: i64 = 120;

/// Returns the deadlines that are counted from the day: a row for each duty, school, grade and day.
pub(super) fn of_days(given: Given<'_>, school_days: &[SchoolDay]) -> Vec<DayDeadline> {
    let days: BTreeSet<(&SchoolId, i32, LocalDate)> =
        school_days.iter().map(|row| (&row.school_id, row.grade, row.lesson_on)).collect();
    let mut rows = Vec::new();
    for duty in given.rules.deadlines.keys() {
        for (school_id, grade, lesson_on) in days.iter().copied() {
            let Some(school) = given.registers.schools.get(school_id) else { continue };
            let deadline = deadline_on(given, duty, lesson_on);
            let Some(due_at) = deadline.and_then(|it| of_day(it, school, grade, lesson_on)) else { continue };
            rows.push(DayDeadline {
                release_key: given.release_key.clone(),
                duty: duty.clone(),
                school_id: school_id.clone(),
                grade,
                lesson_on,
                due_at,
                is_due_passed: due_at < given.as_of,
            });
        }
    }
    rows
}

/// Returns by when a duty of a day is to be fulfilled: by the rules of that day, and where they do not know the duty yet, by
/// those of the release.
fn deadline_on(given: Given<'_>, duty: &str, day: LocalDate) -> Option<Deadline> {
    given.rules_on(day).deadlines.get(duty).or_else(|| given.rules.deadlines.get(duty)).copied()
}

/// Returns a deadline that is counted from the day; none when it is counted from a lesson.
fn of_day(deadline: Deadline, school: &School, grade: i32, day: LocalDate) -> Option<Instant> {
    match deadline {
        Deadline::EndOfLocalDay => Some(school.zone.end_of_day(day)),
        Deadline::NextDayAt { hour, minute } => {
            Some(school.zone.instant(day.plus_days(1), hour * MINUTES_PER_HOUR + minute))
        }
        Deadline::DaysLater { days } => Some(school.zone.end_of_day(day.plus_days(days.into()))),
        Deadline::WorkingDaysLater { days } => {
            let is_school_day =
                |later: &LocalDate| school.calendar_on(grade, *later).is_some_and(CalendarEntry::is_instructional);
            let later = (1..=DAYS_MAX).map(|number| day.plus_days(number)).filter(is_school_day);
            let due_on = later.take(usize::try_from(days).unwrap_or(0)).last();
            let is_found = days == 0 || due_on.is_some();
            Some(school.zone.end_of_day(if is_found { due_on.unwrap_or(day) } else { day.plus_days(DAYS_MAX) }))
        }
        Deadline::AfterLastLesson { .. } => None,
    }
}

/// Returns the deadlines that are counted from a last lesson: a row for each duty, zone, day and minute.
pub(super) fn of_minutes(given: Given<'_>, lesson_days: &[LessonDay]) -> Vec<MinuteDeadline> {
    let ends: BTreeSet<(&str, LocalDate, i32)> = lesson_days
        .iter()
        .filter_map(|it| Some((given.registers.schools.get(&it.school_id)?.zone.name(), it.lesson_on, it.ends_minute)))
        .collect();
    let mut rows = Vec::new();
    for duty in given.rules.deadlines.keys() {
        for (time_zone, lesson_on, minute) in ends.iter().copied() {
            let Some(Deadline::AfterLastLesson { minutes }) = deadline_on(given, duty, lesson_on) else { continue };
            let Some(zone) = Zone::named(time_zone) else { continue };
            let due_at = zone.instant(lesson_on, minute).plus_seconds(i64::from(minutes) * SECONDS_PER_MINUTE);
            rows.push(MinuteDeadline {
                release_key: given.release_key.clone(),
                duty: duty.clone(),
                time_zone: time_zone.to_owned(),
                lesson_on,
                minute,
                due_at,
                is_due_passed: due_at < given.as_of,
            });
        }
    }
    rows
}
