//! What a release knew of schools' groups, days and weeks. SQL dialects disagree on zones and calendars, so all that is
//! local is written down here as dates and instants.

use crate::model::{DayType, Instant, LocalDate, MunicipalityId, ReleaseKey, SchoolId};
use crate::{row, symbols};

symbols! {
    /// Which journal counts for a grade of a school on a day.
    pub enum JournalAuthority {
        /// A register names this one.
        Named = "named",
        /// A register names another one.
        Other = "other",
        /// No register names any: lessons that two journals have are one lesson.
        Unnamed = "unnamed",
    }
}

row! {
    /// A school as a journal knows it: the facts carry the journal's own number of it, which never changes, and here is
    /// whose it is. A corrected ОГРН or КПП changes neither.
    pub struct SchoolKey {
        /// The release's key.
        release_key: ReleaseKey,
        /// The journal system.
        source_system: String,
        /// Its installation.
        source_instance: String,
        /// The school's identity in that installation.
        source_school_id: String,
        /// The school.
        school_id: SchoolId,
        /// The journal's number among the school's journals, from 0 in the order of their names.
        journal_number: i32,
        /// The school's zone in the IANA database.
        time_zone: String,
    }
}

row! {
    /// A class group in a school year and one of the classes it is drawn from: a class itself, a subgroup's class, a
    /// metagroup's classes.
    pub struct ClassUnit {
        /// The release's key.
        release_key: ReleaseKey,
        /// The journal system.
        source_system: String,
        /// Its installation.
        source_instance: String,
        /// The school's identity in that installation.
        source_school_id: String,
        /// The school.
        school_id: SchoolId,
        /// The school year by its first calendar year: a group whose number is used again next year is another group.
        school_year: i32,
        /// The class group in the source.
        class_group_id: String,
        /// The class it counts for; the group itself, when it is a class.
        class_id: String,
        /// The class's number among the group's classes, from 0: a filter on 0 gives each group once.
        ordinal: i32,
        /// The group's label. Example: `7Б`.
        class_label: String,
        /// The group's grade, the lowest one where it has several.
        grade: i32,
        /// Whether the group is a class (or a combined one), for which a curriculum is made.
        is_class: bool,
        /// Whether its lessons are counted: not taught at home, not individual.
        is_in_scope: bool,
    }
}

row! {
    /// A day on which a journal has lessons of a school: what does not depend on the grade.
    pub struct SchoolDate {
        /// The release's key.
        release_key: ReleaseKey,
        /// The school.
        school_id: SchoolId,
        /// The journal system.
        source_system: String,
        /// Its installation.
        source_instance: String,
        /// The day, local.
        lesson_on: LocalDate,
        /// The day as a number: days since 1970-01-01, for arithmetic that every SQL engine does alike.
        day_number: i64,
        /// The school year of the day by its first calendar year.
        school_year: i32,
        /// The municipality to which the school belonged on that day, by its ОКТМО.
        municipality_id: MunicipalityId,
        /// Whether another journal is authoritative for every grade.
        is_other_journals: bool,
        /// Whether what the journal can prove is declared for that day.
        is_declared: bool,
        /// Whether the journal keeps the time of an entry.
        has_entry_time: bool,
        /// Whether the journal has a mark «all present».
        has_all_present_flag: bool,
        /// Whether a cancellation that is entered after the record's deadline excuses.
        is_late_cancellation_excused: bool,
        /// The last microsecond of the day.
        day_ends_at: Instant,
        /// Whether that lies before the release's moment.
        is_day_over: bool,
        /// The week. Example: `2024-W42`.
        week_id: String,
        /// The month. Example: `2024-10`.
        month_id: String,
    }
}

