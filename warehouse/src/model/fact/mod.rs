//! Facts: what happened in a journal. Each kind of fact is one table of the lake, and facts are only
//! ever added: a correction or a deletion is a later version of the same entity.

mod activity;
mod attendance;
mod feed;
mod homework;
mod lessons;
mod marks;
mod maturity;
mod people;
mod timetable;

pub use activity::*;
pub use attendance::*;
pub use feed::*;
pub use homework::*;
pub use lessons::*;
pub use marks::*;
pub use maturity::*;
pub use people::*;
pub use timetable::*;

use crate::model::{Field, Instant, Row, SchoolId};
use crate::{row, symbols};

symbols! {
    /// What a version does to its entity.
    pub enum Operation {
        /// The entity has this content from now on.
        Upsert = "upsert",
        /// The entity is deleted: a tombstone; the content fields repeat the last known content.
        Delete = "delete",
        /// The entity's content as the source holds it now, sent in a full re-synchronisation.
        Snapshot = "snapshot",
    }
}

symbols! {
    /// Who made an entry, by role and never by name.
    pub enum ActorRole {
        /// A teacher.
        Teacher = "teacher",
        /// A deputy head, secretary or other administrator of the school.
        Administrator = "administrator",
        /// A pupil.
        Pupil = "pupil",
        /// A parent or another legal representative.
        Parent = "parent",
        /// The journal system itself, or an import.
        System = "system",
    }
}

row! {
    /// What every fact carries besides its own content: the four clocks, the source, the version and the way here.
    pub struct FactHeader {
        /// The event's identity. Example: `01928f6e-7c00-7000-8000-0000000004d2`.
        event_id: String,
        /// The journal system. Example: `dnevnik`.
        source_system: String,
        /// The installation of that system. Example: `dnevnik-70`.
        source_instance: String,
        /// The school's identity in that installation. Example: `10482`.
        source_school_id: String,
        /// The school, as the registers resolve it: ОГРН and КПП. Example: `1027000861568-701701001`.
        school_id: SchoolId,
        /// The entity's identity in the source. Example: `lesson-553201`.
        entity_key: String,
        /// The entity's version, growing with each change.
        entity_version: i64,
        /// What the version does.
        operation: Operation,
        /// When a human saved the entry.
        entered_at: Instant,
        /// The offset of the clock on which it was saved. Unit: minutes east of UTC. Example: `420`.
        entered_offset_minutes: i32,
        /// How exact `entered_at` is. Unit: seconds; 0 is exact, absent is «the journal keeps no entry time».
        entered_precision_seconds: Option<i32>,
        /// When the journal sent the event.
        emitted_at: Instant,
        /// When ingest took the event.
        ingested_at: Instant,
        /// The pseudonym of the person who made the entry.
        actor_pid: Option<String>,
        /// The role of that person.
        actor_role: ActorRole,
        /// The batch of an import, where the entry came by one.
        batch_id: Option<String>,
        /// Whether the event belongs to a later filling of a gap.
        is_backfill: bool,
        /// The kind of import, where the entry came by one. Example: `paper_scan`.
        import_kind: Option<String>,
        /// Ties the events of one user action together.
        correlation_id: Option<String>,
        /// The topic the event was read from. Example: `journal.lessons`.
        topic: String,
        /// The partition of that topic.
        topic_partition: i32,
        /// The offset in that partition.
        topic_offset: i64,
    }
}

/// A fact's content: it knows the table of the lake that keeps it.
pub trait Fact: Row {
    /// The table's name.
    const TABLE: &'static str;
}

/// A table of facts: its name and the fields of its content, which follow those of [`FactHeader`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FactTable {
    /// The name.
    pub name: &'static str,
    /// The content's fields.
    pub content: &'static [Field],
}
