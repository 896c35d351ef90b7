//! Facts of lessons: that they were held, and what about.

use crate::model::LocalDate;
use crate::row;

row! {
    /// E13. A teacher confirms that a lesson was held.
    pub struct LessonHeld {
        /// The lesson in the source. Example: `lesson-553201`.
        lesson_id: String,
        /// The day of the lesson, local. Example: `2024-10-15`.
        lesson_on: LocalDate where days_ahead(400),
        /// Whether the lesson was held.
        is_held: bool,
        /// Whether the teacher stated that all pupils were present.
        is_all_present: bool,
    }
}

row! {
    /// E14. A lesson has a topic. The text stays in the journal; only its presence and a hash travel.
    pub struct LessonTopicSet {
        /// The lesson in the source. Example: `lesson-553201`.
        lesson_id: String,
        /// The day of the lesson, local. Example: `2024-10-15`.
        lesson_on: LocalDate where days_ahead(400),
        /// Whether a topic is entered.
        has_topic: bool,
        /// SHA-256 of the topic's text in UTF-8, without white space at its ends: the first 16 hexadecimal digits, to
        /// notice one text for all lessons. Example: `9f86d081884c7d65`.
        topic_hash: Option<String>,
        /// The entry of the lesson plan (КТП) in the source. Example: `plan-77-12`.
        plan_item_id: Option<String>,
    }
}