row! {
    /// A day on which a journal has lessons, for a grade of a school: what its calendar and its journal say.
    pub struct SchoolDay {
        /// The release's key.
        release_key: ReleaseKey,
        /// The school.
        school_id: SchoolId,
        /// The journal system.
        source_system: String,
        /// Its installation.
        source_instance: String,
        /// The grade.
        grade: i32,
        /// The day, local.
        lesson_on: LocalDate,
        /// What kind of day it is; absent when no calendar names it.
        day_type: Option<DayType>,
        /// Whether there is a calendar of the grade for the day's school year.
        has_calendar: bool,
        /// Whether lessons are held.
        is_instructional: bool,
        /// Whether the grade has homework.
        has_homework: bool,
        /// Which journal counts.
        authority: JournalAuthority,
        /// Whether the day counts for the timetable: instructional, authoritative, seen, and over.
        is_observed: bool,
        /// The first day of a vacation that begins soon enough for the last lesson before it to need no homework.
        vacation_from_on: Option<LocalDate>,
        /// The term, where the day is in one. Example: `2024-quarter-1`.
        term_id: Option<String>,
    }
}

row! {
    /// A local minute at which a lesson begins or ends, as an instant.
    pub struct LocalInstant {
        /// The release's key.
        release_key: ReleaseKey,
        /// The zone in the IANA database.
        time_zone: String,
        /// The day, local.
        lesson_on: LocalDate,
        /// The minute after local midnight.
        minute: i32,
        /// The instant.
        shown_at: Instant,
        /// Whether it is not after the release's moment.
        is_past: bool,
        /// From when on the presence of a lesson that begins at this minute can be entered.
        presence_from_at: Instant,
    }
}

row! {
    /// The deadline of a duty that is counted from the day of the lesson.
    pub struct DayDeadline {
        /// The release's key.
        release_key: ReleaseKey,
        /// The duty's code. Example: `record`.
        duty: String,
        /// The school.
        school_id: SchoolId,
        /// The grade, in whose calendar working days are counted.
        grade: i32,
        /// The day of the lesson, local.
        lesson_on: LocalDate,
        /// By when.
        due_at: Instant,
        /// Whether that lies before the release's moment.
        is_due_passed: bool,
    }
}

row! {
    /// The deadline of a duty that is counted from the end of the classes' last lesson of the day.
    pub struct MinuteDeadline {
        /// The release's key.
        release_key: ReleaseKey,
        /// The duty's code. Example: `homework_time`.
        duty: String,
        /// The zone in the IANA database.
        time_zone: String,
        /// The day, local.
        lesson_on: LocalDate,
        /// The minute after local midnight at which the last lesson ends.
        minute: i32,
        /// By when.
        due_at: Instant,
        /// Whether that lies before the release's moment.
        is_due_passed: bool,
    }
}

row! {
    /// A minute at which lessons of a journal end whose time for entry a confirmed outage covered for long enough.
    pub struct OutageEnd {
        /// The release's key.
        release_key: ReleaseKey,
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

row! {
    /// A week with school days that are over, for a grade of a school and a journal.
    pub struct SchoolWeek {
        /// The release's key.
        release_key: ReleaseKey,
        /// The school.
        school_id: SchoolId,
        /// The journal system.
        source_system: String,
        /// Its installation.
        source_instance: String,
        /// The grade.
        grade: i32,
        /// The municipality on the first of its days.
        municipality_id: MunicipalityId,
        /// The week.
        week_id: String,
        /// The month of the first of its days.
        month_id: String,
        /// The term of the first of its days.
        term_id: Option<String>,
        /// The first of its days.
        first_on: LocalDate,
        /// Whether its last school day has ended by the release's moment.
        is_over: bool,
        /// Whether as many of its days are observed as a full week of the grade has.
        is_full: bool,
        /// How many of its school days nobody saw, by a confirmed outage.
        unseen_days_count: i32,
    }
}

row! {
    /// A school day of a week that is not full, with the day of the same weekday in its reference week.
    pub struct ReferenceDay {
        /// The release's key.
        release_key: ReleaseKey,
        /// The school.
        school_id: SchoolId,
        /// The journal system.
        source_system: String,
        /// Its installation.
        source_instance: String,
        /// The grade.
        grade: i32,
        /// The week that is not full.
        week_id: String,
        /// The day of the same weekday in the reference week.
        reference_on: LocalDate,
        /// 1 when the day itself is observed, 0 when an outage hid it.
        is_observed: i32,
    }
}

row! {
    /// The school year that a month belongs to.
    pub struct SchoolMonth {
        /// The release's key.
        release_key: ReleaseKey,
        /// The month. Example: `2024-10`.
        month_id: String,
        /// The school year, by the calendar year in which it begins. Example: `2024`.
        year_id: String,
    }
}
