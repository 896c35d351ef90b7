//! A change of a register.

use crate::model::{Instant, Operation, RegisterContent, RegisterVersion, SchoolId, TopicPartition};

/// A change of a register, numbered.
#[derive(Debug, Clone, PartialEq, sqlx::FromRow)]
pub struct RegisterChange {
    /// Its number; the register's version is the number of its last change.
    pub sequence_number: RegisterVersion,
    /// The journal system it came from.
    pub source_system: String,
    /// The installation of that system.
    pub source_instance: String,
    /// The school's identity in that installation; empty for a change about the whole region.
    pub source_school_id: String,
    /// The school; none for a change about the whole region.
    pub school_id: Option<SchoolId>,
    /// The entity's identity in the source.
    pub entity_key: String,
    /// The entity's version.
    pub entity_version: i64,
    /// What the version does.
    pub operation: Operation,
    /// When a human saved it.
    pub entered_at: Instant,
    /// When the journal sent it.
    pub emitted_at: Instant,
    /// What it says.
    #[sqlx(json)]
    pub content: RegisterContent,
}

impl RegisterChange {
    /// Returns whether another change is a version of the same entity.
    pub fn is_of_the_entity_of(&self, other: &Self) -> bool {
        self.content.kind() == other.content.kind()
            && self.source_system == other.source_system
            && self.source_instance == other.source_instance
            && self.source_school_id == other.source_school_id
            && self.entity_key == other.entity_key
            && self.content.school_year() == other.content.school_year()
    }
}

/// A change of a register that is to be added, with where it was read.
#[derive(Debug, Clone, PartialEq)]
pub struct NewRegisterChange {
    /// The change; its number is given by the commit.
    pub change: RegisterChange,
    /// The partition it was read from.
    pub topic_partition: TopicPartition,
    /// The offset.
    pub offset: i64,
}
