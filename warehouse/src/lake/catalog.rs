//! The catalog: which tables and files a snapshot of the lake has. The statements are DuckLake 1.0's.

use super::files::NewFile;
use super::statistics::{Listed, add_column_statistics, add_table_statistics};
use super::{TABLES, Table};
use crate::Error;
use crate::error::During as _;
use crate::model::{Kind, SnapshotId};
use crate::store::Store;
use sqlx::PgConnection;
use std::collections::BTreeMap;
use std::path::PathBuf;

/// The advisory lock that makes writers of the lake queue up ("svodka" in ASCII). Register changes are numbered under
/// it too, so that their numbers appear in the order of commits.
const WRITER_LOCK: i64 = 0x73_76_6F_64_6B_61;

#[derive(sqlx::FromRow)]
struct Head {
    snapshot_id: i64,
    schema_version: i64,
    next_catalog_id: i64,
    next_file_id: i64,
}

/// Takes the writers' lock until the end of the transaction.
pub(crate) async fn lock_writers(transaction: &mut PgConnection) -> Result<(), Error> {
    sqlx::query("select pg_advisory_xact_lock($1)")
        .bind(WRITER_LOCK)
        .execute(transaction)
        .await
        .during("cannot take the lake's lock")?;
    Ok(())
}

async fn head(connection: &mut PgConnection) -> Result<Head, Error> {
    sqlx::query_as(
        "select snapshot_id, schema_version, next_catalog_id, next_file_id
           from lake.ducklake_snapshot order by snapshot_id desc limit 1",
    )
    .fetch_one(connection)
    .await
    .during("cannot read the lake's last snapshot")
}

async fn add_snapshot(transaction: &mut PgConnection, new: &Head, changes: &str, message: &str) -> Result<(), Error> {
    let operation = "cannot add a snapshot to the lake";
    sqlx::query(
        "insert into lake.ducklake_snapshot (snapshot_id, snapshot_time, schema_version, next_catalog_id, next_file_id)
         values ($1, clock_timestamp(), $2, $3, $4)",
    )
    .bind(new.snapshot_id)
    .bind(new.schema_version)
    .bind(new.next_catalog_id)
    .bind(new.next_file_id)
    .execute(&mut *transaction)
    .await
    .during(operation)?;
    sqlx::query(
        "insert into lake.ducklake_snapshot_changes (snapshot_id, changes_made, author, commit_message, commit_extra_info)
         values ($1, $2, 'svodka', $3, null)",
    )
    .bind(new.snapshot_id)
    .bind(changes)
    .bind(message)
    .execute(transaction)
    .await
    .during(operation)?;
    Ok(())
}

