//! Events on their way to one commit: facts as columns by table, register changes, rejections, and what became of
//! every offset.

use crate::event::Envelope;
use std::collections::{BTreeMap, HashMap};
use warehouse::intake::{Batch, Move, NewRejection, SchoolFeed};
use warehouse::lake::FrameBuilder;
use warehouse::model::{
    FactContent, FactHeader, Instant, KeptContent, Record as _, RegisterContent, Row as _, SchoolId,
};
use warehouse::registers::{NewRegisterChange, RegisterChange};

/// Where an event was read, and when.
#[derive(Debug, Clone, Copy)]
pub struct Place<'a> {
    /// The topic.
    pub topic: &'a str,
    /// The partition.
    pub partition: i32,
    /// The offset.
    pub offset: i64,
    /// When ingest took it.
    pub ingested_at: Instant,
}

/// A partition's progress since the last commit.
#[derive(Debug, Clone)]
struct Progress {
    fence: i64,
    from_offset: i64,
    to_offset: i64,
    admitted_count: i64,
    duplicate_count: i64,
    rejected_count: i64,
    control_record_count: i64,
    last_emitted_at: Option<Instant>,
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

/// The batch being gathered.
#[derive(Default)]
pub struct Gathering {
    tables: BTreeMap<&'static str, FrameBuilder>,
    register_changes: Vec<NewRegisterChange>,
    rejections: Vec<NewRejection>,
    feeds: HashMap<(String, String), SchoolFeed>,
    progress: BTreeMap<(String, i32), Progress>,
    replayed: Vec<i64>,
    /// How many events it has.
    pub events_count: usize,
    /// How many bytes of messages it has.
    pub message_bytes: usize,
}

impl Gathering {
    /// Begins a partition at an offset under a fence.
    pub fn begin(&mut self, topic: &str, partition: i32, fence: i64, offset: i64) {
        self.progress.insert(
            (topic.to_owned(), partition),
            Progress {
                fence,
                from_offset: offset,
                to_offset: offset,
                admitted_count: 0,
                duplicate_count: 0,
                rejected_count: 0,
                control_record_count: 0,
                last_emitted_at: None,
            },
        );
    }

    /// Returns whether nothing would be committed.
    pub fn is_empty(&self) -> bool {
        self.events_count == 0 && self.replayed.is_empty()
    }

    /// Returns how far a partition is gathered.
    pub fn next_offset(&self, topic: &str, partition: i32) -> Option<i64> {
        self.progress.get(&(topic.to_owned(), partition)).map(|progress| progress.to_offset)
    }

    /// Notes what became of the message at a place; offsets between the last message and this one held no event.
    pub fn note(&mut self, place: Place<'_>, message_bytes: usize, emitted_at: Option<Instant>, fate: Fate) {
        self.events_count += 1;
        self.message_bytes += message_bytes;
        let Some(progress) = self.progress.get_mut(&(place.topic.to_owned(), place.partition)) else { return };
        progress.control_record_count += place.offset - progress.to_offset;
        progress.to_offset = place.offset + 1;
        progress.last_emitted_at = progress.last_emitted_at.max(emitted_at);
        match fate {
            Fate::Admitted => progress.admitted_count += 1,
            Fate::Duplicate => progress.duplicate_count += 1,
            Fate::Rejected => progress.rejected_count += 1,
        }
    }

    /// Notes that a rejection that waited is taken.
    pub fn note_replayed(&mut self, rejection_id: i64) {
        self.replayed.push(rejection_id);
    }

    /// Adds a rejected message.
    pub fn reject(&mut self, rejection: NewRejection) {
        self.rejections.push(rejection);
    }

    /// Adds an admitted event.
    pub fn keep(&mut self, place: Place<'_>, envelope: Envelope, school_id: Option<SchoolId>, kept: KeptContent) {
        if let Some(school_id) = &school_id {
            self.note_feed(school_id, &envelope);
        }
        match kept {
            KeptContent::Fact(content) => self.push_fact(&header(place, envelope, school_id), &content),
            KeptContent::Register(content) => {
                self.register_changes.push(register_change(place, envelope, school_id, content));
            }
        }
    }

