//! What one commit takes: facts, register changes, rejections, and how far every partition moves.

use crate::lake::Rows;
use crate::model::{Instant, RejectionId, RejectionReason, SchoolId, TopicPartition};
use crate::registers::NewRegisterChange;
use sha2::{Digest as _, Sha256};

/// What one commit takes.
#[derive(Debug, Clone, Default)]
pub struct Batch {
    /// The source's name. Example: `kafka`.
    pub source: String,
    /// How far each partition moves.
    pub moves: Vec<Move>,
    /// Facts, by the table of the lake.
    pub facts: Vec<(&'static str, Rows)>,
    /// Changes of registers, in the order of their arrival.
    pub register_changes: Vec<NewRegisterChange>,
    /// Events that could not be taken.
    pub rejections: Vec<NewRejection>,
    /// When each school last spoke.
    pub feeds: Vec<SchoolFeed>,
    /// Rejections that this batch takes after all.
    pub replayed: Vec<RejectionId>,
}

/// A partition's step: from exactly this offset to that one, and what became of every offset between.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Move {
    /// The partition.
    pub topic_partition: TopicPartition,
    /// The owner's fence.
    pub fence: i64,
    /// Where the checkpoint must stand.
    pub from_offset: i64,
    /// Where it will stand.
    pub to_offset: i64,
    /// Events admitted.
    pub admitted_count: i64,
    /// Events that were known already.
    pub duplicate_count: i64,
    /// Events rejected.
    pub rejected_count: i64,
    /// Offsets that held no event: transaction marks and what compaction removed.
    pub control_record_count: i64,
    /// The latest moment of emission among the events.
    pub last_emitted_at: Option<Instant>,
}

/// An event that could not be taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewRejection {
    /// The partition it was read from.
    pub topic_partition: TopicPartition,
    /// The offset.
    pub offset: i64,
    /// The message's key as it came.
    pub key: Vec<u8>,
    /// The message as it came.
    pub message: Vec<u8>,
    /// The reason.
    pub reason: RejectionReason,
    /// What exactly is wrong.
    pub detail: String,
    /// The installation, where the envelope could be read.
    pub source_instance: Option<String>,
    /// The school in the source, where the envelope could be read.
    pub source_school_id: Option<String>,
}

/// What a school sent in a batch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SchoolFeed {
    /// The school.
    pub school_id: SchoolId,
    /// The journal system.
    pub source_system: String,
    /// Its installation.
    pub source_instance: String,
    /// How many events.
    pub events_count: i64,
    /// The latest moment of entry.
    pub last_entered_at: Instant,
    /// The latest moment of emission.
    pub last_emitted_at: Instant,
}

/// Names a batch after what it holds, so that a repeated attempt writes the same files.
pub(super) fn batch_name(batch: &Batch) -> String {
    let mut digest = Sha256::new();
    digest.update(batch.source.as_bytes());
    for step in &batch.moves {
        digest.update(format!("|{}:{}..{}", step.topic_partition, step.from_offset, step.to_offset));
    }
    for rejection_id in &batch.replayed {
        digest.update(format!("|replayed {rejection_id}"));
    }
    let digest = digest.finalize();
    // A fence in the name keeps the files of two owners of one range apart: a slow loser must not overwrite a winner's.
    let fence = batch.moves.first().map_or(0, |step| step.fence);
    digest[..10].iter().fold(format!("{fence:08}-"), |name, byte| format!("{name}{byte:02x}"))
}
