//! Weeks of the timetable: which of them are full, and with which of them the others are compared.

use super::Given;
use super::days::{Grades, OfJournal};
use crate::calendar::{monday, month_id, school_year, week_id};
use std::collections::BTreeMap;
use warehouse::model::{LocalDate, ReferenceDay, SchoolWeek};

/// The weeks of all grades, and the days with which those that are not full are compared.
pub(super) struct Weeks {
    pub(super) school_weeks: Vec<SchoolWeek>,
    pub(super) reference_days: Vec<ReferenceDay>,
}

/// A week of a grade: its school days.
struct Week {
    monday: LocalDate,
    school_year: i32,
    days: Vec<LocalDate>,
    /// Of these, the ones that are over.
    over: Vec<LocalDate>,
    /// Of these, the ones that nobody saw.
    unseen: Vec<LocalDate>,
    is_full: bool,
}

impl Week {
    fn is_over(&self) -> bool {
        self.over.len() == self.days.len()
    }
}

/// Returns a row for each week with school days that are over, by journal, school and grade.
pub(super) fn weeks(given: Given<'_>, grades: &Grades<'_>) -> Weeks {
    let mut found = Weeks { school_weeks: Vec::new(), reference_days: Vec::new() };
    for ((journal, school_id), grades) in grades {
        let Some(of) = OfJournal::new(given, journal, school_id) else { continue };
        for grade in grades {
            let weeks = weeks_of(&of, *grade);
            for week in &weeks {
                found.school_weeks.extend(school_week(&of, *grade, week));
                if let Some(reference) = reference_of(week, &weeks) {
                    found.reference_days.extend(reference_days(&of, *grade, week, reference));
                }
            }
        }
    }
    found
}

/// Returns the weeks of a grade that have begun, in order.
fn weeks_of(of: &OfJournal<'_>, grade: i32) -> Vec<Week> {
    let calendar = of.school.calendar(grade).filter(|(day, entry)| of.is_school_day(grade, *day, Some(*entry)));
    let mut days: BTreeMap<LocalDate, i32> = calendar.map(|(day, entry)| (day, entry.school_year)).collect();
    days.extend(of.taken_back(grade).map(|day| (day, school_year(day))));
    let mut by_monday: BTreeMap<(LocalDate, i32), Vec<LocalDate>> = BTreeMap::new();
    for (day, school_year) in days {
        by_monday.entry((monday(day), school_year)).or_default().push(day);
    }
    let mut full_weeks: BTreeMap<i32, i32> = BTreeMap::new();
    let mut weeks = Vec::new();
    for ((monday, school_year), days) in by_monday {
        let over: Vec<LocalDate> = days.iter().copied().filter(|day| of.is_over(*day)).collect();
        if over.is_empty() {
            break;
        }
        let full = *full_weeks.entry(school_year).or_insert_with(|| of.school.week_days_count(grade, school_year));
        let unseen: Vec<LocalDate> = over.iter().copied().filter(|day| of.is_unseen(grade, *day)).collect();
        let is_full = i32::try_from(over.len() - unseen.len()).is_ok_and(|observed| observed >= full);
        weeks.push(Week { monday, school_year, days, over, unseen, is_full });
    }
    weeks
}

/// Returns the full week with which a week that is not full is compared: the last one before it in the school year,
/// otherwise the first one after it.
fn reference_of<'a>(week: &Week, weeks: &'a [Week]) -> Option<&'a Week> {
    if week.is_full {
        return None;
    }
    let mut full = weeks.iter().filter(|it| it.is_full && it.school_year == week.school_year);
    let earlier = full.clone().take_while(|it| it.monday < week.monday).last();
    earlier.or_else(|| full.find(|it| it.monday > week.monday))
}

fn school_week(of: &OfJournal<'_>, grade: i32, week: &Week) -> Option<SchoolWeek> {
    let first_on = week.days.first().copied()?;
    Some(SchoolWeek {
        release_key: of.given.release_key.clone(),
        school_id: of.school_id.clone(),
        source_system: of.journal.system.clone(),
        source_instance: of.journal.instance.clone(),
        grade,
        municipality_id: of.school.municipality_on(first_on),
        week_id: week_id(first_on),
        month_id: month_id(first_on),
        term_id: of.school.term_on(grade, first_on).map(|term| term.term_id),
        first_on,
        is_over: week.is_over(),
        is_full: week.is_full,
        unseen_days_count: i32::try_from(week.unseen.len()).unwrap_or(i32::MAX),
    })
}

fn reference_days(of: &OfJournal<'_>, grade: i32, week: &Week, reference: &Week) -> Vec<ReferenceDay> {
    let days = week.over.iter().map(|day| ReferenceDay {
        release_key: of.given.release_key.clone(),
        school_id: of.school_id.clone(),
        source_system: of.journal.system.clone(),
        source_instance: of.journal.instance.clone(),
        grade,
        week_id: week_id(*day),
        reference_on: reference.monday.plus_days(i64::from(day.days() - week.monday.days())),
        is_observed: i32::from(!week.unseen.contains(day)),
    });
    days.collect()
}
