//! What registers say of days now, and did not say when these days ended.

use crate::model::{LocalDate, ReleaseKey, SchoolId};
use crate::{row, symbols};

symbols! {
    /// What of a day a register says otherwise than it did when the day ended.
    pub enum LateSubject {
        /// Whether a grade has lessons.
        Calendar = "calendar",
        /// Whether a grade's vacation begins soon after it.
        Vacation = "vacation",
        /// Which journal counts for a grade.
        Authority = "authority",
        /// In which term a grade is.
        Term = "term",
        /// What a group is: its grade, and whether it is taught by the curriculum of a class.
        Group = "group",
        /// How many hours a week a class is to be taught in a subject.
        Plan = "plan",
        /// Whether a subject of a class has homework.
        Homework = "homework",
        /// In which municipality the school is.
        Municipality = "municipality",
        /// In which zone the school is.
        TimeZone = "time_zone",
        /// How many days a full week of the school has.
        WeekLength = "week_length",
    }
}

row! {
    /// A day of which a register took something back after it had ended, so that less would be owed than when it ended.
    pub struct LateRegister {
        /// The release's key.
        release_key: ReleaseKey,
        /// The school.
        school_id: SchoolId,
        /// The journal system.
        source_system: String,
        /// Its installation.
        source_instance: String,
        /// The school's identity in that installation.
        source_school_id: String,
        /// What was taken back.
        subject: LateSubject,
        /// The grade; that of the class for a plan; absent for a group.
        grade: Option<i32>,
        /// The group, or the class of a plan, in the source; absent for what concerns a grade.
        class_group_id: Option<String>,
        /// The subject of a plan, in the source; absent for what is no plan.
        subject_id: Option<String>,
        /// The school year by its first calendar year.
        school_year: i32,
        /// The day, local.
        lesson_on: LocalDate,
        /// Its week by ISO 8601. Example: `2024-W42`.
        week_id: String,
        /// By how much a plan was lowered; 0 for what is no plan. Unit: lessons a week.
        lost_hours: i32,
    }
}
