//! A run without a database: the core is real, the source and the store are pretended, and every commit is checked.

use crate::support::{event, school, topic};
use ingest::codec::Codec;
use ingest::core::{Action, Core, Ended, Input, Limits, Moment, Outcome, Progress};
use ingest::event::Event;
use ingest::message::{Assignment, Message};
use std::collections::{BTreeMap, HashMap};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;
use warehouse::intake::{Batch, RegisteredSchool, SourceSchool, WaitingRejection};
use warehouse::intake::{FactFile, KnownVersion};
use warehouse::model::{FactHeader, Instant, RegisterContent, RejectionId, RejectionReason, TopicPartition};

/// Limits that only the number of events reaches.
pub fn limits(batch_events: usize) -> Limits {
    Limits { batch_events, batch_bytes: 16 << 20, batch_age: Duration::from_secs(5) }
}

pub fn lessons(partition: i32) -> TopicPartition {
    TopicPartition::new("journal.lessons", partition)
}

pub fn registers() -> TopicPartition {
    TopicPartition::new("journal.registers", 0)
}

/// A lesson's topic of school `of`, as it is sent.
pub fn lesson(of: &str, number: i64) -> Event {
    event(of, &format!("lesson-{number}"), 1, number, topic(number))
}

/// The registration of school `of`.
pub fn registration(of: &str, kpp: &str) -> Event {
    event(of, of, 1, 0, school(kpp))
}

pub fn message(from: &TopicPartition, offset: i64, event: &Event) -> Message {
    let (key, payload) = (event.envelope.message_key().into_bytes(), Codec::get().encode(event));
    Message { topic_partition: from.clone(), offset, key, payload }
}

/// What the pretended store keeps.
#[derive(Default)]
pub struct Kept {
    /// By partition: the fence and the next offset.
    checkpoints: BTreeMap<TopicPartition, (i64, i64)>,
    fence: i64,
    pub batches: Vec<Arc<Batch>>,
    pub facts: Vec<FactHeader>,
    pub registers: Vec<(TopicPartition, KnownVersion)>,
    directory: HashMap<SourceSchool, RegisteredSchool>,
    pub waiting: BTreeMap<RejectionId, WaitingRejection>,
    rejections_count: i64,
    /// What became of the messages of each partition: admitted, duplicate, rejected, no message.
    pub counts: BTreeMap<TopicPartition, [i64; 4]>,
}

impl Kept {
    /// Gives partitions a new fence and returns where each begins.
    pub fn take_over(&mut self, partitions: &[TopicPartition]) -> Vec<Assignment> {
        self.fence += 1;
        let fence = self.fence;
        let assign = |it: &TopicPartition| {
            let checkpoint = self.checkpoints.entry(it.clone()).or_default();
            checkpoint.0 = fence;
            Assignment { topic_partition: it.clone(), fence, next_offset: checkpoint.1 }
        };
        partitions.iter().map(assign).collect()
    }

    pub fn next_offset(&self, of: &TopicPartition) -> i64 {
        self.checkpoints.get(of).map_or(0, |(_, offset)| *offset)
    }

    /// Commits as the warehouse does: everything, or nothing when a checkpoint does not stand where it must.
    pub fn commit(&mut self, batch: &Arc<Batch>) -> Outcome {
        for step in &batch.moves {
            let partition = step.topic_partition.clone();
            if self.checkpoints.get(&partition) != Some(&(step.fence, step.from_offset)) {
                return Outcome::OwnershipLost;
            }
        }
        if batch.replayed.iter().any(|id| !self.waiting.contains_key(id)) {
            return Outcome::OwnershipLost;
        }
        self.assert_conserves(batch);
        for step in &batch.moves {
            let partition = step.topic_partition.clone();
            let counts = self.counts.entry(partition.clone()).or_default();
            let fates = [step.admitted_count, step.duplicate_count, step.rejected_count, step.control_record_count];
            counts.iter_mut().zip(fates).for_each(|(sum, count)| *sum += count);
            self.checkpoints.insert(partition, (step.fence, step.to_offset));
        }
        self.facts.extend(batch.facts.iter().flat_map(|(_, frame)| frame.read().expect("they are facts")));
        self.add_register_changes(batch);
        self.add_rejections(batch);
        self.batches.push(batch.clone());
        Outcome::Kept
    }

