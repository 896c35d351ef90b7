//! The events of the wire: what a journal sends. An event is an [`Envelope`] with one [`Content`], for each entry of
//! the [list of events](for_each_event).

pub use warehouse::for_each_event;
pub use warehouse::model::{EVENTS, EventContent, EventDescription, EventType, Family};

use serde::{Deserialize, Serialize};
use warehouse::model::bound::are_bounded;
use warehouse::model::{self, ActorRole, Instant, KeptContent, Operation, Record};
use warehouse::record;

record! {
    /// What every event carries besides its content.
    pub struct Envelope {
        /// The event's identity, a UUID of version 7 in the hyphenated form. Example: `01928f6e-7c00-7000-8000-0000000004d2`.
        event_id: String where bytes(36, 36),
        /// The journal system, one word. Example: `dnevnik`.
        source_system: String where bytes(1, 64),
        /// The installation of that system; its schools' identities are unique within it. Example: `dnevnik-70`.
        source_instance: String where bytes(1, 128),
        /// The school's identity in that installation; empty for an event about the whole region. Example: `10482`.
        source_school_id: String where bytes(0, 128),
        /// The entity's identity, unique within the school and the event type. Example: `lesson-553201`.
        entity_key: String where bytes(1, 1024),
        /// The entity's version: it grows with every change of the entity, and a repeated delivery repeats it. A source
        /// without versions sends the entry time in microseconds. Example: `3`.
        entity_version: i64 where between(0, i64::MAX),
        /// What this version does to the entity.
        operation: Operation,
        /// When a human saved the entry. Unit: microseconds since 1970-01-01T00:00:00Z. Example: `1728981000000000`.
        entered_at: Instant,
        /// The offset of the clock on which it was saved. Unit: minutes east of UTC. Example: `420`.
        entered_offset_minutes: i32 where between(-720, 840),
        /// How exact `entered_at` is. Unit: seconds: 0 is exact, a polling connector gives its interval; absent when the
        /// journal keeps no entry time and `entered_at` is the time of the export. Example: `0`.
        entered_precision_seconds: Option<i32> where between(0, 2_678_400),
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

const _: () = assert!(are_bounded(<Envelope as Record>::FIELDS), "every number of the envelope says what it keeps to");

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

macro_rules! contents {
    ($($code:literal $name:literal $family:ident $content:ident $kind:ident($($kept:tt)+) key($($key:tt)+);)+) => {
        /// The content of an event.
        #[derive(Debug, Clone, PartialEq)]
        pub enum Content { $(#[doc = $code] $content(model::$content)),+ }

        impl Content {
            /// Returns the content's type.
            pub fn event_type(&self) -> EventType {
                match self { $(Self::$content(_) => EventType::$content),+ }
            }

            /// Returns the content as it is kept.
            pub fn into_kept(self) -> KeptContent {
                match self { $(Self::$content(content) => content.into()),+ }
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

for_each_event!(contents);

impl Envelope {
    /// Returns the key under which the event travels, so that a school's events keep their order: `instance|school`.
    pub fn message_key(&self) -> String {
        format!("{}|{}", self.source_instance, self.source_school_id)
    }
}
