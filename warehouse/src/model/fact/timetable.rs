//! Facts of the timetable: lessons as they are planned, and what is changed of the plan.

use crate::model::{Instant, LocalDate};
use crate::{row, symbols};

symbols! {
    /// What a timetable entry is.
    pub enum LessonKind {
        /// A lesson of the curriculum.
        Curricular = "curricular",
        /// An extracurricular lesson (внеурочная деятельность).
        Extracurricular = "extracurricular",
        /// A consultation.
        Consultation = "consultation",
        /// An examination.
        Examination = "examination",
    }
}

symbols! {
    /// Where a lesson is held.
    pub enum LessonForm {
        /// In the school.
        Onsite = "onsite",
        /// Remotely, with distance technologies.
        Remote = "remote",
    }
}

row! {
    /// E11. A lesson stands in the timetable.
    pub struct LessonScheduled {
        /// The lesson in the source. Example: `lesson-553201`.
        lesson_id: String,
        /// The day of the lesson, local, as the timetable shows it. Example: `2024-10-15`.
        lesson_on: LocalDate where days_ahead(400),
        /// The lesson's number in the day, from 0 or 1 as the school counts. Example: `3`.
        lesson_number: i32 where between(0, 30),
        /// The beginning, local. Unit: minutes after midnight. Example: `610` is 10:10.
        starts_minute: i32 where between(0, 1440),
        /// The end, local. Unit: minutes after midnight. Example: `655` is 10:55.
        ends_minute: i32 where between(0, 1440),
        /// The class group in the source. Example: `group-77012`.
        class_group_id: String,
        /// The subject in the source. Example: `algebra`.
        subject_id: String,
        /// The teacher's pseudonym. Example: `t-09ab31`.
        teacher_pid: Option<String>,
        /// The room. Example: `214`.
        room: Option<String>,
        /// The building in the source, where the school has several. Example: `building-2`.
        building_id: Option<String>,
        /// What the entry is.
        lesson_kind: LessonKind,
        /// Where it is held.
        lesson_form: LessonForm,
        /// When the timetable with this lesson was shown to families. Unit: microseconds since 1970-01-01T00:00:00Z.
        /// Example: `1728376200000000`.
        published_at: Instant where days_ahead(400),
    }
}

symbols! {
    /// What happened to a lesson of the timetable.
    pub enum LessonChangeKind {
        /// The lesson will not be held.
        Cancelled = "cancelled",
        /// The lesson has another day or hour.
        Moved = "moved",
        /// The lesson has another teacher.
        Substituted = "substituted",
        /// The lesson has another room.
        Room = "room",
    }
}

row! {
    /// E12. A lesson of the timetable is cancelled, moved, substituted or given another room. The entity is the
    /// lesson with the kind of change, so that a move and a substitution of one lesson stand side by side.
    pub struct LessonChanged {
        /// The lesson in the source. Example: `lesson-553201`.
        lesson_id: String,
        /// What happened.
        change: LessonChangeKind,
        /// The day the timetable showed before the change, local. Example: `2024-10-15`.
        lesson_on: LocalDate where days_ahead(400),
        /// For a move: the new day, local. Example: `2024-10-17`.
        moved_to_on: Option<LocalDate> where days_ahead(400),
        /// For a move: the new beginning, local. Unit: minutes after midnight. Example: `610`.
        moved_to_starts_minute: Option<i32> where between(0, 1440),
        /// For a move: the new end, local. Unit: minutes after midnight. Example: `655`.
        moved_to_ends_minute: Option<i32> where between(0, 1440),
        /// For a substitution: the pseudonym of the teacher who was to teach. Example: `t-09ab31`.
        teacher_from_pid: Option<String>,
        /// For a substitution: the pseudonym of the teacher who teaches. Example: `t-77c0de`.
        teacher_to_pid: Option<String>,
        /// For a substitution: the subject taught instead, where it is another one. Example: `geometry`.
        subject_to_id: Option<String>,
        /// The reason in the source's code. Example: `illness`.
        reason: Option<String>,
    }
}
