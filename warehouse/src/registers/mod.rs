//! Registers: changes are added with facts, in the one commit, and read as they were at a version and a moment.

mod change;

pub use change::{NewRegisterChange, RegisterChange};

use crate::Error;
use crate::error::During as _;
use crate::model::{Instant, RegisterContent, RegisterVersion};
use crate::store::Store;
use sqlx::PgConnection;
use sqlx::types::Json;

/// The door to the registers.
#[derive(Debug, Clone)]
pub struct Registers {
    store: Store,
}

impl Registers {
    pub(crate) fn new(store: Store) -> Self {
        Self { store }
    }

    /// Returns the registers' version: the number of the last change, 0 when there is none.
    pub async fn version(&self) -> Result<RegisterVersion, Error> {
        sqlx::query_scalar("select coalesce(max(sequence_number), 0) from registers.changes")
            .fetch_one(&self.store.pool)
            .await
            .during("cannot read the registers' version")
    }

    /// Returns every version of every register but the schools', of changes up to `version` that had been emitted by
    /// `known_by`: in the order of kind, source, school, key, school year and version, so that an entity's versions lie
    /// together. A class group is another one in each school year, so that its grade of last year stays.
    pub async fn versions_as_of(
        &self,
        version: RegisterVersion,
        known_by: Instant,
    ) -> Result<Vec<RegisterChange>, Error> {
        sqlx::query_as(
            "select * from registers.changes
              where sequence_number <= $1 and emitted_at <= $2 and kind <> 'school'
              order by kind collate \"C\", source_system collate \"C\", source_instance collate \"C\",
                       source_school_id collate \"C\", entity_key collate \"C\",
                       content #>> '{content,school_year}' collate \"C\", entity_version, sequence_number",
        )
        .bind(version)
        .bind(known_by)
        .fetch_all(&self.store.pool)
        .await
        .during("cannot read the registers")
    }

    /// Returns every version of every school, of changes up to `version` that had been emitted by `known_by`, deletions
    /// too: a school that is closed was a school. In the order of source, school, version and key.
    pub async fn schools_as_of(
        &self,
        version: RegisterVersion,
        known_by: Instant,
    ) -> Result<Vec<RegisterChange>, Error> {
        sqlx::query_as(
            "select distinct on (source_system collate \"C\", source_instance collate \"C\", source_school_id collate \"C\",
                                 entity_version, entity_key collate \"C\") *
               from registers.changes
              where sequence_number <= $1 and emitted_at <= $2 and kind = 'school'
              order by source_system collate \"C\", source_instance collate \"C\", source_school_id collate \"C\",
                       entity_version, entity_key collate \"C\", sequence_number",
        )
        .bind(version)
        .bind(known_by)
        .fetch_all(&self.store.pool)
        .await
        .during("cannot read the schools")
    }
}

/// Adds changes in the given order. The caller holds the writers' lock.
pub(crate) async fn add(
    transaction: &mut PgConnection,
    changes: &[NewRegisterChange],
    now: Instant,
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
    .bind(changes.iter().map(|new| new.change.content.kind()).collect::<Vec<_>>())
    .bind(text(|new| &new.change.source_system))
    .bind(text(|new| &new.change.source_instance))
    .bind(text(|new| &new.change.source_school_id))
    .bind(changes.iter().map(|new| new.change.school_id.clone()).collect::<Vec<_>>())
    .bind(text(|new| &new.change.entity_key))
    .bind(changes.iter().map(|new| new.change.entity_version).collect::<Vec<_>>())
    .bind(changes.iter().map(|new| new.change.operation).collect::<Vec<_>>())
    .bind(changes.iter().map(|new| new.change.entered_at).collect::<Vec<_>>())
    .bind(changes.iter().map(|new| new.change.emitted_at).collect::<Vec<_>>())
    .bind(contents)
    .bind(now)
    .bind(text(|new| &new.topic_partition.topic))
    .bind(changes.iter().map(|new| new.topic_partition.partition).collect::<Vec<_>>())
    .bind(changes.iter().map(|new| new.offset).collect::<Vec<_>>())
    .execute(transaction)
    .await
    .during(operation)?;
    Ok(())
}
