//! Small values are hidden here, before any form can show them.

use crate::model::{
    MaturityCoverage, MaturityPart, MaturitySummary, MaturityValue, PupilCoverage, SummaryMethod, Territory,
};
use std::collections::{BTreeMap, HashSet};

/// A count of persons below this, and above zero, is not shown: it would speak of persons one can name.
pub const SMALL_VALUE: i64 = 5;

/// The indicators that do not count persons: tasks, and schools.
const NOT_PERSONS: [&str; 2] = ["DM5", "COS2_3"];

fn is_small(count: i64) -> bool {
    (1..SMALL_VALUE).contains(&count)
}

/// A value of digital maturity as a reader may see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DisclosedValue {
    /// The territory.
    pub territory: Territory,
    /// The indicator's code.
    pub indicator: String,
    /// The value; none when it is hidden, for it or another one counts too few persons.
    pub value: Option<MaturityValue>,
    /// On which schools it rests: schools are no persons. Its pupils are absent where they are hidden.
    pub coverage: MaturityCoverage,
    /// Whether its pupils are hidden, for those of a few schools could be computed from them.
    pub are_pupils_hidden: bool,
}

/// A joined figure of digital maturity as a reader may see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DisclosedSummary {
    /// The territory.
    pub territory: Territory,
    /// How it is joined.
    pub method: SummaryMethod,
    /// The figure; none when one of its parts is hidden, for it could be computed back.
    pub value_hundredths: Option<i64>,
}

/// Digital maturity of some territories.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MaturityTable {
    /// The values.
    pub values: Vec<DisclosedValue>,
    /// The joined figures.
    pub summaries: Vec<DisclosedSummary>,
}

impl MaturityTable {
    /// Returns a territory's value of an indicator, where there is one.
    pub fn value(&self, territory: &Territory, indicator: &str) -> Option<&DisclosedValue> {
        self.values.iter().find(|value| value.territory == *territory && value.indicator == indicator)
    }
}

/// Hides small values, one more sibling where a single hidden one could be computed from the parent's total, and the
/// joined figures that contain a hidden one. Of territories that have no value here nothing is joined.
pub(super) fn disclose(values: Vec<(Option<String>, MaturityValue)>, summaries: Vec<MaturitySummary>) -> MaturityTable {
    let mut siblings: BTreeMap<(Option<String>, String), Vec<MaturityValue>> = BTreeMap::new();
    for (parent_id, value) in values {
        siblings.entry((parent_id, value.indicator.clone())).or_default().push(value);
    }
    let mut values = Vec::new();
    for ((_, indicator), group) in siblings {
        let (hidden, without_pupils) = (hidden_in(&group), pupils_hidden_in(&group));
        values.extend(group.into_iter().map(|mut value| {
            let are_pupils_hidden = without_pupils.contains(&value.territory);
            if are_pupils_hidden {
                value.coverage.pupils = None;
            }
            DisclosedValue {
                territory: value.territory.clone(),
                indicator: indicator.clone(),
                coverage: value.coverage.clone(),
                are_pupils_hidden,
                value: (!hidden.contains(&value.territory)).then_some(value),
            }
        }));
    }
    let told: HashSet<&Territory> = values.iter().map(|value| &value.territory).collect();
    let withheld: HashSet<&Territory> =
        values.iter().filter(|value| value.value.is_none()).map(|value| &value.territory).collect();
    let summaries = summaries
        .into_iter()
        .filter(|summary| told.contains(&summary.territory))
        .map(|summary| DisclosedSummary {
            method: summary.method,
            value_hundredths: (!withheld.contains(&summary.territory)).then_some(summary.value_hundredths),
            territory: summary.territory,
        })
        .collect();
    MaturityTable { values, summaries }
}

/// Returns which of a parent's territories are hidden in an indicator.
fn hidden_in(group: &[MaturityValue]) -> HashSet<Territory> {
    let is_small = |part: Option<MaturityPart>| part.is_some_and(|part| is_small(part.count));
    let count = |part: Option<MaturityPart>| part.map(|part| part.count);
    let mut hidden: HashSet<Territory> = group
        .iter()
        .filter(|value| !NOT_PERSONS.contains(&value.indicator.as_str()))
        .filter(|value| is_small(value.numerator) || is_small(value.denominator))
        .map(|value| value.territory.clone())
        .collect();
    if hidden.len() == 1 {
        // The total less the others would give it away, so the smallest other one goes with it.
        let smallest = group
            .iter()
            .filter(|value| !hidden.contains(&value.territory) && count(value.denominator) > Some(0))
            .min_by_key(|value| (count(value.numerator), count(value.denominator), value.territory.clone()));
        hidden.extend(smallest.map(|value| value.territory.clone()));
    }
    hidden
}