/// Creates the tables that the catalog does not have yet and notes where the files are.
pub(crate) async fn create_tables(store: &Store) -> Result<(), Error> {
    let operation = "cannot create the lake's tables";
    let mut transaction = store.pool.begin().await.during(operation)?;
    lock_writers(&mut transaction).await?;
    let folder = format!("{}/", store.lake_folder.display());
    sqlx::query("insert into lake.ducklake_metadata (key, value) values ('data_path', $1) on conflict (key, scope, scope_id) do nothing")
        .bind(&folder)
        .execute(&mut *transaction)
        .await
        .during(operation)?;
    let kept: String =
        sqlx::query_scalar("select value from lake.ducklake_metadata where key = 'data_path' and scope is null")
            .fetch_one(&mut *transaction)
            .await
            .during(operation)?;
    if kept != folder {
        return Err(Error::Corrupt(format!(
            "the catalog says that the lake's files are in {kept}, and lake.path is {folder}"
        )));
    }
    let existing = table_ids(&mut transaction).await?;
    let missing: Vec<&Table> = TABLES.iter().filter(|table| !existing.contains_key(table.name)).collect();
    if !missing.is_empty() {
        let head = head(&mut transaction).await?;
        let count = i64::try_from(missing.len()).unwrap_or(i64::MAX);
        let new = Head {
            snapshot_id: head.snapshot_id + 1,
            schema_version: head.schema_version + 1,
            next_catalog_id: head.next_catalog_id + count,
            next_file_id: head.next_file_id,
        };
        let changes: Vec<String> =
            missing.iter().map(|table| format!(r#"created_table:"main"."{}""#, table.name)).collect();
        add_snapshot(&mut transaction, &new, &changes.join(","), "create tables").await?;
        for (table, table_id) in missing.into_iter().zip(head.next_catalog_id..) {
            create_table(&mut transaction, table, table_id, &new).await?;
        }
    }
    transaction.commit().await.during(operation)
}

async fn create_table(transaction: &mut PgConnection, table: &Table, table_id: i64, new: &Head) -> Result<(), Error> {
    let operation = "cannot create a table of the lake";
    sqlx::query(
        "insert into lake.ducklake_table
             (table_id, table_uuid, begin_snapshot, end_snapshot, schema_id, table_name, path, path_is_relative)
         values ($1, gen_random_uuid(), $2, null, 0, $3, $4, true)",
    )
    .bind(table_id)
    .bind(new.snapshot_id)
    .bind(table.name)
    .bind(format!("{}/", table.name))
    .execute(&mut *transaction)
    .await
    .during(operation)?;
    for (column, column_id) in table.columns.iter().zip(1_i64..) {
        let is_optional = matches!(column.kind, Kind::Optional(_));
        sqlx::query(
            "insert into lake.ducklake_column
                 (column_id, begin_snapshot, end_snapshot, table_id, column_order, column_name, column_type,
                  initial_default, default_value, nulls_allowed, parent_column, default_value_type, default_value_dialect)
             values ($1, $2, null, $3, $1, $4, $5, null, 'NULL', $6, null, 'literal', 'duckdb')",
        )
        .bind(column_id)
        .bind(new.snapshot_id)
        .bind(table_id)
        .bind(column.name)
        .bind(Table::catalog_type(column))
        .bind(is_optional)
        .execute(&mut *transaction)
        .await
        .during(operation)?;
    }
    sqlx::query(
        "insert into lake.ducklake_schema_versions (begin_snapshot, schema_version, table_id) values ($1, $2, $3)",
    )
    .bind(new.snapshot_id)
    .bind(new.schema_version)
    .bind(table_id)
    .execute(transaction)
    .await
    .during(operation)?;
    Ok(())
}

async fn table_ids(connection: &mut PgConnection) -> Result<BTreeMap<String, i64>, Error> {
    let rows: Vec<(String, i64)> =
        sqlx::query_as("select table_name, table_id from lake.ducklake_table where end_snapshot is null")
            .fetch_all(connection)
            .await
            .during("cannot list the lake's tables")?;
    Ok(rows.into_iter().collect())
}

/// Lists files in one new snapshot and returns its number; without files, returns the last snapshot's.
pub(crate) async fn add_files(
    transaction: &mut PgConnection,
    files: &[NewFile],
    message: &str,
) -> Result<SnapshotId, Error> {
    lock_writers(transaction).await?;
    let head = head(transaction).await?;
    if files.is_empty() {
        return Ok(SnapshotId(head.snapshot_id));
    }
    let ids = table_ids(transaction).await?;
    let mut listed = Vec::with_capacity(files.len());
    for (file, file_id) in files.iter().zip(head.next_file_id..) {
        let table_id = *ids
            .get(file.table.name)
            .ok_or_else(|| Error::NotPrepared(format!("the lake has no table {}", file.table.name)))?;
        listed.push(Listed { file, file_id, table_id });
    }
    let new = Head {
        snapshot_id: head.snapshot_id + 1,
        schema_version: head.schema_version,
        next_catalog_id: head.next_catalog_id,
        next_file_id: head.next_file_id + i64::try_from(files.len()).unwrap_or(i64::MAX),
    };
    let mut tables: Vec<i64> = listed.iter().map(|it| it.table_id).collect();
    tables.sort_unstable();
    tables.dedup();
    let changes: Vec<String> = tables.iter().map(|id| format!("inserted_into_table:{id}")).collect();
    add_snapshot(transaction, &new, &changes.join(","), message).await?;
    let first_row_ids = add_table_statistics(transaction, &listed).await?;
    add_data_files(transaction, &listed, &first_row_ids, new.snapshot_id).await?;
    add_column_statistics(transaction, &listed).await?;
    Ok(SnapshotId(new.snapshot_id))
}

async fn add_data_files(
    transaction: &mut PgConnection,
    listed: &[Listed<'_>],
    first_row_ids: &[i64],
    snapshot_id: i64,
) -> Result<(), Error> {
    sqlx::query(
        "insert into lake.ducklake_data_file
             (data_file_id, table_id, begin_snapshot, end_snapshot, file_order, path, path_is_relative, file_format,
              record_count, file_size_bytes, footer_size, row_id_start, partition_id, encryption_key, mapping_id, partial_max)
         select file_id, table_id, $8, null, null, path, true, 'parquet', records, bytes, footer, first_row, null, null, null, null
           from unnest($1::bigint[], $2::bigint[], $3::text[], $4::bigint[], $5::bigint[], $6::bigint[], $7::bigint[])
             as new (file_id, table_id, path, records, bytes, footer, first_row)",
    )
    .bind(listed.iter().map(|it| it.file_id).collect::<Vec<_>>())
    .bind(listed.iter().map(|it| it.table_id).collect::<Vec<_>>())
    .bind(listed.iter().map(|it| it.file.name.clone()).collect::<Vec<_>>())
    .bind(listed.iter().map(|it| it.file.record_count).collect::<Vec<_>>())
    .bind(listed.iter().map(|it| it.file.size_bytes).collect::<Vec<_>>())
    .bind(listed.iter().map(|it| it.file.footer_bytes).collect::<Vec<_>>())
    .bind(first_row_ids.to_vec())
    .bind(snapshot_id)
    .execute(transaction)
    .await
    .during("cannot list files in the lake")?;
    Ok(())
}

/// Returns the number of the lake's last snapshot.
pub(crate) async fn latest_snapshot(store: &Store) -> Result<SnapshotId, Error> {
    let mut connection = store.pool.acquire().await.during("cannot read the lake's last snapshot")?;
    Ok(SnapshotId(head(&mut connection).await?.snapshot_id))
}

/// Returns the number of the last snapshot that no release made.
pub(crate) async fn latest_facts_snapshot(store: &Store) -> Result<SnapshotId, Error> {
    sqlx::query_scalar(
        "select coalesce(max(snapshot_id), 0) from lake.ducklake_snapshot
          where snapshot_id not in (select duties_snapshot from published.releases)",
    )
    .fetch_one(&store.pool)
    .await
    .during("cannot read the last snapshot of the facts")
}

/// Returns the files of a table as of a snapshot, in the order in which they were added.
pub(crate) async fn files_at(store: &Store, table: &Table, snapshot: SnapshotId) -> Result<Vec<PathBuf>, Error> {
    let names: Vec<String> = sqlx::query_scalar(
        "select file.path
           from lake.ducklake_data_file as file join lake.ducklake_table as listed using (table_id)
          where listed.table_name = $1 and listed.end_snapshot is null
            and file.begin_snapshot <= $2 and (file.end_snapshot is null or file.end_snapshot > $2)
          order by file.row_id_start",
    )
    .bind(table.name)
    .bind(snapshot)
    .fetch_all(&store.pool)
    .await
    .during("cannot list the lake's files")?;
    let folder = table.folder(&store.lake_folder);
    Ok(names.into_iter().map(|name| folder.join(name)).collect())
}

/// Returns the files that a snapshot added to a table, in that order.
pub(crate) async fn files_added_by(store: &Store, table: &Table, snapshot: SnapshotId) -> Result<Vec<PathBuf>, Error> {
    let names: Vec<String> = sqlx::query_scalar(
        "select file.path
           from lake.ducklake_data_file as file join lake.ducklake_table as listed using (table_id)
          where listed.table_name = $1 and listed.end_snapshot is null and file.begin_snapshot = $2
          order by file.row_id_start",
    )
    .bind(table.name)
    .bind(snapshot)
    .fetch_all(&store.pool)
    .await
    .during("cannot list the files of a snapshot")?;
    let folder = table.folder(&store.lake_folder);
    Ok(names.into_iter().map(|name| folder.join(name)).collect())
}
