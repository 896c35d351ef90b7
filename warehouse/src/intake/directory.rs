//! The directory: which school each source's identity means.

use crate::Error;
use crate::error::During as _;
use crate::model::SchoolId;
use crate::store::Store;
use std::collections::HashMap;

/// A school's identity in a source.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, sqlx::FromRow)]
pub struct SourceSchool {
    /// The journal system.
    pub source_system: String,
    /// Its installation.
    pub source_instance: String,
    /// The school's identity there.
    pub source_school_id: String,
}

/// The school that a source's identity means.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct RegisteredSchool {
    /// The school.
    pub school_id: SchoolId,
    /// The version of the register's entry that says so: a higher one may correct it, a lower one that comes later not.
    pub entity_version: i64,
}

#[derive(sqlx::FromRow)]
struct Entry {
    #[sqlx(flatten)]
    source: SourceSchool,
    #[sqlx(flatten)]
    school: RegisteredSchool,
}

/// Returns which school each source's identity means.
pub(super) async fn school_directory(store: &Store) -> Result<HashMap<SourceSchool, RegisteredSchool>, Error> {
    let entries: Vec<Entry> = sqlx::query_as(
        "select distinct on (source_system, source_instance, source_school_id)
                source_system, source_instance, source_school_id, school_id, entity_version
           from registers.changes where kind = 'school' and operation <> 'delete'
          order by source_system, source_instance, source_school_id, entity_version desc",
    )
    .fetch_all(&store.pool)
    .await
    .during("cannot read the directory of schools")?;
    Ok(entries.into_iter().map(|entry| (entry.source, entry.school)).collect())
}
