//! What registers say of days now, and did not say when these days ended. A register may be corrected at any time, and is
//! then believed; what it takes back of a day that was over is told apart, so that nothing owed disappears unseen.

use super::fold::in_force;
use super::{CalendarEntry, Group, Plan, RegistersInForce, School, SchoolKey, key_of};
use crate::Error;
use crate::bounds::Bounds;
use crate::calendar::{Zone, school_year};
use crate::journal::Journal;
use std::collections::{BTreeMap, BTreeSet};
use warehouse::model::{Instant, JournalAuthority, LateSubject, LocalDate, RegisterContent, SchoolId};
use warehouse::registers::RegisterChange;

const GRADES: std::ops::RangeInclusive<i32> = 1..=12;

/// Whom something said of a day concerns.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Concerned {
    /// The school.
    School,
    /// A grade of it.
    Grade(i32),
    /// A group, in the source.
    Group(String),
    /// A class and a subject, in the source, and the class's grade.
    Plan {
        /// The class.
        class_group_id: String,
        /// The subject.
        subject_id: String,
        /// The class's grade.
        grade: i32,
    },
}

/// A day of which the registers say otherwise than they did when it ended.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Late {
    /// The school.
    pub school_id: SchoolId,
    /// As a journal numbers it.
    pub key: SchoolKey,
    /// The day.
    pub on: LocalDate,
    /// What of it.
    pub subject: LateSubject,
    /// Of whom.
    pub concerned: Concerned,
    /// Whether less is owed by what is said now.
    pub is_excusing: bool,
    /// By how much a plan was lowered. Unit: lessons a week.
    pub lost_hours: i32,
}

/// Every such day, in order.
#[derive(Debug, Clone, Default)]
pub struct LateRegisters {
    all: BTreeSet<Late>,
    /// Of these, the school days of a grade that are none any more, or another journal's.
    taken_back: BTreeMap<SchoolId, BTreeMap<Journal, BTreeSet<(i32, LocalDate)>>>,
}

impl LateRegisters {
    /// Compares the registers of a moment with what they had told by the end of each day before it; `vacation_days` says how
    /// soon after a day a vacation begins that excuses something of it.
    ///
    /// A school whose journals had sent anything by then had told what they had sent; of one that was not connected yet, it
    /// is what they say that they knew.
    ///
    /// # Errors
    /// When the registers contradict themselves.
    pub fn new(
        school_versions: &[RegisterChange],
        versions: &[RegisterChange],
        now: &RegistersInForce,
        bounds: Bounds<'_>,
        vacation_days: &dyn Fn(LocalDate) -> i32,
        as_of: Instant,
    ) -> Result<Self, Error> {
        let mut of_schools: BTreeMap<&SchoolId, History<'_>> = BTreeMap::new();
        let school_of = |change: &RegisterChange| now.school_keys.get(&key_of(change));
        for change in school_versions {
            if let Some(school_id) = school_of(change) {
                of_schools.entry(school_id).or_default().school_versions.push(change);
            }
        }
        for change in versions {
            if let Some(school_id) = school_of(change) {
                of_schools.entry(school_id).or_default().versions.push(change);
            }
        }
        let comparison = Comparison { now: Arranged::new(now), bounds, vacation_days, as_of };
        let mut all = BTreeSet::new();
        for (school_id, history) in &of_schools {
            if let Some(school) = now.schools.get(*school_id) {
                comparison.of_school(school_id, school, history, &mut all)?;
            }
        }
        Ok(Self { taken_back: taken_back(&all), all })
    }

    /// Returns every one.
    pub fn all(&self) -> impl Iterator<Item = &Late> {
        self.all.iter()
    }

    /// Returns the days of a grade that a journal had to show when they ended, and has not any more.
    pub fn taken_back(&self, school_id: &SchoolId, journal: &Journal, grade: i32) -> impl Iterator<Item = LocalDate> {
        let days = self.taken_back.get(school_id).and_then(|of_school| of_school.get(journal));
        days.into_iter().flatten().filter(move |(of, _)| *of == grade).map(|(_, day)| *day)
    }
}

