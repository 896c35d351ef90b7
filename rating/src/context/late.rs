//! What registers took back of days that were over, in the words of the measures.

use super::Given;
use crate::calendar::{school_year, week_id};
use crate::registers::{Concerned, Late};
use warehouse::model::LateRegister;

/// Returns a row for each day and each thing taken back of it by which less would be owed.
pub(super) fn late_registers(given: Given<'_>) -> Vec<LateRegister> {
    given.late.all().filter(|late| late.is_excusing).map(|late| late_register(given, late)).collect()
}

fn late_register(given: Given<'_>, late: &Late) -> LateRegister {
    let (grade, class_group_id, subject_id) = match &late.concerned {
        Concerned::School => (None, None, None),
        Concerned::Grade(grade) => (Some(*grade), None, None),
        Concerned::Group(group) => (None, Some(group.clone()), None),
        Concerned::Plan { class_group_id, subject_id, grade } => {
            (Some(*grade), Some(class_group_id.clone()), Some(subject_id.clone()))
        }
    };
    LateRegister {
        release_key: given.release_key.clone(),
        school_id: late.school_id.clone(),
        source_system: late.key.journal.system.clone(),
        source_instance: late.key.journal.instance.clone(),
        source_school_id: late.key.source_school_id.clone(),
        subject: late.subject,
        grade,
        class_group_id,
        subject_id,
        school_year: school_year(late.on),
        lesson_on: late.on,
        week_id: week_id(late.on),
        lost_hours: late.lost_hours,
    }
}
