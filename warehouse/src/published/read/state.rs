//! The state of the data: how far ingest is, what it could not take, and which schools are silent.
//!
//! Intake keeps no region; one database serves one. The scope is taken so that a narrower one can be refused here.

use super::super::Scope;
use super::{moment, moment_if_any};
use crate::error::During as _;
use crate::model::Instant;
use crate::{Error, Warehouse};
use sqlx::Row as _;
use sqlx::postgres::PgRow;

/// How far the reading of a topic is, all its partitions together.
#[derive(Debug, Clone, PartialEq, Eq)]
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
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RejectionCount {
    /// The reason, one word of the contract's list.
    pub reason: String,
    /// How many in all.
    pub total_count: i64,
    /// How many were taken later, in a replay.
    pub replayed_count: i64,
    /// When the last one was rejected.
    pub last_rejected_at: Instant,
}

/// A rejected event, with the beginning of its bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RejectionExample {
    /// Its number, by which it can be found and replayed.
    pub rejection_id: i64,
    /// The reason.
    pub reason: String,
    /// The topic it was read from.
    pub topic: String,
    /// The partition.
    pub partition: i32,
    /// The offset.
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

/// A school that has not been heard for some time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SilentSchool {
    /// The school.
    pub school_id: String,
    /// Its name.
    pub name: String,
    /// Its municipality's identity.
    pub municipality_id: Option<String>,
    /// Its municipality's name.
    pub municipality_name: Option<String>,
    /// The journal that was heard last.
    pub source_system: Option<String>,
    /// When it was heard last; none is never.
    pub last_emitted_at: Option<Instant>,
    /// How many events it sent in all.
    pub events_count: i64,
}

/// Schools that are silent, and how many there are of each kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Silence {
    /// All schools of the release.
    pub schools_count: i64,
    /// Schools that are silent.
    pub silent_count: i64,
    /// The silent schools, those never heard first, then the longest silent; as many as were asked for.
    pub schools: Vec<SilentSchool>,
}

