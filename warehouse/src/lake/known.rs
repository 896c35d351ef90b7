//! Which versions of which entities are kept already: what ingest must know to recognise a repeated delivery.

use super::session::scan_files;
use super::{TABLES, Table};
use crate::error::During as _;
use crate::model::Instant;
use crate::{Error, Warehouse};
use chrono::{DateTime, Utc};
use polars::prelude::{DataType, Engine, IntoColumn as _, TimeUnit, TimeZone, col, lit};
use sqlx::Row as _;
use std::path::PathBuf;

/// A version of an entity that is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownVersion {
    /// The table of facts, or the kind of register, that keeps it.
    pub kept_in: String,
    /// The journal system.
    pub source_system: String,
    /// Its installation.
    pub source_instance: String,
    /// The entity.
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
    /// Returns whether it may hold facts entered in `[from, to)`.
    pub fn may_hold(&self, from: Instant, to: Instant) -> bool {
        self.first_entered_at < to && from <= self.last_entered_at
    }
}

impl Warehouse {
    /// Returns the files of facts as they are listed now.
    pub async fn fact_files(&self) -> Result<Vec<FactFile>, Error> {
        let operation = "cannot list the files of facts";
        let rows = sqlx::query(
            "select listed.table_name, file.path, bounds.min_value::timestamptz, bounds.max_value::timestamptz
               from lake.ducklake_data_file as file
               join lake.ducklake_table as listed using (table_id)
               join lake.ducklake_column as entered using (table_id)
               join lake.ducklake_file_column_stats as bounds using (data_file_id, column_id)
              where entered.column_name = 'entered_at' and file.end_snapshot is null and bounds.value_count > 0",
        )
        .fetch_all(&self.pool)
        .await
        .during(operation)?;
        Ok(rows
            .into_iter()
            .filter_map(|row| {
                let (name, path): (String, String) = (row.get(0), row.get(1));
                let table = TABLES.iter().find(|table| table.is_fact && table.name == name)?;
                Some(FactFile {
                    table,
                    path: self.lake_folder.join("main").join(table.name).join(path),
                    first_entered_at: row.get::<DateTime<Utc>, _>(2).into(),
                    last_entered_at: row.get::<DateTime<Utc>, _>(3).into(),
                })
            })
            .collect())
    }

    /// Returns the versions of facts in these files that came by a partition and were entered in `[from, to)`.
    pub async fn known_facts(
        &self,
        files: &[FactFile],
        topic: &str,
        partition: i32,
        (from, to): (Instant, Instant),
    ) -> Result<Vec<KnownVersion>, Error> {
        let files: Vec<FactFile> = files.iter().filter(|file| file.may_hold(from, to)).cloned().collect();
        if files.is_empty() {
            return Ok(Vec::new());
        }
        let topic = topic.to_owned();
        tokio::task::spawn_blocking(move || {
            let mut known = Vec::new();
            for table in TABLES.iter().filter(|table| table.is_fact) {
                let paths: Vec<PathBuf> =
                    files.iter().filter(|file| file.table.name == table.name).map(|file| file.path.clone()).collect();
                if !paths.is_empty() {
                    read_versions(table, &paths, &topic, partition, (from, to), &mut known).map_err(|source| {
                        Error::Engine { operation: format!("cannot read what {} holds", table.name), source }
                    })?;
                }
            }
            Ok(known)
        })
        .await
        .unwrap_or_else(|_| Err(Error::Corrupt("reading facts stopped by a defect of the program".to_owned())))
    }

    /// Returns the versions of register changes that came by a partition.
    pub async fn known_register_changes(&self, topic: &str, partition: i32) -> Result<Vec<KnownVersion>, Error> {
        let rows = sqlx::query(
            "select kind, source_system, source_instance, entity_key, entity_version
               from registers.changes where topic = $1 and topic_partition = $2",
        )
        .bind(topic)
        .bind(partition)
        .fetch_all(&self.pool)
        .await
        .during("cannot read which register changes are kept")?;
        Ok(rows
            .into_iter()
            .map(|row| KnownVersion {
                kept_in: row.get(0),
                source_system: row.get(1),
                source_instance: row.get(2),
                entity_key: row.get(3),
                entity_version: row.get(4),
            })
            .collect())
    }
}

fn read_versions(
    table: &Table,
    paths: &[PathBuf],
    topic: &str,
    partition: i32,
    (from, to): (Instant, Instant),
    known: &mut Vec<KnownVersion>,
) -> polars::prelude::PolarsResult<()> {
    let instant =
        |moment: Instant| lit(moment.micros()).cast(DataType::Datetime(TimeUnit::Microseconds, Some(TimeZone::UTC)));
    let frame = scan_files(table, paths)?
        .filter(
            col("topic")
                .eq(lit(topic.to_owned()))
                .and(col("topic_partition").eq(lit(partition)))
                .and(col("entered_at").gt_eq(instant(from)))
                .and(col("entered_at").lt(instant(to))),
        )
        .select([col("source_system"), col("source_instance"), col("entity_key"), col("entity_version")])
        .collect_with_engine(Engine::Streaming)?
        .unwrap_single();
    let texts = |name| frame.column(name).and_then(|column| column.str().cloned());
    let (systems, instances, keys) = (texts("source_system")?, texts("source_instance")?, texts("entity_key")?);
    let versions = frame.column("entity_version")?.clone().into_column();
    let versions = versions.i64()?;
    for (((system, instance), key), version) in
        systems.iter().zip(instances.iter()).zip(keys.iter()).zip(versions.iter())
    {
        known.push(KnownVersion {
            kept_in: table.name.to_owned(),
            source_system: system.unwrap_or_default().to_owned(),
            source_instance: instance.unwrap_or_default().to_owned(),
            entity_key: key.unwrap_or_default().to_owned(),
            entity_version: version.unwrap_or_default(),
        });
    }
    Ok(())
}
