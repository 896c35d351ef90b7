//! Which versions of which entities are kept already: what ingest must know to recognise a repeated delivery.

use crate::Error;
use crate::error::During as _;
use crate::lake::{TABLES, Table, scan_files, table};
use crate::model::{Instant, TopicPartition};
use crate::store::Store;
use polars::prelude::{Engine, PolarsResult, col};
use std::path::PathBuf;

/// A version of an entity that is kept.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct KnownVersion {
    /// The table of facts, or the kind of register, that keeps it.
    pub kept_in: String,
    /// The journal system.
    pub source_system: String,
    /// Its installation.
    pub source_instance: String,
    /// The school in that installation; empty for an entity of the whole region.
    pub source_school_id: String,
    /// The entity, among those of the school.
    pub entity_key: String,
    /// The version.
    pub entity_version: i64,
}

/// A file of facts and the moments of entry it spans.
#[derive(Debug, Clone)]
pub struct FactFile {
    table: &'static Table,
    path: PathBuf,
    first_entered_at: Instant,
    last_entered_at: Instant,
}

impl FactFile {
    /// Describes a file of a table of facts; none when the lake has no such table of facts.
    pub fn new(table: &str, path: PathBuf, first_entered_at: Instant, last_entered_at: Instant) -> Option<Self> {
        let table = TABLES.iter().find(|it| it.is_fact && it.name == table)?;
        Some(Self { table, path, first_entered_at, last_entered_at })
    }

    /// Returns whether it may hold facts of a table entered in `[from, to)`.
    pub fn may_hold(&self, table: &str, from: Instant, to: Instant) -> bool {
        self.table.name == table && self.first_entered_at < to && from <= self.last_entered_at
    }
}

#[derive(sqlx::FromRow)]
struct ListedFile {
    table_name: String,
    path: String,
    first_entered_at: Instant,
    last_entered_at: Instant,
}

/// Returns the files of facts as they are listed now.
pub(super) async fn fact_files(store: &Store) -> Result<Vec<FactFile>, Error> {
    let files: Vec<ListedFile> = sqlx::query_as(
        "select listed.table_name, file.path, bounds.min_value::timestamptz as first_entered_at,
                bounds.max_value::timestamptz as last_entered_at
           from lake.ducklake_data_file as file
           join lake.ducklake_table as listed using (table_id)
           join lake.ducklake_column as entered using (table_id)
           join lake.ducklake_file_column_stats as bounds using (data_file_id, column_id)
          where entered.column_name = 'entered_at' and file.end_snapshot is null and bounds.value_count > 0",
    )
    .fetch_all(&store.pool)
    .await
    .during("cannot list the files of facts")?;
    Ok(files
        .into_iter()
        .filter_map(|file| {
            let path = table(&file.table_name).ok()?.folder(&store.lake_folder).join(file.path);
            FactFile::new(&file.table_name, path, file.first_entered_at, file.last_entered_at)
        })
        .collect())
}

/// Returns the versions of facts that a file holds.
pub(super) async fn known_facts(file: FactFile) -> Result<Vec<KnownVersion>, Error> {
    tokio::task::spawn_blocking(move || {
        read_versions(&file).map_err(|source| Error::Engine {
            operation: format!("cannot read what {} holds", file.path.display()),
            source,
        })
    })
    .await
    .unwrap_or_else(|_| Err(Error::Corrupt("reading facts stopped by a defect of the program".to_owned())))
}

/// Returns the versions of register changes that came by a partition.
pub(super) async fn known_register_changes(
    store: &Store,
    partition: &TopicPartition,
) -> Result<Vec<KnownVersion>, Error> {
    sqlx::query_as(
        "select kind as kept_in, source_system, source_instance, source_school_id, entity_key, entity_version
           from registers.changes where topic = $1 and topic_partition = $2",
    )
    .bind(&partition.topic)
    .bind(partition.partition)
    .fetch_all(&store.pool)
    .await
    .during("cannot read which register changes are kept")
}

fn read_versions(file: &FactFile) -> PolarsResult<Vec<KnownVersion>> {
    const TEXTS: [&str; 4] = ["source_system", "source_instance", "source_school_id", "entity_key"];
    let frame = scan_files(file.table, std::slice::from_ref(&file.path))?
        .select(TEXTS.iter().chain(&["entity_version"]).map(|name| col(*name)).collect::<Vec<_>>())
        .collect_with_engine(Engine::Streaming)?
        .unwrap_single();
    let texts = |name| frame.column(name).and_then(|column| column.str().cloned());
    let [systems, instances, schools, keys] = TEXTS.map(texts);
    let (systems, instances, schools, keys) = (systems?, instances?, schools?, keys?);
    let versions = frame.column("entity_version")?.i64()?;
    let text = |cell: Option<&str>| cell.unwrap_or_default().to_owned();
    Ok(systems
        .iter()
        .zip(instances.iter())
        .zip(schools.iter())
        .zip(keys.iter())
        .zip(versions.iter())
        .map(|((((system, instance), school), key), version)| KnownVersion {
            kept_in: file.table.name.to_owned(),
            source_system: text(system),
            source_instance: text(instance),
            source_school_id: text(school),
            entity_key: text(key),
            entity_version: version.unwrap_or_default(),
        })
        .collect())
}
