//! What the catalog knows of tables and columns: rows, bytes, bounds. By these, readers skip files.

use super::files::NewFile;
use crate::Error;
use crate::error::During as _;
use sqlx::PgConnection;
use std::collections::BTreeMap;

/// A file, with the numbers that the catalog gives it.
pub(super) struct Listed<'a> {
    pub file: &'a NewFile,
    pub file_id: i64,
    pub table_id: i64,
}

/// Adds the files' rows and bytes to their tables and returns each file's first row id.
pub(super) async fn add_table_statistics(
    transaction: &mut PgConnection,
    listed: &[Listed<'_>],
) -> Result<Vec<i64>, Error> {
    let mut totals: BTreeMap<i64, (i64, i64)> = BTreeMap::new();
    for it in listed {
        let total = totals.entry(it.table_id).or_default();
        total.0 += it.file.record_count;
        total.1 += it.file.size_bytes;
    }
    let rows: Vec<(i64, i64)> = sqlx::query_as(
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
    let mut next: BTreeMap<i64, i64> =
        rows.into_iter().map(|(table_id, next_row_id)| (table_id, next_row_id - totals[&table_id].0)).collect();
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

/// Adds the bounds of every column of every file, then widens the tables' own.
pub(super) async fn add_column_statistics(transaction: &mut PgConnection, listed: &[Listed<'_>]) -> Result<(), Error> {
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
