//! Facts of homework: what is posted, and whether families look at it.

use crate::model::LocalDate;
use crate::{row, symbols};

symbols! {
    /// What a homework entry says.
    pub enum HomeworkKind {
        /// There is homework.
        Real = "real",
        /// The teacher declares that there is none («без задания»).
        NoneDeclared = "none_declared",
    }
}

row! {
    /// E15. Homework is posted with a lesson, or the teacher declares that there is none.
    pub struct HomeworkAssigned {
        /// The homework in the source. Example: `hw-90121`.
        homework_id: String,
        /// The lesson at which it is given. Example: `lesson-553201`.
        lesson_id: String,
        /// The day of that lesson, local. Example: `2024-10-15`.
        lesson_on: LocalDate where days_ahead(400),
        /// What the entry says.
        homework: HomeworkKind,
        /// The day for which it is given, local. Example: `2024-10-17`.
        assigned_for_on: Option<LocalDate> where days_ahead(400),
        /// The lesson at which it is due. Example: `lesson-553377`.
        due_lesson_id: Option<String>,
        /// The teacher's estimate of the work. Unit: minutes. Example: `25`.
        estimated_minutes: Option<i32> where between(0, 10_000),
        /// How many pupils it is given to; absent is the whole group. Example: `4`.
        targeted_pupils_count: Option<i32> where between(0, 10_000),
        /// Whether it is done in electronic form.
        is_digital: bool,
        /// How many files are attached. Example: `1`.
        attachments_count: i32 where between(0, 10_000),
    }
}

row! {
    /// E16. How many families opened a homework on a day (an aggregate; no person is named).
    pub struct HomeworkViewed {
        /// The homework in the source. Example: `hw-90121`.
        homework_id: String,
        /// The day of the views, local. Example: `2024-10-15`.
        viewed_on: LocalDate where days_ahead(1),
        /// Distinct families so far. Example: `18`.
        families_count: i32 where between(0, 100_000),
        /// Distinct pupils so far. Example: `21`.
        pupils_count: i32 where between(0, 100_000),
    }
}
