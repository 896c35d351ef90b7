//! Checkpoints: how far each partition is taken, and by whom.

use super::Move;
use crate::Error;
use crate::error::During as _;
use crate::model::{Instant, TopicPartition};
use crate::store::Store;
use sqlx::PgConnection;

/// Gives each partition a new fence, and returns the fence and each partition's next offset.
pub(super) async fn take_over(
    store: &Store,
    source: &str,
    partitions: &[(TopicPartition, i64)],
) -> Result<(i64, Vec<i64>), Error> {
    let operation = "cannot take partitions over";
    let mut transaction = store.pool.begin().await.during(operation)?;
    let fence: i64 =
        sqlx::query_scalar("select nextval('intake.fences')").fetch_one(&mut *transaction).await.during(operation)?;
    let mut offsets = Vec::with_capacity(partitions.len());
    for (partition, first_offset) in partitions {
        let next: i64 = sqlx::query_scalar(
            "insert into intake.checkpoints as kept (source, topic, topic_partition, first_offset, next_offset, fence)
             values ($1, $2, $3, $4, $4, $5)
             on conflict (source, topic, topic_partition) do update set fence = excluded.fence
             returning next_offset",
        )
        .bind(source)
        .bind(&partition.topic)
        .bind(partition.partition)
        .bind(first_offset)
        .bind(fence)
        .fetch_one(&mut *transaction)
        .await
        .during(operation)?;
        offsets.push(next);
    }
    transaction.commit().await.during(operation)?;
    Ok((fence, offsets))
}

/// Moves a partition's checkpoint from exactly the expected offset under the owner's fence, or tells that it is not ours.
pub(super) async fn move_checkpoint(
    transaction: &mut PgConnection,
    source: &str,
    step: &Move,
    now: Instant,
) -> Result<(), Error> {
    let moved = sqlx::query(
        "update intake.checkpoints set
             next_offset = $6, admitted_count = admitted_count + $7, duplicate_count = duplicate_count + $8,
             rejected_count = rejected_count + $9, control_record_count = control_record_count + $10,
             last_emitted_at = greatest(last_emitted_at, $11), moved_at = $12
          where source = $1 and topic = $2 and topic_partition = $3 and fence = $4 and next_offset = $5",
    )
    .bind(source)
    .bind(&step.topic_partition.topic)
    .bind(step.topic_partition.partition)
    .bind(step.fence)
    .bind(step.from_offset)
    .bind(step.to_offset)
    .bind(step.admitted_count)
    .bind(step.duplicate_count)
    .bind(step.rejected_count)
    .bind(step.control_record_count)
    .bind(step.last_emitted_at)
    .bind(now)
    .execute(transaction)
    .await
    .during("cannot move a checkpoint")?;
    if moved.rows_affected() == 1 {
        Ok(())
    } else {
        Err(Error::OwnershipLost { topic_partition: step.topic_partition.clone(), expected_offset: step.from_offset })
    }
}
