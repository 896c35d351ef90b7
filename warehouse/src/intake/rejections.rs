//! Rejections: events that could not be taken, and those of them that may be taken after all.

use super::NewRejection;
use crate::Error;
use crate::error::During as _;
use crate::model::{Instant, RejectionId, RejectionReason, TopicPartition};
use crate::store::Store;
use sqlx::{FromRow, PgConnection};

/// A rejection that waits to be replayed.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct WaitingRejection {
    /// Its identity.
    pub rejection_id: RejectionId,
    /// The partition it was read from.
    #[sqlx(flatten)]
    pub topic_partition: TopicPartition,
    /// The offset.
    #[sqlx(rename = "topic_offset")]
    pub offset: i64,
    /// The key as it came.
    #[sqlx(rename = "message_key")]
    pub key: Vec<u8>,
    /// The message as it came.
    pub message: Vec<u8>,
}

/// Returns rejections of a reason that wait to be replayed, for schools that are known by now, oldest first.
pub(super) async fn waiting(
    store: &Store,
    reason: RejectionReason,
    limit: i64,
) -> Result<Vec<WaitingRejection>, Error> {
    sqlx::query_as(
        "select rejection_id, topic, topic_partition, topic_offset, message_key, message
           from intake.rejections as waiting
          where reason = $1 and replayed_at is null
            and exists (select from registers.changes as school
                         where school.kind = 'school' and school.source_instance = waiting.source_instance
                           and school.source_school_id = waiting.source_school_id)
          order by rejection_id limit $2",
    )
    .bind(reason)
    .bind(limit)
    .fetch_all(&store.pool)
    .await
    .during("cannot read waiting rejections")
}

/// PostgreSQL's text holds no zero byte.
fn without_zero_bytes(text: &str) -> String {
    text.replace('\0', "\u{fffd}")
}

/// Keeps events that could not be taken.
pub(super) async fn add_rejections(
    transaction: &mut PgConnection,
    source: &str,
    rejections: &[NewRejection],
    now: Instant,
) -> Result<(), Error> {
    if rejections.is_empty() {
        return Ok(());
    }
    sqlx::query(
        "insert into intake.rejections
             (source, topic, topic_partition, topic_offset, message_key, message, reason, detail, source_instance,
              source_school_id, rejected_at)
         select $1, topic, topic_partition, topic_offset, message_key, message, reason, detail, source_instance, source_school_id, $11
           from unnest($2::text[], $3::integer[], $4::bigint[], $5::bytea[], $6::bytea[], $7::text[], $8::text[], $9::text[], $10::text[])
             as new (topic, topic_partition, topic_offset, message_key, message, reason, detail, source_instance, source_school_id)",
    )
    .bind(source)
    .bind(rejections.iter().map(|it| it.topic_partition.topic.clone()).collect::<Vec<_>>())
    .bind(rejections.iter().map(|it| it.topic_partition.partition).collect::<Vec<_>>())
    .bind(rejections.iter().map(|it| it.offset).collect::<Vec<_>>())
    .bind(rejections.iter().map(|it| it.key.clone()).collect::<Vec<_>>())
    .bind(rejections.iter().map(|it| it.message.clone()).collect::<Vec<_>>())
    .bind(rejections.iter().map(|it| it.reason).collect::<Vec<_>>())
    .bind(rejections.iter().map(|it| without_zero_bytes(&it.detail)).collect::<Vec<_>>())
    .bind(rejections.iter().map(|it| it.source_instance.as_deref().map(without_zero_bytes)).collect::<Vec<_>>())
    .bind(rejections.iter().map(|it| it.source_school_id.as_deref().map(without_zero_bytes)).collect::<Vec<_>>())
    .bind(now)
    .execute(transaction)
    .await
    .during("cannot keep rejections")?;
    Ok(())
}

/// Marks rejections as taken after all; that another owner has taken one means that the batch is not ours.
pub(super) async fn mark_replayed(
    transaction: &mut PgConnection,
    replayed: &[RejectionId],
    now: Instant,
) -> Result<(), Error> {
    if replayed.is_empty() {
        return Ok(());
    }
    let marked = sqlx::query(
        "update intake.rejections set replayed_at = $2 where rejection_id = any($1) and replayed_at is null",
    )
    .bind(replayed)
    .bind(now)
    .execute(transaction)
    .await
    .during("cannot mark rejections as replayed")?;
    if usize::try_from(marked.rows_affected()) == Ok(replayed.len()) {
        Ok(())
    } else {
        Err(Error::OwnershipLost { topic_partition: TopicPartition::new("rejections", 0), expected_offset: 0 })
    }
}
