//! The state of the intake: how far ingest is, and what it could not take.
//!
//! Intake keeps no region: what it tells is of all regions together, and
//! [`Published::intake`](super::Published::intake) has looked that the scope reaches them.

use crate::Error;
use crate::error::During as _;
use crate::model::{Instant, RejectionId, RejectionReason, TopicPartition};
use crate::store::Store;

/// How far the reading of a topic is, all its partitions together.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct TopicState {
    /// The source. Example: `kafka`.
    pub source: String,
    /// The topic.
    pub topic: String,
    /// How many partitions have a checkpoint.
    pub partitions_count: i64,
    /// Offsets passed: the sum of the four counts below, or the database would not have taken them.
    pub passed_count: i64,
    /// Events admitted.
    pub admitted_count: i64,
    /// Events that were known already.
    pub duplicate_count: i64,
    /// Events rejected.
    pub rejected_count: i64,
    /// Offsets that held no event.
    pub control_record_count: i64,
    /// When the latest of its events was emitted by its journal.
    pub last_emitted_at: Option<Instant>,
    /// When its checkpoints last moved.
    pub moved_at: Instant,
}

/// How many events were rejected for a reason.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct RejectionCount {
    /// The reason.
    pub reason: RejectionReason,
    /// How many in all.
    pub total_count: i64,
    /// How many were taken later, in a replay.
    pub replayed_count: i64,
    /// When the last one was rejected.
    pub last_rejected_at: Instant,
}

/// A rejected event, with the beginning of its bytes.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct RejectionExample {
    /// Its number, by which it can be found and replayed.
    pub rejection_id: RejectionId,
    /// The reason.
    pub reason: RejectionReason,
    /// The partition it was read from.
    #[sqlx(flatten)]
    pub topic_partition: TopicPartition,
    /// The offset.
    #[sqlx(rename = "topic_offset")]
    pub offset: i64,
    /// What exactly is wrong.
    pub detail: String,
    /// The school in the source, where the envelope could be read.
    pub source_school_id: Option<String>,
    /// When it was rejected.
    pub rejected_at: Instant,
    /// The message's first bytes.
    pub first_bytes: Vec<u8>,
    /// The message's size in bytes.
    pub size_bytes: i32,
}

/// The state of the intake.
#[derive(Debug, Clone)]
pub struct PublishedIntake {
    store: Store,
}

impl PublishedIntake {
    pub(super) fn new(store: Store) -> Self {
        Self { store }
    }

    /// Returns how far the reading of every topic is.
    pub async fn topics(&self) -> Result<Vec<TopicState>, Error> {
        sqlx::query_as(
            "select source, topic, count(*) as partitions_count,
                    sum(next_offset - first_offset)::bigint as passed_count, sum(admitted_count)::bigint as admitted_count,
                    sum(duplicate_count)::bigint as duplicate_count, sum(rejected_count)::bigint as rejected_count,
                    sum(control_record_count)::bigint as control_record_count,
                    max(last_emitted_at) as last_emitted_at, max(moved_at) as moved_at
               from intake.checkpoints
              group by source, topic
              order by source, topic
              limit 1000",
        )
        .fetch_all(&self.store.pool)
        .await
        .during("cannot read the checkpoints")
    }

    /// Returns how many events were rejected, by reason, the most frequent first.
    pub async fn rejection_counts(&self) -> Result<Vec<RejectionCount>, Error> {
        sqlx::query_as(
            "select reason, count(*) as total_count, count(replayed_at) as replayed_count,
                    max(rejected_at) as last_rejected_at
               from intake.rejections
              group by reason
              order by total_count desc, reason
              limit 100",
        )
        .fetch_all(&self.store.pool)
        .await
        .during("cannot count the rejections")
    }

    /// Returns the latest rejected events of each reason, at most `per_reason` of each, with their first `bytes` bytes.
    pub async fn rejection_examples(&self, per_reason: i64, bytes: i32) -> Result<Vec<RejectionExample>, Error> {
        sqlx::query_as(
            "select example.*
               from (select reason, count(*) as total_count from intake.rejections group by reason) as reasons
              cross join lateral (
                    select rejection_id, reason, topic, topic_partition, topic_offset, detail, source_school_id, rejected_at,
                           substring(message from 1 for $2) as first_bytes, octet_length(message) as size_bytes
                      from intake.rejections
                     where reason = reasons.reason
                     order by rejection_id desc
                     limit $1) as example
              order by reasons.total_count desc, reasons.reason, example.rejection_id desc
              limit 1000",
        )
        .bind(per_reason)
        .bind(bytes)
        .fetch_all(&self.store.pool)
        .await
        .during("cannot read the rejections")
    }
}
