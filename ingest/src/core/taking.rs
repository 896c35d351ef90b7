//! Taking messages in: each is judged, compared with what is known, counted, and gathered when it is new. An event
//! whose like cannot be known before something is read stays open until the answer comes.

use super::gather::{Gathering, Position};
use super::judge::{Directory, Refused, SoundEvent};
use super::known::KnownVersions;
use super::replay::Replay;
use super::{Action, Fate, Moment, Progress};
use crate::admit::Refusal;
use crate::message::Message;
use std::time::Duration;
use warehouse::intake::{FactFile, KnownVersion};
use warehouse::intake::{NewRejection, WaitingRejection};
use warehouse::model::{KeptContent, RegisterContent, RejectionId};

/// How many messages lie between two reports of progress.
const REPORT_STRIDE: u64 = 10_000;

/// Where an event comes from.
#[derive(Debug, Clone, Copy)]
enum Origin {
    /// The source, in a message of so many bytes.
    Source { message_bytes: usize },
    /// A rejection that waited.
    Waiting { rejection_id: RejectionId },
}

/// An event that cannot be judged before something is read.
struct OpenEvent {
    origin: Origin,
    position: Position,
    event: SoundEvent,
    unread: Unread,
}

/// What must be read.
enum Unread {
    /// Files of the lake, the last one first.
    Files(Vec<FactFile>),
    /// The register changes of the event's partition.
    RegisterChanges,
}

/// What is taken since the last commit, and what is needed to judge the next message.
#[derive(Default)]
pub(super) struct Taking {
    pub directory: Directory,
    pub known: KnownVersions,
    pub gathering: Gathering,
    /// When the first event of what is gathered came.
    pub gathered_since: Duration,
    pub replay: Replay,
    /// What is done, the uncommitted included.
    pub progress: Progress,
    /// A report that is due.
    pub report: Option<Progress>,
    open: Option<OpenEvent>,
}

impl Taking {
    /// Takes a message.
    pub fn take(&mut self, message: Message, moment: Moment) {
        if self.gathering.is_empty() {
            self.gathered_since = moment.since_start;
        }
        let message_bytes = message.payload.len();
        match self.directory.judge(&message, moment.at) {
            Ok(event) => {
                let Message { topic_partition, offset, .. } = message;
                let position = Position { topic_partition, offset, ingested_at: moment.at };
                self.settle(Origin::Source { message_bytes }, position, event);
            }
            Err(Refused { refusal, emitted_at }) => {
                let fate = Fate::Rejected;
                self.gathering.note(&message.topic_partition, message.offset, message_bytes, emitted_at, fate);
                self.gathering.reject(rejection(message, refusal));
                self.count(fate);
            }
        }
    }

    /// Judges a rejection that waits once more; one that is still refused goes on waiting.
    pub fn take_waiting(&mut self, waiting: WaitingRejection, moment: Moment) {
        let WaitingRejection { rejection_id, topic_partition, offset, key, message } = waiting;
        let message = Message { topic_partition, offset, key, payload: message };
        if let Ok(event) = self.directory.judge(&message, moment.at) {
            let position = Position { topic_partition: message.topic_partition, offset, ingested_at: moment.at };
            self.settle(Origin::Waiting { rejection_id }, position, event);
        }
    }

    /// Decides whether an event is new, or opens the question of what must be read before.
    fn settle(&mut self, origin: Origin, position: Position, event: SoundEvent) {
        let unread = match &event.content {
            KeptContent::Fact(content) => {
                let files = self.known.files_to_read(content.table(), event.envelope.entered_at);
                (!files.is_empty()).then_some(Unread::Files(files))
            }
            KeptContent::Register(_) => {
                let is_known = self.known.knows_register_changes_of(&position.topic_partition);
                (!is_known).then_some(Unread::RegisterChanges)
            }
        };
        match unread {
            Some(unread) => self.open = Some(OpenEvent { origin, position, event, unread }),
            None => self.decide(origin, position, event),
        }
    }

    /// Returns the question that the open event waits for.
    pub fn question(&self) -> Option<Action> {
        let open = self.open.as_ref()?;
        Some(match &open.unread {
            Unread::Files(files) => Action::ReadFile(files.last()?.clone()),
            Unread::RegisterChanges => Action::ReadRegisterChanges(open.position.topic_partition.clone()),
        })
    }

    /// Takes the answer to the question, and goes on with the open event when nothing more must be read.
    pub fn answer(&mut self, versions: &[KnownVersion]) {
        let Some(mut open) = self.open.take() else { return };
        match &mut open.unread {
            Unread::Files(files) => {
                self.known.add_facts(versions);
                files.pop();
                if !files.is_empty() {
                    self.open = Some(open);
                    return;
                }
            }
            Unread::RegisterChanges => {
                self.known.add_register_changes(open.position.topic_partition.clone(), versions);
            }
        }
        self.decide(open.origin, open.position, open.event);
    }

    fn decide(&mut self, origin: Origin, position: Position, event: SoundEvent) {
        let SoundEvent { envelope, school_id, content } = &event;
        let is_new = match content {
            KeptContent::Fact(content) => self.known.is_new_fact(content.table(), envelope),
            KeptContent::Register(content) => {
                self.known.is_new_register_change(&position.topic_partition, content.kind(), envelope)
            }
        };
        if let (true, KeptContent::Register(RegisterContent::School(_)), Some(school_id)) = (is_new, content, school_id)
        {
            self.directory.register(envelope, school_id.clone());
            self.replay.make_due();
        }
        match origin {
            Origin::Source { message_bytes } => {
                let fate = if is_new { Fate::Admitted } else { Fate::Duplicate };
                let emitted_at = Some(envelope.emitted_at);
                self.gathering.note(&position.topic_partition, position.offset, message_bytes, emitted_at, fate);
                self.count(fate);
            }
            Origin::Waiting { rejection_id } => {
                self.gathering.note_replayed(rejection_id);
                self.replay.note_taken();
            }
        }
        if is_new {
            self.gathering.keep(position, event);
        }
    }

    fn count(&mut self, fate: Fate) {
        self.progress.count(fate);
        if self.progress.taken_count().is_multiple_of(REPORT_STRIDE) {
            self.report = Some(self.progress);
        }
    }
}

fn rejection(message: Message, refusal: Refusal) -> NewRejection {
    let (source_instance, source_school_id) = refusal.origin.unzip();
    NewRejection {
        topic_partition: message.topic_partition,
        offset: message.offset,
        key: message.key,
        message: message.payload,
        reason: refusal.reason,
        detail: refusal.detail,
        source_instance,
        source_school_id,
    }
}
