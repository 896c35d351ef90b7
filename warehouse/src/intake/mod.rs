//! The one commit of ingest, and what ingest needs to know before it.
//!
//! A [`Batch`] becomes visible in one PostgreSQL transaction: every partition's checkpoint moves from exactly the
//! expected offset under this owner's fence, the lake gets a snapshot with the batch's files, rejections and register
//! changes are added. A checkpoint that does not move means that another owner has the partition: everything is rolled
//! back. A crash before the transaction leaves files that no snapshot lists; they do not exist for any reader.

mod batch;
mod checkpoints;
mod directory;
mod feeds;
mod known;
mod rejections;

pub use batch::{Batch, Move, NewRejection, SchoolFeed};
pub use directory::{RegisteredSchool, SourceSchool};
pub use known::{FactFile, KnownVersion};
pub use rejections::WaitingRejection;

use crate::Error;
use crate::error::During as _;
use crate::lake::{catalog, files};
use crate::model::{Instant, RejectionReason, SnapshotId, TopicPartition};
use crate::registers;
use crate::store::Store;
use std::collections::HashMap;

/// The door of ingest.
#[derive(Debug, Clone)]
pub struct Intake {
    store: Store,
}

impl Intake {
    pub(crate) fn new(store: Store) -> Self {
        Self { store }
    }

    /// Takes partitions over: gives each a new fence, so that an earlier owner can no longer commit, and returns the
    /// fence and each partition's next offset. A partition seen for the first time begins at the offset given with it.
    pub async fn take_over(
        &self,
        source: &str,
        partitions: &[(TopicPartition, i64)],
    ) -> Result<(i64, Vec<i64>), Error> {
        checkpoints::take_over(&self.store, source, partitions).await
    }

    /// Returns which school each source's identity means.
    pub async fn school_directory(&self) -> Result<HashMap<SourceSchool, RegisteredSchool>, Error> {
        directory::school_directory(&self.store).await
    }

    /// Returns the files of facts as they are listed now.
    pub async fn fact_files(&self) -> Result<Vec<FactFile>, Error> {
        known::fact_files(&self.store).await
    }

    /// Returns the versions of facts that a file holds.
    pub async fn known_facts(&self, file: FactFile) -> Result<Vec<KnownVersion>, Error> {
        known::known_facts(file).await
    }

    /// Returns the versions of register changes that came by a partition.
    pub async fn known_register_changes(&self, partition: &TopicPartition) -> Result<Vec<KnownVersion>, Error> {
        known::known_register_changes(&self.store, partition).await
    }

    /// Returns rejections of a reason that wait to be replayed, for schools that are known by now, oldest first.
    pub async fn waiting_rejections(
        &self,
        reason: RejectionReason,
        limit: i64,
    ) -> Result<Vec<WaitingRejection>, Error> {
        rejections::waiting(&self.store, reason, limit).await
    }

    /// Writes the batch's files and makes all of it visible in one transaction. Returns the lake's snapshot.
    ///
    /// The call is cancelled or fails as a whole: after an error nothing of the batch is visible, and the same batch may
    /// be committed again, except after [`Error::OwnershipLost`], when it must be dropped.
    #[tracing::instrument(skip_all, fields(source = batch.source, partitions = batch.moves.len()))]
    pub async fn commit(&self, batch: &Batch, now: Instant) -> Result<SnapshotId, Error> {
        let name = format!("{}.parquet", batch::batch_name(batch));
        // Cloning rows shares their columns.
        let facts = batch.facts.clone();
        let files = files::write_files(&self.store.lake_folder, name, facts, files::as_they_are).await?;
        let operation = "cannot commit a batch";
        let mut transaction = self.store.pool.begin().await.during(operation)?;
        // The lock comes first, so that all commits take their locks in one order.
        catalog::lock_writers(&mut transaction).await?;
        for step in &batch.moves {
            checkpoints::move_checkpoint(&mut transaction, &batch.source, step, now).await?;
        }
        let snapshot = catalog::add_files(&mut transaction, &files, "ingest").await?;
        registers::add(&mut transaction, &batch.register_changes, now).await?;
        rejections::add_rejections(&mut transaction, &batch.source, &batch.rejections, now).await?;
        rejections::mark_replayed(&mut transaction, &batch.replayed, now).await?;
        feeds::note_feeds(&mut transaction, &batch.feeds, now).await?;
        transaction.commit().await.during(operation)?;
        Ok(snapshot)
    }
}