    /// Every offset of a batch has a fate, and every fate its row.
    fn assert_conserves(&self, batch: &Batch) {
        let (mut admitted, mut rejected) = (0, 0);
        for step in &batch.moves {
            let fates = step.admitted_count + step.duplicate_count + step.rejected_count + step.control_record_count;
            assert_eq!(step.to_offset - step.from_offset, fates, "{}", step.topic_partition);
            admitted += step.admitted_count;
            rejected += step.rejected_count;
        }
        let rows: usize = batch.facts.iter().map(|(_, frame)| frame.len()).sum();
        let kept = (rows + batch.register_changes.len()) as i64;
        // A replayed event is kept or was kept already.
        assert!(
            (admitted..=admitted + batch.replayed.len() as i64).contains(&kept),
            "{admitted} admitted, {kept} kept"
        );
        assert_eq!(batch.rejections.len() as i64, rejected);
    }

    fn add_register_changes(&mut self, batch: &Batch) {
        for new in &batch.register_changes {
            let change = &new.change;
            self.registers.push((
                new.topic_partition.clone(),
                KnownVersion {
                    kept_in: change.content.kind().as_str().to_owned(),
                    source_system: change.source_system.clone(),
                    source_instance: change.source_instance.clone(),
                    source_school_id: change.source_school_id.clone(),
                    entity_key: change.entity_key.clone(),
                    entity_version: change.entity_version,
                },
            ));
            if let (RegisterContent::School(_), Some(school_id)) = (&change.content, &change.school_id) {
                let source = SourceSchool {
                    source_system: change.source_system.clone(),
                    source_instance: change.source_instance.clone(),
                    source_school_id: change.source_school_id.clone(),
                };
                let school = RegisteredSchool { school_id: school_id.clone(), entity_version: change.entity_version };
                self.directory.insert(source, school);
            }
        }
    }

    fn add_rejections(&mut self, batch: &Batch) {
        for rejection_id in &batch.replayed {
            self.waiting.remove(rejection_id);
        }
        for rejection in &batch.rejections {
            self.rejections_count += 1;
            if rejection.reason == RejectionReason::UnknownSchool {
                let waiting = WaitingRejection {
                    rejection_id: RejectionId(self.rejections_count),
                    topic_partition: rejection.topic_partition.clone(),
                    offset: rejection.offset,
                    key: rejection.key.clone(),
                    message: rejection.message.clone(),
                };
                self.waiting.insert(RejectionId(self.rejections_count), waiting);
            }
        }
    }

    /// One file with all facts, or none.
    fn files(&self) -> Vec<FactFile> {
        let moments = || self.facts.iter().map(|it| it.entered_at);
        let bounds = moments().min().zip(moments().max());
        bounds
            .and_then(|(first, last)| FactFile::new("lesson_topics", PathBuf::new(), first, last))
            .into_iter()
            .collect()
    }

    fn versions(&self) -> Vec<KnownVersion> {
        let version = |it: &FactHeader| KnownVersion {
            kept_in: "lesson_topics".to_owned(),
            source_system: it.source_system.clone(),
            source_instance: it.source_instance.clone(),
            source_school_id: it.source_school_id.clone(),
            entity_key: it.entity_key.clone(),
            entity_version: it.entity_version,
        };
        self.facts.iter().map(version).collect()
    }
}

/// Where a run stands: what it waits for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stand {
    Poll,
    AwaitCommit,
    Pause(Duration),
    GiveUp,
    End(Ended),
}

/// A pretended run.
pub struct Pretend {
    pub core: Core,
    pub moment: Moment,
    pub kept: Kept,
    pub under_way: Option<Arc<Batch>>,
    /// What the core asked for since the last look, by name.
    pub asked: Vec<&'static str>,
    pub reported: Progress,
    /// Where the broker was told that the warehouse is.
    pub hints: BTreeMap<TopicPartition, i64>,
}

