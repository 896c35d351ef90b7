//! The state machine: an agenda of steps, done one after another; messages are taken while the agenda is empty.

use super::commit::{Committing, Consequence};
use super::gather::Gathering;
use super::judge::Directory;
use super::known::KnownVersions;
use super::replay::{Next, REPLAY_ROWS};
use super::taking::Taking;
use super::{Action, Ended, Input, Limits, Moment, Outcome, Progress};
use crate::message::Assignment;
use std::collections::VecDeque;
use warehouse::model::RejectionReason;

/// A step of the agenda.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    /// Begin to commit what is gathered, once the commit before it is over: checkpoints move in order.
    Commit,
    /// Wait until no commit is under way.
    Settle,
    /// Do what can only be done between commits, if there is any.
    Tidy,
    /// Judge rejections that wait once more, until none of them can be taken.
    Replay,
    /// Drop what is gathered, begin with the partitions that are ours now, and look at the warehouse as it is now.
    Forget,
    /// List the files of facts anew.
    ListFiles,
    /// Read the directory of schools anew.
    ReadDirectory,
    /// End.
    End(Ended),
}

/// What decides in a run of ingest.
pub struct Core {
    source: String,
    limits: Limits,
    ends_when_caught_up: bool,
    agenda: VecDeque<Step>,
    /// Actions that nothing waits for.
    errands: VecDeque<Action>,
    assigned: Vec<Assignment>,
    taking: Taking,
    committing: Committing,
    is_stopping: bool,
    has_given_up: bool,
    committed: Progress,
}

impl Core {
    /// Begins a run over the source of that name. It waits for partitions to be assigned, and ends by itself when it
    /// has caught up, if it is to.
    pub fn new(source: &str, limits: Limits, ends_when_caught_up: bool) -> Self {
        let mut taking = Taking::default();
        taking.replay.make_due();
        Self {
            source: source.to_owned(),
            limits,
            ends_when_caught_up,
            agenda: VecDeque::new(),
            errands: VecDeque::new(),
            assigned: Vec::new(),
            taking,
            committing: Committing::default(),
            is_stopping: false,
            has_given_up: false,
            committed: Progress::default(),
        }
    }

    /// Returns what the run has done and committed.
    pub fn committed(&self) -> Progress {
        self.committed
    }

    /// Returns what the driver is to do next.
    pub fn next(&mut self, moment: Moment) -> Action {
        if self.has_given_up {
            return Action::GiveUp;
        }
        if let Some(progress) = self.taking.report.take() {
            return Action::Report(progress);
        }
        if let Some(errand) = self.errands.pop_front() {
            return errand;
        }
        if let Some(pause) = self.committing.pause() {
            return Action::Pause(pause);
        }
        loop {
            if let Some(question) = self.taking.question() {
                return question;
            }
            let Some(step) = self.agenda.front() else {
                if self.is_stopping {
                    self.close(Ended::Stopped);
                } else if self.is_full(moment) {
                    self.agenda.extend([Step::Commit, Step::Tidy]);
                } else {
                    return Action::Poll;
                }
                continue;
            };
            if let Some(action) = self.advance(*step, moment) {
                return action;
            }
        }
    }

    /// Takes in what came of an action.
    pub fn tell(&mut self, input: Input, moment: Moment) {
        match input {
            Input::Message(message) => self.taking.take(message, moment),
            Input::Assigned(assigned) => {
                self.assigned = assigned;
                self.committing.abandon();
                self.agenda = [Step::Settle, Step::Forget].into();
            }
            Input::CaughtUp => {
                if self.ends_when_caught_up && self.agenda.is_empty() {
                    self.close(Ended::CaughtUp);
                }
            }
            Input::Stop => self.is_stopping = true,
            Input::CommitEnded(outcome) => self.end_commit(outcome),
            Input::Paused => self.errands.extend(self.committing.resume().map(Action::Commit)),
            Input::Files(files) => {
                self.taking.known = KnownVersions::new(files);
                self.done(Step::ListFiles);
            }
            Input::Directory(schools) => {
                self.taking.directory = Directory::new(schools);
                self.done(Step::ReadDirectory);
            }
            Input::FileVersions(versions) | Input::RegisterVersions(versions) => self.taking.answer(&versions),
            Input::Waiting(waiting) => self.taking.replay.read(waiting),
        }
    }

