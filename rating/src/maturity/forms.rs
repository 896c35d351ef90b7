//! Which schools sent the denominator of which indicator: of these, and of no others, persons are counted above the line.

use super::source::{Source, ways};
use crate::methodology::{MaturityNumerator, Rules};
use crate::registers::RegistersInForce;
use warehouse::model::{LocalDate, MaturityForm, ReleaseKey};

/// Returns, for each indicator and each line that it counts, the schools that sent its denominator.
pub fn maturity_forms(
    release_key: &ReleaseKey,
    rules: &Rules,
    registers: &RegistersInForce,
    day: LocalDate,
) -> Vec<MaturityForm> {
    let mut rows = Vec::new();
    for indicator in &rules.maturity.indicators {
        let MaturityNumerator::Official(denominator) = &indicator.denominator else { continue };
        let wanted = denominator.wanted_on(day);
        for way in ways(&indicator.numerator, day) {
            let Source::Live(live) = way.source else { continue };
            let sent = registers.schools.keys().filter(|id| registers.counts.latest(Some(id), wanted).is_some());
            rows.extend(sent.map(|school_id| MaturityForm {
                release_key: release_key.clone(),
                indicator: indicator.code.clone(),
                line: live.line.to_owned(),
                school_id: school_id.clone(),
            }));
        }
    }
    rows
}
