//! Which versions are kept already. A version's identity is `(system, instance, type, entity, version)`; a second
//! delivery of it is a duplicate, however much later it comes.
//!
//! Identities are held in memory. After a start a file of the lake is read back once, when the first event comes that
//! was entered on a day of the file's; so memory and time depend on the days being delivered, not on the whole history.

use crate::event::Envelope;
use std::collections::{HashMap, HashSet};
use warehouse::lake::{FactFile, KnownVersion};
use warehouse::model::{Instant, RegisterKind};
use warehouse::{Error, Warehouse};

/// How many identities may be held before all are forgotten and read back as needed: about a gigabyte.
const HELD_LIMIT: usize = 20_000_000;
const DAY_MICROS: i64 = 24 * 60 * 60 * 1_000_000;

/// The versions known so far.
#[derive(Debug, Default)]
pub struct Known {
    facts: HashSet<u128>,
    /// The days of entry, by table, of which every file is read back.
    days: HashMap<&'static str, HashSet<i64>>,
    /// The files not read back yet. A run's own new files need not be.
    files: Vec<FactFile>,
    register_changes: HashMap<(String, i32), HashSet<u128>>,
}

impl Known {
    /// Forgets everything and looks at the lake as it is now; for a new assignment of partitions.
    pub async fn refresh(&mut self, warehouse: &Warehouse) -> Result<(), Error> {
        *self = Self { files: warehouse.fact_files().await?, ..Self::default() };
        Ok(())
    }

    /// Returns whether so much is held that all of it should be forgotten, when nothing of it is uncommitted.
    pub fn is_full(&self) -> bool {
        self.facts.len() > HELD_LIMIT
    }

    /// Returns whether a fact's version is new, and remembers it.
    pub async fn is_new_fact(
        &mut self,
        warehouse: &Warehouse,
        table: &'static str,
        envelope: &Envelope,
    ) -> Result<bool, Error> {
        let day = envelope.entered_at.micros().div_euclid(DAY_MICROS);
        if self.days.entry(table).or_default().insert(day) {
            let (from, to) = (Instant::from_micros(day * DAY_MICROS), Instant::from_micros((day + 1) * DAY_MICROS));
            let files = std::mem::take(&mut self.files);
            let (holding, rest): (Vec<_>, Vec<_>) = files.into_iter().partition(|it| it.may_hold(table, from, to));
            self.files = rest;
            for file in holding {
                self.facts.extend(warehouse.known_facts(file).await?.iter().map(identity_of));
            }
        }
        Ok(self.facts.insert(identity(table, envelope)))
    }

    /// Returns whether a register change's version is new, and remembers it.
    pub async fn is_new_register_change(
        &mut self,
        warehouse: &Warehouse,
        (topic, partition): (&str, i32),
        kind: RegisterKind,
        envelope: &Envelope,
    ) -> Result<bool, Error> {
        let key = (topic.to_owned(), partition);
        if !self.register_changes.contains_key(&key) {
            let kept = warehouse.known_register_changes(topic, partition).await?;
            self.register_changes.insert(key.clone(), kept.iter().map(identity_of).collect());
        }
        Ok(self.register_changes.entry(key).or_default().insert(identity(kind.as_str(), envelope)))
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
