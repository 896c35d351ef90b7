//! What decides: which messages are taken, when a batch is committed, what is asked of the store, when the run ends.
//!
//! It is a state machine without input and output: no clock, no threads, no database. The [driver](crate::run) asks
//! for the [next](Core::next) [`Action`], does it, and [tells](Core::tell) what came of it as an [`Input`]; time comes
//! with every call. So a whole run can be followed in a test, step by step.
//!
//! A message is judged against itself and the directory of schools; an event is new when its version is not known;
//! what is new is gathered; a full batch is committed while the next one is gathered; between commits, rejections of
//! schools that came meanwhile are replayed.

mod commit;
mod gather;
mod judge;
mod known;
mod machine;
mod progress;
mod replay;
mod taking;

pub use commit::Outcome;
pub use machine::Core;
pub use progress::Progress;

use crate::message::{Assignment, Message};
use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;
use warehouse::intake::{Batch, RegisteredSchool, SourceSchool, WaitingRejection};
use warehouse::intake::{FactFile, KnownVersion};
use warehouse::model::{Instant, RejectionReason, TopicPartition};

/// The bounds of a batch: it is committed when it reaches any of them.
#[derive(Debug, Clone)]
pub struct Limits {
    /// Events.
    pub batch_events: usize,
    /// Bytes of messages.
    pub batch_bytes: usize,
    /// Age.
    pub batch_age: Duration,
}

/// The time, as the driver sees it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moment {
    /// The time of the world: when events are taken.
    pub at: Instant,
    /// The time since the run began, which never goes back: how old a batch is.
    pub since_start: Duration,
}

/// What became of an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// It is kept.
    Admitted,
    /// It was kept already.
    Duplicate,
    /// It is rejected.
    Rejected,
}

/// Why a run ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ended {
    /// Everything there was has been taken.
    CaughtUp,
    /// It was asked to stop.
    Stopped,
}

/// What the core is told.
#[derive(Debug)]
pub enum Input {
    /// A message came.
    Message(Message),
    /// These partitions are ours from now on, and no others; none when all were revoked.
    Assigned(Vec<Assignment>),
    /// Every message that there is has been given.
    CaughtUp,
    /// The run is asked to stop.
    Stop,
    /// What became of the commit.
    CommitEnded(Outcome),
    /// The pause is over.
    Paused,
    /// The answer to [`Action::ListFiles`].
    Files(Vec<FactFile>),
    /// The answer to [`Action::ReadDirectory`].
    Directory(HashMap<SourceSchool, RegisteredSchool>),
    /// The answer to [`Action::ReadFile`].
    FileVersions(Vec<KnownVersion>),
    /// The answer to [`Action::ReadRegisterChanges`].
    RegisterVersions(Vec<KnownVersion>),
    /// The answer to [`Action::ReadWaiting`].
    Waiting(Vec<WaitingRejection>),
}

/// What the driver is to do. Questions are asked again until they are answered.
#[derive(Debug)]
pub enum Action {
    /// Ask the source for what it has, and tell it; or tell nothing when there is nothing.
    Poll,
    /// Begin to commit a batch, and go on without waiting for the end; tell the end when it is there.
    Commit(Arc<Batch>),
    /// Nothing can go on: wait for the end of the commit and tell it.
    AwaitCommit,
    /// Keep the membership alive for so long, take no messages, and then tell that the pause is over.
    Pause(Duration),
    /// Give all partitions up and ask for them again.
    Rejoin,
    /// Tell the broker how far the warehouse is.
    Hint {
        /// The partition.
        topic_partition: TopicPartition,
        /// Its next offset.
        next_offset: i64,
    },
    /// Tell whoever watches what is done so far, the uncommitted included.
    Report(Progress),
    /// Which files of facts are there now? Answered by [`Input::Files`].
    ListFiles,
    /// Which school does each identity in a source mean? Answered by [`Input::Directory`].
    ReadDirectory,
    /// Which versions does a file hold? Answered by [`Input::FileVersions`].
    ReadFile(FactFile),
    /// Which register changes came by a partition? Answered by [`Input::RegisterVersions`].
    ReadRegisterChanges(TopicPartition),
    /// Which rejections of known schools wait to be replayed? Answered by [`Input::Waiting`].
    ReadWaiting {
        /// The reason why they were rejected.
        reason: RejectionReason,
        /// How many at most, oldest first.
        limit: i64,
    },
    /// End with the error of the commit that ended last.
    GiveUp,
    /// End: all that will be committed is.
    End(Ended),
}
