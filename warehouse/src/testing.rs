//! What the tests of several packages need and the product does not: a lake's folder that goes away, connections of the
//! test's own, rows that come from no source, a fact's header to begin with.

use crate::error::During as _;
use crate::lake::{Rows, Session, TABLES, Table, catalog, files, scan_files};
use crate::model::{ActorRole, FactHeader, Instant, Operation, Release, ReleaseText, RunInputs, SchoolId, SnapshotId};
use crate::{Error, Warehouse};
use polars::prelude::{ParquetCompression, ParquetReader, ParquetWriter, SerReader as _};
use sqlx::PgPool;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

/// The name of the files of facts that are exported.
const FACTS_FILE: &str = "facts.parquet";

/// A folder of a test's own, which goes away with it.
#[derive(Debug)]
pub struct Folder(PathBuf);

impl Folder {
    /// Makes a folder; `name` is for whoever looks into the system's folder of temporary files.
    ///
    /// # Panics
    /// When the folder cannot be made.
    pub fn new(name: &str) -> Self {
        static NEXT: AtomicU64 = AtomicU64::new(0);
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let path = std::env::temp_dir().join(format!("svodka-{name}-{}-{number}", std::process::id()));
        std::fs::create_dir_all(&path).expect("a folder can be made");
        Self(path)
    }

    /// Returns where it is.
    pub fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// Opens the warehouse of a test, without bringing the database to this version.
///
/// # Panics
/// When the folder cannot be opened.
pub fn open(pool: PgPool, lake_folder: &Path) -> Warehouse {
    Warehouse::with_pool(pool, lake_folder).expect("the folder opens")
}

/// Opens the warehouse of a test and brings the database to this version.
///
/// # Panics
/// When the folder cannot be opened, or a migration does not apply.
pub async fn open_and_migrate(pool: PgPool, lake_folder: &Path) -> Warehouse {
    let warehouse = open(pool, lake_folder);
    warehouse.migrate().await.expect("the migrations apply");
    warehouse
}

/// Adds rows to tables of the lake, all in one snapshot, and returns its number. `name` becomes the files' name: the
/// same name must mean the same rows.
pub async fn append(warehouse: &Warehouse, rows: Vec<(&'static str, Rows)>, name: &str) -> Result<SnapshotId, Error> {
    let store = &warehouse.store;
    let name = format!("{name}.parquet");
    let files = files::write_files(&store.lake_folder, name, rows, files::as_they_are).await?;
    let operation = "cannot add rows to the lake";
    let mut transaction = store.pool.begin().await.during(operation)?;
    let snapshot = catalog::add_files(&mut transaction, &files, "append").await?;
    transaction.commit().await.during(operation)?;
    Ok(snapshot)
}

/// Returns a session over the tables that a release keeps in the lake, restricted to that release's rows.
pub async fn release_session(warehouse: &Warehouse, release: &Release) -> Result<Session, Error> {
    Session::over_release(&warehouse.store, release).await
}

/// Writes the facts that a release is a function of as files, laid out as in a lake's folder: of the tables that its
/// texts name.
pub async fn export_facts(
    warehouse: &Warehouse,
    release: &Release,
    texts: &[ReleaseText],
    folder: &Path,
) -> Result<(), Error> {
    let RunInputs { lake_snapshot, as_of, .. } = release.inputs;
    let mut session = warehouse.lake().session(lake_snapshot, as_of).await?;
    let facts = TABLES.iter().filter(|table| table.is_fact);
    let facts: Vec<&Table> = facts.filter(|table| texts.iter().any(|text| text.content.contains(table.name))).collect();
    let read = move || {
        facts
            .into_iter()
            .map(|table| {
                // A session may add to what a file has.
                let columns: Vec<&str> = table.columns.iter().map(|column| column.name).collect();
                let (columns, name) = (columns.join(", "), table.name);
                let sql = format!("SELECT {columns} FROM {name} ORDER BY entity_key, entity_version, event_id");
                Ok((table.name, session.run("exported", &sql)?))
            })
            .collect::<Result<Vec<_>, Error>>()
    };
    let rows = tokio::task::spawn_blocking(read).await.expect("reading does not panic")?;
    files::write_files(folder, FACTS_FILE.to_owned(), rows, files::as_they_are).await.map(|_| ())
}

/// Adds the facts of such a folder to the lake, in one snapshot. A file is read as the lake reads its own of that age.
pub async fn import_facts(warehouse: &Warehouse, folder: &Path) -> Result<SnapshotId, Error> {
    let mut rows = Vec::new();
    for table in TABLES.iter().filter(|table| table.is_fact) {
        let file = table.folder(folder).join(FACTS_FILE);
        if file.exists() {
            let read = move || scan_files(table, &[file])?.collect();
            let read = tokio::task::spawn_blocking(read).await.expect("reading does not panic");
            let operation = || format!("cannot read the facts of {}", table.name);
            rows.push((table.name, Rows(read.map_err(|source| Error::Engine { operation: operation(), source })?)));
        }
    }
    append(warehouse, rows, "imported").await
}

crate::row! {
    /// A line of text.
    pub struct Line {
        /// The text.
        line: String,
    }
}

/// Writes lines of text as Parquet: texts that are much alike take little room so.
pub fn write_lines(path: &Path, lines: impl Iterator<Item = String>) {
    let lines: Vec<Line> = lines.map(|line| Line { line }).collect();
    let file = std::fs::File::create(path).expect("a file can be made");
    let writer = ParquetWriter::new(file).with_compression(ParquetCompression::Zstd(None));
    writer.finish(&mut Rows::from_rows(&lines).0).expect("lines can be written");
}

/// Reads such lines.
pub fn read_lines(path: &Path) -> Vec<String> {
    let file = std::fs::File::open(path).expect("the file can be opened");
    let rows = Rows(ParquetReader::new(file).finish().expect("the file can be read"));
    rows.read::<Line>().expect("it holds lines").into_iter().map(|line| line.line).collect()
}

/// Writes other rows where a release's rows of a table lie in the lake, as nobody should.
pub async fn overwrite_kept(
    warehouse: &Warehouse,
    release: &Release,
    table: &'static str,
    rows: Rows,
) -> Result<(), Error> {
    let name = format!("release-{}.parquet", release.release_key);
    let store = &warehouse.store;
    files::write_files(&store.lake_folder, name, vec![(table, rows)], files::as_they_are).await.map(|_| ())
}

/// Returns the connections of a warehouse, to look at what stands in its tables or to spoil it.
pub fn pool(warehouse: &Warehouse) -> &PgPool {
    &warehouse.store.pool
}

/// Returns the header of a fact that says nothing in particular, entered and sent at a moment.
pub fn fact_header(entered_at: Instant) -> FactHeader {
    FactHeader {
        event_id: String::new(),
        source_system: "dnevnik".to_owned(),
        source_instance: "dnevnik-70".to_owned(),
        source_school_id: String::new(),
        school_id: SchoolId::default(),
        entity_key: String::new(),
        entity_version: 1,
        operation: Operation::Upsert,
        entered_at,
        entered_offset_minutes: 420,
        entered_precision_seconds: Some(0),
        emitted_at: entered_at,
        ingested_at: entered_at,
        actor_pid: None,
        actor_role: ActorRole::Teacher,
        batch_id: None,
        is_backfill: false,
        import_kind: None,
        correlation_id: None,
        topic: String::new(),
        topic_partition: 0,
        topic_offset: 0,
    }
}
