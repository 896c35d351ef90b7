//! What a release keeps in the lake: what it knew of calendars and deadlines, the duties it judged, and the school's
//! measures they add up to. Every row begins with the release's key, so that releases lie side by side, and anyone with
//! DuckDB can repeat the measures' SQL from the same tables.

mod context;
mod days;
mod disposition;
mod late;

pub use context::*;
pub use days::*;
pub use disposition::*;
pub use late::*;

use super::{Instant, Level, LocalDate, MunicipalityId, PeriodKind, ReleaseKey, SchoolId};
use crate::{row, symbols};

symbols! {
    /// What became of a duty. Each duty is in exactly one state.
    pub enum DutyState {
        /// Fulfilled by its deadline.
        OnTime = "on_time",
        /// Fulfilled after its deadline.
        Late = "late",
        /// Not fulfilled, and the deadline has passed.
        Missing = "missing",
        /// Not owed, for a reason.
        Excused = "excused",
        /// The journal cannot prove it.
        NotMeasurable = "not_measurable",
        /// Whether it is owed is not known: a register is missing.
        Unknown = "unknown",
        /// Not fulfilled, and the deadline has not come.
        Pending = "pending",
    }
}

symbols! {
    /// Why a duty is not owed, not known to be owed, or cannot be measured: a reason of its lesson, or one of its own.
    pub enum DutyReason {
        /// The lesson was cancelled.
        Cancelled = "cancelled",
        /// The lesson was cancelled after the deadline of its record, which the methodology excuses.
        CancelledLate = "cancelled_late",
        /// Another journal is authoritative for the school, the grade and the day.
        NotAuthoritative = "not_authoritative",
        /// The lesson is counted in another journal.
        CountedInOther = "counted_in_other",
        /// The grade's calendar has no lessons on the day.
        NonInstructional = "non_instructional",
        /// A confirmed outage covered the time in which it could be entered.
        Outage = "outage",
        /// No pupil belongs to the group on the day.
        NotEnrolled = "not_enrolled",
        /// No register says what the group is.
        UnknownGroup = "unknown_group",
        /// No calendar of the grade is there.
        UnknownCalendar = "unknown_calendar",
        /// No register says who belongs to the group.
        UnknownEnrollment = "unknown_enrollment",
        /// A register says since the lesson's day is over that nothing is owed, and had said otherwise.
        LateRegister = "late_register",
        /// No register says whether the subject has homework.
        UnknownPlan = "unknown_plan",
        /// The grade has no homework.
        GradeWithoutHomework = "grade_without_homework",
        /// The subject has no homework by a local act.
        SubjectWithoutHomework = "subject_without_homework",
        /// The last lesson of the subject before a vacation.
        BeforeVacation = "before_vacation",
        /// It was entered in time, and the timetable had the lesson only after that time.
        LateLesson = "late_lesson",
        /// What the journal can prove is not declared.
        NotDeclared = "not_declared",
        /// The journal keeps no time of entry, or the entry came without one.
        NoEntryTime = "no_entry_time",
        /// The time of entry is so inexact that the deadline lies within it.
        TimeTooCoarse = "time_too_coarse",
    }
}

row! {
    /// A duty: what was owed for a lesson, by when, and what became of it.
    pub struct Duty {
        /// The release's key.
        release_key: ReleaseKey,
        /// The school.
        school_id: SchoolId,
        /// Its municipality on the day of the lesson.
        municipality_id: MunicipalityId,
        /// The grade; absent when no register says what the group is.
        grade: Option<i32>,
        /// The class group in the source.
        class_group_id: String,
        /// Its label, or its identity in the source when no register gives one. Example: `7Б`.
        class_label: String,
        /// The subject in the source.
        subject_id: String,
        /// The journal system.
        source_system: String,
        /// Its installation.
        source_instance: String,
        /// The lesson in the source.
        lesson_id: String,
        /// The day of the lesson, local.
        lesson_on: LocalDate,
        /// The lesson's number in the day.
        lesson_number: i32,
        /// The week of that day.
        week_id: String,
        /// The month of that day.
        month_id: String,
        /// The term of that day, where it is in one.
        term_id: Option<String>,
        /// What was owed, by its code. Example: `record`.
        duty: String,
        /// By when.
        due_at: Instant,
        /// When it was first entered; absent when it was not, or when the journal keeps no time.
        fulfilled_at: Option<Instant>,
        /// What became of it.
        state: DutyState,
        /// Why it is excused, not known to be owed, or not measurable.
        reason: Option<DutyReason>,
    }
}

