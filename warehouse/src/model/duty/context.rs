//! What a release was a function of, the plans it compared with, what each indicator counts.

use super::DutyState;
use crate::model::{Instant, Level, LocalDate, RegionCode, RegisterVersion, ReleaseKey, SchoolId, SnapshotId};
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
    /// A school of a journal that has lessons and that no register names.
    pub struct UnknownSchool {
        /// The release's key.
        release_key: ReleaseKey,
        /// The journal system.
        source_system: String,
        /// Its installation.
        source_instance: String,
        /// The school's identity in that installation.
        source_school_id: String,
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
        /// The school's identity in that installation.
        source_school_id: String,
        /// The school.
        school_id: SchoolId,
        /// The school year by its first calendar year.
        school_year: i32,
        /// The class in the source.
        class_group_id: String,
        /// The class's grade.
        grade: i32,
        /// The class's label.
        class_label: String,
        /// The subject in the source.
        subject_id: String,
        /// The subject's label, by which two journals' lessons are compared.
        subject_label: String,
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
    /// How an indicator counts a duty in a state.
    pub struct IndicatorState {
        /// The release's key.
        release_key: ReleaseKey,
        /// The indicator's code.
        indicator: String,
        /// What it counts, by the duty's code. Example: `record`.
        duty: String,
        /// The table of the lake that keeps what is counted: `duties`, or `timetable_weeks` for planned lessons.
        kept_in: String,
        /// The state.
        state: DutyState,
        /// 1 when it counts in the numerator, else 0.
        in_numerator: i32,
        /// 1 when it counts in the denominator, else 0.
        in_denominator: i32,
    }
}

row! {
    /// The end of a month of which digital maturity is told, in a zone of the region's schools: of the month that runs, the end
    /// of the release's day.
    pub struct MaturityMonthEnd {
        /// The release's key.
        release_key: ReleaseKey,
        /// The month. Example: `2024-10`.
        month_id: String,
        /// The zone in the IANA database.
        time_zone: String,
        /// The day that maturity is as of: the month's last one, or the release's.
        as_of_on: LocalDate,
        /// The first of the twelve months up to that day.
        window_from_on: LocalDate,
        /// The end of that day in the zone: what was entered later is not known yet.
        ends_at: Instant,
    }
}

row! {
    /// A school and a territory it is in on the day of a month: itself, its municipality, the region. For the counts of
    /// persons, who are counted once in each.
    pub struct MaturityMonthSchool {
        /// The release's key.
        release_key: ReleaseKey,
        /// The month. Example: `2024-10`.
        month_id: String,
        /// The school.
        school_id: SchoolId,
        /// The territory's level.
        level: Level,
        /// The territory.
        territory_id: String,
    }
}

row! {
    /// The same on the release's day, of releases from before maturity had months.
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
