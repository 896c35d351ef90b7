//! A published release, as far as a scope reaches. [`PublishedRegion::release`](super::PublishedRegion::release) has looked
//! that the release is the region's, and the region the scope's; no statement here asks again.
//!
//! How much a statement returns is bounded: by a page, or by a ceiling that is an error when it is reached, never a
//! silent cut.

use crate::Error;
use crate::error::During as _;
use crate::model::{
    Level, PublishedIndicator, PublishedMaturityIndicator, PublishedPeriod, PublishedTerritory, Release, ReleaseId,
    ReleaseText, Territory,
};
use crate::releases;
use crate::store::Store;

/// No table that is read whole has more rows than this; more would be a mistake of ours, not a bigger region.
const ROWS_MAX: usize = 1_000_000;

/// What a statement that reads a table whole asks for at most: one row more than there may be.
pub(super) const ROWS_ASKED: i64 = ROWS_MAX as i64 + 1;

/// Returns the rows, unless there are more than may be.
pub(super) fn whole<T>(rows: Vec<T>) -> Result<Vec<T>, Error> {
    if rows.len() > ROWS_MAX {
        return Err(Error::Corrupt(format!("a release has more than {ROWS_MAX} rows where a page reads all of them")));
    }
    Ok(rows)
}

/// Returns a release's indicators in their order.
pub(super) async fn indicators(store: &Store, release_id: ReleaseId) -> Result<Vec<PublishedIndicator>, Error> {
    sqlx::query_as("select * from published.indicators where release_id = $1 order by ordinal, code")
        .bind(release_id)
        .fetch_all(&store.pool)
        .await
        .during("cannot read the indicators")
}

/// Returns a release's indicators of digital maturity in their order.
pub(super) async fn maturity_indicators(
    store: &Store,
    release_id: ReleaseId,
) -> Result<Vec<PublishedMaturityIndicator>, Error> {
    sqlx::query_as("select * from published.maturity_indicators where release_id = $1 order by ordinal, code")
        .bind(release_id)
        .fetch_all(&store.pool)
        .await
        .during("cannot read the indicators of digital maturity")
}

/// A release that may be read.
#[derive(Debug, Clone)]
pub struct PublishedRelease {
    pub(super) store: Store,
    release: Release,
}

impl PublishedRelease {
    pub(super) fn new(store: Store, release: Release) -> Self {
        Self { store, release }
    }

    /// Returns the release itself.
    pub fn release(&self) -> &Release {
        &self.release
    }

    /// Returns its number.
    pub fn id(&self) -> ReleaseId {
        self.release.release_id
    }

    /// Returns the texts that the release ran, in their order.
    pub async fn texts(&self) -> Result<Vec<ReleaseText>, Error> {
        releases::texts(&self.store, self.id()).await
    }

    /// Returns the release's indicators in their order.
    pub async fn indicators(&self) -> Result<Vec<PublishedIndicator>, Error> {
        indicators(&self.store, self.id()).await
    }

    /// Returns the indicators of digital maturity in their order.
    pub async fn maturity_indicators(&self) -> Result<Vec<PublishedMaturityIndicator>, Error> {
        maturity_indicators(&self.store, self.id()).await
    }

    /// Returns the release's periods by kind and day, with how much was due in each.
    pub async fn periods(&self) -> Result<Vec<PublishedPeriod>, Error> {
        sqlx::query_as(
            "select p.period_kind, p.period_id, p.starts_on, p.ends_on,
                    coalesce(sum(v.denominator), 0)::bigint as due_count
               from published.periods p
               left join published.values v
                 on v.release_id = p.release_id and v.period_kind = p.period_kind and v.period_id = p.period_id
                and v.level = 'region'
              where p.release_id = $1
              group by p.period_kind, p.period_id, p.starts_on, p.ends_on
              order by p.period_kind, p.starts_on, p.period_id
              limit $2",
        )
        .bind(self.id())
        .bind(ROWS_ASKED)
        .fetch_all(&self.store.pool)
        .await
        .during("cannot read the periods")
        .and_then(whole)
    }

    /// Returns a territory as the release published it.
    pub async fn territory(&self, territory: &Territory) -> Result<Option<PublishedTerritory>, Error> {
        sqlx::query_as("select * from published.territories where release_id = $1 and level = $2 and territory_id = $3")
            .bind(self.id())
            .bind(territory.level())
            .bind(territory.id())
            .fetch_optional(&self.store.pool)
            .await
            .during("cannot read a territory")
    }

    /// Returns the territories of a level, of one parent when it is given, by name; numbers in names count as numbers.
    pub async fn territories(
        &self,
        level: Level,
        parent: Option<&Territory>,
    ) -> Result<Vec<PublishedTerritory>, Error> {
        sqlx::query_as(
            "select *
               from published.territories as t
              where release_id = $1 and level = $2 and ($3::text is null or parent_id = $3)
              order by substring(t.name from '^[^0-9]*') collate \"und-x-icu\",
                       substring(t.name from '[0-9]{1,9}')::integer nulls first,
                       t.name collate \"und-x-icu\", t.territory_id
              limit $4",
        )
        .bind(self.id())
        .bind(level)
        .bind(parent.map(Territory::id))
        .bind(ROWS_ASKED)
        .fetch_all(&self.store.pool)
        .await
        .during("cannot read the territories")
        .and_then(whole)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_that_is_too_long_is_refused_and_never_cut() {
        assert!(whole(vec![(); ROWS_MAX]).is_ok_and(|rows| rows.len() == ROWS_MAX));
        let asked = usize::try_from(ROWS_ASKED).expect("a count");
        assert!(matches!(whole(vec![(); asked]), Err(Error::Corrupt(_))));
    }
}