row! {
    /// A subject of a class in a week: how much was planned, and how much of it stood in the timetable.
    pub struct TimetableWeek {
        /// The release's key.
        release_key: ReleaseKey,
        /// The school.
        school_id: SchoolId,
        /// Its municipality on the week's first school day.
        municipality_id: MunicipalityId,
        /// The grade; absent when no register describes the class.
        grade: Option<i32>,
        /// The class in the source.
        class_group_id: String,
        /// Its label.
        class_label: String,
        /// The subject in the source.
        subject_id: String,
        /// The journal system.
        source_system: String,
        /// Its installation.
        source_instance: String,
        /// The week.
        week_id: String,
        /// The month of the week's first school day.
        month_id: String,
        /// The term of that day.
        term_id: Option<String>,
        /// Lessons that stood in the timetable on observed days; parallel subgroups count once.
        scheduled_count: i64,
        /// Planned lessons.
        planned_count: i64,
        /// Of these, lessons in the timetable.
        filled_count: i64,
        /// Planned lessons of a week that is not over.
        pending_count: i64,
        /// Lessons of which nobody knows whether they were planned or stood there: an outage, a missing register.
        unobserved_count: i64,
        /// Why some or all of it is not counted.
        reason: Option<TimetableReason>,
    }
}

symbols! {
    /// Why a week of the timetable is not counted, or not all of it.
    pub enum TimetableReason {
        /// Its last school day has not ended.
        Running = "running",
        /// It is not full, and the class has no full week to compare it with.
        ShortWeek = "short_week",
        /// A confirmed outage hid some of its days.
        Outage = "outage",
        /// Some of its days were taken back when they were over.
        LateRegister = "late_register",
        /// The plan was lowered when the week was over: these are the hours by which it was.
        LatePlan = "late_plan",
        /// No register says what the class is to be taught.
        UnknownPlan = "unknown_plan",
        /// No calendar of the grade is there.
        UnknownCalendar = "unknown_calendar",
        /// No register says what the group is.
        UnknownGroup = "unknown_group",
    }
}

row! {
    /// An indicator of a school in a period: whole numbers that add up to every level above.
    pub struct SchoolMeasure {
        /// The release's key.
        release_key: ReleaseKey,
        /// The school.
        school_id: SchoolId,
        /// The municipality to which these numbers count.
        municipality_id: MunicipalityId,
        /// What the period is.
        period_kind: PeriodKind,
        /// The period.
        period_id: String,
        /// The indicator's code.
        indicator: String,
        /// The numerator.
        numerator: i64,
        /// The denominator.
        denominator: i64,
        /// Duties that were excused.
        excused_count: i64,
        /// Duties that the journal cannot prove.
        not_measurable_count: i64,
        /// Duties of which it is not known whether they are owed.
        unknown_count: i64,
        /// Duties whose deadline has not come.
        pending_count: i64,
        /// Of all these, the ones not seen through no fault of the school: outages, what the journal cannot prove, what no
        /// register explains. They lower the coverage.
        unobserved_count: i64,
    }
}

row! {
    /// A school that on the day of a month had sent the denominator of an indicator of digital maturity: its persons count in the
    /// indicator's lines.
    pub struct MaturityMonthForm {
        /// The release's key.
        release_key: ReleaseKey,
        /// The month. Example: `2024-10`.
        month_id: String,
        /// The indicator's code.
        indicator: String,
        /// A line that is counted. Example: `pupils_with_profile`.
        line: String,
        /// The school.
        school_id: SchoolId,
    }
}

