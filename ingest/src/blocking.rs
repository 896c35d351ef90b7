//! The door of ingest, as a thread that may block sees it: every call waits for its answer, but for a commit.

use std::collections::HashMap;
use std::sync::Arc;
use tokio::runtime::Handle;
use tokio::task::JoinHandle;
use tracing::{Instrument as _, Span};
use warehouse::Error;
use warehouse::intake::{Batch, FactFile, Intake, KnownVersion, RegisteredSchool, SourceSchool, WaitingRejection};
use warehouse::model::{Instant, RejectionReason, SnapshotId, TopicPartition};

/// The door of ingest, for threads that may block. Cloning it shares its connections.
#[derive(Debug, Clone)]
pub struct BlockingIntake {
    intake: Intake,
    runtime: Handle,
}

impl BlockingIntake {
    /// Takes the door. Calls block their thread: make them where blocking is allowed, inside this runtime.
    pub fn new(intake: Intake, runtime: Handle) -> Self {
        Self { intake, runtime }
    }

    /// Takes partitions over from whoever has them; each is given with the offset at which it begins when it was never
    /// seen. Returns the new fence, and each partition's next offset.
    pub(crate) fn take_over(
        &self,
        source: &str,
        partitions: &[(TopicPartition, i64)],
    ) -> Result<(i64, Vec<i64>), Error> {
        self.runtime.block_on(self.intake.take_over(source, partitions))
    }

    pub(crate) fn school_directory(&self) -> Result<HashMap<SourceSchool, RegisteredSchool>, Error> {
        self.runtime.block_on(self.intake.school_directory())
    }

    pub(crate) fn fact_files(&self) -> Result<Vec<FactFile>, Error> {
        self.runtime.block_on(self.intake.fact_files())
    }

    pub(crate) fn known_facts(&self, file: FactFile) -> Result<Vec<KnownVersion>, Error> {
        self.runtime.block_on(self.intake.known_facts(file))
    }

    pub(crate) fn known_register_changes(&self, of: &TopicPartition) -> Result<Vec<KnownVersion>, Error> {
        self.runtime.block_on(self.intake.known_register_changes(of))
    }

    pub(crate) fn waiting_rejections(
        &self,
        reason: RejectionReason,
        limit: i64,
    ) -> Result<Vec<WaitingRejection>, Error> {
        self.runtime.block_on(self.intake.waiting_rejections(reason, limit))
    }

    /// Begins to commit a batch, inside a span of the log.
    pub(crate) fn commit(&self, batch: Arc<Batch>, now: Instant, span: Span) -> JoinHandle<Result<SnapshotId, Error>> {
        let intake = self.intake.clone();
        self.runtime.spawn(async move { intake.commit(&batch, now).await }.instrument(span))
    }

    /// Waits for the end of a commit.
    pub(crate) fn end_of(&self, commit: JoinHandle<Result<SnapshotId, Error>>) -> Result<SnapshotId, Error> {
        let defect = |_| Error::Corrupt("a commit stopped by a defect of the program".to_owned());
        self.runtime.block_on(commit).map_err(defect)?
    }
}
