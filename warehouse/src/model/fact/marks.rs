//! Facts of marks: works, marks, final marks and the locks of journals.

use crate::model::{Instant, LocalDate};
use crate::{row, symbols};

symbols! {
    /// What a work that is marked is.
    pub enum WorkType {
        /// An oral answer.
        Oral = "oral",
        /// Other work at the lesson.
        Classwork = "classwork",
        /// A written work.
        Written = "written",
        /// A control work (контрольная).
        Control = "control",
        /// A project.
        Project = "project",
        /// A homework check.
        HomeworkCheck = "homework_check",
        /// Any other work.
        Other = "other",
    }
}

row! {
    /// E17. A work that will be marked is planned or set.
    pub struct WorkCreated {
        /// The work in the source. Example: `work-3312`.
        work_id: String,
        /// The lesson at which it is written. Example: `lesson-553201`.
        lesson_id: Option<String>,
        /// The class group in the source. Example: `group-77012`.
        class_group_id: String,
        /// The subject in the source. Example: `algebra`.
        subject_id: String,
        /// What the work is.
        work_type: WorkType,
        /// The day of the work, local. Example: `2024-10-15`.
        work_on: LocalDate where days_ahead(400),
        /// Its weight in the average. Unit: hundredths. Example: `150` is 1.5.
        weight_hundredths: i32 where between(0, 100_000),
        /// Whether the source calls it important.
        is_important: bool,
    }
}

symbols! {
    /// On what scale a mark is given.
    pub enum MarkScale {
        /// 2 to 5 (1 is possible).
        Five = "five",
        /// 0 to 10.
        Ten = "ten",
        /// 0 to 100.
        Hundred = "hundred",
        /// Зачёт or незачёт.
        Credit = "credit",
        /// Not marked: н/а, a point or a letter without a number.
        Other = "other",
    }
}

row! {
    /// E18. A pupil has a mark for a work.
    pub struct MarkSet {
        /// The mark in the source: work, pupil and slot of the cell. Example: `mark-88120443`.
        mark_id: String,
        /// The work it is for. Example: `work-3312`.
        work_id: String,
        /// The lesson, where the mark belongs to one. Example: `lesson-553201`.
        lesson_id: Option<String>,
        /// The day the mark is for, local. Example: `2024-10-15`.
        mark_on: LocalDate where days_ahead(400),
        /// The pupil's pseudonym. Example: `p-5f1c22a9`.
        pupil_pid: String,
        /// The value as it is written. Example: `5`.
        value: String,
        /// The scale of the value.
        scale: MarkScale,
        /// Whether it is a «точка»: a deferred mark with a deadline.
        is_point: bool,
        /// For a «точка»: the day by which the mark must be set, local. Example: `2024-10-29`.
        point_due_on: Option<LocalDate> where days_ahead(400),
        /// Whether it counts in the average.
        counts_in_average: bool,
    }
}

row! {
    /// E20. A pupil has a final mark of a period.
    pub struct FinalMarkSet {
        /// The period: the entity key of its E06. Example: `10482|2024|7|quarter|1`.
        period_id: String where bytes(1, 1024),
        /// The class group in the source. Example: `group-77012`.
        class_group_id: String,
        /// The subject in the source. Example: `algebra`.
        subject_id: String,
        /// The pupil's pseudonym. Example: `p-5f1c22a9`.
        pupil_pid: String,
        /// The value as it is written. Example: `4`.
        value: String,
        /// The scale of the value.
        scale: MarkScale,
    }
}

row! {
    /// E21. A group's journal of a period is locked for changes, or unlocked again.
    pub struct JournalLocked {
        /// The class group in the source. Example: `group-77012`.
        class_group_id: String,
        /// The period: the entity key of its E06. Example: `10482|2024|7|quarter|1`.
        period_id: String where bytes(1, 1024),
        /// When it was locked. Unit: microseconds since 1970-01-01T00:00:00Z. Example: `1728981000000000`.
        locked_at: Instant where days_ahead(1),
        /// When it was unlocked; absent while it is locked. Unit: microseconds since 1970-01-01T00:00:00Z.
        /// Example: `1729067400000000`.
        unlocked_at: Option<Instant> where days_ahead(1),
        /// The pseudonym of the person who did it. Example: `t-09ab31`.
        locked_by_pid: Option<String>,
    }
}
