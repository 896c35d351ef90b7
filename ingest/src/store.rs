//! The warehouse, as a thread that may block sees it: every call waits for its answer, but for a commit.

use std::collections::HashMap;
use std::sync::Arc;
use tokio::runtime::Handle;
use tokio::task::JoinHandle;
use tracing::{Instrument as _, Span};
use warehouse::intake::{Batch, SourceSchool, WaitingRejection};
use warehouse::lake::{FactFile, KnownVersion};
use warehouse::model::{Instant, RejectionReason, SchoolId, TopicPartition};
use warehouse::{Error, Warehouse};

/// What ingest may do with the warehouse. Cloning it shares its connections.
#[derive(Debug, Clone)]
pub struct Store {
    warehouse: Warehouse,
    runtime: Handle,
}

impl Store {
    /// Opens the store. Its calls block their thread: make them where blocking is allowed, inside this runtime.
    pub fn new(warehouse: Warehouse, runtime: Handle) -> Self {
        Self { warehouse, runtime }
    }

    /// Takes partitions over from whoever has them; each is given with the offset at which it begins when it was never
    /// seen. Returns the new fence, and each partition's next offset.
    pub(crate) fn take_over(
        &self,
        source: &str,
        partitions: &[(TopicPartition, i64)],
    ) -> Result<(i64, Vec<i64>), Error> {
        let partitions: Vec<(String, i32, i64)> =
            partitions.iter().map(|(it, first)| (it.topic.clone(), it.partition, *first)).collect();
        self.runtime.block_on(self.warehouse.take_over(source, &partitions))
    }

    pub(crate) fn school_directory(&self) -> Result<HashMap<SourceSchool, SchoolId>, Error> {
        self.runtime.block_on(self.warehouse.school_directory())
    }

    pub(crate) fn fact_files(&self) -> Result<Vec<FactFile>, Error> {
        self.runtime.block_on(self.warehouse.fact_files())
    }

    pub(crate) fn known_facts(&self, file: FactFile) -> Result<Vec<KnownVersion>, Error> {
        self.runtime.block_on(self.warehouse.known_facts(file))
    }

    pub(crate) fn known_register_changes(&self, of: &TopicPartition) -> Result<Vec<KnownVersion>, Error> {
        self.runtime.block_on(self.warehouse.known_register_changes(&of.topic, of.partition))
    }

    pub(crate) fn waiting_rejections(
        &self,
        reason: RejectionReason,
        limit: i64,
    ) -> Result<Vec<WaitingRejection>, Error> {
        self.runtime.block_on(self.warehouse.waiting_rejections(reason.as_str(), limit))
    }

    /// Begins to commit a batch, inside a span of the log.
    pub(crate) fn commit(&self, batch: Arc<Batch>, now: Instant, span: Span) -> JoinHandle<Result<i64, Error>> {
        let warehouse = self.warehouse.clone();
        self.runtime.spawn(async move { warehouse.commit(&batch, now).await }.instrument(span))
    }

    /// Waits for the end of a commit.
    pub(crate) fn end_of(&self, commit: JoinHandle<Result<i64, Error>>) -> Result<i64, Error> {
        let defect = |_| Error::Corrupt("a commit stopped by a defect of the program".to_owned());
        self.runtime.block_on(commit).map_err(defect)?
    }
}
