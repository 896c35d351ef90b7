//! Small values are hidden here, before any form can show them.

use crate::model::{MaturitySummary, MaturityValue, SummaryMethod, Territory};
use std::collections::{BTreeMap, HashSet};

/// A count of persons below this, and above zero, is not shown: it would speak of persons one can name.
pub const SMALL_VALUE: i64 = 5;

/// The indicators that do not count persons: tasks, and schools.
const NOT_PERSONS: [&str; 2] = ["DM5", "COS2_3"];

/// A value of digital maturity as a reader may see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DisclosedValue {
    /// The territory.
    pub territory: Territory,
    /// The indicator's code.
    pub indicator: String,
    /// The value; none when it is hidden, for it or another one counts too few persons.
    pub value: Option<MaturityValue>,
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
/// joined figures that contain a hidden one.
pub(super) fn disclose(values: Vec<(Option<String>, MaturityValue)>, summaries: Vec<MaturitySummary>) -> MaturityTable {
    let mut siblings: BTreeMap<(Option<String>, String), Vec<MaturityValue>> = BTreeMap::new();
    for (parent_id, value) in values {
        siblings.entry((parent_id, value.indicator.clone())).or_default().push(value);
    }
    let mut values = Vec::new();
    for ((_, indicator), group) in siblings {
        let hidden = hidden_in(&group);
        values.extend(group.into_iter().map(|value| DisclosedValue {
            territory: value.territory.clone(),
            indicator: indicator.clone(),
            value: (!hidden.contains(&value.territory)).then_some(value),
        }));
    }
    let withheld: HashSet<&Territory> =
        values.iter().filter(|value| value.value.is_none()).map(|value| &value.territory).collect();
    let summaries = summaries
        .into_iter()
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
    let is_small = |count: Option<i64>| count.is_some_and(|count| (1..SMALL_VALUE).contains(&count));
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
            .filter(|value| !hidden.contains(&value.territory) && value.denominator.is_some_and(|count| count > 0))
            .min_by_key(|value| (value.numerator, value.denominator, value.territory.clone()));
        hidden.extend(smallest.map(|value| value.territory.clone()));
    }
    hidden
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{SummaryMethod, ValueState};

    fn value(territory_id: &str, indicator: &str, numerator: i64) -> (Option<String>, MaturityValue) {
        let value = MaturityValue {
            territory: Territory::School(territory_id.into()),
            indicator: indicator.to_owned(),
            numerator: Some(numerator),
            denominator: Some(100),
            numerator_as_of: None,
            denominator_as_of: None,
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

    #[test]
    fn zero_persons_and_things_are_not_hidden() {
        let table = disclose(vec![value("S1", "DM1", 0), value("S1", "DM5", 3), value("S1", "COS2_3", 1)], Vec::new());
        assert!(hidden(&table).is_empty());
    }

    #[test]
    fn a_joined_figure_with_a_hidden_part_is_hidden() {
        let summary = |territory_id: &str| MaturitySummary {
            territory: Territory::School(territory_id.into()),
            method: SummaryMethod::MeanOfValues,
            value_hundredths: 8500,
        };
        let values = vec![value("S1", "DM1", 3), value("S2", "DM1", 50), value("S3", "DM1", 90)];
        let table = disclose(values, vec![summary("S1"), summary("S3")]);
        assert_eq!(table.summaries.iter().map(|value| value.value_hundredths).collect::<Vec<_>>(), [None, Some(8500)]);
    }
}
