//! Committing: one commit is under way at most, while the next batch is gathered. A store that is away is asked again,
//! with the same batch, after pauses that grow.

use super::Progress;
use std::sync::Arc;
use std::time::Duration;
use warehouse::intake::Batch;

/// The pause after the first attempt that failed.
const SHORTEST_PAUSE: Duration = Duration::from_millis(200);
/// The pause before each next attempt, at most.
const LONGEST_PAUSE: Duration = Duration::from_secs(15);

/// What became of a commit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// All of the batch is kept.
    Kept,
    /// Another owner has the partitions: nothing is kept, and nothing of it may be tried again.
    OwnershipLost,
    /// The store is away: nothing is kept, and the same batch may be tried again.
    StoreAway,
    /// Nothing is kept, and trying again would not help.
    Failed,
}

/// What follows from an outcome.
#[derive(Debug)]
pub(super) enum Consequence {
    /// The batch is kept, and with it the run has done so much.
    Kept(Arc<Batch>, Progress),
    /// What was gathered must be dropped.
    Lost,
    /// The same batch comes again after a pause.
    Again,
    /// The run cannot go on.
    GiveUp,
    /// The commit was of partitions that are not ours any more: whether it is kept is the next owner's to see.
    None,
}

#[derive(Debug)]
struct UnderWay {
    batch: Arc<Batch>,
    /// What the run will have done once it succeeds.
    progress: Progress,
    /// The pause that is being made.
    pause: Option<Duration>,
    next_pause: Duration,
    is_abandoned: bool,
}

/// The commit under way, if there is one.
#[derive(Debug, Default)]
pub(super) struct Committing(Option<UnderWay>);

impl Committing {
    /// Returns whether a commit is under way.
    pub fn is_under_way(&self) -> bool {
        self.0.is_some()
    }

    /// Begins a commit, after which the run will have done so much.
    pub fn begin(&mut self, batch: Batch, progress: Progress) -> Arc<Batch> {
        let batch = Arc::new(batch);
        self.0 = Some(UnderWay {
            batch: batch.clone(),
            progress,
            pause: None,
            next_pause: SHORTEST_PAUSE,
            is_abandoned: false,
        });
        batch
    }

    /// Lets the commit end as it will: it has succeeded under the old fence or it cannot any more.
    pub fn abandon(&mut self) {
        if let Some(it) = &mut self.0 {
            it.is_abandoned = true;
        }
    }

    /// Returns the pause that must be made before the next attempt.
    pub fn pause(&self) -> Option<Duration> {
        self.0.as_ref().and_then(|it| it.pause)
    }

    /// Ends the pause and returns the batch to try again.
    pub fn resume(&mut self) -> Option<Arc<Batch>> {
        let it = self.0.as_mut()?;
        it.pause.take().map(|_| it.batch.clone())
    }

    /// Ends an attempt. A run that is to stop does not wait for a store that is away.
    pub fn end(&mut self, outcome: Outcome, is_stopping: bool) -> Consequence {
        let Some(mut it) = self.0.take() else { return Consequence::None };
        match outcome {
            Outcome::Kept => Consequence::Kept(it.batch, it.progress),
            _ if it.is_abandoned => Consequence::None,
            Outcome::OwnershipLost => Consequence::Lost,
            Outcome::StoreAway if !is_stopping => {
                it.pause = Some(it.next_pause);
                it.next_pause = (it.next_pause * 2).min(LONGEST_PAUSE);
                self.0 = Some(it);
                Consequence::Again
            }
            Outcome::StoreAway | Outcome::Failed => Consequence::GiveUp,
        }
    }
}
