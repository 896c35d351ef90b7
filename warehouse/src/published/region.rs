//! What a region published: its releases.

use super::release::PublishedRelease;
use crate::Error;
use crate::error::During as _;
use crate::model::{RegionCode, Release, ReleaseHead, ReleaseId};
use crate::store::Store;

/// What a region published. [`Published::region`](super::Published::region) has looked that the region is the scope's.
#[derive(Debug, Clone)]
pub struct PublishedRegion {
    store: Store,
    region_code: RegionCode,
}

impl PublishedRegion {
    pub(super) fn new(store: Store, region_code: RegionCode) -> Self {
        Self { store, region_code }
    }

    /// Returns whose releases these are.
    pub fn code(&self) -> &RegionCode {
        &self.region_code
    }

    /// Returns a release, the latest when none is named, or nothing when the region has no such release. The latest is the
    /// one of the greatest moment, and of one moment the last that was published: rating a past moment anew takes nobody's
    /// front page over.
    pub async fn release(&self, release_id: Option<ReleaseId>) -> Result<Option<PublishedRelease>, Error> {
        let release: Option<Release> = sqlx::query_as(
            "select * from published.releases
              where region_code = $1 and ($2::bigint is null or release_id = $2)
              order by as_of desc, release_id desc
              limit 1",
        )
        .bind(&self.region_code)
        .bind(release_id)
        .fetch_optional(&self.store.pool)
        .await
        .during("cannot read a release")?;
        Ok(release.map(|release| PublishedRelease::new(self.store.clone(), release)))
    }

    /// Returns the latest releases, the latest first.
    pub async fn releases(&self, limit: i64) -> Result<Vec<ReleaseHead>, Error> {
        sqlx::query_as(
            "select release_id, state, as_of, lake_snapshot, register_version, methodology_code, methodology_version,
                    digest, created_at
               from published.releases
              where region_code = $1
              order by as_of desc, release_id desc
              limit $2",
        )
        .bind(&self.region_code)
        .bind(limit)
        .fetch_all(&self.store.pool)
        .await
        .during("cannot read the releases")
    }
}
