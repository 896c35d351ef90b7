//! The registers as a release saw them, arranged for questions about a school, a grade and a day.
//!
//! Two journals may speak of one school. What they say of calendars, terms and plans is taken from the one that is
//! authoritative on the day; where that one is silent, from any, in the order of their names.

mod counts;
mod fold;
mod identity;
mod late;
mod outages;
mod school;

pub use counts::{Dated, OfficialCounts, WantedLine, are_tasks_believed};
pub use fold::in_force;
pub use identity::{SchoolKey, Unplaced};
pub use late::{Concerned, Late, LateRegisters};
pub use outages::{Broken, Outage, Outages};
pub use school::{CalendarEntry, School, Term};

use crate::Error;
use crate::bounds::Bounds;
use crate::journal::Journal;
use std::collections::{BTreeMap, BTreeSet};
use warehouse::model::{
    ClassGroupKind, ClassGroupUpserted, CountScope, CurriculumPublished, MunicipalityId, OutageScope, RegisterContent,
    SchoolId, TasksCounted,
};
use warehouse::registers::RegisterChange;

/// A class group, and whose it is.
#[derive(Debug, Clone, PartialEq)]
pub struct Group {
    /// The journal, and the school there.
    pub key: SchoolKey,
    /// The school.
    pub school_id: SchoolId,
    /// The group.
    pub content: ClassGroupUpserted,
}

impl Group {
    /// Returns whether it is taught by the curriculum of a class.
    pub fn is_in_scope(&self) -> bool {
        !self.content.is_home_based && self.content.group_kind != ClassGroupKind::Individual
    }
}

/// A plan, and whose it is.
#[derive(Debug, Clone, PartialEq)]
pub struct Plan {
    /// The journal, and the school there.
    pub key: SchoolKey,
    /// The school.
    pub school_id: SchoolId,
    /// The plan.
    pub content: CurriculumPublished,
}

/// The registers, arranged.
pub struct RegistersInForce {
    /// The schools by their identity.
    pub schools: BTreeMap<SchoolId, School>,
    /// Which school each journal means by its numbers.
    pub school_keys: BTreeMap<SchoolKey, SchoolId>,
    /// The class groups, in the order of journal, school, group and school year.
    pub groups: Vec<Group>,
    /// The plans, in the order of the registers.
    pub plans: Vec<Plan>,
    /// The providers' tasks in the region.
    pub tasks: Vec<TasksCounted>,
    /// The official forms.
    pub counts: OfficialCounts,
    /// The outages.
    pub outages: Outages,
    /// Schools whose municipality is in no region, though their numbers are this one's.
    pub unplaced: Vec<Unplaced>,
    /// Every school that any register names, also of other regions.
    pub known_keys: BTreeSet<SchoolKey>,
}

impl RegistersInForce {
    /// Arranges a region's part of the versions of schools, and of folded changes of everything else: one per entity, none
    /// of them deleted. What other regions have changes nothing here.
    pub fn new(
        school_versions: &[RegisterChange],
        changes: Vec<RegisterChange>,
        bounds: Bounds<'_>,
    ) -> Result<Self, Error> {
        let mut schools = school::SchoolsBuilder::default();
        let mut registers = Self {
            schools: BTreeMap::new(),
            school_keys: BTreeMap::new(),
            groups: Vec::new(),
            plans: Vec::new(),
            tasks: Vec::new(),
            counts: OfficialCounts::default(),
            outages: Outages::default(),
            unplaced: Vec::new(),
            known_keys: BTreeSet::new(),
        };
        let places = identity::places(school_versions, &changes);
        let mut identities = identity::identities(&identity::in_region(school_versions, &places, bounds));
        // Of two journals that say different things about one school, the later one is believed.
        identities.sort_by_key(|(key, _, latest)| (latest.emitted_at, key.clone()));
        for (key, school_id, latest) in identities {
            schools.add(school_id.clone(), key.journal.clone(), latest.content.clone());
            registers.school_keys.insert(key, school_id);
        }
        let mut groups = BTreeMap::new();
        let mut changes = changes;
        // Of two entities that say different things about one school, the later one is believed.
        changes.sort_by_key(|change| (change.emitted_at, change.entity_version));
        for change in changes {
            let key = key_of(&change);
            let school_id = registers.school_keys.get(&key).cloned();
            match change.content {
                RegisterContent::ClassGroup(content) => {
                    if let Some(school_id) = school_id {
                        let identity = (key.clone(), content.class_group_id.clone(), content.school_year);
                        groups.insert(identity, Group { key, school_id, content });
                    }
                }
                RegisterContent::Curriculum(content) => {
                    registers.plans.extend(school_id.map(|school_id| Plan { key, school_id, content }));
                }
                RegisterContent::Tasks(content) => {
                    if bounds.is_spoken_for_by(&key.journal, content.month_on) {
                        registers.tasks.push(content);
                    }
                }
                RegisterContent::OfficialCount(content) => {
                    if content.scope == CountScope::School || bounds.is_spoken_for_by(&key.journal, content.as_of_on) {
                        registers.counts.add(school_id, content);
                    }
                }
                RegisterContent::Outage(content) => {
                    let day = content.from_at.utc().date_naive().into();
                    let is_sender_believed = bounds.sources.confirms_outages(&key.journal, day);
                    registers.outages.add(Outage { journal: key.journal, school_id, content, is_sender_believed });
                }
                RegisterContent::School(_)
                | RegisterContent::Membership(_)
                | RegisterContent::Authority(_)
                | RegisterContent::Calendar(_)
                | RegisterContent::Bells(_)
                | RegisterContent::Period(_) => {
                    if let Some(school_id) = school_id {
                        schools.add(school_id, key.journal, change.content);
                    }
                }
            }
        }
        registers.groups = groups.into_values().collect();
        registers.schools = schools.finish(bounds)?;
        registers.unplaced = identity::unplaced(school_versions, &places, bounds);
        registers.known_keys = places.into_keys().collect();
        if bounds.regions.is_some() {
            registers.forget_outages_elsewhere();
        }
        Ok(registers)
    }

    /// Leaves only outages of the region's schools, and of installations that have some of them.
    fn forget_outages_elsewhere(&mut self) {
        let journals: BTreeSet<&Journal> = self.school_keys.keys().map(|key| &key.journal).collect();
        self.outages.keep(|outage| match outage.content.scope {
            OutageScope::School => outage.school_id.is_some(),
            OutageScope::Instance => journals.contains(&outage.journal),
        });
    }
}

/// Returns the municipalities in which the registers know schools.
pub fn municipalities(school_versions: &[RegisterChange], changes: &[RegisterChange]) -> BTreeSet<MunicipalityId> {
    identity::places(school_versions, changes).into_values().flatten().collect()
}

fn key_of(change: &RegisterChange) -> SchoolKey {
    let journal = Journal { system: change.source_system.clone(), instance: change.source_instance.clone() };
    SchoolKey { journal, source_school_id: change.source_school_id.clone() }
}
