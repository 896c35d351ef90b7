//! Replay: rejected events of schools that are known by now are judged again, and taken with a commit of their own.

use std::collections::VecDeque;
use warehouse::intake::WaitingRejection;

/// How many waiting rejections are replayed in one commit.
pub(super) const REPLAY_ROWS: i64 = 5_000;

/// What a replay does next.
#[derive(Debug)]
pub(super) enum Next {
    /// The rejections that wait must be read.
    Read,
    /// This one is judged again.
    Judge(WaitingRejection),
    /// All that were read are judged; so many of them are taken.
    Judged(u64),
}

/// The state of the replay.
#[derive(Debug, Default)]
pub(super) struct Replay {
    /// Whether a school was registered since rejections were last replayed.
    is_due: bool,
    /// Those that were read and are not judged yet.
    waiting: Option<VecDeque<WaitingRejection>>,
    taken_count: u64,
}

impl Replay {
    /// Asks for a replay: a school came, or the registers were not followed for a while.
    pub fn make_due(&mut self) {
        self.is_due = true;
    }

    /// Returns whether a replay is asked for.
    pub fn is_due(&self) -> bool {
        self.is_due
    }

    /// Takes rejections that wait.
    pub fn read(&mut self, waiting: Vec<WaitingRejection>) {
        self.waiting = Some(waiting.into());
        self.taken_count = 0;
    }

    /// Notes that the one given last is taken.
    pub fn note_taken(&mut self) {
        self.taken_count += 1;
    }

    /// Returns what comes next. After [`Next::Judged`] the replay begins from its start.
    pub fn next(&mut self) -> Next {
        self.is_due = false;
        match self.waiting.as_mut().map(VecDeque::pop_front) {
            None => Next::Read,
            Some(Some(rejection)) => Next::Judge(rejection),
            Some(None) => {
                self.waiting = None;
                Next::Judged(self.taken_count)
            }
        }
    }
}
