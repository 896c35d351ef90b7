//! The one commit of ingest, and what ingest needs to know before it.
//!
//! A [`Batch`] becomes visible in one PostgreSQL transaction: every partition's checkpoint moves from exactly the
//! expected offset under this owner's fence, the lake gets a snapshot with the batch's files, rejections and register
//! changes are added. A checkpoint that does not move means that another owner has the partition: everything is rolled
//! back. A crash before the transaction leaves files that no snapshot lists; they do not exist for any reader.

use crate::error::During as _;
use crate::lake::{Frame, NewFile, catalog, table, write_file};
use crate::model::{Instant, SchoolId};
use crate::registers::{self, NewRegisterChange};
use crate::{Error, Warehouse};
use chrono::{DateTime, Utc};
use sha2::{Digest as _, Sha256};
use sqlx::{PgConnection, Row as _};
use std::collections::HashMap;

/// What one commit takes.
#[derive(Debug, Clone, Default)]
pub struct Batch {
    /// The source's name. Example: `kafka`.
    pub source: String,
    /// How far each partition moves.
    pub moves: Vec<Move>,
    /// Facts, by the table of the lake.
    pub facts: Vec<(&'static str, Frame)>,
    /// Changes of registers, in the order of their arrival.
    pub register_changes: Vec<NewRegisterChange>,
    /// Events that could not be taken.
    pub rejections: Vec<NewRejection>,
    /// When each school last spoke.
    pub feeds: Vec<SchoolFeed>,
    /// Rejections that this batch takes after all.
    pub replayed: Vec<i64>,
}

/// A partition's step: from exactly this offset to that one, and what became of every offset between.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Move {
    /// The topic.
    pub topic: String,
    /// The partition.
    pub partition: i32,
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
    /// The topic.
    pub topic: String,
    /// The partition.
    pub partition: i32,
    /// The offset.
    pub offset: i64,
    /// The message's key as it came.
    pub key: Vec<u8>,
    /// The message as it came.
    pub message: Vec<u8>,
    /// The reason, one word of the contract's list.
    pub reason: &'static str,
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
    pub school_id: String,
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

/// A rejection that waits to be replayed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WaitingRejection {
    /// Its identity.
    pub rejection_id: i64,
    /// The topic it was read from.
    pub topic: String,
    /// The partition.
    pub partition: i32,
    /// The offset.
    pub offset: i64,
    /// The key as it came.
    pub key: Vec<u8>,
    /// The message as it came.
    pub message: Vec<u8>,
}

/// A school's identity in a source.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SourceSchool {
    /// The journal system.
    pub source_system: String,
    /// Its installation.
    pub source_instance: String,
    /// The school's identity there.
    pub source_school_id: String,
}

