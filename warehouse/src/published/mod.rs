//! What was published, as far as a [`Scope`] reaches: the door of whoever reads.
//!
//! That a region is the scope's is asked in one place, [`Published::region`], and that a release is the region's in another,
//! [`PublishedRegion::release`]; what is read afterwards is read through the [`PublishedRelease`] that it gives.

mod accounts;
mod country;
mod disclosure;
mod drill;
mod findings;
mod intake;
mod maturity;
mod rating;
mod region;
mod release;
mod silence;

pub use accounts::{LessonFilter, LessonPage, SchoolDisposition};
pub use country::{CoverageThresholds, PeriodOfRegion, PublishedCountry, RegionRelease, TrendValue};
pub use disclosure::{DisclosedSummary, DisclosedValue, MaturityTable, SMALL_VALUE};
pub use drill::{DutyFilter, DutyPage, FigureParts};
pub use findings::{FindingCount, FindingFilter, FindingPage, PublishedFinding};
pub use intake::{PublishedIntake, RejectionCount, RejectionExample, TopicState};
pub use rating::{RatingFilter, RatingPage, TrendPoint};
pub use region::PublishedRegion;
pub use release::PublishedRelease;
pub use silence::{Silence, SilentSchool};

use crate::Error;
use crate::access::Scope;
use crate::error::During as _;
use crate::model::RegionCode;
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

    /// Opens what a region published; nothing when the scope does not reach it.
    pub fn region(&self, region_code: &RegionCode) -> Option<PublishedRegion> {
        let may_read = self.scope.has_region(region_code);
        may_read.then(|| PublishedRegion::new(self.store.clone(), region_code.clone()))
    }

    /// Opens the regions side by side, each with its newest release; nothing when the scope does not reach all of them.
    pub async fn country(&self) -> Result<Option<PublishedCountry>, Error> {
        if !self.scope.is_country() {
            return Ok(None);
        }
        PublishedCountry::open(self.store.clone()).await.map(Some)
    }

    /// Opens the state of the intake; nothing when a region has released that the scope does not reach, for intake keeps no
    /// region: what is rejected or late may be another region's.
    pub async fn intake(&self) -> Result<Option<PublishedIntake>, Error> {
        let regions: Vec<RegionCode> =
            sqlx::query_scalar("select distinct region_code from published.releases order by region_code")
                .fetch_all(&self.store.pool)
                .await
                .during("cannot read which regions have releases")?;
        let may_read = regions.iter().all(|region_code| self.scope.has_region(region_code));
        Ok(may_read.then(|| PublishedIntake::new(self.store.clone())))
    }
}