    fn push_fact(&mut self, header: &FactHeader, content: &FactContent) {
        let new = || FrameBuilder::new(FactHeader::FIELDS.iter().chain(content.fields()));
        let builder = self.tables.entry(content.table()).or_insert_with(new);
        let (of_header, of_content) = builder.builders().split_at_mut(FactHeader::FIELDS.len());
        header.push(of_header);
        content.push(of_content);
    }

    fn note_feed(&mut self, school_id: &SchoolId, envelope: &Envelope) {
        let key = (school_id.as_str().to_owned(), envelope.source_instance.clone());
        let feed = self.feeds.entry(key).or_insert_with(|| SchoolFeed {
            school_id: school_id.as_str().to_owned(),
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
        let moves = self
            .progress
            .iter()
            .filter(|(_, progress)| progress.to_offset > progress.from_offset)
            .map(|((topic, partition), progress)| Move {
                topic: topic.clone(),
                partition: *partition,
                fence: progress.fence,
                from_offset: progress.from_offset,
                to_offset: progress.to_offset,
                admitted_count: progress.admitted_count,
                duplicate_count: progress.duplicate_count,
                rejected_count: progress.rejected_count,
                control_record_count: progress.control_record_count,
                last_emitted_at: progress.last_emitted_at,
            })
            .collect();
        let next = self.progress.iter().map(|(key, progress)| (key.clone(), progress.fence, progress.to_offset));
        let mut fresh = Self::default();
        for ((topic, partition), fence, offset) in next {
            fresh.begin(&topic, partition, fence, offset);
        }
        let gathered = std::mem::replace(self, fresh);
        let mut feeds: Vec<SchoolFeed> = gathered.feeds.into_values().collect();
        // One order for all, so that two writers never wait for each other's rows.
        feeds.sort_by(|left, right| {
            (&left.school_id, &left.source_instance).cmp(&(&right.school_id, &right.source_instance))
        });
        Batch {
            source: source.to_owned(),
            moves,
            facts: gathered.tables.into_iter().map(|(table, builder)| (table, builder.finish())).collect(),
            register_changes: gathered.register_changes,
            rejections: gathered.rejections,
            feeds,
            replayed: gathered.replayed,
        }
    }
}

fn header(place: Place<'_>, envelope: Envelope, school_id: Option<SchoolId>) -> FactHeader {
    FactHeader {
        event_id: envelope.event_id,
        source_system: envelope.source_system,
        source_instance: envelope.source_instance,
        source_school_id: envelope.source_school_id,
        school_id: school_id.map_or_else(String::new, |id| id.as_str().to_owned()),
        entity_key: envelope.entity_key,
        entity_version: envelope.entity_version,
        operation: envelope.operation,
        entered_at: envelope.entered_at,
        entered_offset_minutes: envelope.entered_offset_minutes,
        entered_precision_seconds: envelope.entered_precision_seconds,
        emitted_at: envelope.emitted_at,
        ingested_at: place.ingested_at,
        actor_pid: envelope.actor_pid,
        actor_role: envelope.actor_role,
        batch_id: envelope.batch_id,
        is_backfill: envelope.is_backfill,
        import_kind: envelope.import_kind,
        correlation_id: envelope.correlation_id,
        topic: place.topic.to_owned(),
        topic_partition: place.partition,
        topic_offset: place.offset,
    }
}

fn register_change(
    place: Place<'_>,
    envelope: Envelope,
    school_id: Option<SchoolId>,
    content: RegisterContent,
) -> NewRegisterChange {
    NewRegisterChange {
        change: RegisterChange {
            sequence_number: 0,
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
        topic: place.topic.to_owned(),
        topic_partition: place.partition,
        topic_offset: place.offset,
    }
}