    /// Ends once all that is gathered is committed and tidied up.
    fn close(&mut self, ended: Ended) {
        self.agenda.extend([Step::Commit, Step::Settle, Step::Tidy, Step::End(ended)]);
    }

    fn is_full(&self, moment: Moment) -> bool {
        let gathering = &self.taking.gathering;
        let age = || moment.since_start.saturating_sub(self.taking.gathered_since);
        gathering.events_count >= self.limits.batch_events
            || gathering.message_bytes >= self.limits.batch_bytes
            || (!gathering.is_empty() && age() >= self.limits.batch_age)
    }

    /// Does the agenda's first step, or returns the action that it waits for.
    fn advance(&mut self, step: Step, moment: Moment) -> Option<Action> {
        match step {
            Step::Commit | Step::Settle if self.committing.is_under_way() => return Some(Action::AwaitCommit),
            Step::ListFiles => return Some(Action::ListFiles),
            Step::ReadDirectory => return Some(Action::ReadDirectory),
            Step::End(ended) => return Some(Action::End(ended)),
            Step::Replay => return self.advance_replay(moment),
            Step::Commit | Step::Settle | Step::Tidy | Step::Forget => {}
        }
        self.agenda.pop_front();
        match step {
            Step::Commit if !self.taking.gathering.is_empty() => {
                let batch = self.taking.gathering.take(&self.source);
                return Some(Action::Commit(self.committing.begin(batch, self.taking.progress)));
            }
            Step::Tidy if self.taking.replay.is_due() => {
                self.first([Step::Commit, Step::Settle, Step::Replay, Step::Tidy]);
            }
            Step::Tidy if self.taking.known.is_full() => self.first([Step::Commit, Step::Settle, Step::ListFiles]),
            Step::Forget => {
                self.taking.gathering = Gathering::begin(std::mem::take(&mut self.assigned));
                self.taking.progress = self.committed;
                self.taking.replay.make_due();
                self.first([Step::ListFiles, Step::ReadDirectory]);
            }
            _ => {}
        }
        None
    }

    fn advance_replay(&mut self, moment: Moment) -> Option<Action> {
        match self.taking.replay.next() {
            Next::Read => {
                return Some(Action::ReadWaiting { reason: RejectionReason::UnknownSchool, limit: REPLAY_ROWS });
            }
            Next::Judge(rejection) => self.taking.take_waiting(rejection, moment),
            Next::Judged(0) => self.done(Step::Replay),
            Next::Judged(taken_count) => {
                self.taking.progress.replayed_count += taken_count;
                self.first([Step::Commit, Step::Settle]);
            }
        }
        None
    }

    /// Puts steps before the others.
    fn first<const N: usize>(&mut self, steps: [Step; N]) {
        for step in steps.into_iter().rev() {
            self.agenda.push_front(step);
        }
    }

    /// Takes a step off the agenda that was waited for.
    fn done(&mut self, step: Step) {
        if self.agenda.front() == Some(&step) {
            self.agenda.pop_front();
        }
    }

    fn end_commit(&mut self, outcome: Outcome) {
        match self.committing.end(outcome, self.is_stopping) {
            Consequence::Kept(batch, progress) => {
                self.taking.progress.commits_count += 1;
                self.committed = Progress { commits_count: self.taking.progress.commits_count, ..progress };
                self.errands.push_back(Action::Report(self.taking.progress));
                self.errands.extend(batch.moves.iter().map(|step| Action::Hint {
                    topic_partition: step.topic_partition.clone(),
                    next_offset: step.to_offset,
                }));
            }
            Consequence::Lost => {
                self.errands.push_back(Action::Rejoin);
                let next = if self.is_stopping { Step::End(Ended::Stopped) } else { Step::Forget };
                self.agenda = [next].into();
            }
            // Nothing more is gathered until the store is back.
            Consequence::Again => self.first([Step::Settle]),
            Consequence::GiveUp => self.has_given_up = true,
            Consequence::None => {}
        }
    }
}
