//! The indicators of maturity joined to one figure. How the five are joined is not settled by any act that could be
//! read, so every method of the methodology is published, each under its own name.

use super::fraction::Fraction;
use crate::methodology::{MaturityIndicator, Rules};
use std::collections::BTreeMap;
use warehouse::model::{
    MaturityMonth, MaturitySummary, MaturityValue, PublishedTerritory, SummaryMethod, Territory, ValueState,
};

/// An indicator's value as it is published, and its target, both as parts of one.
struct Reached {
    value: Fraction,
    target_percent: i128,
}

/// Values by territory and indicator.
type Values<'a> = BTreeMap<(&'a Territory, &'a str), &'a MaturityValue>;

/// Returns the summaries, by the values of a month, of every territory in which each summarised indicator that applies has
/// a value.
pub fn summaries(
    rules: &Rules,
    territories: &[PublishedTerritory],
    month: Option<MaturityMonth>,
    values: &[MaturityValue],
) -> Vec<MaturitySummary> {
    let values = values.iter().map(|value| ((&value.territory, value.indicator.as_str()), value)).collect();
    let summarised: Vec<&MaturityIndicator> =
        rules.maturity.indicators.iter().filter(|indicator| indicator.is_summarised).collect();
    let mut rows = Vec::new();
    for territory in territories.iter().map(|it| &it.territory) {
        let Some(reached) = reached(&summarised, territory, &values) else { continue };
        for method in &rules.maturity.summaries {
            // Figures too large to be joined are not joined: they are one territory's, and no reason to stop.
            let Some(value_hundredths) = joined(*method, &reached) else { continue };
            rows.push(MaturitySummary { territory: territory.clone(), month, method: *method, value_hundredths });
        }
    }
    rows
}

/// Returns the published values of a territory; none when one that applies is missing, or when none applies.
fn reached(summarised: &[&MaturityIndicator], territory: &Territory, values: &Values<'_>) -> Option<Vec<Reached>> {
    let mut all = Vec::new();
    for indicator in summarised {
        let value = values.get(&(territory, indicator.code.as_str()))?;
        if value.state == ValueState::NotApplicable {
            continue;
        }
        let ratio = value.ratio()?;
        let exact = Fraction::new(ratio.numerator().into(), ratio.denominator().into())?;
        all.push(Reached { value: exact.capped(), target_percent: indicator.target.as_ref()?.percent.into() });
    }
    (!all.is_empty()).then_some(all)
}

fn joined(method: SummaryMethod, reached: &[Reached]) -> Option<i64> {
    let attainment = |it: &Reached| it.value.times(100, it.target_percent);
    let parts: Option<Vec<Fraction>> = match method {
        SummaryMethod::MeanOfValues => Some(reached.iter().map(|it| it.value).collect()),
        SummaryMethod::MeanOfCappedAttainment => {
            reached.iter().map(|it| attainment(it).map(Fraction::capped)).collect()
        }
        SummaryMethod::MeanOfAttainment => reached.iter().map(attainment).collect(),
        SummaryMethod::TargetsReached => {
            let attained = reached.iter().filter_map(attainment).filter(|it| it.capped() == Fraction::ONE).count();
            return i64::try_from(attained).ok().map(|count| count * 100);
        }
    };
    let sum = parts?.into_iter().try_fold(Fraction::ZERO, Fraction::plus)?;
    let count = i128::try_from(reached.len()).ok()?;
    sum.times(1, count)?.percent_hundredths()
}
