//! The release that a page speaks of.

use super::regions::KnownRegion;
use super::territory::Named;
use crate::failure::Failure;
use warehouse::model::{
    Level, LocalDate, MunicipalityId, Period, PublishedTerritory, PublishedValue, Release, ReleaseId, SchoolId,
    Territory,
};
use warehouse::published::{PublishedRegion, PublishedRelease};

/// The release that a page speaks of, and its region.
#[derive(Debug, Clone)]
pub(crate) struct Shown {
    /// The door to the release, for views alone.
    pub(super) release: PublishedRelease,
    region: Option<PublishedTerritory>,
    day: LocalDate,
    newest: Option<Release>,
}

impl Shown {
    /// Opens the release of that number, or the latest one; nothing when nothing is published.
    pub(crate) async fn read(
        region: &PublishedRegion,
        known: &KnownRegion,
        chosen: Option<ReleaseId>,
    ) -> Result<Option<Self>, Failure> {
        let Some(release) = region.release(chosen).await? else {
            return if chosen.is_some() { Err(Failure::NotFound) } else { Ok(None) };
        };
        let newest = if chosen.is_some() { region.release(None).await? } else { None };
        let newest = newest.map(|newest| newest.release().clone()).filter(|it| it.release_id != release.id());
        let day = known.day_of(release.release().inputs.as_of);
        let region = Territory::Region(region.code().clone());
        let region = release.territory(&region).await?;
        Ok(Some(Self { release, region, day, newest }))
    }

    /// Returns the release's number.
    pub(crate) fn release_id(&self) -> ReleaseId {
        self.release.id()
    }

    /// Returns what is known of the release itself.
    pub(crate) fn head(&self) -> &Release {
        self.release.release()
    }

    /// Returns the day that it is in the region at the release's moment.
    pub(super) fn day(&self) -> LocalDate {
        self.day
    }

    /// Returns the region's newest release, when this one is older.
    pub(crate) fn newest(&self) -> Option<&Release> {
        self.newest.as_ref()
    }

    /// Returns the region, as the release describes it.
    pub(super) fn region(&self) -> Option<&PublishedTerritory> {
        self.region.as_ref()
    }

    /// Reads a school and the municipality that it belongs to, as far as that is known: the narrowest last.
    pub(super) async fn school(&self, id: &SchoolId) -> Result<Vec<Named>, Failure> {
        let school = self.release.territory(&Territory::School(id.clone())).await?.ok_or(Failure::NotFound)?;
        let municipality = match &school.parent {
            Some(parent) => self.release.territory(parent).await?,
            None => None,
        };
        Ok(municipality.into_iter().chain([school]).map(Named::from).collect())
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