fn taken_back(all: &BTreeSet<Late>) -> BTreeMap<SchoolId, BTreeMap<Journal, BTreeSet<(i32, LocalDate)>>> {
    let mut found: BTreeMap<SchoolId, BTreeMap<Journal, BTreeSet<(i32, LocalDate)>>> = BTreeMap::new();
    for late in all.iter().filter(|late| late.is_excusing) {
        if let (LateSubject::Calendar | LateSubject::Authority, Concerned::Grade(grade)) =
            (late.subject, &late.concerned)
        {
            let of_school = found.entry(late.school_id.clone()).or_default();
            of_school.entry(late.key.journal.clone()).or_default().insert((*grade, late.on));
        }
    }
    found
}

/// What was ever said of a school.
#[derive(Default)]
struct History<'a> {
    school_versions: Vec<&'a RegisterChange>,
    versions: Vec<&'a RegisterChange>,
}

/// By which clock it is asked what had been told by a moment.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Clock {
    Sent,
    Entered,
}

impl Clock {
    fn of(self, change: &RegisterChange) -> Instant {
        match self {
            Self::Sent => change.emitted_at,
            Self::Entered => change.entered_at,
        }
    }
}

impl History<'_> {
    fn all(&self) -> impl Iterator<Item = &RegisterChange> {
        self.school_versions.iter().chain(&self.versions).copied()
    }

    /// Returns the days by the end of which less had been told than now, those together by which the same had been told: by
    /// which clock, and by when.
    fn told_otherwise(&self, zone: Zone, as_of: Instant) -> Vec<((Clock, Instant), Vec<LocalDate>)> {
        let sent: BTreeSet<Instant> = self.all().map(|change| change.emitted_at).collect();
        let entered: BTreeSet<Instant> = self.all().map(|change| change.entered_at).collect();
        let mut found: BTreeMap<(Clock, usize), (Instant, Vec<LocalDate>)> = BTreeMap::new();
        for day in self.days(zone, as_of) {
            let ends_at = zone.end_of_day(day);
            let count = |moments: &BTreeSet<Instant>| moments.range(..=ends_at).count();
            let (clock, told, all) = match count(&sent) {
                0 => (Clock::Entered, count(&entered), entered.len()),
                told => (Clock::Sent, told, sent.len()),
            };
            if 0 < told && told < all {
                found.entry((clock, told)).or_insert((ends_at, Vec::new())).1.push(day);
            }
        }
        found.into_iter().map(|((clock, _), (ends_at, days))| ((clock, ends_at), days)).collect()
    }

    /// Returns what was in force by all that had been told by a moment.
    fn registers(&self, clock: Clock, by: Instant, bounds: Bounds<'_>) -> Result<RegistersInForce, Error> {
        let is_told = |change: &RegisterChange| clock.of(change) <= by;
        let schools: Vec<RegisterChange> =
            self.school_versions.iter().copied().filter(|change| is_told(change)).cloned().collect();
        RegistersInForce::new(&schools, in_force(self.versions.iter().copied(), is_told), bounds)
    }

    /// Returns the days of which any calendar ever spoke and that have ended.
    fn days(&self, zone: Zone, as_of: Instant) -> BTreeSet<LocalDate> {
        let calendars = self.versions.iter().filter_map(|change| match &change.content {
            RegisterContent::Calendar(content) => Some(content.days.iter().map(|day| day.on)),
            _ => None,
        });
        calendars.flatten().filter(|day| zone.end_of_day(*day) < as_of).collect()
    }
}