row! {
    /// How many persons (or schools) a line of digital maturity counts in a territory on the day of a month.
    pub struct MaturityMonthCount {
        /// The release's key.
        release_key: ReleaseKey,
        /// The month. Example: `2024-10`.
        month_id: String,
        /// The level.
        level: Level,
        /// The territory.
        territory_id: String,
        /// What is counted. Example: `pupils_with_profile`.
        line: String,
        /// How many.
        value: i64,
    }
}

row! {
    /// A school that sent the denominator of an indicator, of releases from before maturity had months.
    pub struct MaturityForm {
        /// The release's key.
        release_key: ReleaseKey,
        /// The indicator's code.
        indicator: String,
        /// A line that is counted. Example: `pupils_with_profile`.
        line: String,
        /// The school.
        school_id: SchoolId,
    }
}

row! {
    /// How many persons (or schools) a line counts in a territory, of releases from before maturity had months.
    pub struct MaturityCount {
        /// The release's key.
        release_key: ReleaseKey,
        /// The level.
        level: Level,
        /// The territory.
        territory_id: String,
        /// What is counted. Example: `pupils_with_profile`.
        line: String,
        /// How many.
        value: i64,
    }
}

/// A table of the lake that releases fill: its name and its fields.
#[derive(Debug, Clone, Copy)]
pub struct ReleaseTable {
    /// The name.
    pub name: &'static str,
    /// The fields.
    pub content: &'static [super::Field],
    /// The columns by which its rows are sorted: a school's rows lie together, so that readers skip the others, and the
    /// same run writes the same bytes. What is worked out in order already is sorted by its key alone.
    pub sorted_by: &'static [&'static str],
}

macro_rules! release_tables {
    ($($row:ident => $table:literal by $($column:ident)+;)+) => {
        /// Every table of the lake that releases fill.
        pub const RELEASE_TABLES: &[ReleaseTable] = &[$(ReleaseTable {
            name: $table,
            content: <$row as super::Record>::FIELDS,
            sorted_by: &[$(stringify!($column)),+],
        }),+];
    };
}

release_tables! {
    ReleaseInputs => "release_inputs" by release_key;
    SchoolKey => "school_keys" by release_key;
    UnknownSchool => "unknown_schools" by release_key;
    ClassUnit => "class_units" by release_key;
    SchoolDate => "school_dates" by release_key;
    SchoolDay => "school_days" by release_key;
    LocalInstant => "local_instants" by release_key;
    DayDeadline => "day_deadlines" by release_key;
    MinuteDeadline => "minute_deadlines" by release_key;
    OutageEnd => "outage_ends" by release_key;
    ReferenceDay => "reference_days" by release_key;
    Curriculum => "curricula" by release_key;
    Curriculum => "undescribed_plans" by release_key;
    SchoolWeek => "school_weeks" by release_key;
    SchoolMonth => "school_months" by release_key;
    LateRegister => "late_registers" by release_key;
    IndicatorState => "indicator_states" by release_key;
    MaturityMonthEnd => "maturity_months" by release_key;
    MaturityMonthSchool => "maturity_month_schools" by release_key;
    MaturityMonthForm => "maturity_month_forms" by release_key;
    MaturitySchool => "maturity_schools" by release_key;
    MaturityForm => "maturity_forms" by release_key;
    LessonDisposition => "dispositions" by school_id lesson_on lesson_id source_instance source_system;
    Finding => "findings" by finding school_id week_id example;
    Duty => "duties" by school_id lesson_on lesson_id duty source_instance source_system;
    TimetableWeek => "timetable_weeks" by school_id week_id class_group_id subject_id source_instance source_system;
    SchoolMeasure => "school_measures" by school_id municipality_id period_kind period_id indicator;
    MaturityMonthCount => "maturity_month_counts" by month_id level territory_id line;
    MaturityCount => "maturity_counts" by level territory_id line;
}
