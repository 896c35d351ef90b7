//! What became of every lesson of the timetable: it bears duties, or it stands outside with one reason. (In survey
//! methodology each case ends in one *disposition*.)

use crate::model::{Level, LocalDate, MunicipalityId, PeriodKind, ReleaseKey, SchoolId};
use crate::{row, symbols};

symbols! {
    /// What became of a lesson: the first of these that applies.
    pub enum Disposition {
        /// It bears duties.
        Counted = "counted",
        /// It has not ended by the release's moment.
        NotEnded = "not_ended",
        /// It is no lesson of the curriculum: an extracurricular one, a consultation, an examination.
        NotCurricular = "not_curricular",
        /// It was cancelled.
        Cancelled = "cancelled",
        /// It was cancelled, and that was entered after the deadline of its record.
        CancelledLate = "cancelled_late",
        /// Another journal is authoritative for the school, the grade and the day.
        NotAuthoritative = "not_authoritative",
        /// Two journals have it and none is named: it is counted in the other one.
        CountedInOther = "counted_in_other",
        /// The group is taught at home, or is one pupil.
        Individual = "individual",
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
        /// No register says who belongs to the group, of any time.
        UnknownEnrollment = "unknown_enrollment",
        /// It would stand outside by what a register said only after the lesson's day, and had said otherwise before.
        LateRegister = "late_register",
    }
}

impl Disposition {
    /// Returns whether it is not known if something is owed: such lessons lower the coverage of every figure.
    pub fn is_unknown(self) -> bool {
        matches!(self, Self::UnknownGroup | Self::UnknownCalendar | Self::UnknownEnrollment | Self::LateRegister)
    }
}

row! {
    /// A lesson of the timetable and what became of it.
    pub struct LessonDisposition {
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
        /// Its label; its identity in the source when no register gives one.
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
        /// What became of it.
        disposition: Disposition,
    }
}

row! {
    /// How many lessons of a territory and a period ended in a disposition.
    pub struct DispositionCount {
        /// The level.
        level: Level,
        /// The territory.
        territory_id: String,
        /// What the period is.
        period_kind: PeriodKind,
        /// The period.
        period_id: String,
        /// What became of them.
        disposition: Disposition,
        /// How many.
        lessons_count: i64,
    }
}

symbols! {
    /// What looks wrong in the data. A finding never changes a figure.
    pub enum FindingKind {
        /// A version's time of entry lies before a lower version's.
        BackDatedEntry = "back_dated_entry",
        /// Presence was entered before the lesson began: it does not count.
        EarlyPresence = "early_presence",
        /// A lesson on a day without lessons has entries.
        EntryOnFreeDay = "entry_on_free_day",
        /// A lesson was cancelled after the deadline of its record.
        LateCancellation = "late_cancellation",
        /// A lesson was moved, deleted or made another one after the deadline of its record: it is judged as it stood.
        LateChange = "late_change",
        /// The timetable had a lesson only after the deadline of its record.
        LateLesson = "late_lesson",
        /// A cancellation or a move does not hold, for the timetable was entered again after it.
        OverruledChange = "overruled_change",
        /// Two journals have a lesson, and no register says which one counts.
        TwoJournals = "two_journals",
        /// What the journal can prove is not declared.
        NotDeclared = "not_declared",
        /// An entry has no time, in a journal that is declared to keep it.
        UntimedEntry = "untimed_entry",
        /// No register says what a group is that has lessons.
        UnknownGroup = "unknown_group",
        /// A grade that has lessons has no calendar.
        UnknownCalendar = "unknown_calendar",
        /// No register says who belongs to a group that has lessons.
        UnknownEnrollment = "unknown_enrollment",
        /// A register says of a day otherwise than it did when the day ended.
        LateRegister = "late_register",
        /// A class that has lessons has no plan.
        UnknownPlan = "unknown_plan",
        /// An outage is declared that nobody confirmed: it excuses nothing.
        UnconfirmedOutage = "unconfirmed_outage",
        /// A form lacks schools.
        FormWithHoles = "form_with_holes",
        /// A numerator is greater than its denominator.
        NumeratorAboveDenominator = "numerator_above_denominator",
        /// A journal that sends other events sent none of a family for long.
        SilentFamily = "silent_family",
        /// Lessons of a school that no register names.
        UnknownSchool = "unknown_school",
        /// A school's municipality is in no region: its figures are withheld.
        UnknownRegion = "unknown_region",
    }
}

row! {
    /// Something that looks wrong: how often in a school and a week, with an example.
    pub struct Finding {
        /// The release's key.
        release_key: ReleaseKey,
        /// What looks wrong.
        finding: FindingKind,
        /// The school; absent for what concerns the region.
        school_id: Option<SchoolId>,
        /// Its municipality then.
        municipality_id: Option<MunicipalityId>,
        /// The week; absent for what has no day.
        week_id: Option<String>,
        /// How often.
        findings_count: i64,
        /// The identity of one of them in its journal: a lesson, a group, a form's line.
        example: String,
    }
}
