//! Events: what a journal can say. One [list](crate::for_each_event) tells for each event its name, its family, its
//! content, whether it is kept as a fact or in a register, and what its entity key is made of.

mod kept;
mod list;

pub use kept::*;

use crate::model::{Field, Record};
use crate::symbols;

symbols! {
    /// A family of events: one topic of the broker each.
    pub enum Family {
        /// Schools, calendars, bells, periods, class groups, curricula.
        Registers = "registers",
        /// Enrolments, staff, orders to erase a person.
        People = "people",
        /// Lessons of the timetable and their changes.
        Timetable = "timetable",
        /// Lessons held and their topics.
        Lessons = "lessons",
        /// Homework and its views.
        Homework = "homework",
        /// Works, marks, final marks, locks.
        Marks = "marks",
        /// Attendance.
        Attendance = "attendance",
        /// Daily activity of users.
        Activity = "activity",
        /// Digital maturity: profiles, platforms, tasks, official counts.
        Maturity = "maturity",
        /// The feed itself: heartbeats, control totals, outages.
        Feed = "feed",
    }
}

impl Family {
    /// Returns the family's topic.
    pub fn topic(self) -> String {
        format!("journal.{}", self.as_str())
    }

    /// Returns the family of a topic.
    pub fn of_topic(topic: &str) -> Option<Self> {
        topic.strip_prefix("journal.").and_then(|word| word.parse().ok())
    }
}

/// An event type as the contract describes it.
#[derive(Debug, Clone, Copy)]
pub struct EventDescription {
    /// The type.
    pub event_type: EventType,
    /// Its code. Example: `E13`.
    pub code: &'static str,
    /// Its name. Example: `lesson.held`.
    pub name: &'static str,
    /// Its family.
    pub family: Family,
    /// The name of its content record. Example: `LessonHeld`.
    pub record: &'static str,
    /// What it is.
    pub doc: &'static str,
    /// The fields of its content.
    pub fields: &'static [Field],
    /// Where it is kept.
    pub kept_in: KeptIn,
    /// The fields of the envelope or the content that make its entity key, joined by upright bars.
    /// Example: `lesson_id|change`.
    pub key_convention: &'static str,
    /// The entity key of its sample. Example: `lesson-553201|moved`.
    pub key_example: &'static str,
}

/// A content of an event: a record that knows its event, and where it is kept.
pub trait EventContent: Record + serde::Serialize + Into<KeptContent> {
    /// The event's type.
    const TYPE: EventType;
}

/// Where the events of a type are kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeptIn {
    /// In a table of facts, by its name.
    Table(&'static str),
    /// In the registers.
    Register(RegisterKind),
}

macro_rules! kept_in {
    (fact($table:literal)) => {
        KeptIn::Table($table)
    };
    (register($variant:ident $word:literal)) => {
        KeptIn::Register(RegisterKind::$variant)
    };
}

macro_rules! events {
    ($($code:literal $name:literal $family:ident $content:ident $kind:ident($($kept:tt)+) key($fields:literal = $key:literal);)+) => {
        /// The type of an event, by the name of its content.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum EventType { $(#[doc = $code] $content),+ }

        /// Every event, in the order of the list: an event's index is its type's number.
        pub const EVENTS: &[EventDescription] = &[$(EventDescription {
            event_type: EventType::$content,
            code: $code,
            name: $name,
            family: Family::$family,
            record: <crate::model::$content as Record>::NAME,
            doc: <crate::model::$content as Record>::DOC,
            fields: <crate::model::$content as Record>::FIELDS,
            kept_in: kept_in!($kind($($kept)+)),
            key_convention: $fields,
            key_example: $key,
        }),+];

        $(impl EventContent for crate::model::$content { const TYPE: EventType = EventType::$content; })+

        $(const _: () = assert!(
            crate::model::bound::are_bounded(<crate::model::$content as Record>::FIELDS),
            concat!("every number and list of ", $code, " says what it keeps to"),
        );)+
    };
}

crate::for_each_event!(events);

impl EventType {
    /// Returns the type's description.
    pub fn description(self) -> &'static EventDescription {
        &EVENTS[self as usize]
    }

    /// Returns the type's code. Example: `E13`.
    pub fn code(self) -> &'static str {
        self.description().code
    }
}
