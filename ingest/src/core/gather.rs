//! Gathering: events on their way to one commit, as columns by table, register changes, rejections, and what became
//! of every offset.

use super::Fate;
use super::judge::SoundEvent;
use crate::event::Envelope;
use crate::message::Assignment;
use std::collections::{BTreeMap, HashMap};
use warehouse::intake::{Batch, Move, NewRejection, SchoolFeed};
use warehouse::lake::RowsBuilder;
use warehouse::model::{
    FactContent, FactHeader, Instant, KeptContent, Record as _, RegisterContent, RegisterVersion, RejectionId,
    Row as _, SchoolId, TopicPartition,
};
use warehouse::registers::{NewRegisterChange, RegisterChange};

/// Where an event was read, and when.
#[derive(Debug)]
pub(super) struct Position {
    pub topic_partition: TopicPartition,
    pub offset: i64,
    /// When ingest took it.
    pub ingested_at: Instant,
}

/// What became of the offsets of a partition since the last commit.
#[derive(Debug, Clone)]
struct Stretch {
    fence: i64,
    from_offset: i64,
    to_offset: i64,
    admitted_count: i64,
    duplicate_count: i64,
    rejected_count: i64,
    control_record_count: i64,
    last_emitted_at: Option<Instant>,
}

impl Stretch {
    fn begin(fence: i64, offset: i64) -> Self {
        Self {
            fence,
            from_offset: offset,
            to_offset: offset,
            admitted_count: 0,
            duplicate_count: 0,
            rejected_count: 0,
            control_record_count: 0,
            last_emitted_at: None,
        }
    }
}

/// The batch being gathered.
#[derive(Default)]
pub(super) struct Gathering {
    tables: BTreeMap<&'static str, RowsBuilder>,
    register_changes: Vec<NewRegisterChange>,
    rejections: Vec<NewRejection>,
    feeds: HashMap<(SchoolId, String), SchoolFeed>,
    stretches: BTreeMap<TopicPartition, Stretch>,
    replayed: Vec<RejectionId>,
    /// How many events it has.
    pub events_count: usize,
    /// How many bytes of messages it has.
    pub message_bytes: usize,
}

impl Gathering {
    /// Begins with partitions at their next offsets, under their fences.
    pub fn begin(assigned: Vec<Assignment>) -> Self {
        let begin = |it: Assignment| (it.topic_partition, Stretch::begin(it.fence, it.next_offset));
        Self { stretches: assigned.into_iter().map(begin).collect(), ..Self::default() }
    }

    /// Returns whether nothing would be committed.
    pub fn is_empty(&self) -> bool {
        self.events_count == 0 && self.replayed.is_empty()
    }

    /// Notes what became of the message at a position; offsets between the last message and this one held no event.
    pub fn note(
        &mut self,
        partition: &TopicPartition,
        offset: i64,
        message_bytes: usize,
        emitted_at: Option<Instant>,
        fate: Fate,
    ) {
        self.events_count += 1;
        self.message_bytes += message_bytes;
        let Some(stretch) = self.stretches.get_mut(partition) else { return };
        stretch.control_record_count += offset - stretch.to_offset;
        stretch.to_offset = offset + 1;
        stretch.last_emitted_at = stretch.last_emitted_at.max(emitted_at);
        match fate {
            Fate::Admitted => stretch.admitted_count += 1,
            Fate::Duplicate => stretch.duplicate_count += 1,
            Fate::Rejected => stretch.rejected_count += 1,
        }
    }

    /// Notes that a rejection that waited is taken.
    pub fn note_replayed(&mut self, rejection_id: RejectionId) {
        self.replayed.push(rejection_id);
    }

    /// Adds a rejected message.
    pub fn reject(&mut self, rejection: NewRejection) {
        self.rejections.push(rejection);
    }

    /// Adds an event that is new.
    pub fn keep(&mut self, position: Position, event: SoundEvent) {
        let SoundEvent { envelope, school_id, content } = event;
        if let Some(school_id) = &school_id {
            self.note_feed(school_id, &envelope);
        }
        match content {
            KeptContent::Fact(content) => self.push_fact(&header(position, envelope, school_id), &content),
            KeptContent::Register(content) => {
                self.register_changes.push(register_change(position, envelope, school_id, content));
            }
        }
    }