/// Returns which of a parent's territories tell no pupils of their coverage: where those of the schools it rests on, or of
/// the missing ones, are few; and one more where a single one could be computed from the parent's.
fn pupils_hidden_in(group: &[MaturityValue]) -> HashSet<Territory> {
    let told = || group.iter().filter_map(|value| Some((&value.territory, value.coverage.pupils?)));
    let missing = |pupils: PupilCoverage| pupils.pupils_count.saturating_sub(pupils.covered_count);
    let mut hidden: HashSet<Territory> = told()
        .filter(|(_, pupils)| is_small(pupils.covered_count) || is_small(missing(*pupils)))
        .map(|(territory, _)| territory.clone())
        .collect();
    if hidden.len() == 1 {
        let others = told().filter(|(territory, pupils)| !hidden.contains(*territory) && pupils.pupils_count > 0);
        let smallest = others.min_by_key(|(territory, pupils)| (missing(*pupils), pupils.covered_count, *territory));
        hidden.extend(smallest.map(|(territory, _)| territory.clone()).into_iter().collect::<Vec<_>>());
    }
    hidden
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{LocalDate, MaturityBasis, SummaryMethod, ValueState};

    fn value(territory_id: &str, indicator: &str, numerator: i64) -> (Option<String>, MaturityValue) {
        let on: LocalDate = "2024-09-20".parse().expect("a date");
        let value = MaturityValue {
            territory: Territory::School(territory_id.into()),
            parent: None,
            month: None,
            indicator: indicator.to_owned(),
            numerator: Some(MaturityPart::new(numerator, on)),
            denominator: Some(MaturityPart::new(100, on)),
            coverage: MaturityCoverage::of_no_schools(),
            basis: Some(MaturityBasis::OwnLine),
            state: ValueState::Ok,
            chosen_source: None,
        };
        (Some("municipality".to_owned()), value)
    }

    fn hidden(table: &MaturityTable) -> Vec<&str> {
        table.values.iter().filter(|value| value.value.is_none()).map(|value| value.territory.id()).collect()
    }

    #[test]
    fn t18_a_small_cell_takes_the_smallest_other_one_along() {
        let table = disclose(vec![value("S1", "DM1", 4), value("S2", "DM1", 60), value("S3", "DM1", 80)], Vec::new());
        assert_eq!(hidden(&table), ["S1", "S2"]);
    }

    /// Four pupils of the missing schools could be named; the other municipality would give them away.
    #[test]
    fn pupils_of_few_missing_schools_are_hidden() {
        let covered = |territory_id: &str, covered_count: i64| {
            let (parent, mut value) = value(territory_id, "DM1", 60);
            value.coverage.pupils = Some(PupilCoverage { covered_count, pupils_count: 100 });
            (parent, value)
        };
        let table = disclose(vec![covered("M1", 96), covered("M2", 90), covered("M3", 80)], Vec::new());
        let told: Vec<_> = table.values.iter().map(|it| (it.are_pupils_hidden, it.coverage.pupils.is_some())).collect();
        assert_eq!(told, [(true, false), (true, false), (false, true)]);
        assert!(table.values.iter().all(|it| it.value.as_ref().is_some_and(|value| value.coverage == it.coverage)));
    }

    #[test]
    fn zero_persons_and_things_are_not_hidden() {
        let table = disclose(vec![value("S1", "DM1", 0), value("S1", "DM5", 3), value("S1", "COS2_3", 1)], Vec::new());
        assert!(hidden(&table).is_empty());
    }

    #[test]
    fn a_joined_figure_with_a_hidden_part_is_hidden() {
        let summary = |territory_id: &str| MaturitySummary {
            territory: Territory::School(territory_id.into()),
            month: None,
            method: SummaryMethod::MeanOfValues,
            value_hundredths: 8500,
        };
        let values = vec![value("S1", "DM1", 3), value("S2", "DM1", 50), value("S3", "DM1", 90)];
        let table = disclose(values, vec![summary("S1"), summary("S3")]);
        assert_eq!(table.summaries.iter().map(|value| value.value_hundredths).collect::<Vec<_>>(), [None, Some(8500)]);
    }
}
