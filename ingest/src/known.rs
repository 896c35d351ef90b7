//! Which versions are kept already. A version's identity is `(system, instance, type, entity, version)`; a second
//! delivery of it is a duplicate, however much later it comes.
//!
//! Identities are held in memory by partition and by the day of entry, and a day is read back from the lake when its
//! first event comes after a start. So memory and time depend on the days being delivered, not on the whole history.

use crate::event::Envelope;
use std::collections::{HashMap, HashSet};
use warehouse::lake::{FactFile, KnownVersion};
use warehouse::model::Instant;
use warehouse::{Error, Warehouse};

/// How many identities may be held before all are forgotten and read back as needed: about a gigabyte.
const HELD_LIMIT: usize = 20_000_000;
const DAY_MICROS: i64 = 24 * 60 * 60 * 1_000_000;

type Partition = (String, i32);

/// The versions known so far.
#[derive(Debug, Default)]
pub struct Known {
    facts: HashMap<Partition, HashMap<i64, HashSet<u128>>>,
    register_changes: HashMap<Partition, HashSet<u128>>,
    files: Vec<FactFile>,
    held: usize,
}

impl Known {
    /// Forgets everything and looks at the lake as it is now; for a new assignment of partitions.
    pub async fn refresh(&mut self, warehouse: &Warehouse) -> Result<(), Error> {
        *self = Self { files: warehouse.fact_files().await?, ..Self::default() };
        Ok(())
    }

    /// Forgets everything when too much is held. Only call it when nothing uncommitted is held.
    pub async fn shrink(&mut self, warehouse: &Warehouse) -> Result<(), Error> {
        if self.held > HELD_LIMIT { self.refresh(warehouse).await } else { Ok(()) }
    }

    /// Returns whether a fact's version is new, and remembers it.
    pub async fn is_new_fact(
        &mut self,
        warehouse: &Warehouse,
        (topic, partition): (&str, i32),
        table: &str,
        envelope: &Envelope,
    ) -> Result<bool, Error> {
        let day = envelope.entered_at.micros().div_euclid(DAY_MICROS);
        let key = (topic.to_owned(), partition);
        if !self.facts.get(&key).is_some_and(|days| days.contains_key(&day)) {
            let span = (Instant::from_micros(day * DAY_MICROS), Instant::from_micros((day + 1) * DAY_MICROS));
            let kept = warehouse.known_facts(&self.files, topic, partition, span).await?;
            let identities: HashSet<u128> = kept.iter().map(identity_of).collect();
            self.held += identities.len();
            self.facts.entry(key.clone()).or_default().insert(day, identities);
        }
        let identities = self.facts.entry(key).or_default().entry(day).or_default();
        let is_new = identities.insert(identity(table, envelope));
        self.held += usize::from(is_new);
        Ok(is_new)
    }

    /// Returns whether a register change's version is new, and remembers it.
    pub async fn is_new_register_change(
        &mut self,
        warehouse: &Warehouse,
        (topic, partition): (&str, i32),
        kind: &str,
        envelope: &Envelope,
    ) -> Result<bool, Error> {
        let key = (topic.to_owned(), partition);
        if !self.register_changes.contains_key(&key) {
            let kept = warehouse.known_register_changes(topic, partition).await?;
            self.register_changes.insert(key.clone(), kept.iter().map(identity_of).collect());
        }
        Ok(self.register_changes.entry(key).or_default().insert(identity(kind, envelope)))
    }
}

fn identity(kept_in: &str, envelope: &Envelope) -> u128 {
    hash(kept_in, &envelope.source_system, &envelope.source_instance, &envelope.entity_key, envelope.entity_version)
}

fn identity_of(kept: &KnownVersion) -> u128 {
    hash(&kept.kept_in, &kept.source_system, &kept.source_instance, &kept.entity_key, kept.entity_version)
}

/// Hashes an identity to 128 bits, so that two different ones among a region's year (76 million) meet with a
/// probability below 10⁻²³.
fn hash(kept_in: &str, system: &str, instance: &str, entity_key: &str, version: i64) -> u128 {
    let mut hasher = xxhash_rust::xxh3::Xxh3::new();
    for part in [kept_in, system, instance, entity_key] {
        hasher.update(part.as_bytes());
        hasher.update(&[0]);
    }
    hasher.update(&version.to_le_bytes());
    hasher.digest128()
}
