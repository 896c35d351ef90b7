//! Groups, the classes they are drawn from, and what the classes are to be taught.

use super::Given;
use crate::registers::{Group, Plan, SchoolKey};
use std::collections::{BTreeMap, BTreeSet};
use warehouse::model::{ClassGroupKind, ClassUnit, Curriculum, LocalDate};

/// Returns a row for every group and each of its classes. A class counts for itself, and so does a group that names no
/// classes; a combined class (класс-комплект) that does name them counts for these, for the plans are theirs.
pub(super) fn class_units(given: Given<'_>) -> Vec<ClassUnit> {
    given.registers.groups.iter().flat_map(|group| units_of(given, group)).collect()
}

fn units_of(given: Given<'_>, group: &Group) -> Vec<ClassUnit> {
    let content = &group.content;
    let is_class = is_class(group);
    let mut classes = content.parent_class_group_ids.clone();
    if content.group_kind == ClassGroupKind::Class || classes.is_empty() {
        classes = vec![content.class_group_id.clone()];
    }
    // A class that is named twice would count twice.
    classes.sort_unstable();
    classes.dedup();
    (0..)
        .zip(classes)
        .map(|(ordinal, class_id)| ClassUnit {
            release_key: given.release_key.clone(),
            source_system: group.key.journal.system.clone(),
            source_instance: group.key.journal.instance.clone(),
            source_school_id: group.key.source_school_id.clone(),
            school_id: group.school_id.clone(),
            school_year: content.school_year,
            class_group_id: content.class_group_id.clone(),
            class_id,
            ordinal,
            class_label: content.label.clone(),
            grade: content.grade,
            is_class,
            is_in_scope: group.is_in_scope(),
        })
        .collect()
}

fn is_class(group: &Group) -> bool {
    matches!(group.content.group_kind, ClassGroupKind::Class | ClassGroupKind::CombinedClass)
}

type PlansOfClasses<'a> = BTreeMap<(&'a SchoolKey, &'a str, &'a str, i32), BTreeMap<LocalDate, &'a Plan>>;

/// What is planned.
pub(super) struct Plans {
    /// For classes that a register describes.
    pub(super) curricula: Vec<Curriculum>,
    /// For classes that none does: of grade 0, for nobody knows it.
    pub(super) undescribed: Vec<Curriculum>,
}

/// Returns the plans of classes, each from its first day until the next one's, and not beyond its school year.
pub(super) fn curricula(given: Given<'_>) -> Plans {
    let classes: BTreeMap<(&SchoolKey, &str, i32), &Group> = given
        .registers
        .groups
        .iter()
        .filter(|group| is_class(group) && group.is_in_scope())
        .map(|group| ((&group.key, group.content.class_group_id.as_str(), group.content.school_year), group))
        .collect();
    let mut plans = PlansOfClasses::new();
    for plan in &given.registers.plans {
        let content = &plan.content;
        let key = (&plan.key, content.class_group_id.as_str(), content.subject_id.as_str(), content.school_year);
        plans.entry(key).or_default().insert(content.from_on, plan);
    }
    let described: BTreeSet<(&SchoolKey, &str, i32)> = given
        .registers
        .groups
        .iter()
        .map(|group| (&group.key, group.content.class_group_id.as_str(), group.content.school_year))
        .collect();
    let mut found = Plans { curricula: Vec::new(), undescribed: Vec::new() };
    for ((key, class_group_id, _, school_year), by_day) in plans {
        let class = classes.get(&(key, class_group_id, school_year)).copied();
        let rows = match class {
            Some(_) => &mut found.curricula,
            None if described.contains(&(key, class_group_id, school_year)) => continue,
            None => &mut found.undescribed,
        };
        let firsts: Vec<LocalDate> = by_day.keys().copied().collect();
        for (index, (from_on, plan)) in by_day.into_iter().enumerate() {
            let until_on = firsts.get(index + 1).map(|next| next.plus_days(-1));
            rows.push(curriculum(
                given,
                class,
                plan,
                from_on,
                until_on.unwrap_or_else(|| last_day(school_year, from_on)),
            ));
        }
    }
    found
}

fn curriculum(
    given: Given<'_>,
    class: Option<&Group>,
    plan: &Plan,
    from_on: LocalDate,
    until_on: LocalDate,
) -> Curriculum {
    Curriculum {
        release_key: given.release_key.clone(),
        source_system: plan.key.journal.system.clone(),
        source_instance: plan.key.journal.instance.clone(),
        source_school_id: plan.key.source_school_id.clone(),
        school_id: plan.school_id.clone(),
        school_year: plan.content.school_year,
        class_group_id: plan.content.class_group_id.clone(),
        grade: class.map_or(0, |class| class.content.grade),
        class_label: class.map_or(&plan.content.class_group_id, |class| &class.content.label).clone(),
        subject_id: plan.content.subject_id.clone(),
        subject_label: plan.content.subject_label.clone(),
        week_hours: plan.content.week_hours,
        is_without_homework: plan.content.is_without_homework,
        from_on,
        until_on,
    }
}

/// Returns the last day of a school year, 31 August.
fn last_day(school_year: i32, from_on: LocalDate) -> LocalDate {
    chrono::NaiveDate::from_ymd_opt(school_year.saturating_add(1), 8, 31).map_or(from_on, LocalDate::from)
}
