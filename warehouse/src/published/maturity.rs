//! Digital maturity as a reader may see it.

use super::disclosure::{MaturityTable, disclose};
use super::release::{PublishedRelease, ROWS_ASKED, whole};
use crate::Error;
use crate::error::During as _;
use crate::model::{
    CalendarMonth, Level, MaturityMonth, MaturitySummary, MaturityValue, PublishedTerritory, SchoolId, Territory,
};
use std::collections::BTreeMap;

/// A value, with the parent among whose children a small cell must not be computed back.
#[derive(sqlx::FromRow)]
struct ValueOfChild {
    sibling_of: Option<String>,
    #[sqlx(flatten)]
    value: MaturityValue,
}

impl PublishedRelease {
    /// Returns the months of which the release tells digital maturity, in their order; none of a release from before maturity
    /// had months.
    pub async fn maturity_months(&self) -> Result<Vec<MaturityMonth>, Error> {
        sqlx::query_as(
            "select distinct month_id, as_of_on from published.maturity_values
              where release_id = $1 and level = 'region' and month_id is not null
              order by month_id",
        )
        .bind(self.id())
        .fetch_all(&self.store.pool)
        .await
        .during("cannot read the months of digital maturity")
    }

    /// Returns digital maturity of a level's territories, of one parent when it is given; of a month, or of the last one.
    pub async fn maturity(
        &self,
        level: Level,
        parent: Option<&Territory>,
        month: Option<CalendarMonth>,
    ) -> Result<MaturityTable, Error> {
        let values = self.maturity_values(level, parent, month).await?;
        let summaries = self.maturity_summaries(level, month).await?;
        Ok(disclose(values.into_iter().map(|it| (it.sibling_of, it.value)).collect(), summaries))
    }

    /// Returns digital maturity of one territory. Whether a cell of it is shown depends on its siblings, so all are read.
    pub async fn maturity_of(
        &self,
        published: &PublishedTerritory,
        month: Option<CalendarMonth>,
    ) -> Result<MaturityTable, Error> {
        let mut table = self.maturity(published.level(), published.parent.as_ref(), month).await?;
        table.values.retain(|cell| cell.territory == published.territory);
        table.summaries.retain(|summary| summary.territory == published.territory);
        Ok(table)
    }

    /// Returns digital maturity of the region in each month of which the release tells it. A region has no siblings.
    pub async fn maturity_of_region_by_month(&self) -> Result<BTreeMap<MaturityMonth, MaturityTable>, Error> {
        let values = sqlx::query_as(
            "select * from published.maturity_values
              where release_id = $1 and level = 'region' and month_id is not null
              order by month_id, indicator
              limit $2",
        )
        .bind(self.id())
        .bind(ROWS_ASKED)
        .fetch_all(&self.store.pool)
        .await
        .during("cannot read digital maturity by month")
        .and_then(whole)?;
        Ok(disclosed_by_month(values))
    }

    /// Returns the schools of these identities, by name.
    pub async fn schools(&self, ids: &[SchoolId]) -> Result<Vec<PublishedTerritory>, Error> {
        sqlx::query_as(
            "select *
               from published.territories
              where release_id = $1 and level = 'school' and territory_id = any($2)
              order by name collate \"und-x-icu\", territory_id
              limit $3",
        )
        .bind(self.id())
        .bind(ids)
        .bind(ROWS_ASKED)
        .fetch_all(&self.store.pool)
        .await
        .during("cannot read the schools of a list")
        .and_then(whole)
    }

    /// Where no month is named, the last one is meant: of a release from before there were months, that is none. A school's
    /// siblings are those of the municipality in which it counted then.
    async fn maturity_values(
        &self,
        level: Level,
        parent: Option<&Territory>,
        month: Option<CalendarMonth>,
    ) -> Result<Vec<ValueOfChild>, Error> {
        sqlx::query_as(
            "select v.*, coalesce(v.parent_id, t.parent_id) as sibling_of
               from published.maturity_values v
               left join published.territories t using (release_id, level, territory_id)
              where v.release_id = $1 and v.level = $2 and ($3::text is null or coalesce(v.parent_id, t.parent_id) = $3)
                and v.month_id is not distinct from coalesce($4, (
                    select max(month_id) from published.maturity_values where release_id = $1 and level = 'region'))
              order by v.territory_id, v.indicator
              limit $5",
        )
        .bind(self.id())
        .bind(level)
        .bind(parent.map(Territory::id))
        .bind(month)
        .bind(ROWS_ASKED)
        .fetch_all(&self.store.pool)
        .await
        .during("cannot read digital maturity")
        .and_then(whole)
    }

    async fn maturity_summaries(
        &self,
        level: Level,
        month: Option<CalendarMonth>,
    ) -> Result<Vec<MaturitySummary>, Error> {
        sqlx::query_as(
            "select *
               from published.maturity_summaries
              where release_id = $1 and level = $2
                and month_id is not distinct from coalesce($3, (
                    select max(month_id) from published.maturity_values where release_id = $1 and level = 'region'))
              order by territory_id, method
              limit $4",
        )
        .bind(self.id())
        .bind(level)
        .bind(month)
        .bind(ROWS_ASKED)
        .fetch_all(&self.store.pool)
        .await
        .during("cannot read the summaries of digital maturity")
        .and_then(whole)
    }
}

/// Returns the values of territories that have no siblings, month by month, as a reader may see them.
pub(super) fn disclosed_by_month(values: Vec<MaturityValue>) -> BTreeMap<MaturityMonth, MaturityTable> {
    let mut by_month: BTreeMap<MaturityMonth, Vec<(Option<String>, MaturityValue)>> = BTreeMap::new();
    for value in values {
        if let Some(month) = value.month {
            by_month.entry(month).or_default().push((None, value));
        }
    }
    by_month.into_iter().map(|(month, values)| (month, disclose(values, Vec::new()))).collect()
}
