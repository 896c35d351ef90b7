//! Asking the lake: SQL on Polars' streaming engine over the tables as they were at a snapshot.

use super::catalog::files_at;
use super::{Rows, TABLES, Table};
use crate::Error;
use crate::model::{Instant, Row, SnapshotId};
use crate::store::Store;
use polars::prelude::{
    DataFrame, Engine, IntoLazy as _, LazyFrame, PlRefPath, ScanArgsParquet, TimeUnit, TimeZone, col, lit,
};
use polars::prelude::{DataType, PolarsResult};
use polars::sql::SQLContext;
use std::path::PathBuf;
use std::sync::Arc;

/// A query's view of the lake: tables of facts as of a snapshot, and small tables added beside them.
pub struct Session {
    context: SQLContext,
}

/// Returns the rows of some files of a table.
pub(crate) fn scan_files(table: &Table, files: &[PathBuf]) -> PolarsResult<LazyFrame> {
    let schema = Arc::new(table.schema());
    if files.is_empty() {
        return Ok(DataFrame::empty_with_schema(&schema).lazy());
    }
    let paths = files.iter().map(|path| PlRefPath::try_from_path(path)).collect::<PolarsResult<_>>()?;
    LazyFrame::scan_parquet_files(paths, ScanArgsParquet { schema: Some(schema), glob: false, ..Default::default() })
}

/// Runs a query where blocking is allowed and reads its rows.
pub(crate) async fn compute<R: Row + Send + 'static>(
    query: impl FnOnce() -> PolarsResult<LazyFrame> + Send + 'static,
) -> Result<Vec<R>, Error> {
    let failed = |source| Error::Engine { operation: format!("cannot read {}", R::NAME), source };
    tokio::task::spawn_blocking(move || {
        let frame = query().and_then(LazyFrame::collect).map_err(failed)?;
        Rows(frame).read()
    })
    .await
    .unwrap_or_else(|_| Err(Error::Corrupt("reading the lake stopped by a defect of the program".to_owned())))
}

fn instant_literal(moment: Instant) -> polars::prelude::Expr {
    lit(moment.micros()).cast(DataType::Datetime(TimeUnit::Microseconds, Some(TimeZone::UTC)))
}

/// The earliest moment at which an entry can have been made: `entered_at` less its precision, absent when the journal keeps
/// no time of entry. SQL engines disagree on the arithmetic of moments, so a session's facts have it as a column.
fn entered_from_at() -> polars::prelude::Expr {
    const MICROSECONDS_PER_SECOND: i64 = 1_000_000;
    let precision = col("entered_precision_seconds").cast(DataType::Int64) * lit(MICROSECONDS_PER_SECOND);
    let moment = DataType::Datetime(TimeUnit::Microseconds, Some(TimeZone::UTC));
    (col("entered_at").cast(DataType::Int64) - precision).cast(moment).alias("entered_from_at")
}

/// Computes on a thread with room for the engine's planner, which goes down a query by recursion: a measure of a few
/// hundred lines can need more than the two mebibytes that threads have.
fn on_deep_stack<T: Send>(compute: impl FnOnce() -> PolarsResult<T> + Send) -> PolarsResult<T> {
    const STACK_BYTES: usize = 64 << 20;
    std::thread::scope(|scope| {
        let thread = std::thread::Builder::new().name("query".to_owned()).stack_size(STACK_BYTES);
        let thread = thread.spawn_scoped(scope, compute)?;
        thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
    })
}

impl Session {
    /// Returns a session over every table of facts at a snapshot, restricted to the facts that had been emitted by a
    /// moment, with `entered_from_at` as a column of each.
    pub(super) async fn over_facts(store: &Store, snapshot: SnapshotId, known_by: Instant) -> Result<Self, Error> {
        let context = SQLContext::new();
        for table in TABLES.iter().filter(|table| table.is_fact) {
            let files = files_at(store, table, snapshot).await?;
            let frame = scan_files(table, &files).map_err(|source| Error::Engine {
                operation: format!("cannot read the files of {}", table.name),
                source,
            })?;
            let known = frame.filter(col("emitted_at").lt_eq(instant_literal(known_by)));
            context.register(table.name, known.with_column(entered_from_at()));
        }
        Ok(Self { context })
    }

    /// Returns a session over the tables that a release keeps in the lake, restricted to that release's rows.
    #[cfg(feature = "testing")]
    pub(crate) async fn over_release(store: &Store, release: &crate::model::Release) -> Result<Self, Error> {
        let context = SQLContext::new();
        let key = &release.release_key;
        for table in TABLES.iter().filter(|table| !table.is_fact) {
            let files = files_at(store, table, release.duties_snapshot).await?;
            let frame = scan_files(table, &files).map_err(|source| Error::Engine {
                operation: format!("cannot read the files of {}", table.name),
                source,
            })?;
            context.register(table.name, frame.filter(col("release_key").eq(lit(key.as_str().to_owned()))));
        }
        Ok(Self { context })
    }

    /// Adds a small table.
    pub fn add(&mut self, table: &str, frame: Rows) {
        self.context.register(table, frame.0.lazy());
    }

    /// Runs a query and returns its rows, which are a table of that name from then on. This computes for as long as
    /// the query takes: call it where blocking is allowed.
    pub fn run(&mut self, table: &str, sql: &str) -> Result<Rows, Error> {
        let failed = |source| Error::Engine { operation: format!("the query of {table} failed"), source };
        let result = on_deep_stack(|| {
            let plan = self.context.execute(sql)?;
            Ok(plan.collect_with_engine(Engine::Streaming)?.unwrap_single())
        })
        .map_err(failed)?;
        self.context.register(table, result.clone().lazy());
        Ok(Rows(result))
    }
}
