//! What was published, as far as a [`Scope`] reaches: the door of whoever reads.
//!
//! That a release is the scope's is asked in one place, [`Published::release`]; what is read of it afterwards is read
//! through the [`PublishedRelease`] that it gives.

mod accounts;
mod disclosure;
mod drill;
mod findings;
mod intake;
mod maturity;
mod rating;
mod release;
mod silence;

pub use accounts::{LessonFilter, LessonPage, SchoolDisposition};
pub use disclosure::{DisclosedSummary, DisclosedValue, MaturityTable, SMALL_VALUE};
pub use drill::{DutyFilter, DutyPage, FigureParts};
pub use findings::{FindingCount, FindingFilter, FindingPage, PublishedFinding};
pub use intake::{RejectionCount, RejectionExample, TopicState};
pub use rating::{RatingFilter, RatingPage, TrendPoint};
pub use release::PublishedRelease;
pub use silence::{Silence, SilentSchool};

use crate::Error;
use crate::access::Scope;
use crate::error::During as _;
use crate::model::{Release, ReleaseHead, ReleaseId};
use crate::store::Store;

/// The door of whoever reads.
#[derive(Debug, Clone)]
pub struct Published {
    store: Store,
    scope: Scope,
}

impl Published {
    pub(crate) fn new(store: Store, scope: Scope) -> Self {
        Self { store, scope }
    }

    /// Returns how far it reaches.
    pub fn scope(&self) -> &Scope {
        &self.scope
    }

    /// Returns whether the database answers.
    pub async fn answers(&self) -> Result<(), Error> {
        sqlx::query("select 1").execute(&self.store.pool).await.map(|_| ()).during("cannot reach the database")
    }

    /// Returns a release, the latest when none is named, or nothing when the scope's region has no such release. The
    /// latest is the one of the greatest moment, and of one moment the last that was published: rating a past moment
    /// anew takes nobody's front page over.
    pub async fn release(&self, release_id: Option<ReleaseId>) -> Result<Option<PublishedRelease>, Error> {
        let release: Option<Release> = sqlx::query_as(
            "select * from published.releases
              where region_code = $1 and ($2::bigint is null or release_id = $2)
              order by as_of desc, release_id desc
              limit 1",
        )
        .bind(self.scope.region_code())
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
        .bind(self.scope.region_code())
        .bind(limit)
        .fetch_all(&self.store.pool)
        .await
        .during("cannot read the releases")
    }
}