impl Warehouse {
    /// Returns how far the reading of every topic is.
    pub async fn topics(&self, _scope: &Scope) -> Result<Vec<TopicState>, Error> {
        let operation = "cannot read the checkpoints";
        let rows = sqlx::query(
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
        .fetch_all(&self.pool)
        .await
        .during(operation)?;
        rows.iter().map(|row| read_topic(row).during(operation)).collect()
    }

    /// Returns how many events were rejected, by reason, the most frequent first.
    pub async fn rejection_counts(&self, _scope: &Scope) -> Result<Vec<RejectionCount>, Error> {
        let operation = "cannot count the rejections";
        let rows = sqlx::query(
            "select reason, count(*) as total_count, count(replayed_at) as replayed_count,
                    max(rejected_at) as last_rejected_at
               from intake.rejections
              group by reason
              order by total_count desc, reason
              limit 100",
        )
        .fetch_all(&self.pool)
        .await
        .during(operation)?;
        rows.iter().map(|row| read_rejection_count(row).during(operation)).collect()
    }

    /// Returns the latest rejected events of each reason, at most `per_reason` of each, with their first `bytes` bytes.
    pub async fn rejection_examples(
        &self,
        _scope: &Scope,
        per_reason: i64,
        bytes: i32,
    ) -> Result<Vec<RejectionExample>, Error> {
        let operation = "cannot read the rejections";
        let rows = sqlx::query(
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
        .fetch_all(&self.pool)
        .await
        .during(operation)?;
        rows.iter().map(|row| read_rejection_example(row).during(operation)).collect()
    }

    /// Returns the schools of a release that have not been heard since a moment, at most `limit` of them.
    pub async fn silence(&self, scope: &Scope, release_id: i64, since: Instant, limit: i64) -> Result<Silence, Error> {
        let operation = "cannot read which schools are silent";
        let rows = sqlx::query(
            "with heard as (
                 select distinct on (school_id) school_id, source_system, last_emitted_at,
                        sum(events_count) over (partition by school_id)::bigint as events_count
                   from intake.school_feeds
                  order by school_id, last_emitted_at desc),
             schools as (
                 select t.territory_id, t.name, t.parent_id, m.name as municipality_name, heard.source_system,
                        heard.last_emitted_at, coalesce(heard.events_count, 0) as events_count,
                        heard.last_emitted_at is null or heard.last_emitted_at < $3 as is_silent,
                        count(*) over () as schools_count
                   from published.releases r
                   join published.territories t using (release_id)
                   left join published.territories m
                     on m.release_id = t.release_id and m.level = 'municipality' and m.territory_id = t.parent_id
                   left join heard on heard.school_id = t.territory_id
                  where r.region_code = $1 and r.release_id = $2 and t.level = 'school')
             select *, count(*) filter (where is_silent) over () as silent_count
               from schools
              order by is_silent desc, last_emitted_at nulls first, territory_id
              limit $4 + 1",
        )
        .bind(scope.region_code())
        .bind(release_id)
        .bind(since.utc())
        .bind(limit)
        .fetch_all(&self.pool)
        .await
        .during(operation)?;
        read_silence(&rows, limit).during(operation)
    }
}

fn read_silence(rows: &[PgRow], limit: i64) -> Result<Silence, sqlx::Error> {
    let mut silence = Silence { schools_count: 0, silent_count: 0, schools: Vec::new() };
    // A release whose schools are all heard still gives a row, for the counts.
    for row in rows {
        silence.schools_count = row.try_get("schools_count")?;
        silence.silent_count = row.try_get("silent_count")?;
        if row.try_get("is_silent")? {
            silence.schools.push(read_silent_school(row)?);
        }
    }
    silence.schools.truncate(usize::try_from(limit).unwrap_or(0));
    Ok(silence)
}

fn read_topic(row: &PgRow) -> Result<TopicState, sqlx::Error> {
    Ok(TopicState {
        source: row.try_get("source")?,
        topic: row.try_get("topic")?,
        partitions_count: row.try_get("partitions_count")?,
        passed_count: row.try_get("passed_count")?,
        admitted_count: row.try_get("admitted_count")?,
        duplicate_count: row.try_get("duplicate_count")?,
        rejected_count: row.try_get("rejected_count")?,
        control_record_count: row.try_get("control_record_count")?,
        last_emitted_at: moment_if_any(row, "last_emitted_at")?,
        moved_at: moment(row, "moved_at")?,
    })
}

fn read_rejection_count(row: &PgRow) -> Result<RejectionCount, sqlx::Error> {
    Ok(RejectionCount {
        reason: row.try_get("reason")?,
        total_count: row.try_get("total_count")?,
        replayed_count: row.try_get("replayed_count")?,
        last_rejected_at: moment(row, "last_rejected_at")?,
    })
}

fn read_rejection_example(row: &PgRow) -> Result<RejectionExample, sqlx::Error> {
    Ok(RejectionExample {
        rejection_id: row.try_get("rejection_id")?,
        reason: row.try_get("reason")?,
        topic: row.try_get("topic")?,
        partition: row.try_get("topic_partition")?,
        offset: row.try_get("topic_offset")?,
        detail: row.try_get("detail")?,
        source_school_id: row.try_get("source_school_id")?,
        rejected_at: moment(row, "rejected_at")?,
        first_bytes: row.try_get("first_bytes")?,
        size_bytes: row.try_get("size_bytes")?,
    })
}

fn read_silent_school(row: &PgRow) -> Result<SilentSchool, sqlx::Error> {
    Ok(SilentSchool {
        school_id: row.try_get("territory_id")?,
        name: row.try_get("name")?,
        municipality_id: row.try_get("parent_id")?,
        municipality_name: row.try_get("municipality_name")?,
        source_system: row.try_get("source_system")?,
        last_emitted_at: moment_if_any(row, "last_emitted_at")?,
        events_count: row.try_get("events_count")?,
    })
}
