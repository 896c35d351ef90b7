//! What looks wrong in the data, besides what the measures find in lessons. A finding changes no figure.

use crate::calendar::week_id;
use crate::registers::RegistersInForce;
use warehouse::model::{Finding, FindingKind, ReleaseKey};

/// Returns the findings of a release in their order: those of its lessons, and those of the registers.
pub fn findings(of_lessons: Vec<Finding>, registers: &RegistersInForce, release_key: &ReleaseKey) -> Vec<Finding> {
    let mut findings = of_lessons;
    findings.extend(unconfirmed_outages(registers, release_key));
    let order = |it: &Finding| {
        (it.finding, it.school_id.clone(), it.week_id.clone(), it.municipality_id.clone(), it.example.clone())
    };
    findings.sort_by_key(order);
    findings
}

/// An outage that only the sender speaks of excuses nothing.
fn unconfirmed_outages<'a>(
    registers: &'a RegistersInForce,
    release_key: &'a ReleaseKey,
) -> impl Iterator<Item = Finding> + 'a {
    registers.outages.unconfirmed().map(move |outage| {
        let school = outage.school_id.as_ref().and_then(|id| Some((id, registers.schools.get(id)?)));
        let begins = outage.content.from_at;
        let day = school.map(|(_, school)| school.zone.date_at(begins));
        Finding {
            release_key: release_key.clone(),
            finding: FindingKind::UnconfirmedOutage,
            school_id: school.map(|(id, _)| id.clone()),
            municipality_id: school.zip(day).map(|((_, school), day)| school.municipality_on(day)),
            week_id: day.map(week_id),
            findings_count: 1,
            example: format!("{} {begins}", outage.journal.instance),
        }
    })
}
