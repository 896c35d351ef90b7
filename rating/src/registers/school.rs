//! What the registers say of one school.

use crate::Error;
use crate::bounds::Bounds;
use crate::calendar::{Zone, monday};
use crate::journal::Journal;
use std::collections::{BTreeMap, BTreeSet};
use warehouse::model::{
    AuthorityChanged, CalendarPublished, DayType, JournalAuthority, LocalDate, MembershipChanged, MunicipalityId,
    PeriodDefined, RegisterContent, SchoolId, SchoolUpserted, TermKind,
};

/// A day of a grade's calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CalendarEntry {
    /// What kind of day it is.
    pub day_type: DayType,
    /// The school year of the calendar that says so.
    pub school_year: i32,
}

impl CalendarEntry {
    /// Returns whether lessons are held.
    pub fn is_instructional(self) -> bool {
        matches!(self.day_type, DayType::Instructional | DayType::Remote | DayType::FreeAttendance)
    }
}

/// A term of a grade.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    /// Its identity. Example: `2024-quarter-1`.
    pub term_id: String,
    /// The first day.
    pub from_on: LocalDate,
    /// The last day.
    pub to_on: LocalDate,
}

/// A school, with all that is known of it by day and grade.
pub struct School {
    /// The school as the journal that is believed knows it.
    pub content: SchoolUpserted,
    /// Its zone.
    pub zone: Zone,
    journals: BTreeSet<Journal>,
    /// Of its municipalities, those of the region that is rated.
    municipalities: BTreeSet<MunicipalityId>,
    memberships: Vec<MembershipChanged>,
    authorities: Vec<AuthorityChanged>,
    calendars: BTreeMap<i32, BTreeMap<LocalDate, CalendarEntry>>,
    periods: BTreeMap<i32, BTreeMap<Journal, Vec<PeriodDefined>>>,
}

impl School {
    /// Returns the journal systems in use on a day: the authoritative ones, or all when none is named.
    pub fn systems_in_use(&self, day: LocalDate) -> BTreeSet<&str> {
        let authoritative: BTreeSet<&str> = self
            .authorities
            .iter()
            .filter(|it| it.from_on <= day && it.to_on.is_none_or(|to| day <= to))
            .map(|it| it.authoritative_system.as_str())
            .collect();
        if authoritative.is_empty() {
            self.journals.iter().map(|journal| journal.system.as_str()).collect()
        } else {
            authoritative
        }
    }

    /// Returns the membership of a day: of those that hold, the one that began last.
    pub fn membership_on(&self, day: LocalDate) -> Option<&MembershipChanged> {
        self.memberships
            .iter()
            .filter(|it| it.from_on <= day && it.to_on.is_none_or(|to| day <= to))
            .max_by_key(|it| it.from_on)
    }

    /// Returns every membership.
    pub fn memberships(&self) -> &[MembershipChanged] {
        &self.memberships
    }

    /// Returns the municipality of a day by its ОКТМО; without a membership, the one the school itself names.
    pub fn municipality_on(&self, day: LocalDate) -> MunicipalityId {
        self.membership_on(day).map_or(&self.content.oktmo, |membership| &membership.oktmo).as_str().into()
    }

    /// Returns whether a municipality that its registers name is the region's.
    pub fn is_of_region(&self, oktmo: &str) -> bool {
        self.municipalities.contains(oktmo)
    }

    /// Returns whether the school is in the region on a day.
    pub fn is_in_region_on(&self, day: LocalDate) -> bool {
        self.municipalities.contains(&self.municipality_on(day))
    }

    /// Returns the municipality of the region that it is in on a day; of one that has left the region, the last one there.
    pub fn municipality_in_region(&self, day: LocalDate) -> Option<MunicipalityId> {
        let now = self.municipality_on(day);
        if self.municipalities.contains(&now) {
            return Some(now);
        }
        self.memberships
            .iter()
            .filter(|it| it.from_on <= day)
            .map(|it| (it.from_on, MunicipalityId::from(it.oktmo.as_str())))
            .filter(|(_, municipality)| self.municipalities.contains(municipality))
            .max()
            .map(|(_, municipality)| municipality)
    }

    /// Returns whether a journal is the one that counts for a grade on a day.
    pub fn authority(&self, journal: &Journal, grade: i32, day: LocalDate) -> JournalAuthority {
        match self.authority_on(grade, day) {
            None => JournalAuthority::Unnamed,
            Some(authority) if is_of(authority, journal) => JournalAuthority::Named,
            Some(_) => JournalAuthority::Other,
        }
    }

