//! Digital maturity as a reader may see it: small cells are hidden here, before any format can show them.

use super::super::{MaturitySummary, MaturityValue, PublishedMaturityIndicator, Scope, SummaryMethod, Territory};
use super::{ROWS_MAX, date_if_any, symbol};
use crate::error::During as _;
use crate::model::Level;
use crate::{Error, Warehouse};
use sqlx::Row as _;
use sqlx::postgres::PgRow;
use std::collections::{BTreeMap, HashSet};

/// A count of persons below this, and above zero, is not shown: it would speak of persons one can name.
pub const SMALL_CELL: i64 = 5;

/// The indicators that do not count persons: tasks, and schools.
const NOT_PERSONS: [&str; 2] = ["DM5", "COS2_3"];

/// A value of digital maturity as a reader may see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MaturityCell {
    /// The territory.
    pub territory_id: String,
    /// The indicator's code.
    pub indicator: String,
    /// The value; none when it is hidden, for it or another one counts too few persons.
    pub value: Option<MaturityValue>,
}

/// A joined figure of digital maturity as a reader may see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SummaryCell {
    /// The territory.
    pub territory_id: String,
    /// How it is joined.
    pub method: SummaryMethod,
    /// The figure; none when one of its parts is hidden, for it could be computed back.
    pub value_hundredths: Option<i64>,
}

/// Digital maturity of some territories.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MaturityTable {
    /// The values.
    pub cells: Vec<MaturityCell>,
    /// The joined figures.
    pub summaries: Vec<SummaryCell>,
}

impl MaturityTable {
    /// Returns a territory's value of an indicator, where there is one.
    pub fn cell(&self, territory_id: &str, indicator: &str) -> Option<&MaturityCell> {
        self.cells.iter().find(|cell| cell.territory_id == territory_id && cell.indicator == indicator)
    }
}

impl Warehouse {
    /// Returns the indicators of digital maturity in their order.
    pub async fn maturity_indicators(
        &self,
        scope: &Scope,
        release_id: i64,
    ) -> Result<Vec<PublishedMaturityIndicator>, Error> {
        let operation = "cannot read the indicators of digital maturity";
        let rows = sqlx::query(
            "select i.*
               from published.releases r join published.maturity_indicators i using (release_id)
              where r.region_code = $1 and r.release_id = $2
              order by i.ordinal, i.code",
        )
        .bind(scope.region_code())
        .bind(release_id)
        .fetch_all(&self.pool)
        .await
        .during(operation)?;
        rows.iter().map(|row| read_indicator(row).during(operation)).collect()
    }

    /// Returns digital maturity of a level's territories, of one parent when it is given.
    pub async fn maturity(
        &self,
        scope: &Scope,
        release_id: i64,
        level: Level,
        parent_id: Option<&str>,
    ) -> Result<MaturityTable, Error> {
        let values = self.maturity_values(scope, release_id, level, parent_id).await?;
        let summaries = self.maturity_summaries(scope, release_id, level, parent_id).await?;
        Ok(disclose(values, summaries))
    }

    /// Returns digital maturity of one territory. Whether a cell of it is shown depends on its siblings, so all are read.
    pub async fn maturity_of(
        &self,
        scope: &Scope,
        release_id: i64,
        territory: &Territory,
    ) -> Result<MaturityTable, Error> {
        let parent_id = territory.parent_id.as_deref();
        let mut table = self.maturity(scope, release_id, territory.level, parent_id).await?;
        table.cells.retain(|cell| cell.territory_id == territory.territory_id);
        table.summaries.retain(|summary| summary.territory_id == territory.territory_id);
        Ok(table)
    }

    async fn maturity_values(
        &self,
        scope: &Scope,
        release_id: i64,
        level: Level,
        parent_id: Option<&str>,
    ) -> Result<Vec<(Option<String>, MaturityValue)>, Error> {
        let operation = "cannot read digital maturity";
        let rows = sqlx::query(
            "select v.*, t.parent_id
               from published.releases r
               join published.maturity_values v using (release_id)
               left join published.territories t using (release_id, level, territory_id)
              where r.region_code = $1 and r.release_id = $2 and v.level = $3 and ($4::text is null or t.parent_id = $4)
              order by v.territory_id, v.indicator
              limit $5",
        )
        .bind(scope.region_code())
        .bind(release_id)
        .bind(level.as_str())
        .bind(parent_id)
        .bind(ROWS_MAX)
        .fetch_all(&self.pool)
        .await
        .during(operation)?;
        rows.iter().map(|row| Ok((row.try_get("parent_id").during(operation)?, read_value(row)?))).collect()
    }

    async fn maturity_summaries(
        &self,
        scope: &Scope,
        release_id: i64,
        level: Level,
        parent_id: Option<&str>,
    ) -> Result<Vec<MaturitySummary>, Error> {
        let operation = "cannot read the summaries of digital maturity";
        let rows = sqlx::query(
            "select s.*
               from published.releases r
               join published.maturity_summaries s using (release_id)
               left join published.territories t using (release_id, level, territory_id)
              where r.region_code = $1 and r.release_id = $2 and s.level = $3 and ($4::text is null or t.parent_id = $4)
              order by s.territory_id, s.method
              limit $5",
        )
        .bind(scope.region_code())
        .bind(release_id)
        .bind(level.as_str())
        .bind(parent_id)
        .bind(ROWS_MAX)
        .fetch_all(&self.pool)
        .await
        .during(operation)?;
        rows.iter()
            .map(|row| {
                Ok(MaturitySummary {
                    level: symbol(row, "level")?,
                    territory_id: row.try_get("territory_id").during(operation)?,
                    method: symbol(row, "method")?,
                    value_hundredths: row.try_get("value_hundredths").during(operation)?,
                })
            })
            .collect()
    }
}

