//! Which school a journal means. A journal's own number of a school never changes; ОГРН and КПП may be corrected, and two
//! journals may know one school. A school is those journals' schools whose latest versions bear the same numbers, and its
//! identity is given by the first version of the earliest of them, so that a correction changes no identity, and the
//! order of arrival means nothing.

use super::key_of;
use crate::bounds::Bounds;
use crate::journal::Journal;
use std::collections::{BTreeMap, BTreeSet};
use warehouse::model::{Instant, MunicipalityId, RegisterContent, SchoolId};
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
pub(super) fn identities<'a>(versions: &[&'a RegisterChange]) -> Vec<(SchoolKey, SchoolId, &'a RegisterChange)> {
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

fn numbered<'a>(versions: &[&'a RegisterChange]) -> Vec<Numbered<'a>> {
    let mut found: BTreeMap<SchoolKey, Numbered<'_>> = BTreeMap::new();
    // The versions of a school come in their order.
    for change in versions {
        let RegisterContent::School(content) = &change.content else { continue };
        // What is no school's number is never taken by ingest.
        let Ok(numbers) = SchoolId::new(&content.ogrn, &content.kpp) else { continue };
        let key = key_of(change);
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

/// A school that no region holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unplaced {
    /// Its numbers.
    pub school_id: SchoolId,
    /// The municipality that its register names.
    pub municipality_id: MunicipalityId,
    /// Its number in its journal.
    pub source_school_id: String,
}

/// Returns, for each school as a journal numbers it, the municipalities that its registers name: the latest that it says of
/// itself, and those of its memberships.
pub(super) fn places(
    versions: &[RegisterChange],
    changes: &[RegisterChange],
) -> BTreeMap<SchoolKey, BTreeSet<MunicipalityId>> {
    let mut latest: BTreeMap<SchoolKey, MunicipalityId> = BTreeMap::new();
    for version in versions {
        if let RegisterContent::School(content) = &version.content {
            // The versions of a school come in their order.
            latest.insert(key_of(version), content.oktmo.as_str().into());
        }
    }
    let mut places: BTreeMap<SchoolKey, BTreeSet<MunicipalityId>> =
        latest.into_iter().map(|(key, place)| (key, BTreeSet::from([place]))).collect();
    for change in changes {
        if let RegisterContent::Membership(content) = &change.content
            && let Some(of_school) = places.get_mut(&key_of(change))
        {
            of_school.insert(content.oktmo.as_str().into());
        }
    }
    places
}

/// Returns the versions of the schools that have a municipality in a region.
pub(super) fn in_region<'a>(
    versions: &'a [RegisterChange],
    places: &BTreeMap<SchoolKey, BTreeSet<MunicipalityId>>,
    bounds: Bounds<'_>,
) -> Vec<&'a RegisterChange> {
    let holds = |places: &BTreeSet<MunicipalityId>| places.iter().any(|place| bounds.holds(place));
    versions.iter().filter(|version| places.get(&key_of(version)).is_some_and(holds)).collect()
}

/// Returns the schools of which a municipality is in no region, and which are this region's to tell.
pub(super) fn unplaced(
    versions: &[RegisterChange],
    places: &BTreeMap<SchoolKey, BTreeSet<MunicipalityId>>,
    bounds: Bounds<'_>,
) -> Vec<Unplaced> {
    let mut found = BTreeMap::new();
    for version in versions {
        let RegisterContent::School(content) = &version.content else { continue };
        let Ok(school_id) = SchoolId::new(&content.ogrn, &content.kpp) else { continue };
        let key = key_of(version);
        let is_in_none = |places: &BTreeSet<MunicipalityId>| places.iter().any(|place| bounds.is_in_none(place));
        if bounds.is_told_of(&key.journal, &content.kpp) && places.get(&key).is_some_and(is_in_none) {
            let municipality_id = content.oktmo.as_str().into();
            found.insert(key.clone(), Unplaced { school_id, municipality_id, source_school_id: key.source_school_id });
        } else {
            found.remove(&key);
        }
    }
    found.into_values().collect()
}