/// Groups and plans of registers by the school that has them.
struct Arranged<'a> {
    groups: BTreeMap<(&'a SchoolKey, i32), BTreeMap<&'a str, &'a Group>>,
    plans: BTreeMap<(&'a SchoolKey, i32), PlansOfSubjects<'a>>,
}

/// By class and subject, then by the first day.
type PlansOfSubjects<'a> = BTreeMap<(&'a str, &'a str), BTreeMap<LocalDate, &'a Plan>>;

impl<'a> Arranged<'a> {
    fn new(registers: &'a RegistersInForce) -> Self {
        let mut arranged = Self { groups: BTreeMap::new(), plans: BTreeMap::new() };
        for group in &registers.groups {
            let of_year = arranged.groups.entry((&group.key, group.content.school_year)).or_default();
            of_year.insert(&group.content.class_group_id, group);
        }
        for plan in &registers.plans {
            let of_year = arranged.plans.entry((&plan.key, plan.content.school_year)).or_default();
            let subject = (plan.content.class_group_id.as_str(), plan.content.subject_id.as_str());
            of_year.entry(subject).or_default().insert(plan.content.from_on, plan);
        }
        arranged
    }

    fn groups<'s>(&'s self, key: &'s SchoolKey, year: i32) -> Option<&'s BTreeMap<&'s str, &'s Group>> {
        self.groups.get(&(key, year))
    }

    /// Returns the plan of a class and subject that is in force on a day.
    fn plan<'s>(&'s self, key: &'s SchoolKey, subject: (&'s str, &'s str), day: LocalDate) -> Option<&'s Plan> {
        let plans = self.plans.get(&(key, school_year(day)))?.get(&subject)?;
        plans.range(..=day).next_back().map(|(_, plan)| *plan)
    }
}

/// What is compared with what had been told.
struct Comparison<'a> {
    now: Arranged<'a>,
    bounds: Bounds<'a>,
    vacation_days: &'a dyn Fn(LocalDate) -> i32,
    as_of: Instant,
}

/// A day of a school as a journal numbers it: as it is said now, and as it was told.
struct Day<'a> {
    school_id: &'a SchoolId,
    key: &'a SchoolKey,
    on: LocalDate,
    now: &'a School,
    told: &'a School,
    /// Whether the school was connected when the day ended, so that what had not been sent had not been told.
    is_connected: bool,
}

impl Day<'_> {
    /// Returns whether a school that was connected had told nothing of the day, which is now without lessons.
    fn is_free_untold(&self, grade: i32, has_told: bool) -> bool {
        let is_study = self.now.calendar_on(grade, self.on).is_some_and(CalendarEntry::is_instructional);
        self.is_connected && !has_told && !is_study && self.now.has_calendar(grade, school_year(self.on))
    }

    fn late(&self, subject: LateSubject, concerned: Concerned, is_excusing: bool) -> Late {
        let (school_id, key) = (self.school_id.clone(), self.key.clone());
        Late { school_id, key, on: self.on, subject, concerned, is_excusing, lost_hours: 0 }
    }
}

