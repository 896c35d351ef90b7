//! The run: poll, admit, gather, commit, again. One thread does it; while a batch is committed the next is gathered, and
//! librdkafka fetches ahead within its bound of memory. A batch has a bound of its own, and at most two are held.

use crate::admit::{Message, Refusal, admit};
use crate::batch::{Fate, Gathering, Place};
use crate::error::Error;
use crate::event::Envelope;
use crate::known::Known;
use crate::source::{Polled, Source};
use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant as Clock};
use tokio::runtime::Handle;
use tokio::task::JoinHandle;
use warehouse::intake::{Batch, NewRejection, SourceSchool};
use warehouse::model::{Instant, KeptContent, RegisterContent, RejectionReason, SchoolId};
use warehouse::{Error as WarehouseError, Warehouse};

/// How long the store may be away before each next attempt, at most.
const LONGEST_PAUSE: Duration = Duration::from_secs(15);
/// How many waiting rejections are replayed in one commit.
const REPLAY_ROWS: i64 = 5_000;

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

/// What a run has done so far.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Progress {
    /// Events admitted.
    pub admitted_count: u64,
    /// Events known already.
    pub duplicate_count: u64,
    /// Events rejected.
    pub rejected_count: u64,
    /// Rejections of earlier times that were taken after all.
    pub replayed_count: u64,
    /// Commits.
    pub commits_count: u64,
}

/// A commit under way.
struct Committing {
    batch: Arc<Batch>,
    /// What the run will have done once it succeeds.
    progress: Progress,
    task: JoinHandle<Result<i64, WarehouseError>>,
}

/// A run of ingest.
pub struct Run<'a> {
    warehouse: Warehouse,
    runtime: Handle,
    limits: Limits,
    source: Source,
    clock: &'a dyn Fn() -> Instant,
    observe: &'a dyn Fn(Progress),
    stop: &'a AtomicBool,
    gathering: Gathering,
    committing: Option<Committing>,
    known: Known,
    directory: HashMap<SourceSchool, SchoolId>,
    /// Whether a school was registered since rejections were last replayed.
    school_came: bool,
    gathered_since: Clock,
    progress: Progress,
    committed: Progress,
}

/// Why a run ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ended {
    /// Everything there was has been taken.
    CaughtUp,
    /// It was asked to stop.
    Stopped,
}

impl<'a> Run<'a> {
    /// Prepares a run. It blocks its thread: give it one where blocking is allowed, inside the runtime of `runtime`.
    pub fn new(
        warehouse: Warehouse,
        runtime: Handle,
        limits: Limits,
        source: Source,
        clock: &'a dyn Fn() -> Instant,
        observe: &'a dyn Fn(Progress),
        stop: &'a AtomicBool,
    ) -> Self {
        Self {
            warehouse,
            runtime,
            limits,
            source,
            clock,
            observe,
            stop,
            gathering: Gathering::default(),
            committing: None,
            known: Known::default(),
            directory: HashMap::new(),
            school_came: true,
            gathered_since: Clock::now(),
            progress: Progress::default(),
            committed: Progress::default(),
        }
    }

    /// Takes events until everything is taken (when `until_caught_up`) or until it is asked to stop. What was gathered is
    /// committed before it returns. Returns what was committed.
    pub fn take(mut self, until_caught_up: bool) -> Result<(Ended, Progress), Error> {
        loop {
            if self.stop.load(Ordering::Relaxed) {
                let _ = self.commit_all()? && self.tidy()?;
                return Ok((Ended::Stopped, self.committed));
            }
            match self.source.poll(Duration::from_millis(100))? {
                Polled::Message(message) => {
                    if self.gathering.is_empty() {
                        self.gathered_since = Clock::now();
                    }
                    self.take_message(message)?;
                }
                Polled::Assigned(assigned) => {
                    // It has succeeded under the old fence or it cannot any more; in either case it is over.
                    if let Some(committing) = self.committing.take()
                        && self.outcome(committing.task)?.is_ok()
                    {
                        self.note_committed(&committing.batch, committing.progress);
                    }
                    self.forget()?;
                    for it in assigned {
                        self.gathering.begin(&it.topic, it.partition, it.fence, it.next_offset);
                    }
                }
                Polled::Idle => {}
                // Otherwise the age of what is gathered decides: a commit at every pause would make a file of every pause.
                Polled::CaughtUp if until_caught_up => {
                    if self.commit_all()? && self.tidy()? {
                        return Ok((Ended::CaughtUp, self.committed));
                    }
                }
                Polled::CaughtUp => {
                    if matches!(self.source, Source::Files(_)) {
                        std::thread::sleep(Duration::from_millis(500));
                    }
                }
            }
            // Looked at without a new batch too: a commit that failed must not wait for the next event.
            if self.committing.as_ref().is_some_and(|it| it.task.is_finished()) {
                self.end_commit()?;
            }
            let full = self.gathering.events_count >= self.limits.batch_events
                || self.gathering.message_bytes >= self.limits.batch_bytes
                || (!self.gathering.is_empty() && self.gathered_since.elapsed() >= self.limits.batch_age);
            if full && self.begin_commit()? {
                self.tidy()?;
            }
        }
    }

