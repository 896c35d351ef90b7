//! Which school a journal means. A journal's own number of a school never changes; ОГРН and КПП may be corrected, and two
//! journals may know one school. A school is those journals' schools whose latest versions bear the same numbers, and its
//! identity is given by the first version of the earliest of them, so that a correction changes no identity, and the
//! order of arrival means nothing.

use super::Journal;
use std::collections::{BTreeMap, BTreeSet};
use warehouse::model::{Instant, RegisterContent, SchoolId};
use warehouse::registers::RegisterChange;

/// A school as a journal numbers it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct SchoolKey {
    /// The journal.
    pub journal: Journal,
    /// The school's number there.
    pub source_school_id: String,
}

/// What a journal has said of a school's numbers.
struct Numbered<'a> {
    key: SchoolKey,
    since: Instant,
    first: SchoolId,
    latest: SchoolId,
    latest_change: &'a RegisterChange,
}

/// The schools of all journals, each with its identity and the latest that its journal says of it.
pub(super) fn identities(versions: &[RegisterChange]) -> Vec<(SchoolKey, SchoolId, &RegisterChange)> {
    let numbered = numbered(versions);
    let mut schools: BTreeMap<&SchoolId, Vec<&Numbered<'_>>> = BTreeMap::new();
    for it in &numbered {
        schools.entry(&it.latest).or_default().push(it);
    }
    // Two schools of one journal are two, whatever numbers they bear.
    let doubled = |it: &Numbered<'_>| {
        let others = schools.get(&it.latest).into_iter().flatten();
        let earlier = others.filter(|other| other.key.journal == it.key.journal && other.key < it.key).count();
        (earlier > 0).then(|| SchoolId::from(format!("{}-{}", it.latest, it.key.source_school_id)))
    };
    let mut given: BTreeMap<&SchoolId, &SchoolId> = BTreeMap::new();
    let mut taken: BTreeSet<&SchoolId> = schools.keys().copied().collect();
    for (latest, journals) in &schools {
        let earliest = journals.iter().min_by_key(|it| (it.since, &it.key)).map_or(*latest, |it| &it.first);
        // Numbers that another school bears now, or was given, are no identity for this one.
        let identity = if earliest != *latest && taken.insert(earliest) { earliest } else { *latest };
        given.insert(latest, identity);
    }
    numbered
        .iter()
        .map(|it| {
            let identity = || given.get(&it.latest).map_or(&it.latest, |id| *id).clone();
            (it.key.clone(), doubled(it).unwrap_or_else(identity), it.latest_change)
        })
        .collect()
}

fn numbered(versions: &[RegisterChange]) -> Vec<Numbered<'_>> {
    let mut found: BTreeMap<SchoolKey, Numbered<'_>> = BTreeMap::new();
    // The versions of a school come in their order.
    for change in versions {
        let RegisterContent::School(content) = &change.content else { continue };
        // What is no school's number is never taken by ingest.
        let Ok(numbers) = SchoolId::new(&content.ogrn, &content.kpp) else { continue };
        let journal = Journal { system: change.source_system.clone(), instance: change.source_instance.clone() };
        let key = SchoolKey { journal, source_school_id: change.source_school_id.clone() };
        let numbered = found.entry(key.clone()).or_insert_with(|| Numbered {
            key,
            since: change.entered_at,
            first: numbers.clone(),
            latest: numbers.clone(),
            latest_change: change,
        });
        numbered.latest = numbers;
        numbered.latest_change = change;
    }
    found.into_values().collect()
}