/// Hides small cells, one more sibling where a single hidden cell could be computed from the parent's total, and the
/// joined figures that contain a hidden cell.
fn disclose(values: Vec<(Option<String>, MaturityValue)>, summaries: Vec<MaturitySummary>) -> MaturityTable {
    let mut siblings: BTreeMap<(Option<String>, String), Vec<MaturityValue>> = BTreeMap::new();
    for (parent_id, value) in values {
        siblings.entry((parent_id, value.indicator.clone())).or_default().push(value);
    }
    let mut cells = Vec::new();
    for ((_, indicator), group) in siblings {
        let hidden = hidden_in(&group);
        cells.extend(group.into_iter().map(|value| MaturityCell {
            territory_id: value.territory_id.clone(),
            indicator: indicator.clone(),
            value: (!hidden.contains(&value.territory_id)).then_some(value),
        }));
    }
    let withheld: HashSet<&str> =
        cells.iter().filter(|cell| cell.value.is_none()).map(|cell| cell.territory_id.as_str()).collect();
    let summaries = summaries
        .into_iter()
        .map(|summary| SummaryCell {
            method: summary.method,
            value_hundredths: (!withheld.contains(summary.territory_id.as_str())).then_some(summary.value_hundredths),
            territory_id: summary.territory_id,
        })
        .collect();
    MaturityTable { cells, summaries }
}

/// Returns which of a parent's territories are hidden in an indicator.
fn hidden_in(group: &[MaturityValue]) -> HashSet<String> {
    let is_small = |count: Option<i64>| count.is_some_and(|count| (1..SMALL_CELL).contains(&count));
    let mut hidden: HashSet<String> = group
        .iter()
        .filter(|value| !NOT_PERSONS.contains(&value.indicator.as_str()))
        .filter(|value| is_small(value.numerator) || is_small(value.denominator))
        .map(|value| value.territory_id.clone())
        .collect();
    if hidden.len() == 1 {
        // The total less the others would give it away, so the smallest other one goes with it.
        let smallest = group
            .iter()
            .filter(|value| !hidden.contains(&value.territory_id) && value.denominator.is_some_and(|count| count > 0))
            .min_by_key(|value| (value.numerator, value.denominator, value.territory_id.clone()));
        hidden.extend(smallest.map(|value| value.territory_id.clone()));
    }
    hidden
}

fn read_indicator(row: &PgRow) -> Result<PublishedMaturityIndicator, sqlx::Error> {
    Ok(PublishedMaturityIndicator {
        code: row.try_get("code")?,
        ordinal: row.try_get("ordinal")?,
        name_ru: row.try_get("name_ru")?,
        name_en: row.try_get("name_en")?,
        target_percent: row.try_get("target_percent")?,
        target_year: row.try_get("target_year")?,
        target_act_ru: row.try_get("target_act_ru")?,
        target_act_en: row.try_get("target_act_en")?,
        numerator_source_ru: row.try_get("numerator_source_ru")?,
        numerator_source_en: row.try_get("numerator_source_en")?,
        denominator_source_ru: row.try_get("denominator_source_ru")?,
        denominator_source_en: row.try_get("denominator_source_en")?,
        note_ru: row.try_get("note_ru")?,
        note_en: row.try_get("note_en")?,
    })
}

fn read_value(row: &PgRow) -> Result<MaturityValue, Error> {
    let operation = "cannot read digital maturity";
    Ok(MaturityValue {
        level: symbol(row, "level")?,
        territory_id: row.try_get("territory_id").during(operation)?,
        indicator: row.try_get("indicator").during(operation)?,
        numerator: row.try_get("numerator").during(operation)?,
        denominator: row.try_get("denominator").during(operation)?,
        numerator_as_of: date_if_any(row, "numerator_as_of").during(operation)?,
        denominator_as_of: date_if_any(row, "denominator_as_of").during(operation)?,
        state: symbol(row, "state")?,
        chosen_source: row.try_get("chosen_source").during(operation)?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::published::ValueState;

    fn value(territory_id: &str, indicator: &str, numerator: i64) -> (Option<String>, MaturityValue) {
        let value = MaturityValue {
            level: Level::School,
            territory_id: territory_id.to_owned(),
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
        table.cells.iter().filter(|cell| cell.value.is_none()).map(|cell| cell.territory_id.as_str()).collect()
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
            level: Level::School,
            territory_id: territory_id.to_owned(),
            method: SummaryMethod::MeanOfValues,
            value_hundredths: 8500,
        };
        let values = vec![value("S1", "DM1", 3), value("S2", "DM1", 50), value("S3", "DM1", 90)];
        let table = disclose(values, vec![summary("S1"), summary("S3")]);
        assert_eq!(table.summaries.iter().map(|cell| cell.value_hundredths).collect::<Vec<_>>(), [None, Some(8500)]);
    }
}