    /// Drops what is gathered and looks at the warehouse as it is now.
    fn forget(&mut self) -> Result<(), Error> {
        self.gathering = Gathering::default();
        self.progress = self.committed;
        self.runtime.block_on(self.known.refresh(&self.warehouse))?;
        self.directory = self.runtime.block_on(self.warehouse.school_directory())?;
        self.school_came = true;
        Ok(())
    }

    fn take_message(&mut self, message: Message) -> Result<(), Error> {
        let bytes = message.payload.len();
        let (emitted_at, fate) = self.judge(&message)?;
        let fate = match fate {
            Ok(fate) => fate,
            Err(refusal) => {
                self.gathering.reject(rejection(&message, refusal));
                Fate::Rejected
            }
        };
        match fate {
            Fate::Admitted => self.progress.admitted_count += 1,
            Fate::Duplicate => self.progress.duplicate_count += 1,
            Fate::Rejected => self.progress.rejected_count += 1,
        }
        self.gathering.note(self.place(&message), bytes, emitted_at, fate);
        let taken = self.progress.admitted_count + self.progress.duplicate_count + self.progress.rejected_count;
        if taken.is_multiple_of(10_000) {
            (self.observe)(self.progress);
        }
        Ok(())
    }

    fn place<'m>(&self, message: &'m Message) -> Place<'m> {
        Place {
            topic: &message.topic,
            partition: message.partition,
            offset: message.offset,
            ingested_at: (self.clock)(),
        }
    }

    /// Keeps the message's event when it can be kept; returns when it was sent and what becomes of it.
    fn judge(&mut self, message: &Message) -> Result<(Option<Instant>, Result<Fate, Refusal>), Error> {
        let event = match admit(message) {
            Ok(event) => event,
            Err(refusal) => return Ok((None, Err(refusal))),
        };
        let emitted_at = Some(event.envelope.emitted_at);
        let kept = event.content.into_kept();
        let school_id = match self.school_of(&event.envelope, &kept) {
            Ok(school_id) => school_id,
            Err(refusal) => return Ok((emitted_at, Err(refusal))),
        };
        let partition = (message.topic.as_str(), message.partition);
        let is_new = match &kept {
            KeptContent::Fact(content) => {
                self.runtime.block_on(self.known.is_new_fact(&self.warehouse, content.table(), &event.envelope))?
            }
            KeptContent::Register(content) => self.runtime.block_on(self.known.is_new_register_change(
                &self.warehouse,
                partition,
                content.kind(),
                &event.envelope,
            ))?,
        };
        if !is_new {
            return Ok((emitted_at, Ok(Fate::Duplicate)));
        }
        if let (KeptContent::Register(RegisterContent::School(_)), Some(school_id)) = (&kept, &school_id) {
            self.directory.insert(source_school(&event.envelope), school_id.clone());
            self.school_came = true;
        }
        let place = self.place(message);
        self.gathering.keep(place, event.envelope, school_id, kept);
        Ok((emitted_at, Ok(Fate::Admitted)))
    }

    /// Returns the school of an event; none for an event about the whole region.
    fn school_of(&self, envelope: &Envelope, kept: &KeptContent) -> Result<Option<SchoolId>, Refusal> {
        if let KeptContent::Register(RegisterContent::School(school)) = kept {
            // Admission has judged the numbers already.
            return Ok(SchoolId::new(&school.ogrn, &school.kpp).ok());
        }
        if envelope.source_school_id.is_empty() {
            return Ok(None);
        }
        self.directory.get(&source_school(envelope)).cloned().map(Some).ok_or_else(|| Refusal {
            reason: RejectionReason::UnknownSchool,
            detail: format!("no register names school «{}» of {}", envelope.source_school_id, envelope.source_instance),
            origin: Some((envelope.source_instance.clone(), envelope.source_school_id.clone())),
        })
    }

    /// Begins a commit of what is gathered, once the commit before it is over: checkpoints move in order. Returns false
    /// when the partitions were lost.
    fn begin_commit(&mut self) -> Result<bool, Error> {
        if !self.end_commit()? {
            return Ok(false);
        }
        if !self.gathering.is_empty() {
            let batch = Arc::new(self.gathering.take(self.source.name()));
            let task = self.spawn_commit(batch.clone());
            self.committing = Some(Committing { batch, progress: self.progress, task });
        }
        Ok(true)
    }

    fn spawn_commit(&self, batch: Arc<Batch>) -> JoinHandle<Result<i64, WarehouseError>> {
        let (warehouse, now) = (self.warehouse.clone(), (self.clock)());
        self.runtime.spawn(async move { warehouse.commit(&batch, now).await })
    }

    fn outcome(
        &self,
        task: JoinHandle<Result<i64, WarehouseError>>,
    ) -> Result<Result<i64, WarehouseError>, WarehouseError> {
        let defect = |_| WarehouseError::Corrupt("a commit stopped by a defect of the program".to_owned());
        self.runtime.block_on(task).map_err(defect)
    }

    /// Waits for the commit under way, as long as the store is away. Returns whether what it took is kept; otherwise the
    /// partitions were lost, and everything gathered is dropped.
    fn end_commit(&mut self) -> Result<bool, Error> {
        let Some(Committing { batch, progress, mut task }) = self.committing.take() else { return Ok(true) };
        let mut pause = Duration::from_millis(200);
        loop {
            match self.outcome(task)? {
                Ok(_) => {
                    self.note_committed(&batch, progress);
                    return Ok(true);
                }
                Err(error @ WarehouseError::OwnershipLost { .. }) => {
                    tracing::warn!(error = %error, "another owner has the partitions; what was gathered is dropped");
                    self.source.rejoin()?;
                    self.forget()?;
                    return Ok(false);
                }
                Err(error) if error.is_passing() && !self.stop.load(Ordering::Relaxed) => {
                    let cause = std::error::Error::source(&error).map(ToString::to_string);
                    tracing::warn!(error = %error, cause, pause_ms = pause.as_millis(), "the store is away; waiting");
                    self.source.wait(pause)?;
                    pause = (pause * 2).min(LONGEST_PAUSE);
                    task = self.spawn_commit(batch.clone());
                }
                Err(error) => return Err(error.into()),
            }
        }
    }

    fn note_committed(&mut self, batch: &Batch, progress: Progress) {
        self.progress.commits_count += 1;
        self.committed = Progress { commits_count: self.progress.commits_count, ..progress };
        (self.observe)(self.progress);
        for step in &batch.moves {
            self.source.hint(&step.topic, step.partition, step.to_offset);
        }
    }

    /// Commits what is gathered and waits until it is kept. Returns false when the partitions were lost.
    fn commit_all(&mut self) -> Result<bool, Error> {
        Ok(self.begin_commit()? && self.end_commit()?)
    }

    /// Does what can only be done between commits.
    fn tidy(&mut self) -> Result<bool, Error> {
        if self.school_came && !(self.commit_all()? && self.replay()?) {
            return Ok(false);
        }
        if self.known.is_full() {
            if !self.commit_all()? {
                return Ok(false);
            }
            self.runtime.block_on(self.known.refresh(&self.warehouse))?;
        }
        Ok(true)
    }

    /// Takes rejected events of schools that are known by now. Returns false when the partitions were lost.
    fn replay(&mut self) -> Result<bool, Error> {
        self.school_came = false;
        loop {
            let waiting = self
                .runtime
                .block_on(self.warehouse.waiting_rejections(RejectionReason::UnknownSchool.as_str(), REPLAY_ROWS))?;
            let mut replayed = 0;
            for it in waiting {
                let message = Message {
                    topic: it.topic,
                    partition: it.partition,
                    offset: it.offset,
                    key: it.key,
                    payload: it.message,
                };
                if let (_, Ok(_)) = self.judge(&message)? {
                    self.gathering.note_replayed(it.rejection_id);
                    replayed += 1;
                }
            }
            if replayed == 0 {
                return Ok(true);
            }
            self.progress.replayed_count += replayed;
            if !self.commit_all()? {
                return Ok(false);
            }
        }
    }
}

fn source_school(envelope: &Envelope) -> SourceSchool {
    SourceSchool {
        source_system: envelope.source_system.clone(),
        source_instance: envelope.source_instance.clone(),
        source_school_id: envelope.source_school_id.clone(),
    }
}

fn rejection(message: &Message, refusal: Refusal) -> NewRejection {
    let (source_instance, source_school_id) = refusal.origin.unzip();
    NewRejection {
        topic: message.topic.clone(),
        partition: message.partition,
        offset: message.offset,
        key: message.key.clone(),
        message: message.payload.clone(),
        reason: refusal.reason.as_str(),
        detail: refusal.detail,
        source_instance,
        source_school_id,
    }
}