impl Pretend {
    /// Begins a run with these partitions assigned.
    pub fn new(batch_events: usize, partitions: &[TopicPartition]) -> Self {
        let mut it = Self {
            core: Core::new("kafka", limits(batch_events), true),
            moment: Moment { at: Instant::from_micros(1_730_000_000_000_000), since_start: Duration::ZERO },
            kept: Kept::default(),
            under_way: None,
            asked: Vec::new(),
            reported: Progress::default(),
            hints: BTreeMap::new(),
        };
        it.assign(partitions);
        it
    }

    pub fn tell(&mut self, input: Input) {
        self.core.tell(input, self.moment);
    }

    /// Assigns partitions, under a new fence.
    pub fn assign(&mut self, partitions: &[TopicPartition]) {
        let assigned = self.kept.take_over(partitions);
        self.tell(Input::Assigned(assigned));
    }

    /// Answers every question of the core until it waits for something else.
    pub fn stand(&mut self) -> Stand {
        loop {
            match self.core.next(self.moment) {
                Action::Poll => return Stand::Poll,
                Action::AwaitCommit => return Stand::AwaitCommit,
                Action::Pause(pause) => return Stand::Pause(pause),
                Action::GiveUp => return Stand::GiveUp,
                Action::End(ended) => return Stand::End(ended),
                Action::Commit(batch) => {
                    assert!(self.under_way.is_none(), "one commit at a time");
                    self.asked.push("commit");
                    self.under_way = Some(batch);
                }
                Action::Rejoin => self.asked.push("rejoin"),
                Action::Hint { topic_partition, next_offset } => _ = self.hints.insert(topic_partition, next_offset),
                Action::Report(progress) => self.reported = progress,
                question => self.answer(question),
            }
        }
    }

    fn answer(&mut self, question: Action) {
        let (name, answer) = match question {
            Action::ListFiles => ("files", Input::Files(self.kept.files())),
            Action::ReadDirectory => ("directory", Input::Directory(self.kept.directory.clone())),
            Action::ReadFile(_) => ("file", Input::FileVersions(self.kept.versions())),
            Action::ReadRegisterChanges(of) => {
                let of_partition = self.kept.registers.iter().filter(|(partition, _)| *partition == of);
                ("register changes", Input::RegisterVersions(of_partition.map(|(_, it)| it.clone()).collect()))
            }
            Action::ReadWaiting { reason, .. } => {
                assert_eq!(reason, RejectionReason::UnknownSchool);
                ("waiting", Input::Waiting(self.kept.waiting.values().cloned().collect()))
            }
            other => unreachable!("{other:?} is no question"),
        };
        self.asked.push(name);
        self.tell(answer);
    }

    /// Gives a message while the run polls, and returns where the run stands then.
    pub fn give(&mut self, from: &TopicPartition, offset: i64, event: &Event) -> Stand {
        assert_eq!(self.stand(), Stand::Poll, "only a run that polls takes a message");
        self.tell(Input::Message(message(from, offset, event)));
        self.stand()
    }

    /// Lets the commit under way end as the store decides.
    pub fn commit(&mut self) -> Stand {
        let batch = self.under_way.take().expect("a commit is under way");
        let outcome = self.kept.commit(&batch);
        self.end_commit(outcome)
    }

    /// Lets the commit under way end so, without keeping it.
    pub fn fail(&mut self, outcome: Outcome) -> Stand {
        self.under_way.take().expect("a commit is under way");
        self.end_commit(outcome)
    }

    pub fn end_commit(&mut self, outcome: Outcome) -> Stand {
        self.tell(Input::CommitEnded(outcome));
        self.stand()
    }

    pub fn asked(&mut self) -> Vec<&'static str> {
        std::mem::take(&mut self.asked)
    }

    /// Returns what became of a partition's offsets: admitted, duplicate, rejected, no message.
    pub fn counts(&self, of: &TopicPartition) -> [i64; 4] {
        let counts = self.kept.counts.get(of).copied().unwrap_or_default();
        assert_eq!(counts.iter().sum::<i64>(), self.kept.next_offset(of), "{of}");
        counts
    }
}
