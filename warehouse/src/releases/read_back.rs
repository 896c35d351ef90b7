//! Reading back the whole of what a release published, to compare it with the same release computed again.

use super::{Descriptions, Figures};
use crate::Error;
use crate::error::During as _;
use crate::model::{DispositionCount, Finding, RegionCode, Release, ReleaseId, ReleaseText};
use crate::store::Store;
use sqlx::Row as _;
use sqlx::postgres::PgRow;

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

/// Returns the texts that a release ran, in their order.
pub(crate) async fn texts(store: &Store, release_id: ReleaseId) -> Result<Vec<ReleaseText>, Error> {
    sqlx::query_as(
        "select l.kind, l.name, l.sha256, t.content
           from published.release_texts l join published.texts t using (sha256)
          where l.release_id = $1
          order by l.kind, l.ordinal",
    )
    .bind(release_id)
    .fetch_all(&store.pool)
    .await
    .during("cannot read a release's texts")
}

/// Returns what the figures of a release are of, in no order.
pub(super) async fn descriptions(store: &Store, release_id: ReleaseId) -> Result<Descriptions, Error> {
    let operation = "cannot read what a release's figures are of";
    let pool = &store.pool;
    Ok(Descriptions {
        indicators: sqlx::query_as("select * from published.indicators where release_id = $1")
            .bind(release_id)
            .fetch_all(pool)
            .await
            .during(operation)?,
        maturity_indicators: sqlx::query_as("select * from published.maturity_indicators where release_id = $1")
            .bind(release_id)
            .fetch_all(pool)
            .await
            .during(operation)?,
        territories: sqlx::query_as("select * from published.territories where release_id = $1")
            .bind(release_id)
            .fetch_all(pool)
            .await
            .during(operation)?,
        periods: sqlx::query_as("select * from published.periods where release_id = $1")
            .bind(release_id)
            .fetch_all(pool)
            .await
            .during(operation)?,
    })
}

/// Returns what became of a release's lessons, in no order.
pub(super) async fn dispositions(store: &Store, release_id: ReleaseId) -> Result<Vec<DispositionCount>, Error> {
    sqlx::query("select * from published.dispositions where release_id = $1")
        .bind(release_id)
        .try_map(|row: PgRow| {
            Ok(DispositionCount {
                level: row.try_get("level")?,
                territory_id: row.try_get("territory_id")?,
                period_kind: row.try_get("period_kind")?,
                period_id: row.try_get("period_id")?,
                disposition: row.try_get("disposition")?,
                lessons_count: row.try_get("lessons_count")?,
            })
        })
        .fetch_all(&store.pool)
        .await
        .during("cannot read what became of a release's lessons")
}

/// Returns a release's findings in their order.
pub(super) async fn findings(store: &Store, release: &Release) -> Result<Vec<Finding>, Error> {
    sqlx::query("select * from published.findings where release_id = $1 order by ordinal")
        .bind(release.release_id)
        .try_map(|row: PgRow| {
            Ok(Finding {
                release_key: release.release_key.clone(),
                finding: row.try_get("finding")?,
                school_id: row.try_get("school_id")?,
                municipality_id: row.try_get("municipality_id")?,
                week_id: row.try_get("week_id")?,
                findings_count: row.try_get("findings_count")?,
                example: row.try_get("example")?,
            })
        })
        .fetch_all(&store.pool)
        .await
        .during("cannot read a release's findings")
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