    /// Returns the journals that know the school, in the order of their names.
    pub fn journals(&self) -> impl Iterator<Item = &Journal> {
        self.journals.iter()
    }

    fn authority_on(&self, grade: i32, day: LocalDate) -> Option<&AuthorityChanged> {
        self.authorities
            .iter()
            .filter(|it| (it.grade_from..=it.grade_to).contains(&grade))
            .filter(|it| it.from_on <= day && it.to_on.is_none_or(|to| day <= to))
            .max_by_key(|it| it.from_on)
    }

    /// Returns a grade's calendar, day by day.
    pub fn calendar(&self, grade: i32) -> impl Iterator<Item = (LocalDate, CalendarEntry)> {
        self.calendars.get(&grade).into_iter().flatten().map(|(day, entry)| (*day, *entry))
    }

    /// Returns a day of a grade's calendar, when the calendar names it.
    pub fn calendar_on(&self, grade: i32, day: LocalDate) -> Option<CalendarEntry> {
        self.calendars.get(&grade)?.get(&day).copied()
    }

    /// Returns whether any calendar of a grade is there for a school year.
    pub fn has_calendar(&self, grade: i32, school_year: i32) -> bool {
        self.calendar(grade).any(|(_, entry)| entry.school_year == school_year)
    }

    /// Returns how many days a full week of a grade has: what the register declares for the school; fewer when the
    /// grade's calendar shows that most of its weeks have fewer. A single Saturday that is worked makes no week longer.
    pub fn week_days_count(&self, grade: i32, school_year: i32) -> i32 {
        /// Fewer weeks than this say nothing of what is usual.
        const WEEKS_MIN: usize = 10;
        let mut weeks: BTreeMap<LocalDate, i32> = BTreeMap::new();
        for (day, entry) in self.calendar(grade) {
            if entry.school_year == school_year && entry.is_instructional() {
                *weeks.entry(monday(day)).or_default() += 1;
            }
        }
        let declared = self.content.week_days_count;
        if weeks.len() < WEEKS_MIN {
            return declared;
        }
        let mut lengths: BTreeMap<i32, usize> = BTreeMap::new();
        for length in weeks.into_values() {
            *lengths.entry(length).or_default() += 1;
        }
        // Of two lengths that are as usual, the longer one.
        let usual = lengths.into_iter().max_by_key(|(length, count)| (*count, *length)).map(|(length, _)| length);
        usual.map_or(declared, |usual| usual.min(declared))
    }

    /// Returns the first day of the vacation that begins after a day and at most `within_days` later.
    pub fn vacation_after(&self, grade: i32, day: LocalDate, within_days: i32) -> Option<LocalDate> {
        (1..=i64::from(within_days))
            .map(|days| day.plus_days(days))
            .find(|later| self.calendar_on(grade, *later).is_some_and(|entry| entry.day_type == DayType::Vacation))
    }

    /// Returns the term of a day: the shortest one that holds it. A period «year» is no term.
    pub fn term_on(&self, grade: i32, day: LocalDate) -> Option<Term> {
        let by_journal = self.periods.get(&grade)?;
        let authority = self.authority_on(grade, day);
        let believed = authority.and_then(|authority| by_journal.iter().find(|(journal, _)| is_of(authority, journal)));
        let (_, periods) = believed.or_else(|| by_journal.iter().next())?;
        periods
            .iter()
            .filter(|it| it.term_kind != TermKind::Year && it.from_on <= day && day <= it.to_on)
            .min_by_key(|it| (it.to_on.days() - it.from_on.days(), it.term_kind, it.term_number))
            .map(term)
    }

    /// Returns every term that any grade of the school has.
    pub fn terms(&self) -> impl Iterator<Item = Term> {
        self.periods.values().flat_map(BTreeMap::values).flatten().filter(|it| it.term_kind != TermKind::Year).map(term)
    }
}

fn term(period: &PeriodDefined) -> Term {
    Term {
        term_id: format!("{}-{}-{}", period.school_year, period.term_kind, period.term_number),
        from_on: period.from_on,
        to_on: period.to_on,
    }
}

fn is_of(authority: &AuthorityChanged, journal: &Journal) -> bool {
    authority.authoritative_system == journal.system && authority.authoritative_instance == journal.instance
}

