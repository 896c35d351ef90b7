//! Digital maturity as a reader may see it.

use super::disclosure::{MaturityTable, disclose};
use super::release::{PublishedRelease, ROWS_ASKED, whole};
use crate::Error;
use crate::error::During as _;
use crate::model::{Level, MaturitySummary, MaturityValue, PublishedTerritory, SchoolId, Territory};

/// A value, with the parent among whose children a small cell must not be computed back.
#[derive(sqlx::FromRow)]
struct ValueOfChild {
    parent_id: Option<String>,
    #[sqlx(flatten)]
    value: MaturityValue,
}

impl PublishedRelease {
    /// Returns digital maturity of a level's territories, of one parent when it is given.
    pub async fn maturity(&self, level: Level, parent: Option<&Territory>) -> Result<MaturityTable, Error> {
        let values = self.maturity_values(level, parent).await?;
        let summaries = self.maturity_summaries(level, parent).await?;
        Ok(disclose(values.into_iter().map(|it| (it.parent_id, it.value)).collect(), summaries))
    }

    /// Returns digital maturity of one territory. Whether a cell of it is shown depends on its siblings, so all are read.
    pub async fn maturity_of(&self, published: &PublishedTerritory) -> Result<MaturityTable, Error> {
        let mut table = self.maturity(published.level(), published.parent.as_ref()).await?;
        table.values.retain(|cell| cell.territory == published.territory);
        table.summaries.retain(|summary| summary.territory == published.territory);
        Ok(table)
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

    async fn maturity_values(&self, level: Level, parent: Option<&Territory>) -> Result<Vec<ValueOfChild>, Error> {
        sqlx::query_as(
            "select v.*, t.parent_id
               from published.maturity_values v
               left join published.territories t using (release_id, level, territory_id)
              where v.release_id = $1 and v.level = $2 and ($3::text is null or t.parent_id = $3)
              order by v.territory_id, v.indicator
              limit $4",
        )
        .bind(self.id())
        .bind(level)
        .bind(parent.map(Territory::id))
        .bind(ROWS_ASKED)
        .fetch_all(&self.store.pool)
        .await
        .during("cannot read digital maturity")
        .and_then(whole)
    }

    async fn maturity_summaries(
        &self,
        level: Level,
        parent: Option<&Territory>,
    ) -> Result<Vec<MaturitySummary>, Error> {
        sqlx::query_as(
            "select s.*
               from published.maturity_summaries s
               left join published.territories t using (release_id, level, territory_id)
              where s.release_id = $1 and s.level = $2 and ($3::text is null or t.parent_id = $3)
              order by s.territory_id, s.method
              limit $4",
        )
        .bind(self.id())
        .bind(level)
        .bind(parent.map(Territory::id))
        .bind(ROWS_ASKED)
        .fetch_all(&self.store.pool)
        .await
        .during("cannot read the summaries of digital maturity")
        .and_then(whole)
    }
}
