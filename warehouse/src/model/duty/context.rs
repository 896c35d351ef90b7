//! What a release knew when it judged: calendars, deadlines, groups and plans, worked out from the registers. SQL dialects
//! disagree on zones and calendars, so all that is local is written down here as dates and instants.

use super::{Counted, CountedState};
use crate::model::{
    DayType, Instant, Level, LocalDate, MunicipalityId, RegionCode, RegisterVersion, ReleaseKey, SchoolId, SnapshotId,
};
use crate::row;

row! {
    /// What a release is a function of, with the two days of its rolling year.
    pub struct ReleaseInputs {
        /// The release's key: the first digits of SHA-256 over its inputs.
        release_key: ReleaseKey,
        /// The region. Example: `70`.
        region_code: RegionCode,
        /// The moment it speaks of.
        as_of: Instant,
        /// That moment's day in the region's zone (the day that ends, at midnight).
        as_of_on: LocalDate,
        /// The first of the twelve months up to that day.
        window_from_on: LocalDate,
        /// The snapshot of the lake that lists its facts.
        lake_snapshot: SnapshotId,
        /// The version of the registers.
        register_version: RegisterVersion,
        /// The methodology's code.
        methodology_code: String,
        /// The methodology's version.
        methodology_version: i32,
        /// SHA-256 of the methodology's text, hexadecimal.
        methodology_sha256: String,
    }
}

row! {
    /// A class group and one of the classes it is drawn from: a class itself, a subgroup's class, a metagroup's classes.
    pub struct ClassUnit {
        /// The release's key.
        release_key: ReleaseKey,
        /// The journal system.
        source_system: String,
        /// Its installation.
        source_instance: String,
        /// The school.
        school_id: SchoolId,
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
        /// Whether the grade has homework.
        has_homework: bool,
        /// Whether the journal keeps the time of an entry.
        has_entry_time: bool,
        /// Whether the journal has a mark «all present».
        has_all_present_flag: bool,
    }
}

row! {
    /// A day on which a journal has lessons, for a grade of a school: all that is local, worked out.
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
        /// The day as a number: days since 1970-01-01, for arithmetic that every SQL engine does alike.
        day_number: i64,
        /// The school's zone in the IANA database.
        time_zone: String,
        /// The municipality to which the school belonged on that day, by its ОКТМО.
        municipality_id: MunicipalityId,
        /// What kind of day it is; absent when no calendar names it.
        day_type: Option<DayType>,
        /// Whether lessons are held.
        is_instructional: bool,
        /// Whether no other journal is authoritative.
        is_authoritative: bool,
        /// Whether a declared outage touches the day.
        is_outage: bool,
        /// Whether the day counts for the timetable: instructional, authoritative, seen, and over.
        is_observed: bool,
        /// The deadline of the record: the last microsecond of the day.
        record_due_at: Instant,
        /// Whether that deadline lies before the release's moment.
        is_record_due_passed: bool,
        /// The first day of a vacation that begins soon enough for the last lesson before it to need no homework.
        vacation_from_on: Option<LocalDate>,
        /// The week. Example: `2024-W42`.
        week_id: String,
        /// The month. Example: `2024-10`.
        month_id: String,
        /// The term, where the day is in one. Example: `2024-quarter-1`.
        term_id: Option<String>,
    }
}

row! {
    /// A local minute at which a lesson ends, as an instant.
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
        ends_at: Instant,
        /// Whether it is not after the release's moment.
        is_past: bool,
        /// The deadline of homework when the classes' last lesson ends at this minute.
        homework_due_at: Instant,
        /// Whether that deadline lies before the release's moment.
        is_homework_due_passed: bool,
    }
}

row! {
    /// What a class is taught in a subject, between two dates.
    pub struct Curriculum {
        /// The release's key.
        release_key: ReleaseKey,
        /// The journal system.
        source_system: String,
        /// Its installation.
        source_instance: String,
        /// The school.
        school_id: SchoolId,
        /// The class in the source.
        class_group_id: String,
        /// The class's grade.
        grade: i32,
        /// The class's label.
        class_label: String,
        /// The subject in the source.
        subject_id: String,
        /// Hours (lessons) a week.
        week_hours: i32,
        /// Whether the subject has no homework.
        is_without_homework: bool,
        /// The first day in force.
        from_on: LocalDate,
        /// The last day in force.
        until_on: LocalDate,
    }
}

row! {
    /// The observed days of a week, for a grade of a school and a journal.
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
        /// The municipality on the first observed day.
        municipality_id: MunicipalityId,
        /// The week.
        week_id: String,
        /// The month of the first observed day.
        month_id: String,
        /// The term of the first observed day.
        term_id: Option<String>,
        /// The first observed day.
        first_observed_on: LocalDate,
        /// How many days were observed.
        observed_days_count: i32,
        /// How many days a full week of that grade has.
        week_days_count: i32,
    }
}

row! {
    /// How an indicator counts a duty in a state.
    pub struct IndicatorState {
        /// The release's key.
        release_key: ReleaseKey,
        /// The indicator's code.
        indicator: String,
        /// What it counts: a duty, or `timetable` for the planned hours of the timetable.
        duty: Counted,
        /// The state, or `planned` for the timetable.
        state: CountedState,
        /// 1 when it counts in the numerator, else 0.
        in_numerator: i32,
        /// 1 when it counts in the denominator, else 0.
        in_denominator: i32,
    }
}

row! {
    /// A school and a territory it is in on the release's day: itself, its municipality, the region. For the counts of
    /// persons, who are counted once in each.
    pub struct MaturitySchool {
        /// The release's key.
        release_key: ReleaseKey,
        /// The school.
        school_id: SchoolId,
        /// The territory's level.
        level: Level,
        /// The territory.
        territory_id: String,
    }
}
