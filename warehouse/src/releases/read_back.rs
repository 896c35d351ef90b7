//! Reading back the whole of what a release published, to compare it with the same release computed again.

use super::Figures;
use crate::Error;
use crate::error::During as _;
use crate::model::{RegionCode, Release, ReleaseId};
use crate::store::Store;

/// Returns a release, when there is one of that number.
pub(super) async fn release(store: &Store, release_id: ReleaseId) -> Result<Option<Release>, Error> {
    sqlx::query_as("select * from published.releases where release_id = $1")
        .bind(release_id)
        .fetch_optional(&store.pool)
        .await
        .during("cannot read a release")
}

/// Returns the latest release of a region.
pub(super) async fn latest(store: &Store, region_code: &RegionCode) -> Result<Option<Release>, Error> {
    sqlx::query_as(
        "select * from published.releases where region_code = $1 order by as_of desc, release_id desc limit 1",
    )
    .bind(region_code)
    .fetch_optional(&store.pool)
    .await
    .during("cannot read the latest release")
}

/// Returns every figure of a release, in no order.
pub(super) async fn figures(store: &Store, release_id: ReleaseId) -> Result<Figures, Error> {
    let operation = "cannot read a release's figures";
    let pool = &store.pool;
    Ok(Figures {
        values: sqlx::query_as("select * from published.values where release_id = $1")
            .bind(release_id)
            .fetch_all(pool)
            .await
            .during(operation)?,
        maturity_values: sqlx::query_as("select * from published.maturity_values where release_id = $1")
            .bind(release_id)
            .fetch_all(pool)
            .await
            .during(operation)?,
        maturity_summaries: sqlx::query_as("select * from published.maturity_summaries where release_id = $1")
            .bind(release_id)
            .fetch_all(pool)
            .await
            .during(operation)?,
    })
}
