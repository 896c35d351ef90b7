//! Writing one Parquet file, with the statistics that the catalog keeps of it.

use super::{Rows, Table, table};
use crate::Error;
use crate::model::{Instant, LocalDate};
use polars::prelude::{
    AnyValue, FileWriteFormat, IntoLazy as _, ParquetCompression, ParquetWriteOptions, PlRefPath, SinkDestination,
    SinkTarget, StatisticsOptions, TimeUnit, UnifiedSinkArgs, sync_on_close::SyncOnCloseType,
};
use std::fs::File;
use std::io::{Read as _, Seek as _, SeekFrom};
use std::path::Path;
use std::sync::Arc;

/// Rows of a row group: enough for good compression and pruning, small enough for little memory.
const ROW_GROUP_ROWS: usize = 262_144;

/// A file that is on the disk and not listed yet.
#[derive(Debug)]
pub(crate) struct NewFile {
    pub table: &'static Table,
    /// The file's name in its table's folder.
    pub name: String,
    pub record_count: i64,
    pub size_bytes: i64,
    pub footer_bytes: i64,
    /// One per column, in order.
    pub statistics: Vec<ColumnStatistics>,
}

/// What the catalog keeps of a column in a file.
#[derive(Debug, Clone)]
pub(crate) struct ColumnStatistics {
    pub value_count: i64,
    pub null_count: i64,
    pub minimum: Option<String>,
    pub maximum: Option<String>,
}

/// Writes rows as files, one for each table that has any, all of the same name in their tables' folders. The same name must
/// mean the same rows. It runs where blocking is allowed.
pub(crate) async fn write_files(
    lake_folder: &Path,
    name: String,
    rows: Vec<(&'static str, Rows)>,
    fit: fn(&'static Table, Rows) -> Result<Rows, Error>,
) -> Result<Vec<NewFile>, Error> {
    let lake_folder = lake_folder.to_owned();
    let write = move || {
        rows.into_iter()
            .filter(|(_, rows)| !rows.is_empty())
            .map(|(table_name, rows)| {
                let table = table(table_name)?;
                write_file(&lake_folder, table, name.clone(), fit(table, rows)?)
            })
            .collect()
    };
    let defect = |_| Err(Error::Corrupt("writing files stopped by a defect of the program".to_owned()));
    tokio::task::spawn_blocking(write).await.unwrap_or_else(defect)
}

/// Rows that have a table's columns already.
pub(crate) fn as_they_are(_table: &'static Table, rows: Rows) -> Result<Rows, Error> {
    Ok(rows)
}

/// Writes rows as a file of a table: under a temporary name, brought to the disk, then renamed.
fn write_file(lake: &Path, table: &'static Table, name: String, rows: Rows) -> Result<NewFile, Error> {
    let folder = table.folder(lake);
    let file_error = |operation, path: &Path| {
        let path = path.to_owned();
        move |source| Error::File { operation, path, source }
    };
    std::fs::create_dir_all(&folder).map_err(file_error("cannot make the table's folder", &folder))?;
    let path = folder.join(&name);
    let temporary = folder.join(format!("{name}.part"));
    let record_count = i64::try_from(rows.len()).unwrap_or(i64::MAX);
    let statistics = column_statistics(&rows)?;

    sink(&temporary, table, rows)
        .map_err(|source| Error::Engine { operation: format!("cannot write {}", temporary.display()), source })?;
    let (size_bytes, footer_bytes) = footer(&temporary).map_err(file_error("cannot read back", &temporary))?;
    std::fs::rename(&temporary, &path).map_err(file_error("cannot rename to", &path))?;
    File::open(&folder)
        .and_then(|folder| folder.sync_all())
        .map_err(file_error("cannot bring to the disk", &folder))?;
    Ok(NewFile { table, name, record_count, size_bytes, footer_bytes, statistics })
}

fn sink(path: &Path, table: &Table, rows: Rows) -> polars::error::PolarsResult<()> {
    let options = ParquetWriteOptions {
        compression: ParquetCompression::Zstd(None),
        statistics: StatisticsOptions::default(),
        row_group_size: Some(ROW_GROUP_ROWS),
        arrow_schema: Some(Arc::new(table.arrow_schema())),
        ..Default::default()
    };
    let target = SinkTarget::Path(PlRefPath::try_from_path(path)?);
    rows.0
        .lazy()
        .sink(
            SinkDestination::File { target },
            FileWriteFormat::Parquet(Arc::new(options)),
            UnifiedSinkArgs { sync_on_close: SyncOnCloseType::All, ..Default::default() },
        )?
        .collect_with_engine(polars::prelude::Engine::Streaming)?;
    Ok(())
}

/// Returns a file's size and the size of its footer, which stands before the closing `PAR1`.
fn footer(path: &Path) -> std::io::Result<(i64, i64)> {
    let mut file = File::open(path)?;
    let size = file.seek(SeekFrom::End(0))?;
    file.seek(SeekFrom::End(-8))?;
    let mut tail = [0; 4];
    file.read_exact(&mut tail)?;
    Ok((i64::try_from(size).unwrap_or(i64::MAX), i64::from(u32::from_le_bytes(tail))))
}

fn column_statistics(rows: &Rows) -> Result<Vec<ColumnStatistics>, Error> {
    rows.0
        .columns()
        .iter()
        .map(|column| {
            let bound = |value: polars::prelude::PolarsResult<polars::prelude::Scalar>| {
                value.map(|scalar| catalog_text(scalar.as_any_value())).map_err(|source| Error::Engine {
                    operation: format!("cannot take the bounds of column {}", column.name()),
                    source,
                })
            };
            let null_count = column.null_count();
            let all_null = null_count == column.len();
            Ok(ColumnStatistics {
                value_count: i64::try_from(column.len() - null_count).unwrap_or(i64::MAX),
                null_count: i64::try_from(null_count).unwrap_or(i64::MAX),
                minimum: if all_null { None } else { bound(column.min_reduce())? },
                maximum: if all_null { None } else { bound(column.max_reduce())? },
            })
        })
        .collect()
}

/// Writes a value as the catalog does, so that DuckDB compares it rightly.
fn catalog_text(value: AnyValue<'_>) -> Option<String> {
    match value {
        AnyValue::String(text) => Some(text.to_owned()),
        AnyValue::StringOwned(text) => Some(text.to_string()),
        AnyValue::Boolean(flag) => Some(if flag { "1" } else { "0" }.to_owned()),
        AnyValue::Int32(number) => Some(number.to_string()),
        AnyValue::Int64(number) => Some(number.to_string()),
        AnyValue::Date(days) => LocalDate::from_days(days).map(|date| date.to_string()),
        AnyValue::Datetime(micros, TimeUnit::Microseconds, _)
        | AnyValue::DatetimeOwned(micros, TimeUnit::Microseconds, _) => {
            Some(Instant::from_micros(micros).utc().format("%Y-%m-%d %H:%M:%S%.6f+00").to_string())
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bounds_are_written_as_duckdb_compares_them() {
        assert_eq!(catalog_text(AnyValue::Boolean(true)).as_deref(), Some("1"));
        assert_eq!(catalog_text(AnyValue::Date(19_724)).as_deref(), Some("2024-01-02"));
        let moment = AnyValue::Datetime(1_704_164_645_678_901, TimeUnit::Microseconds, None);
        assert_eq!(catalog_text(moment).as_deref(), Some("2024-01-02 03:04:05.678901+00"));
        assert_eq!(catalog_text(AnyValue::Null), None);
    }
}