#[derive(Default)]
struct Gathered {
    journals: BTreeSet<Journal>,
    latest: Option<SchoolUpserted>,
    memberships: Vec<MembershipChanged>,
    authorities: Vec<AuthorityChanged>,
    calendars: Vec<(Journal, CalendarPublished)>,
    periods: BTreeMap<i32, BTreeMap<Journal, Vec<PeriodDefined>>>,
}

/// Gathers what the registers say, school by school, in the order of emission.
#[derive(Default)]
pub(super) struct SchoolsBuilder {
    gathered: BTreeMap<SchoolId, Gathered>,
}

impl SchoolsBuilder {
    /// Adds what a change says of a school. Bells are no part of a rating: lessons bring their own hours.
    pub(super) fn add(&mut self, school_id: SchoolId, journal: Journal, content: RegisterContent) {
        let school = self.gathered.entry(school_id).or_default();
        match content {
            RegisterContent::School(content) => {
                school.latest = Some(content);
                school.journals.insert(journal);
            }
            RegisterContent::Membership(content) => school.memberships.push(content),
            RegisterContent::Authority(content) => school.authorities.push(content),
            RegisterContent::Calendar(content) => school.calendars.push((journal, content)),
            RegisterContent::Period(content) => {
                school.periods.entry(content.grade).or_default().entry(journal).or_default().push(content);
            }
            RegisterContent::Bells(_)
            | RegisterContent::ClassGroup(_)
            | RegisterContent::Curriculum(_)
            | RegisterContent::Tasks(_)
            | RegisterContent::OfficialCount(_)
            | RegisterContent::Outage(_) => {}
        }
    }

    /// Returns the schools. What is said of a school that no register names is left out: it has no zone.
    pub(super) fn finish(self, bounds: Bounds<'_>) -> Result<BTreeMap<SchoolId, School>, Error> {
        self.gathered
            .into_iter()
            .filter_map(|(school_id, mut gathered)| {
                let content = gathered.latest.take()?;
                Some(finish_school(gathered, content, bounds).map(|school| (school_id, school)))
            })
            .collect()
    }
}

fn finish_school(gathered: Gathered, content: SchoolUpserted, bounds: Bounds<'_>) -> Result<School, Error> {
    let zone = Zone::named(&content.time_zone).ok_or_else(|| {
        Error::Register(format!("school {} is in no known zone: {}", content.name, content.time_zone))
    })?;
    let named = gathered.memberships.iter().map(|it| &it.oktmo).chain([&content.oktmo]);
    let mut school = School {
        municipalities: named.map(|oktmo| oktmo.as_str().into()).filter(|it| bounds.holds(it)).collect(),
        content,
        zone,
        journals: gathered.journals,
        memberships: gathered.memberships,
        authorities: gathered.authorities,
        calendars: BTreeMap::new(),
        periods: gathered.periods,
    };
    school.calendars = merge_calendars(&school, gathered.calendars);
    Ok(school)
}

type CalendarsOfYear = BTreeMap<(i32, i32), BTreeMap<Journal, BTreeMap<LocalDate, CalendarEntry>>>;

/// Chooses, for each grade, school year and day, the calendar that is believed; later entries replace earlier ones.
fn merge_calendars(
    school: &School,
    calendars: Vec<(Journal, CalendarPublished)>,
) -> BTreeMap<i32, BTreeMap<LocalDate, CalendarEntry>> {
    let mut by_year = CalendarsOfYear::new();
    for (journal, calendar) in calendars {
        let school_year = calendar.school_year;
        let days = by_year.entry((calendar.grade, school_year)).or_default().entry(journal).or_default();
        days.extend(
            calendar.days.into_iter().map(|day| (day.on, CalendarEntry { day_type: day.day_type, school_year })),
        );
    }
    let mut merged: BTreeMap<i32, BTreeMap<LocalDate, CalendarEntry>> = BTreeMap::new();
    for ((grade, _), by_journal) in by_year {
        let named: BTreeSet<LocalDate> = by_journal.values().flat_map(BTreeMap::keys).copied().collect();
        for day in named {
            let authority = school.authority_on(grade, day);
            let believed = authority.and_then(|it| by_journal.iter().find(|(journal, _)| is_of(it, journal)));
            let chosen = believed.or_else(|| by_journal.iter().next()).and_then(|(_, days)| days.get(&day));
            if let Some(entry) = chosen {
                merged.entry(grade).or_default().insert(day, *entry);
            }
        }
    }
    merged
}
