//! The release that a page speaks of.

use super::territory::Named;
use crate::failure::Failure;
use warehouse::model::{
    Level, MunicipalityId, Period, PublishedTerritory, PublishedValue, Release, ReleaseId, Territory,
};
use warehouse::published::{Published, PublishedRelease};

/// The release that a page speaks of, and its region.
#[derive(Debug, Clone)]
pub(crate) struct Shown {
    /// The door to the release, for views alone.
    pub(super) release: PublishedRelease,
    region: Option<PublishedTerritory>,
}

impl Shown {
    /// Opens the release of that number, or the latest one; nothing when nothing is published.
    pub(crate) async fn read(published: &Published, chosen: Option<ReleaseId>) -> Result<Option<Self>, Failure> {
        let Some(release) = published.release(chosen).await? else {
            return if chosen.is_some() { Err(Failure::NotFound) } else { Ok(None) };
        };
        let region = Territory::Region(published.scope().region_code().clone());
        let region = release.territory(&region).await?;
        Ok(Some(Self { release, region }))
    }

    /// Returns the release's number.
    pub(crate) fn release_id(&self) -> ReleaseId {
        self.release.id()
    }

    /// Returns what is known of the release itself.
    pub(crate) fn head(&self) -> &Release {
        self.release.release()
    }

    /// Returns the region, as the release describes it.
    pub(super) fn region(&self) -> Option<&PublishedTerritory> {
        self.region.as_ref()
    }

    /// Returns the region's name.
    pub(crate) fn region_name(&self) -> Option<&str> {
        self.region.as_ref().map(|region| region.name.as_str())
    }

    /// Reads the municipality of that identity.
    pub(super) async fn municipality(&self, id: &MunicipalityId) -> Result<Named, Failure> {
        let municipality = Territory::Municipality(id.clone());
        self.release.territory(&municipality).await?.map(Named::from).ok_or(Failure::NotFound)
    }

    /// Reads a territory's figures in a period.
    pub(super) async fn figures_of(
        &self,
        territory: &Territory,
        period: &Period,
    ) -> Result<Vec<PublishedValue>, Failure> {
        Ok(self.release.figures(territory.level(), &[territory.id().to_owned()], period).await?)
    }

    /// Reads all municipalities by name.
    pub(super) async fn municipalities(&self) -> Result<Vec<Named>, Failure> {
        Ok(self.release.territories(Level::Municipality, None).await?.into_iter().map(Named::from).collect())
    }
}
