//! Which versions are kept already. A version's identity is `(system, instance, school, kept in, entity, version)`; a
//! second delivery of it is a duplicate, however much later it comes. Two schools may call their entities alike.
//!
//! Identities are held in memory. After a start a file of the lake is read back once, when the first event comes that
//! was entered on a day of the file's; so memory and time depend on the days being delivered, not on the whole history.

use crate::event::Envelope;
use std::collections::{HashMap, HashSet};
use warehouse::intake::{FactFile, KnownVersion};
use warehouse::model::{Instant, RegisterKind, TopicPartition};

/// How many identities may be held before all are forgotten and read back as needed: about a gigabyte.
const HELD_LIMIT: usize = 20_000_000;
const DAY_MICROS: i64 = 24 * 60 * 60 * 1_000_000;

/// The versions known so far.
#[derive(Debug, Default)]
pub(super) struct KnownVersions {
    facts: HashSet<u128>,
    /// The days of entry, by table, of which every file is read back or asked for.
    days: HashMap<&'static str, HashSet<i64>>,
    /// The files not asked for yet. A run's own new files need not be.
    files: Vec<FactFile>,
    register_changes: HashMap<TopicPartition, HashSet<u128>>,
}

impl KnownVersions {
    /// Begins anew with the lake's files as they are now: of none of them the versions are known.
    pub fn new(files: Vec<FactFile>) -> Self {
        Self { files, ..Self::default() }
    }

    /// Returns whether so much is held that all of it should be forgotten, when nothing of it is uncommitted.
    pub fn is_full(&self) -> bool {
        self.facts.len() > HELD_LIMIT
    }

    /// Returns the files that must be added before a fact can be judged that was entered then; each is returned once.
    pub fn files_to_read(&mut self, table: &'static str, entered_at: Instant) -> Vec<FactFile> {
        let day = entered_at.micros().div_euclid(DAY_MICROS);
        if !self.days.entry(table).or_default().insert(day) {
            return Vec::new();
        }
        let (from, to) = (Instant::from_micros(day * DAY_MICROS), Instant::from_micros((day + 1) * DAY_MICROS));
        self.files.extract_if(.., |file| file.may_hold(table, from, to)).collect()
    }

    /// Adds what a file holds.
    pub fn add_facts(&mut self, versions: &[KnownVersion]) {
        self.facts.extend(versions.iter().map(identity_of));
    }

    /// Returns whether a fact's version is new, and remembers it.
    pub fn is_new_fact(&mut self, table: &str, envelope: &Envelope) -> bool {
        self.facts.insert(identity(table, envelope))
    }

    /// Returns whether the register changes of a partition are known.
    pub fn knows_register_changes_of(&self, partition: &TopicPartition) -> bool {
        self.register_changes.contains_key(partition)
    }

    /// Adds the register changes that came by a partition.
    pub fn add_register_changes(&mut self, partition: TopicPartition, versions: &[KnownVersion]) {
        self.register_changes.insert(partition, versions.iter().map(identity_of).collect());
    }

    /// Returns whether a register change's version is new, and remembers it.
    pub fn is_new_register_change(
        &mut self,
        partition: &TopicPartition,
        kind: RegisterKind,
        envelope: &Envelope,
    ) -> bool {
        let identity = identity(kind.as_str(), envelope);
        match self.register_changes.get_mut(partition) {
            Some(known) => known.insert(identity),
            None => self.register_changes.entry(partition.clone()).or_default().insert(identity),
        }
    }
}

fn identity(kept_in: &str, envelope: &Envelope) -> u128 {
    let Envelope { source_system, source_instance, source_school_id, entity_key, entity_version, .. } = envelope;
    hash([kept_in, source_system, source_instance, source_school_id, entity_key], *entity_version)
}

fn identity_of(kept: &KnownVersion) -> u128 {
    let KnownVersion { kept_in, source_system, source_instance, source_school_id, entity_key, entity_version } = kept;
    hash([kept_in, source_system, source_instance, source_school_id, entity_key], *entity_version)
}

/// Hashes an identity to 128 bits, so that two different ones among a region's year (76 million) meet with a
/// probability below 10⁻²³.
fn hash(texts: [&str; 5], version: i64) -> u128 {
    let mut hasher = xxhash_rust::xxh3::Xxh3::new();
    for text in texts {
        hasher.update(text.as_bytes());
        hasher.update(&[0]);
    }
    hasher.update(&version.to_le_bytes());
    hasher.digest128()
}
