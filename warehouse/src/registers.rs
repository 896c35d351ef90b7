//! Registers: changes are added with facts, in the one commit, and read as they were at a version and a moment.

use crate::error::During as _;
use crate::model::{Instant, Operation, RegisterContent, SchoolId};
use crate::{Error, Warehouse};
use chrono::{DateTime, Utc};
use sqlx::types::Json;
use sqlx::{PgConnection, Row as _};

/// A change of a register, numbered.
#[derive(Debug, Clone, PartialEq)]
pub struct RegisterChange {
    /// Its number; the register's version is the number of its last change.
    pub sequence_number: i64,
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
    pub content: RegisterContent,
}

/// A change of a register that is to be added, with where it was read.
#[derive(Debug, Clone, PartialEq)]
pub struct NewRegisterChange {
    /// The change; its number is given by the commit.
    pub change: RegisterChange,
    /// The topic it was read from.
    pub topic: String,
    /// The partition.
    pub topic_partition: i32,
    /// The offset.
    pub topic_offset: i64,
}

/// Adds changes in the given order. The caller holds the writers' lock.
pub(crate) async fn add(
    transaction: &mut PgConnection,
    changes: &[NewRegisterChange],
    now: DateTime<Utc>,
) -> Result<(), Error> {
    if changes.is_empty() {
        return Ok(());
    }
    let operation = "cannot add register changes";
    let contents: Vec<Json<&RegisterContent>> = changes.iter().map(|new| Json(&new.change.content)).collect();
    let text =
        |get: fn(&NewRegisterChange) -> &str| changes.iter().map(|new| get(new).to_owned()).collect::<Vec<String>>();
    sqlx::query(
        "insert into registers.changes
             (kind, source_system, source_instance, source_school_id, school_id, entity_key, entity_version, operation,
              entered_at, emitted_at, content, recorded_at, topic, topic_partition, topic_offset)
         select kind, source_system, source_instance, source_school_id, school_id, entity_key, entity_version, operation,
                entered_at, emitted_at, content, $12, topic, topic_partition, topic_offset
           from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::bigint[], $8::text[],
                       $9::timestamptz[], $10::timestamptz[], $11::jsonb[], $13::text[], $14::integer[], $15::bigint[])
             with ordinality as new (kind, source_system, source_instance, source_school_id, school_id, entity_key, entity_version,
                   operation, entered_at, emitted_at, content, topic, topic_partition, topic_offset, ordinal)
          order by ordinal",
    )
    .bind(text(|new| new.change.content.kind().as_str()))
    .bind(text(|new| &new.change.source_system))
    .bind(text(|new| &new.change.source_instance))
    .bind(text(|new| &new.change.source_school_id))
    .bind(changes.iter().map(|new| new.change.school_id.as_ref().map(|id| id.as_str().to_owned())).collect::<Vec<_>>())
    .bind(text(|new| &new.change.entity_key))
    .bind(changes.iter().map(|new| new.change.entity_version).collect::<Vec<_>>())
    .bind(text(|new| new.change.operation.as_str()))
    .bind(changes.iter().map(|new| new.change.entered_at.utc()).collect::<Vec<_>>())
    .bind(changes.iter().map(|new| new.change.emitted_at.utc()).collect::<Vec<_>>())
    .bind(contents)
    .bind(now)
    .bind(text(|new| &new.topic))
    .bind(changes.iter().map(|new| new.topic_partition).collect::<Vec<_>>())
    .bind(changes.iter().map(|new| new.topic_offset).collect::<Vec<_>>())
    .execute(transaction)
    .await
    .during(operation)?;
    Ok(())
}

impl Warehouse {
    /// Returns the registers' version: the number of the last change, 0 when there is none.
    pub async fn register_version(&self) -> Result<i64, Error> {
        sqlx::query_scalar("select coalesce(max(sequence_number), 0) from registers.changes")
            .fetch_one(&self.pool)
            .await
            .during("cannot read the registers' version")
    }

    /// Returns the registers as they were: changes up to `version` that had been emitted by `known_by`, folded to the
    /// highest version of each entity, without deleted ones, in the order of kind, source and key.
    pub async fn registers(&self, version: i64, known_by: Instant) -> Result<Vec<RegisterChange>, Error> {
        let operation = "cannot read the registers";
        let rows = sqlx::query(
            "select * from (
                 select distinct on (kind, source_system, source_instance, entity_key) *
                   from registers.changes
                  where sequence_number <= $1 and emitted_at <= $2
                  order by kind, source_system, source_instance, entity_key, entity_version desc) as latest
              where operation <> 'delete'
              order by kind collate \"C\", source_system collate \"C\", source_instance collate \"C\", entity_key collate \"C\"",
        )
        .bind(version)
        .bind(known_by.utc())
        .fetch_all(&self.pool)
        .await
        .during(operation)?;
        rows.into_iter().map(|row| read_change(&row).during(operation)).collect()
    }
}

fn read_change(row: &sqlx::postgres::PgRow) -> Result<RegisterChange, sqlx::Error> {
    let moment = |column| row.try_get::<DateTime<Utc>, _>(column).map(Instant::from);
    Ok(RegisterChange {
        sequence_number: row.try_get("sequence_number")?,
        source_system: row.try_get("source_system")?,
        source_instance: row.try_get("source_instance")?,
        source_school_id: row.try_get("source_school_id")?,
        school_id: row.try_get::<Option<String>, _>("school_id")?.map(SchoolId::from_stored),
        entity_key: row.try_get("entity_key")?,
        entity_version: row.try_get("entity_version")?,
        operation: row
            .try_get::<&str, _>("operation")?
            .parse()
            .map_err(|error| sqlx::Error::ColumnDecode { index: "operation".to_owned(), source: Box::new(error) })?,
        entered_at: moment("entered_at")?,
        emitted_at: moment("emitted_at")?,
        content: row.try_get::<Json<RegisterContent>, _>("content")?.0,
    })
}
