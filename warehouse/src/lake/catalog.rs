//! The catalog: which tables and files a snapshot of the lake has. The statements are DuckLake 1.0's.

use super::{NewFile, TABLES, Table};
use crate::error::During as _;
use crate::{Error, Warehouse};
use sqlx::{PgConnection, Row as _};
use std::collections::BTreeMap;
use std::path::PathBuf;

/// The advisory lock that makes writers of the lake queue up ("svodka" in ASCII). Register changes are numbered under
/// it too, so that their numbers appear in the order of commits.
const WRITER_LOCK: i64 = 0x73_76_6F_64_6B_61;

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
    let row = sqlx::query(
        "select snapshot_id, schema_version, next_catalog_id, next_file_id
           from lake.ducklake_snapshot order by snapshot_id desc limit 1",
    )
    .fetch_one(connection)
    .await
    .during("cannot read the lake's last snapshot")?;
    Ok(Head {
        snapshot_id: row.get(0),
        schema_version: row.get(1),
        next_catalog_id: row.get(2),
        next_file_id: row.get(3),
    })
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
pub(crate) async fn create_tables(warehouse: &Warehouse) -> Result<(), Error> {
    let operation = "cannot create the lake's tables";
    let mut transaction = warehouse.pool.begin().await.during(operation)?;
    lock_writers(&mut transaction).await?;
    let folder = format!("{}/", warehouse.lake_folder.display());
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
        let is_optional = matches!(column.kind, crate::model::Kind::Optional(_));
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
    let rows = sqlx::query("select table_name, table_id from lake.ducklake_table where end_snapshot is null")
        .fetch_all(connection)
        .await
        .during("cannot list the lake's tables")?;
    Ok(rows.into_iter().map(|row| (row.get(0), row.get(1))).collect())
}

/// Lists files in one new snapshot and returns its number; without files, returns the last snapshot's.
pub(crate) async fn add_files(transaction: &mut PgConnection, files: &[NewFile], message: &str) -> Result<i64, Error> {
    lock_writers(transaction).await?;
    let head = head(transaction).await?;
    if files.is_empty() {
        return Ok(head.snapshot_id);
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
    Ok(new.snapshot_id)
}

struct Listed<'a> {
    file: &'a NewFile,
    file_id: i64,
    table_id: i64,
}