impl Warehouse {
    /// Takes partitions over: gives each a new fence, so that an earlier owner can no longer commit, and returns the
    /// fence and each partition's next offset. A partition seen for the first time begins at the offset given with it.
    pub async fn take_over(&self, source: &str, partitions: &[(String, i32, i64)]) -> Result<(i64, Vec<i64>), Error> {
        let operation = "cannot take partitions over";
        let mut transaction = self.pool.begin().await.during(operation)?;
        let fence: i64 = sqlx::query_scalar("select nextval('intake.fences')")
            .fetch_one(&mut *transaction)
            .await
            .during(operation)?;
        let mut offsets = Vec::with_capacity(partitions.len());
        for (topic, partition, first_offset) in partitions {
            let next: i64 = sqlx::query_scalar(
                "insert into intake.checkpoints as kept (source, topic, topic_partition, first_offset, next_offset, fence)
                 values ($1, $2, $3, $4, $4, $5)
                 on conflict (source, topic, topic_partition) do update set fence = excluded.fence
                 returning next_offset",
            )
            .bind(source)
            .bind(topic)
            .bind(partition)
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

    /// Returns which school each source's identity means.
    pub async fn school_directory(&self) -> Result<HashMap<SourceSchool, SchoolId>, Error> {
        let rows = sqlx::query(
            "select distinct on (source_system, source_instance, source_school_id)
                    source_system, source_instance, source_school_id, school_id
               from registers.changes where kind = 'school' and operation <> 'delete'
              order by source_system, source_instance, source_school_id, entity_version desc",
        )
        .fetch_all(&self.pool)
        .await
        .during("cannot read the directory of schools")?;
        Ok(rows
            .into_iter()
            .map(|row| {
                let source = SourceSchool {
                    source_system: row.get(0),
                    source_instance: row.get(1),
                    source_school_id: row.get(2),
                };
                (source, SchoolId::from_stored(row.get(3)))
            })
            .collect())
    }

    /// Writes the batch's files and makes all of it visible in one transaction. Returns the lake's snapshot.
    ///
    /// The call is cancelled or fails as a whole: after an error nothing of the batch is visible, and the same batch may
    /// be committed again, except after [`Error::OwnershipLost`], when it must be dropped.
    pub async fn commit(&self, batch: &Batch, now: Instant) -> Result<i64, Error> {
        let files = self.write_files(batch).await?;
        let operation = "cannot commit a batch";
        let mut transaction = self.pool.begin().await.during(operation)?;
        // The lock comes first, so that all commits take their locks in one order.
        catalog::lock_writers(&mut transaction).await?;
        for step in &batch.moves {
            move_checkpoint(&mut transaction, &batch.source, step, now.utc()).await?;
        }
        let snapshot = catalog::add_files(&mut transaction, &files, "ingest").await?;
        registers::add(&mut transaction, &batch.register_changes, now.utc()).await?;
        add_rejections(&mut transaction, &batch.source, &batch.rejections, now.utc()).await?;
        mark_replayed(&mut transaction, &batch.replayed, now.utc()).await?;
        note_feeds(&mut transaction, &batch.feeds, now.utc()).await?;
        transaction.commit().await.during(operation)?;
        Ok(snapshot)
    }

    async fn write_files(&self, batch: &Batch) -> Result<Vec<NewFile>, Error> {
        let name = format!("{}.parquet", batch_name(batch));
        let lake = self.lake_folder.clone();
        // Cloning a frame shares its columns.
        let facts = batch.facts.clone();
        tokio::task::spawn_blocking(move || {
            facts
                .into_iter()
                .filter(|(_, frame)| !frame.is_empty())
                .map(|(name_of_table, frame)| {
                    let table = table(name_of_table)
                        .ok_or_else(|| Error::NotPrepared(format!("the lake has no table {name_of_table}")))?;
                    write_file(&lake, table, name.clone(), frame)
                })
                .collect()
        })
        .await
        .unwrap_or_else(|_| Err(Error::Corrupt("writing files stopped by a defect of the program".to_owned())))
    }

    /// Returns rejections of a reason that wait to be replayed, for schools that are known by now, oldest first.
    pub async fn waiting_rejections(&self, reason: &str, limit: i64) -> Result<Vec<WaitingRejection>, Error> {
        let rows = sqlx::query(
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
        .fetch_all(&self.pool)
        .await
        .during("cannot read waiting rejections")?;
        Ok(rows
            .into_iter()
            .map(|row| WaitingRejection {
                rejection_id: row.get(0),
                topic: row.get(1),
                partition: row.get(2),
                offset: row.get(3),
                key: row.get(4),
                message: row.get(5),
            })
            .collect())
    }
}

/// Names a batch after what it holds, so that a repeated attempt writes the same files.
fn batch_name(batch: &Batch) -> String {
    let mut digest = Sha256::new();
    digest.update(batch.source.as_bytes());
    for step in &batch.moves {
        digest.update(format!("|{}/{}:{}..{}", step.topic, step.partition, step.from_offset, step.to_offset));
    }
    for rejection_id in &batch.replayed {
        digest.update(format!("|replayed {rejection_id}"));
    }
    let digest = digest.finalize();
    // A fence in the name keeps the files of two owners of one range apart: a slow loser must not overwrite a winner's.
    let fence = batch.moves.first().map_or(0, |step| step.fence);
    digest[..10].iter().fold(format!("{fence:08}-"), |name, byte| format!("{name}{byte:02x}"))
}

async fn move_checkpoint(
    transaction: &mut PgConnection,
    source: &str,
    step: &Move,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let moved = sqlx::query(
        "update intake.checkpoints set
             next_offset = $6, admitted_count = admitted_count + $7, duplicate_count = duplicate_count + $8,
             rejected_count = rejected_count + $9, control_record_count = control_record_count + $10,
             last_emitted_at = greatest(last_emitted_at, $11), moved_at = $12
          where source = $1 and topic = $2 and topic_partition = $3 and fence = $4 and next_offset = $5",
    )
    .bind(source)
    .bind(&step.topic)
    .bind(step.partition)
    .bind(step.fence)
    .bind(step.from_offset)
    .bind(step.to_offset)
    .bind(step.admitted_count)
    .bind(step.duplicate_count)
    .bind(step.rejected_count)
    .bind(step.control_record_count)
    .bind(step.last_emitted_at.map(Instant::utc))
    .bind(now)
    .execute(transaction)
    .await
    .during("cannot move a checkpoint")?;
    if moved.rows_affected() == 1 {
        Ok(())
    } else {
        Err(Error::OwnershipLost {
            topic: step.topic.clone(),
            partition: step.partition,
            expected_offset: step.from_offset,
        })
    }
}

async fn add_rejections(
    transaction: &mut PgConnection,
    source: &str,
    rejections: &[NewRejection],
    now: DateTime<Utc>,
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
    .bind(rejections.iter().map(|it| it.topic.clone()).collect::<Vec<_>>())
    .bind(rejections.iter().map(|it| it.partition).collect::<Vec<_>>())
    .bind(rejections.iter().map(|it| it.offset).collect::<Vec<_>>())
    .bind(rejections.iter().map(|it| it.key.clone()).collect::<Vec<_>>())
    .bind(rejections.iter().map(|it| it.message.clone()).collect::<Vec<_>>())
    .bind(rejections.iter().map(|it| it.reason.to_owned()).collect::<Vec<_>>())
    // PostgreSQL's text holds no zero byte.
    .bind(rejections.iter().map(|it| it.detail.replace('\0', "\u{fffd}")).collect::<Vec<_>>())
    .bind(rejections.iter().map(|it| it.source_instance.as_ref().map(|text| text.replace('\0', "\u{fffd}"))).collect::<Vec<_>>())
    .bind(rejections.iter().map(|it| it.source_school_id.as_ref().map(|text| text.replace('\0', "\u{fffd}"))).collect::<Vec<_>>())
    .bind(now)
    .execute(transaction)
    .await
    .during("cannot keep rejections")?;
    Ok(())
}

async fn mark_replayed(transaction: &mut PgConnection, replayed: &[i64], now: DateTime<Utc>) -> Result<(), Error> {
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
        Err(Error::OwnershipLost { topic: "rejections".to_owned(), partition: 0, expected_offset: 0 })
    }
}

async fn note_feeds(transaction: &mut PgConnection, feeds: &[SchoolFeed], now: DateTime<Utc>) -> Result<(), Error> {
    if feeds.is_empty() {
        return Ok(());
    }
    sqlx::query(
        "insert into intake.school_feeds as kept
             (school_id, source_system, source_instance, events_count, last_entered_at, last_emitted_at, last_ingested_at)
         select school_id, source_system, source_instance, events_count, entered_at, emitted_at, $7
           from unnest($1::text[], $2::text[], $3::text[], $4::bigint[], $5::timestamptz[], $6::timestamptz[])
             as new (school_id, source_system, source_instance, events_count, entered_at, emitted_at)
         on conflict (school_id, source_instance) do update set
             events_count = kept.events_count + excluded.events_count,
             last_entered_at = greatest(kept.last_entered_at, excluded.last_entered_at),
             last_emitted_at = greatest(kept.last_emitted_at, excluded.last_emitted_at),
             last_ingested_at = excluded.last_ingested_at",
    )
    .bind(feeds.iter().map(|it| it.school_id.clone()).collect::<Vec<_>>())
    .bind(feeds.iter().map(|it| it.source_system.clone()).collect::<Vec<_>>())
    .bind(feeds.iter().map(|it| it.source_instance.clone()).collect::<Vec<_>>())
    .bind(feeds.iter().map(|it| it.events_count).collect::<Vec<_>>())
    .bind(feeds.iter().map(|it| it.last_entered_at.utc()).collect::<Vec<_>>())
    .bind(feeds.iter().map(|it| it.last_emitted_at.utc()).collect::<Vec<_>>())
    .bind(now)
    .execute(transaction)
    .await
    .during("cannot note the schools' feeds")?;
    Ok(())
}