impl Comparison<'_> {
    fn of_school(
        &self,
        school_id: &SchoolId,
        now: &School,
        history: &History<'_>,
        found: &mut BTreeSet<Late>,
    ) -> Result<(), Error> {
        for ((clock, ends_at), days) in history.told_otherwise(now.zone, self.as_of) {
            let registers = history.registers(clock, ends_at, self.bounds)?;
            let arranged = Arranged::new(&registers);
            for (key, told_id) in &registers.school_keys {
                let Some(told) = registers.schools.get(told_id) else { continue };
                for on in days.iter().copied() {
                    let day = Day { school_id, key, on, now, told, is_connected: clock == Clock::Sent };
                    found.extend(of_school_itself(&day));
                    found.extend(GRADES.flat_map(|grade| self.of_grade(&day, grade)));
                    found.extend(self.of_groups(&day, &arranged));
                    found.extend(self.of_plans(&day, &arranged));
                }
            }
        }
        Ok(())
    }

    fn of_grade(&self, day: &Day<'_>, grade: i32) -> Vec<Late> {
        let late = |subject, is_excusing| day.late(subject, Concerned::Grade(grade), is_excusing);
        let mut found = Vec::new();
        let is_study = |school: &School| school.calendar_on(grade, day.on).is_some_and(CalendarEntry::is_instructional);
        let has_told = day.told.has_calendar(grade, school_year(day.on));
        if has_told && is_study(day.told) != is_study(day.now) {
            found.push(late(LateSubject::Calendar, is_study(day.told)));
        } else if day.is_free_untold(grade, has_told) {
            found.push(late(LateSubject::Calendar, true));
        }
        let has_vacation =
            |school: &School| school.vacation_after(grade, day.on, (self.vacation_days)(day.on)).is_some();
        if has_told && has_vacation(day.told) != has_vacation(day.now) {
            found.push(late(LateSubject::Vacation, has_vacation(day.now)));
        }
        let term = |school: &School| school.term_on(grade, day.on).map(|term| term.term_id);
        if term(day.told).is_some_and(|told| term(day.now) != Some(told)) {
            found.push(late(LateSubject::Term, false));
        }
        let is_others = |school: &School| school.authority(&day.key.journal, grade, day.on) == JournalAuthority::Other;
        if is_others(day.told) != is_others(day.now) {
            found.push(late(LateSubject::Authority, is_others(day.now)));
        }
        found
    }

    fn of_groups(&self, day: &Day<'_>, told: &Arranged<'_>) -> Vec<Late> {
        let year = school_year(day.on);
        let Some(now) = self.now.groups(day.key, year) else { return Vec::new() };
        let told = told.groups(day.key, year);
        let is_untold = |id: &str| !told.is_some_and(|told| told.contains_key(id));
        let untold = now.iter().filter(|(id, group)| day.is_connected && is_untold(id) && !group.is_in_scope());
        let untold = untold.map(|(id, _)| day.late(LateSubject::Group, Concerned::Group((*id).to_owned()), true));
        let differences = told.into_iter().flatten().filter_map(|(id, told)| {
            let now = now.get(id)?;
            let is_other = now.content.grade != told.content.grade;
            let is_taken_back = told.is_in_scope() && !now.is_in_scope();
            let is_different = is_other || told.is_in_scope() != now.is_in_scope();
            let concerned = Concerned::Group((*id).to_owned());
            is_different.then(|| day.late(LateSubject::Group, concerned, is_other || is_taken_back))
        });
        differences.chain(untold).collect()
    }

    fn of_plans(&self, day: &Day<'_>, told: &Arranged<'_>) -> Vec<Late> {
        let year = school_year(day.on);
        let subjects = told.plans.get(&(day.key, year)).into_iter().flat_map(BTreeMap::keys);
        let mut found = Vec::new();
        for subject in subjects.copied() {
            let Some(was) = told.plan(day.key, subject, day.on) else { continue };
            let is = self.now.plan(day.key, subject, day.on);
            let group = |of: &Arranged<'_>| of.groups(day.key, year)?.get(subject.0).map(|it| it.content.grade);
            let concerned = Concerned::Plan {
                class_group_id: subject.0.to_owned(),
                subject_id: subject.1.to_owned(),
                grade: group(&self.now).or_else(|| group(told)).unwrap_or(0),
            };
            let lost_hours = was.content.week_hours.saturating_sub(is.map_or(0, |is| is.content.week_hours));
            if lost_hours != 0 {
                let late = day.late(LateSubject::Plan, concerned.clone(), lost_hours > 0);
                found.push(Late { lost_hours: lost_hours.max(0), ..late });
            }
            let is_without = is.is_some_and(|is| is.content.is_without_homework);
            if is_without != was.content.is_without_homework {
                found.push(day.late(LateSubject::Homework, concerned, is_without));
            }
        }
        found
    }
}

/// What concerns the whole school excuses nothing of itself, and is told.
fn of_school_itself(day: &Day<'_>) -> Vec<Late> {
    let differences = [
        (LateSubject::Municipality, day.told.municipality_on(day.on) != day.now.municipality_on(day.on)),
        (LateSubject::TimeZone, day.told.zone.name() != day.now.zone.name()),
        (LateSubject::WeekLength, day.told.content.week_days_count != day.now.content.week_days_count),
    ];
    let different = differences.into_iter().filter(|(_, is_different)| *is_different);
    different.map(|(subject, _)| day.late(subject, Concerned::School, false)).collect()
}
