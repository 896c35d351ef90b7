//! The run: one thread asks the [core](crate::core) what to do next, does it, and tells what came of it. While a batch
//! is committed the next is gathered, and librdkafka fetches ahead within its bound of memory. A batch has a bound of
//! its own, and at most two are held.

mod committer;

pub use crate::core::{Ended, Limits, Progress};

use crate::blocking::BlockingIntake;
use crate::core::{Action, Core, Input, Moment, Outcome};
use crate::error::Error;
use crate::source::{Polled, Source};
use committer::Committer;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant as Clock};
use warehouse::model::Instant;

/// How long a source may think before the stop flag is looked at again.
const POLL_PATIENCE: Duration = Duration::from_millis(100);
/// How long files rest once they are read to their ends.
const FILES_REST: Duration = Duration::from_millis(500);

/// A run of ingest.
pub struct Run<'a> {
    intake: BlockingIntake,
    limits: Limits,
    source: Source,
    clock: &'a dyn Fn() -> Instant,
    observe: &'a dyn Fn(Progress),
    stop: &'a AtomicBool,
}

impl<'a> Run<'a> {
    /// Prepares a run. It blocks its thread: give it one where blocking is allowed, inside the runtime of the intake.
    pub fn new(
        intake: BlockingIntake,
        limits: Limits,
        source: Source,
        clock: &'a dyn Fn() -> Instant,
        observe: &'a dyn Fn(Progress),
        stop: &'a AtomicBool,
    ) -> Self {
        Self { intake, limits, source, clock, observe, stop }
    }

    /// Takes events until everything is taken (when `until_caught_up`) or until it is asked to stop. What was gathered is
    /// committed before it returns. Returns what was committed.
    pub fn take(self, until_caught_up: bool) -> Result<(Ended, Progress), Error> {
        let Self { intake, limits, source, clock, observe, stop } = self;
        let core = Core::new(source.name(), limits, until_caught_up);
        let committer = Committer::new(intake.clone());
        let driver = Driver { core, intake, source, committer, clock, observe, stop, began: Clock::now() };
        driver.drive(until_caught_up)
    }
}

/// What does: it holds everything that the core must not know.
struct Driver<'a> {
    core: Core,
    intake: BlockingIntake,
    source: Source,
    committer: Committer,
    clock: &'a dyn Fn() -> Instant,
    observe: &'a dyn Fn(Progress),
    stop: &'a AtomicBool,
    began: Clock,
}

impl Driver<'_> {
    fn drive(mut self, until_caught_up: bool) -> Result<(Ended, Progress), Error> {
        loop {
            match self.core.next(self.moment()) {
                Action::Poll => self.poll(until_caught_up)?,
                Action::Commit(batch) => self.committer.begin(batch, (self.clock)()),
                Action::AwaitCommit => self.end_commit(),
                Action::Pause(pause) => self.pause(pause)?,
                Action::Rejoin => self.rejoin()?,
                Action::Hint { topic_partition, next_offset } => self.source.hint(&topic_partition, next_offset),
                Action::Report(progress) => (self.observe)(progress),
                Action::ListFiles => self.tell(Input::Files(self.intake.fact_files()?)),
                Action::ReadDirectory => self.tell(Input::Directory(self.intake.school_directory()?)),
                Action::ReadFile(file) => self.tell(Input::FileVersions(self.intake.known_facts(file)?)),
                Action::ReadRegisterChanges(of) => {
                    self.tell(Input::RegisterVersions(self.intake.known_register_changes(&of)?));
                }
                Action::ReadWaiting { reason, limit } => {
                    self.tell(Input::Waiting(self.intake.waiting_rejections(reason, limit)?));
                }
                Action::GiveUp => return Err(self.committer.into_failure()),
                Action::End(ended) => return Ok((ended, self.core.committed())),
            }
        }
    }

    fn moment(&self) -> Moment {
        Moment { at: (self.clock)(), since_start: self.began.elapsed() }
    }

    fn tell(&mut self, input: Input) {
        self.core.tell(input, self.moment());
    }

    fn is_stopped(&self) -> bool {
        self.stop.load(Ordering::Relaxed)
    }

    fn poll(&mut self, until_caught_up: bool) -> Result<(), Error> {
        if self.is_stopped() {
            self.tell(Input::Stop);
            return Ok(());
        }
        match self.source.poll(POLL_PATIENCE)? {
            Polled::Message(message) => self.tell(Input::Message(message)),
            Polled::Assigned(assigned) => self.tell(Input::Assigned(assigned)),
            Polled::CaughtUp if until_caught_up => self.tell(Input::CaughtUp),
            // Otherwise the age of what is gathered decides: a commit at every pause would make a file of every pause.
            Polled::CaughtUp => {
                if matches!(self.source, Source::Files(_)) {
                    std::thread::sleep(FILES_REST);
                }
            }
            Polled::Idle => {}
        }
        // Looked at without a new batch too: a commit that failed must not wait for the next event.
        if self.committer.has_ended() {
            self.end_commit();
        }
        Ok(())
    }

    fn end_commit(&mut self) {
        let Some(outcome) = self.committer.end() else { return };
        // A run that is asked to stop does not wait for a store that is away.
        if outcome == Outcome::StoreAway && self.is_stopped() {
            self.tell(Input::Stop);
        }
        self.tell(Input::CommitEnded(outcome));
    }

    fn pause(&mut self, pause: Duration) -> Result<(), Error> {
        if let Some(error) = self.committer.failure() {
            let cause = std::error::Error::source(error).map(ToString::to_string);
            let (batch, pause_ms) = (self.committer.described(), pause.as_millis());
            tracing::warn!(error = %error, cause, batch, pause_ms, "the store is away; waiting");
        }
        self.source.wait(pause)?;
        self.tell(Input::Paused);
        Ok(())
    }

    fn rejoin(&mut self) -> Result<(), Error> {
        if let Some(error) = self.committer.failure() {
            let batch = self.committer.described();
            tracing::warn!(error = %error, batch, "another owner has the partitions; what was gathered is dropped");
        }
        self.source.rejoin()
    }
}
