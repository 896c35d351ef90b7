//! The registers as a release saw them, arranged for questions about a school, a grade and a day.
//!
//! Two journals may speak of one school. What they say of calendars, terms and plans is taken from the one that is
//! authoritative on the day; where that one is silent, from any, in the order of their names.

mod counts;
mod school;

pub use counts::{Dated, OfficialCounts};
pub use school::{CalendarEntry, School, Term};

use crate::Error;
use std::collections::BTreeMap;
use warehouse::model::{
    ClassGroupUpserted, CurriculumPublished, Instant, OutageDeclared, OutageScope, RegisterContent, SchoolId,
    TasksCounted,
};
use warehouse::registers::RegisterChange;

/// A journal: its system and its installation.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Journal {
    /// The journal system. Example: `dnevnik`.
    pub system: String,
    /// Its installation. Example: `dnevnik-70`.
    pub instance: String,
}

/// A class group, and whose it is.
#[derive(Debug, Clone, PartialEq)]
pub struct Group {
    /// The journal.
    pub journal: Journal,
    /// The school.
    pub school_id: SchoolId,
    /// The group.
    pub content: ClassGroupUpserted,
}

/// A plan, and whose it is.
#[derive(Debug, Clone, PartialEq)]
pub struct Plan {
    /// The journal.
    pub journal: Journal,
    /// The school.
    pub school_id: SchoolId,
    /// The plan.
    pub content: CurriculumPublished,
}

struct Outage {
    journal: Journal,
    school_id: Option<SchoolId>,
    content: OutageDeclared,
}

/// The registers, arranged.
pub struct RegistersInForce {
    /// The schools by their identity.
    pub schools: BTreeMap<SchoolId, School>,
    /// The class groups, in the order of journal and group.
    pub groups: Vec<Group>,
    /// The plans, in the order of the registers.
    pub plans: Vec<Plan>,
    /// The providers' tasks in the region.
    pub tasks: Vec<TasksCounted>,
    /// The official forms.
    pub counts: OfficialCounts,
    outages: Vec<Outage>,
}

impl RegistersInForce {
    /// Arranges folded changes: one per entity, none of them deleted.
    pub fn new(changes: Vec<RegisterChange>) -> Result<Self, Error> {
        let mut schools = school::SchoolsBuilder::default();
        let mut registers = Self {
            schools: BTreeMap::new(),
            groups: Vec::new(),
            plans: Vec::new(),
            tasks: Vec::new(),
            counts: OfficialCounts::default(),
            outages: Vec::new(),
        };
        let mut changes = changes;
        // Of two entities that say different things about one school, the later one is believed.
        changes.sort_by_key(|change| (change.emitted_at, change.entity_version, change.sequence_number));
        for change in changes {
            let journal = Journal { system: change.source_system, instance: change.source_instance };
            let school_id = change.school_id;
            match change.content {
                RegisterContent::ClassGroup(content) => {
                    registers.groups.extend(school_id.map(|school_id| Group { journal, school_id, content }));
                }
                RegisterContent::Curriculum(content) => {
                    registers.plans.extend(school_id.map(|school_id| Plan { journal, school_id, content }));
                }
                RegisterContent::Tasks(content) => registers.tasks.push(content),
                RegisterContent::OfficialCount(content) => registers.counts.add(school_id, content),
                RegisterContent::Outage(content) => registers.outages.push(Outage { journal, school_id, content }),
                RegisterContent::School(_)
                | RegisterContent::Membership(_)
                | RegisterContent::Authority(_)
                | RegisterContent::Calendar(_)
                | RegisterContent::Bells(_)
                | RegisterContent::Period(_) => {
                    if let Some(school_id) = school_id {
                        schools.add(school_id, journal, change.content);
                    }
                }
            }
        }
        registers.groups.sort_by(|left, right| {
            (&left.journal, &left.content.class_group_id).cmp(&(&right.journal, &right.content.class_group_id))
        });
        registers.schools = schools.finish()?;
        Ok(registers)
    }

    /// Returns whether a declared outage of the journal, or of the school, touches a span of time.
    pub fn is_outage(&self, journal: &Journal, school_id: &SchoolId, begins_at: Instant, ends_before: Instant) -> bool {
        self.outages.iter().any(|outage| {
            let concerns = match outage.content.scope {
                OutageScope::Instance => outage.journal == *journal,
                OutageScope::School => outage.school_id.as_ref() == Some(school_id),
            };
            concerns && outage.content.from_at < ends_before && outage.content.to_at > begins_at
        })
    }
}