    fn push_fact(&mut self, header: &FactHeader, content: &FactContent) {
        let new = || RowsBuilder::new(FactHeader::FIELDS.iter().chain(content.fields()));
        let builder = self.tables.entry(content.table()).or_insert_with(new);
        let (of_header, of_content) = builder.builders().split_at_mut(FactHeader::FIELDS.len());
        header.push(of_header);
        content.push(of_content);
    }

    fn note_feed(&mut self, school_id: &SchoolId, envelope: &Envelope) {
        let key = (school_id.clone(), envelope.source_instance.clone());
        let feed = self.feeds.entry(key).or_insert_with(|| SchoolFeed {
            school_id: school_id.clone(),
            source_system: envelope.source_system.clone(),
            source_instance: envelope.source_instance.clone(),
            events_count: 0,
            last_entered_at: envelope.entered_at,
            last_emitted_at: envelope.emitted_at,
        });
        feed.events_count += 1;
        feed.last_entered_at = feed.last_entered_at.max(envelope.entered_at);
        feed.last_emitted_at = feed.last_emitted_at.max(envelope.emitted_at);
    }

    /// Returns what is gathered as a batch to commit, and begins anew where it ends.
    pub fn take(&mut self, source: &str) -> Batch {
        let next =
            |(partition, it): (&TopicPartition, &Stretch)| (partition.clone(), Stretch::begin(it.fence, it.to_offset));
        let fresh = Self { stretches: self.stretches.iter().map(next).collect(), ..Self::default() };
        let gathered = std::mem::replace(self, fresh);
        let mut feeds: Vec<SchoolFeed> = gathered.feeds.into_values().collect();
        // One order for all, so that two writers never wait for each other's rows.
        feeds.sort_by(|left, right| {
            (&left.school_id, &left.source_instance).cmp(&(&right.school_id, &right.source_instance))
        });
        Batch {
            source: source.to_owned(),
            moves: gathered
                .stretches
                .into_iter()
                .filter(|(_, stretch)| stretch.to_offset > stretch.from_offset)
                .map(|(partition, stretch)| step(partition, &stretch))
                .collect(),
            facts: gathered.tables.into_iter().map(|(table, builder)| (table, builder.finish())).collect(),
            register_changes: gathered.register_changes,
            rejections: gathered.rejections,
            feeds,
            replayed: gathered.replayed,
        }
    }
}

fn step(topic_partition: TopicPartition, stretch: &Stretch) -> Move {
    Move {
        topic_partition,
        fence: stretch.fence,
        from_offset: stretch.from_offset,
        to_offset: stretch.to_offset,
        admitted_count: stretch.admitted_count,
        duplicate_count: stretch.duplicate_count,
        rejected_count: stretch.rejected_count,
        control_record_count: stretch.control_record_count,
        last_emitted_at: stretch.last_emitted_at,
    }
}

fn header(position: Position, envelope: Envelope, school_id: Option<SchoolId>) -> FactHeader {
    FactHeader {
        event_id: envelope.event_id,
        source_system: envelope.source_system,
        source_instance: envelope.source_instance,
        source_school_id: envelope.source_school_id,
        school_id: school_id.unwrap_or_default(),
        entity_key: envelope.entity_key,
        entity_version: envelope.entity_version,
        operation: envelope.operation,
        entered_at: envelope.entered_at,
        entered_offset_minutes: envelope.entered_offset_minutes,
        entered_precision_seconds: envelope.entered_precision_seconds,
        emitted_at: envelope.emitted_at,
        ingested_at: position.ingested_at,
        actor_pid: envelope.actor_pid,
        actor_role: envelope.actor_role,
        batch_id: envelope.batch_id,
        is_backfill: envelope.is_backfill,
        import_kind: envelope.import_kind,
        correlation_id: envelope.correlation_id,
        topic: position.topic_partition.topic,
        topic_partition: position.topic_partition.partition,
        topic_offset: position.offset,
    }
}

fn register_change(
    position: Position,
    envelope: Envelope,
    school_id: Option<SchoolId>,
    content: RegisterContent,
) -> NewRegisterChange {
    NewRegisterChange {
        change: RegisterChange {
            sequence_number: RegisterVersion(0),
            source_system: envelope.source_system,
            source_instance: envelope.source_instance,
            source_school_id: envelope.source_school_id,
            school_id,
            entity_key: envelope.entity_key,
            entity_version: envelope.entity_version,
            operation: envelope.operation,
            entered_at: envelope.entered_at,
            emitted_at: envelope.emitted_at,
            content,
        },
        topic_partition: position.topic_partition,
        offset: position.offset,
    }
}
