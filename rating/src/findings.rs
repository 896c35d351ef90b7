//! What looks wrong in the data, besides what the measures find in lessons. A finding changes no figure.

use crate::calendar::week_id;
use crate::methodology::Rules;
use crate::registers::{Concerned, Late, LateRegisters, Outage, RegistersInForce};
use std::collections::{BTreeMap, BTreeSet};
use warehouse::model::{
    Finding, FindingKind, LateSubject, Level, LocalDate, MaturityValue, MunicipalityId, ReleaseKey, SchoolId, Territory,
};

/// Returns the findings of a release in their order: those of its lessons, those of the registers, and those of digital
/// maturity.
pub fn findings<'a>(
    of_lessons: Vec<Finding>,
    registers: &RegistersInForce,
    late: &LateRegisters,
    rules_on: impl Fn(LocalDate) -> &'a Rules,
    maturity_values: &[MaturityValue],
    day: LocalDate,
    release_key: &ReleaseKey,
) -> Vec<Finding> {
    let of_school = |id: &SchoolId| registers.schools.get(id).and_then(|school| school.municipality_in_region(day));
    let mut findings = of_lessons;
    findings.extend(unconfirmed_outages(registers, rules_on, release_key));
    findings.extend(unknown_regions(registers, release_key));
    findings.extend(late_registers(registers, late, release_key));
    findings.extend(forms_with_holes(maturity_values, of_school, release_key));
    findings.extend(numerators_above_denominators(maturity_values, of_school, release_key));
    let order = |it: &Finding| {
        (it.finding, it.school_id.clone(), it.week_id.clone(), it.municipality_id.clone(), it.example.clone())
    };
    findings.sort_by_key(order);
    findings
}

/// A school whose municipality is in no region: none of its figures is shown anywhere.
fn unknown_regions<'a>(
    registers: &'a RegistersInForce,
    release_key: &'a ReleaseKey,
) -> impl Iterator<Item = Finding> + 'a {
    registers.unplaced.iter().map(|it| Finding {
        release_key: release_key.clone(),
        finding: FindingKind::UnknownRegion,
        school_id: Some(it.school_id.clone()),
        municipality_id: Some(it.municipality_id.clone()),
        week_id: None,
        findings_count: 1,
        example: it.source_school_id.clone(),
    })
}

/// What a register says of days otherwise than when they ended: one finding for each school, week and thing.
fn late_registers(registers: &RegistersInForce, late: &LateRegisters, release_key: &ReleaseKey) -> Vec<Finding> {
    let mut found: BTreeMap<(&SchoolId, String, LateSubject), Vec<&Late>> = BTreeMap::new();
    for it in late.all() {
        found.entry((&it.school_id, week_id(it.on), it.subject)).or_default().push(it);
    }
    let finding = |((school_id, week_id, subject), all): ((&SchoolId, String, LateSubject), Vec<&Late>)| {
        let first = all.first()?;
        let school = registers.schools.get(school_id)?;
        let days: BTreeSet<LocalDate> = all.iter().map(|it| it.on).collect();
        Some(Finding {
            release_key: release_key.clone(),
            finding: FindingKind::LateRegister,
            school_id: Some(school_id.clone()),
            municipality_id: school.municipality_in_region(first.on),
            week_id: Some(week_id),
            findings_count: i64::try_from(days.len()).unwrap_or(i64::MAX),
            example: match &first.concerned {
                Concerned::School => format!("{subject} {}", first.on),
                Concerned::Grade(grade) => format!("{subject} {grade} {}", first.on),
                Concerned::Group(group) => format!("{subject} {group} {}", first.on),
                Concerned::Plan { class_group_id, subject_id, .. } => {
                    format!("{subject} {class_group_id} {subject_id} {}", first.on)
                }
            },
        })
    };
    found.into_iter().filter_map(finding).collect()
}

/// An outage that only the sender speaks of excuses nothing.
fn unconfirmed_outages<'a>(
    registers: &RegistersInForce,
    rules_on: impl Fn(LocalDate) -> &'a Rules,
    release_key: &ReleaseKey,
) -> Vec<Finding> {
    let finding = |outage: &Outage| {
        let school = outage.school_id.as_ref().and_then(|id| Some((id, registers.schools.get(id)?)));
        let begins = outage.content.from_at;
        let day = school.map(|(_, school)| school.zone.date_at(begins));
        // An installation has no zone of its own.
        let rules = rules_on(day.unwrap_or_else(|| begins.utc().date_naive().into()));
        let is_confirmed = outage.is_confirmed(&rules.exceptions.outage_confirmed_by);
        (!is_confirmed).then(|| Finding {
            release_key: release_key.clone(),
            finding: FindingKind::UnconfirmedOutage,
            school_id: school.map(|(id, _)| id.clone()),
            municipality_id: school.zip(day).map(|((_, school), day)| school.municipality_on(day)),
            week_id: day.map(week_id),
            findings_count: 1,
            example: format!("{} {begins}", outage.journal.instance),
        })
    };
    registers.outages.all().iter().filter_map(finding).collect()
}

/// A school that did not send a form which others sent: one finding for each such school, whatever indicators it stands in.
fn forms_with_holes(
    values: &[MaturityValue],
    of_school: impl Fn(&SchoolId) -> Option<MunicipalityId>,
    release_key: &ReleaseKey,
) -> Vec<Finding> {
    let mut missing: BTreeMap<&SchoolId, Vec<&str>> = BTreeMap::new();
    for value in values.iter().filter(|value| value.territory.level() == Level::Region) {
        if value.coverage.forms_count() > 0 {
            for school_id in &value.coverage.without_denominator {
                missing.entry(school_id).or_default().push(&value.indicator);
            }
        }
    }
    let finding = |(school_id, indicators): (&SchoolId, Vec<&str>)| Finding {
        release_key: release_key.clone(),
        finding: FindingKind::FormWithHoles,
        school_id: Some(school_id.clone()),
        municipality_id: of_school(school_id),
        week_id: None,
        findings_count: i64::try_from(indicators.len()).unwrap_or(i64::MAX),
        example: indicators.first().map_or_else(String::new, |indicator| (*indicator).to_owned()),
    };
    missing.into_iter().map(finding).collect()
}

/// A numerator that is greater than its denominator: the two are of different days, or one of them is wrong.
fn numerators_above_denominators(
    values: &[MaturityValue],
    of_school: impl Fn(&SchoolId) -> Option<MunicipalityId>,
    release_key: &ReleaseKey,
) -> Vec<Finding> {
    let finding = |value: &MaturityValue| {
        let excess = value.excess()?;
        let (school_id, municipality_id) = match &value.territory {
            Territory::School(id) => (Some(id.clone()), of_school(id)),
            Territory::Municipality(id) => (None, Some(id.clone())),
            Territory::Region(_) => (None, None),
        };
        Some(Finding {
            release_key: release_key.clone(),
            finding: FindingKind::NumeratorAboveDenominator,
            school_id,
            municipality_id,
            week_id: None,
            findings_count: 1,
            example: format!("{} +{excess}", value.indicator),
        })
    };
    values.iter().filter_map(finding).collect()
}