/// Adds the files' rows and bytes to their tables and returns each file's first row id.
async fn add_table_statistics(transaction: &mut PgConnection, listed: &[Listed<'_>]) -> Result<Vec<i64>, Error> {
    let mut totals: BTreeMap<i64, (i64, i64)> = BTreeMap::new();
    for it in listed {
        let total = totals.entry(it.table_id).or_default();
        total.0 += it.file.record_count;
        total.1 += it.file.size_bytes;
    }
    let rows = sqlx::query(
        "insert into lake.ducklake_table_stats as kept (table_id, record_count, next_row_id, file_size_bytes)
         select table_id, records, records, bytes from unnest($1::bigint[], $2::bigint[], $3::bigint[]) as new (table_id, records, bytes)
         on conflict (table_id) do update set
             record_count = kept.record_count + excluded.record_count,
             next_row_id = kept.next_row_id + excluded.next_row_id,
             file_size_bytes = kept.file_size_bytes + excluded.file_size_bytes
         returning table_id, next_row_id",
    )
    .bind(totals.keys().copied().collect::<Vec<_>>())
    .bind(totals.values().map(|total| total.0).collect::<Vec<_>>())
    .bind(totals.values().map(|total| total.1).collect::<Vec<_>>())
    .fetch_all(transaction)
    .await
    .during("cannot add to a table's statistics")?;
    let mut next: BTreeMap<i64, i64> = rows
        .into_iter()
        .map(|row| {
            let (table_id, next_row_id): (i64, i64) = (row.get(0), row.get(1));
            (table_id, next_row_id - totals[&table_id].0)
        })
        .collect();
    Ok(listed
        .iter()
        .map(|it| {
            let next_row_id = next.entry(it.table_id).or_default();
            let first = *next_row_id;
            *next_row_id += it.file.record_count;
            first
        })
        .collect())
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

/// Adds the bounds of every column of every file, then widens the tables' own.
async fn add_column_statistics(transaction: &mut PgConnection, listed: &[Listed<'_>]) -> Result<(), Error> {
    let operation = "cannot add the columns' statistics";
    let columns: Vec<_> = listed
        .iter()
        .flat_map(|it| {
            it.file.statistics.iter().zip(1_i64..).map(move |(statistics, column_id)| (it, column_id, statistics))
        })
        .collect();
    let files: Vec<i64> = columns.iter().map(|(it, ..)| it.file_id).collect();
    let tables: Vec<i64> = columns.iter().map(|(it, ..)| it.table_id).collect();
    let column_ids: Vec<i64> = columns.iter().map(|(_, id, _)| *id).collect();
    let values: Vec<i64> = columns.iter().map(|(.., statistics)| statistics.value_count).collect();
    let nulls: Vec<i64> = columns.iter().map(|(.., statistics)| statistics.null_count).collect();
    let minima: Vec<Option<String>> = columns.iter().map(|(.., statistics)| statistics.minimum.clone()).collect();
    let maxima: Vec<Option<String>> = columns.iter().map(|(.., statistics)| statistics.maximum.clone()).collect();
    sqlx::query(
        "insert into lake.ducklake_file_column_stats
             (data_file_id, table_id, column_id, column_size_bytes, value_count, null_count, min_value, max_value, contains_nan, extra_stats)
         select file_id, table_id, column_id, null, value_count, null_count, minimum, maximum, null, null
           from unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::bigint[], $5::bigint[], $6::text[], $7::text[])
             as new (file_id, table_id, column_id, value_count, null_count, minimum, maximum)",
    )
    .bind(&files)
    .bind(&tables)
    .bind(&column_ids)
    .bind(&values)
    .bind(&nulls)
    .bind(&minima)
    .bind(&maxima)
    .execute(&mut *transaction)
    .await
    .during(operation)?;
    // Text, dates, instants and flags compare rightly as text under collation "C"; whole numbers do not.
    sqlx::query(
        "with new as (
             select table_id, column_id, is_number, bool_or(null_count > 0) as contains_null,
                    case when is_number then min(case when is_number then minimum::bigint end)::text else min(minimum collate \"C\") end as minimum,
                    case when is_number then max(case when is_number then maximum::bigint end)::text else max(maximum collate \"C\") end as maximum
               from unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::text[], $5::text[])
                 as added (table_id, column_id, null_count, minimum, maximum)
               join (select table_id, column_id, column_type in ('int32', 'int64') as is_number
                       from lake.ducklake_column where end_snapshot is null) as kind using (table_id, column_id)
              group by table_id, column_id, is_number)
         insert into lake.ducklake_table_column_stats as kept
             (table_id, column_id, contains_null, contains_nan, min_value, max_value, extra_stats)
         select table_id, column_id, contains_null, null, minimum, maximum, null from new
         on conflict (table_id, column_id) do update set
             contains_null = kept.contains_null or excluded.contains_null,
             min_value = case when (select is_number from new where (new.table_id, new.column_id) = (kept.table_id, kept.column_id))
                 then least(kept.min_value::bigint, excluded.min_value::bigint)::text
                 else least(kept.min_value, excluded.min_value) end,
             max_value = case when (select is_number from new where (new.table_id, new.column_id) = (kept.table_id, kept.column_id))
                 then greatest(kept.max_value::bigint, excluded.max_value::bigint)::text
                 else greatest(kept.max_value, excluded.max_value) end",
    )
    .bind(&tables)
    .bind(&column_ids)
    .bind(&nulls)
    .bind(&minima)
    .bind(&maxima)
    .execute(transaction)
    .await
    .during(operation)?;
    Ok(())
}

impl Warehouse {
    /// Returns the number of the lake's last snapshot.
    pub async fn latest_snapshot(&self) -> Result<i64, Error> {
        let mut connection = self.pool.acquire().await.during("cannot read the lake's last snapshot")?;
        Ok(head(&mut connection).await?.snapshot_id)
    }

    /// Returns the files of a table as of a snapshot, in the order in which they were added.
    pub(crate) async fn files_at(&self, table: &Table, snapshot: i64) -> Result<Vec<PathBuf>, Error> {
        let names: Vec<String> = sqlx::query_scalar(
            "select file.path
               from lake.ducklake_data_file as file join lake.ducklake_table as listed using (table_id)
              where listed.table_name = $1 and listed.end_snapshot is null
                and file.begin_snapshot <= $2 and (file.end_snapshot is null or file.end_snapshot > $2)
              order by file.row_id_start",
        )
        .bind(table.name)
        .bind(snapshot)
        .fetch_all(&self.pool)
        .await
        .during("cannot list the lake's files")?;
        let folder = self.lake_folder.join("main").join(table.name);
        Ok(names.into_iter().map(|name| folder.join(name)).collect())
    }
}
