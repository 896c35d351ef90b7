//! The events of the wire: what a journal sends. An event is an [`Envelope`] with one [`Content`].
//!
//! To add an event: declare its content in `warehouse::model` (a fact or a register), add one line to the list
//! below, run the tests with `SVODKA_REFRESH=1` to write its schema and its chapter of the contract.

use serde::{Deserialize, Serialize};
use warehouse::model::{self, ActorRole, Instant, Operation, Record};
use warehouse::{record, symbols};

record! {
    /// What every event carries besides its content.
    pub struct Envelope {
        /// The event's identity, a UUID of version 7 in the hyphenated form. Example: `01928f6e-7c00-7000-8000-0000000004d2`.
        event_id: String,
        /// The journal system, one word. Example: `dnevnik`.
        source_system: String,
        /// The installation of that system; its entity keys are unique within it. Example: `dnevnik-70`.
        source_instance: String,
        /// The school's identity in that installation; empty for an event about the whole region. Example: `10482`.
        source_school_id: String,
        /// The entity's identity, unique within the installation and the event type. Example: `lesson-553201`.
        entity_key: String,
        /// The entity's version: it grows with every change of the entity, and a repeated delivery repeats it. A source
        /// without versions sends the entry time in microseconds. Example: `3`.
        entity_version: i64,
        /// What this version does to the entity.
        operation: Operation,
        /// When a human saved the entry. Unit: microseconds since 1970-01-01T00:00:00Z. Example: `1728981000000000`.
        entered_at: Instant,
        /// The offset of the clock on which it was saved. Unit: minutes east of UTC. Example: `420`.
        entered_offset_minutes: i32,
        /// How exact `entered_at` is. Unit: seconds: 0 is exact, a polling connector gives its interval; absent when the
        /// journal keeps no entry time and `entered_at` is the time of the export. Example: `0`.
        entered_precision_seconds: Option<i32>,
        /// When the journal sent the event. Unit: microseconds since 1970-01-01T00:00:00Z. Example: `1728981004000000`.
        emitted_at: Instant,
        /// The pseudonym of the person who made the entry, made at the connector; never a name or a number of a
        /// document. Example: `t-09ab31`.
        actor_pid: Option<String>,
        /// The role of that person.
        actor_role: ActorRole,
        /// The batch of an import, where the entry came by one. Example: `import-2024-11`.
        batch_id: Option<String>,
        /// Whether the event belongs to a later filling of a gap.
        is_backfill: bool,
        /// The kind of import, where the entry came by one. Example: `paper_scan`.
        import_kind: Option<String>,
        /// Ties the events of one user action together. Example: `action-77`.
        correlation_id: Option<String>,
    }
}

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

/// An event as it travels: the Avro record has these two fields, in this order.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Wire<C> {
    /// What every event carries.
    pub envelope: Envelope,
    /// What this one says.
    pub content: C,
}

/// A decoded event.
pub type Event = Wire<Content>;

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
    pub fields: &'static [model::Field],
}

macro_rules! events {
    ($($code:ident $name:literal $family:ident $content:ident),+ $(,)?) => {
        /// The type of an event, by the name of its content.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[expect(missing_docs, reason = "each is documented at its content")]
        pub enum EventType { $($content),+ }

        /// The content of an event.
        #[derive(Debug, Clone, PartialEq)]
        #[expect(missing_docs, reason = "each is documented at its content")]
        pub enum Content { $($content(model::$content)),+ }

        /// Every event, in the order of the contract.
        pub const EVENTS: &[EventDescription] = &[$(EventDescription {
            event_type: EventType::$content, code: stringify!($code), name: $name, family: Family::$family,
            record: <model::$content as Record>::NAME, doc: <model::$content as Record>::DOC, fields: <model::$content as Record>::FIELDS,
        }),+];

        impl Content {
            /// Returns the content's type.
            pub fn event_type(&self) -> EventType {
                match self { $(Self::$content(_) => EventType::$content),+ }
            }
        }

        $(impl From<model::$content> for Content {
            fn from(content: model::$content) -> Self { Self::$content(content) }
        })+

        /// Calls `$body` with the content's type of an event type: the one place where a type becomes Rust's.
        macro_rules! with_content_type {
            ($event_type:expr, $typed:ident => $body:expr) => {
                match $event_type { $($crate::event::EventType::$content => {
                    type $typed = warehouse::model::$content;
                    $body
                })+ }
            };
        }
        pub(crate) use with_content_type;

        /// Calls `$body` with the content itself.
        macro_rules! with_content {
            ($value:expr, $inner:ident => $body:expr) => {
                match $value { $($crate::event::Content::$content($inner) => $body),+ }
            };
        }
        pub(crate) use with_content;
    };
}

events! {
    E01 "org.upserted" Registers SchoolUpserted,
    E02 "org.membership_changed" Registers MembershipChanged,
    E03 "org.authority_changed" Registers AuthorityChanged,
    E04 "calendar.published" Registers CalendarPublished,
    E05 "bells.published" Registers BellsPublished,
    E06 "period.defined" Registers PeriodDefined,
    E07 "group.upserted" Registers ClassGroupUpserted,
    E08 "enrollment.changed" People EnrollmentChanged,
    E09 "staff.assigned" People StaffAssigned,
    E10 "curriculum.published" Registers CurriculumPublished,
    E11 "lesson.scheduled" Timetable LessonScheduled,
    E12 "lesson.changed" Timetable LessonChanged,
    E13 "lesson.held" Lessons LessonHeld,
    E14 "lesson.topic_set" Lessons LessonTopicSet,
    E15 "homework.assigned" Homework HomeworkAssigned,
    E16 "homework.viewed" Homework HomeworkViewed,
    E17 "work.created" Marks WorkCreated,
    E18 "mark.set" Marks MarkSet,
    E19 "attendance.set" Attendance AttendanceSet,
    E20 "final_mark.set" Marks FinalMarkSet,
    E21 "journal.locked" Marks JournalLocked,
    E22 "activity.daily" Activity ActivityDaily,
    E23 "profile.state" Maturity ProfileState,
    E24 "platform.used" Maturity PlatformUsed,
    E25 "tasks.counted" Maturity TasksCounted,
    E26 "official.count" Maturity OfficialCount,
    E27 "feed.heartbeat" Feed FeedHeartbeat,
    E28 "feed.control_totals" Feed FeedControlTotals,
    E29 "feed.outage_declared" Feed OutageDeclared,
    E30 "person.erased" People PersonErased,
}

impl EventType {
    /// Returns the type's description.
    pub fn description(self) -> &'static EventDescription {
        &EVENTS[self as usize]
    }
}

impl Envelope {
    /// Returns the key under which the event travels, so that a school's events keep their order: `instance|school`.
    pub fn message_key(&self) -> String {
        format!("{}|{}", self.source_instance, self.source_school_id)
    }
}
