//! The lake: tables of Parquet files, listed in a DuckLake catalog in PostgreSQL (schema `lake`).
//!
//! A file is written under a temporary name, brought to the disk, renamed, and only then listed, in the same
//! transaction as everything else that belongs to it (`catalog::add_files`). A file that no snapshot lists does not
//! exist for any reader. Readers list files from the catalog as of a snapshot, never by a pattern.

pub(crate) mod catalog;
pub(crate) mod files;
mod rows;
mod session;
mod statistics;
mod table;

pub(crate) use catalog::create_tables;
pub use rows::{Rows, RowsBuilder};
pub use session::Session;
pub(crate) use session::{compute, scan_files};
pub(crate) use table::{TABLES, Table, table};

use crate::Error;
use crate::model::{Instant, SnapshotId};
use crate::store::Store;

/// The door to the facts.
#[derive(Debug, Clone)]
pub struct Lake {
    store: Store,
}

impl Lake {
    pub(crate) fn new(store: Store) -> Self {
        Self { store }
    }

    /// Returns the number of the lake's last snapshot.
    pub async fn latest_snapshot(&self) -> Result<SnapshotId, Error> {
        catalog::latest_snapshot(&self.store).await
    }

    /// Returns a session over every table of facts at a snapshot, restricted to the facts that had been emitted by a
    /// moment: what a release of that moment could know.
    pub async fn session(&self, snapshot: SnapshotId, known_by: Instant) -> Result<Session, Error> {
        Session::over_facts(&self.store, snapshot, known_by).await
    }
}
