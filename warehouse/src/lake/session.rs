//! Asking the lake: SQL on Polars' streaming engine over the tables as they were at a snapshot.

use super::{Frame, TABLES, Table};
use crate::model::Instant;
use crate::{Error, Warehouse};
use polars::prelude::{
    DataFrame, Engine, IntoLazy as _, LazyFrame, PlRefPath, ScanArgsParquet, TimeUnit, TimeZone, col, lit,
};
use polars::prelude::{DataType, NamedFrom as _, PolarsResult, Series};
use polars::sql::SQLContext;
use std::path::PathBuf;
use std::sync::Arc;

/// A query's view of the lake: tables of facts as of a snapshot, and small tables added beside them.
pub struct Session {
    context: SQLContext,
}

impl Warehouse {
    /// Returns a session over every table of facts at a snapshot, restricted to the facts that had been emitted by a
    /// moment: what a release of that moment could know.
    pub async fn session(&self, snapshot: i64, known_by: Instant) -> Result<Session, Error> {
        let context = SQLContext::new();
        for table in TABLES.iter().filter(|table| table.is_fact) {
            let frame = self.scan(table, snapshot).await?;
            let known = frame.filter(col("emitted_at").lt_eq(instant_literal(known_by)));
            context.register(table.name, known);
        }
        Ok(Session { context })
    }

    /// Returns a session over the tables that a release keeps in the lake, restricted to that release's rows.
    pub async fn release_session(&self, snapshot: i64, release_key: &str) -> Result<Session, Error> {
        let context = SQLContext::new();
        for table in TABLES.iter().filter(|table| !table.is_fact) {
            let frame = self.scan(table, snapshot).await?;
            context.register(table.name, frame.filter(col("release_key").eq(lit(release_key.to_owned()))));
        }
        Ok(Session { context })
    }

    async fn scan(&self, table: &'static Table, snapshot: i64) -> Result<LazyFrame, Error> {
        let files = self.files_at(table, snapshot).await?;
        scan_files(table, &files)
            .map_err(|source| Error::Engine { operation: format!("cannot read the files of {}", table.name), source })
    }
}

/// Returns the rows of some files of a table.
pub(super) fn scan_files(table: &Table, files: &[PathBuf]) -> PolarsResult<LazyFrame> {
    let schema = Arc::new(table.schema());
    if files.is_empty() {
        return Ok(DataFrame::empty_with_schema(&schema).lazy());
    }
    let paths = files.iter().map(|path| PlRefPath::try_from_path(path)).collect::<PolarsResult<_>>()?;
    LazyFrame::scan_parquet_files(paths, ScanArgsParquet { schema: Some(schema), glob: false, ..Default::default() })
}

fn instant_literal(moment: Instant) -> polars::prelude::Expr {
    lit(moment.micros()).cast(DataType::Datetime(TimeUnit::Microseconds, Some(TimeZone::UTC)))
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
    /// Adds a small table.
    pub fn add(&mut self, table: &str, frame: Frame) {
        self.context.register(table, frame.0.lazy());
    }

    /// Adds a table of one text column, for lists of identities.
    pub fn add_list(&mut self, table: &str, column: &str, values: &[String]) {
        let series = Series::new(column.into(), values);
        self.context.register(table, series.into_frame().lazy());
    }

    /// Runs a query and returns its rows, which are a table of that name from then on. This computes for as long as
    /// the query takes: call it where blocking is allowed.
    pub fn run(&mut self, table: &str, sql: &str) -> Result<Frame, Error> {
        let failed = |source| Error::Engine { operation: format!("the query of {table} failed"), source };
        let result = on_deep_stack(|| {
            let plan = self.context.execute(sql)?;
            Ok(plan.collect_with_engine(Engine::Streaming)?.unwrap_single())
        })
        .map_err(failed)?;
        self.context.register(table, result.clone().lazy());
        Ok(Frame(result))
    }
}
