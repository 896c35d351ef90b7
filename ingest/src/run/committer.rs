//! The commit that runs beside the gathering.

use crate::blocking::BlockingIntake;
use crate::core::Outcome;
use crate::error::Error as IngestError;
use std::sync::Arc;
use tokio::task::JoinHandle;
use warehouse::Error;
use warehouse::intake::Batch;
use warehouse::model::{Instant, SnapshotId};

/// How many schools of a batch an error names.
const NAMED_SCHOOLS: usize = 5;

/// The commit under way, and the error of the one that ended last.
pub(super) struct Committer {
    intake: BlockingIntake,
    /// What the last commit was about, in words.
    described: String,
    under_way: Option<JoinHandle<Result<SnapshotId, Error>>>,
    failure: Option<Error>,
}

impl Committer {
    pub fn new(intake: BlockingIntake) -> Self {
        Self { intake, described: String::new(), under_way: None, failure: None }
    }

    /// Begins to commit a batch at a moment.
    pub fn begin(&mut self, batch: Arc<Batch>, now: Instant) {
        let events: i64 =
            batch.moves.iter().map(|step| step.admitted_count + step.duplicate_count + step.rejected_count).sum();
        let span = tracing::info_span!("event batch", source = batch.source, partitions = batch.moves.len(), events);
        self.described = described(&batch);
        self.under_way = Some(self.intake.commit(batch, now, span));
    }

    /// Returns whether the commit under way has ended and nobody has looked at it.
    pub fn has_ended(&self) -> bool {
        self.under_way.as_ref().is_some_and(JoinHandle::is_finished)
    }

    /// Waits for the end of the commit under way; none if there is none.
    pub fn end(&mut self) -> Option<Outcome> {
        let ended = self.intake.end_of(self.under_way.take()?);
        self.failure = None;
        Some(match ended {
            Ok(_) => Outcome::Kept,
            Err(error) => {
                let outcome = match &error {
                    Error::OwnershipLost { .. } => Outcome::OwnershipLost,
                    error if error.is_passing() => Outcome::StoreAway,
                    _ => Outcome::Failed,
                };
                self.failure = Some(error);
                outcome
            }
        })
    }

    /// Returns the error of the commit that ended last, if it failed.
    pub fn failure(&self) -> Option<&Error> {
        self.failure.as_ref()
    }

    /// Returns what the last commit was about: its partitions with their offsets, and its schools.
    pub fn described(&self) -> &str {
        &self.described
    }

    /// Returns the same error for good, with what was to be committed.
    pub fn into_failure(self) -> IngestError {
        let source = self.failure.unwrap_or_else(|| Error::Corrupt("the run gave up without an error".to_owned()));
        IngestError::Commit { batch: self.described, source }
    }
}

/// Says which messages a batch has, so that a person finds them.
fn described(batch: &Batch) -> String {
    let places = batch
        .moves
        .iter()
        .map(|step| format!("{} offsets {}..{}", step.topic_partition, step.from_offset, step.to_offset));
    let schools = batch.feeds.iter().map(|feed| format!("{} of {}", feed.school_id, feed.source_instance));
    let replayed = (!batch.replayed.is_empty()).then(|| format!("{} replayed", batch.replayed.len()));
    let mut words = places.chain(replayed).collect::<Vec<_>>().join(", ");
    if !batch.feeds.is_empty() {
        let named = schools.take(NAMED_SCHOOLS).collect::<Vec<_>>().join(", ");
        let more = if batch.feeds.len() > NAMED_SCHOOLS { ", …" } else { "" };
        words += &format!("; {} schools: {named}{more}", batch.feeds.len());
    }
    words
}
