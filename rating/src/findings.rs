//! What looks wrong in the data, besides what the measures find in lessons. A finding changes no figure.

use crate::calendar::week_id;
use crate::methodology::Rules;
use crate::registers::{Outage, RegistersInForce};
use std::collections::BTreeMap;
use warehouse::model::{
    Finding, FindingKind, Level, LocalDate, MaturityValue, MunicipalityId, ReleaseKey, SchoolId, Territory,
};

/// Returns the findings of a release in their order: those of its lessons, those of the registers, and those of digital
/// maturity.
pub fn findings<'a>(
    of_lessons: Vec<Finding>,
    registers: &RegistersInForce,
    rules_on: impl Fn(LocalDate) -> &'a Rules,
    maturity_values: &[MaturityValue],
    day: LocalDate,
    release_key: &ReleaseKey,
) -> Vec<Finding> {
    let of_school = |id: &SchoolId| registers.schools.get(id).and_then(|school| school.municipality_in_region(day));
    let mut findings = of_lessons;
    findings.extend(unconfirmed_outages(registers, rules_on, release_key));
    findings.extend(unknown_regions(registers, release_key));
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
