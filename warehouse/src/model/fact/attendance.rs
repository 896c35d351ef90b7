//! Facts of attendance.

use crate::model::LocalDate;
use crate::{row, symbols};

symbols! {
    /// How a pupil attended a lesson, in the words all journals are mapped to.
    pub enum AttendanceStatus {
        /// Present.
        Present = "present",
        /// Absent, reason not yet known (Н, ОТ).
        AbsentUnknown = "absent_unknown",
        /// Absent for a respectable reason (УП).
        AbsentExcused = "absent_excused",
        /// Absent by illness (Б).
        AbsentIll = "absent_ill",
        /// Absent without a respectable reason (НП).
        AbsentUnexcused = "absent_unexcused",
        /// Late (О, ОП).
        Late = "late",
        /// Released from the lesson (ОСВ).
        Released = "released",
        /// Taking part remotely.
        RemotePresent = "remote_present",
    }
}

row! {
    /// E19. A pupil's attendance at a lesson is noted, as a rule by exception.
    pub struct AttendanceSet {
        /// The lesson in the source. Example: `lesson-553201`.
        lesson_id: String,
        /// The day of the lesson, local. Example: `2024-10-15`.
        lesson_on: LocalDate where days_ahead(400),
        /// The pupil's pseudonym. Example: `p-5f1c22a9`.
        pupil_pid: String,
        /// How the pupil attended.
        status: AttendanceStatus,
        /// The reason in the source's code. Example: `medical_note`.
        reason_code: Option<String>,
        /// The status as the source writes it. Example: `Н`.
        source_code: String,
    }
}
