//! What every page begins with: who reads, and the region and release that the address names.

use super::dashboard::Dashboard;
use super::reader::{Place, Reader};
use crate::failure::Failure;
use crate::views::period::PeriodQuery;
use crate::views::regions::KnownRegions;
use crate::views::shown::Shown;
use crate::words::{Language, Speaker};
use axum::extract::{FromRequestParts, Path, Query};
use axum::http::request::Parts;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use std::sync::Arc;
use warehouse::model::{Instant, RegionCode, ReleaseId};
use warehouse::published::{PublishedCountry, PublishedIntake, PublishedRegion};

/// A request for a page of a region. The page gives the release to its view, and the reader to the form.
pub(crate) struct Visit {
    dashboard: Arc<Dashboard>,
    region: PublishedRegion,
    shown: Option<Shown>,
    /// For whom the page is.
    pub(crate) reader: Reader,
}

/// A request for a page where the regions stand side by side.
pub(crate) struct CountryVisit {
    dashboard: Arc<Dashboard>,
    /// The door to the regions' newest releases.
    pub(crate) country: PublishedCountry,
    /// For whom the page is. Its moments are Moscow's.
    pub(crate) reader: Reader,
}

/// The parameters of an address, read by the page's own type.
pub(crate) struct Parameters<T>(pub(crate) T);

#[derive(Deserialize)]
struct RegionChoice {
    region: RegionCode,
}

#[derive(Deserialize)]
struct ReleaseChoice {
    release: Option<ReleaseId>,
}

impl FromRequestParts<Arc<Dashboard>> for Visit {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, dashboard: &Arc<Dashboard>) -> Result<Self, Failure> {
        let language = Language::of_path(parts.uri.path()).ok_or(Failure::NotFound)?;
        let named = Path::<RegionChoice>::from_request_parts(parts, dashboard).await;
        let Path(RegionChoice { region: code }) = named.map_err(|_| Failure::NotFound)?;
        let known = dashboard.settings.regions.get(&code).ok_or(Failure::UnknownRegion)?;
        let region = dashboard.published.region(&code).ok_or(Failure::NotFound)?;
        let Parameters(choice) = Parameters::<ReleaseChoice>::from_request_parts(parts, dashboard).await?;
        let Parameters(period) = Parameters::<PeriodQuery>::from_request_parts(parts, dashboard).await?;
        let shown = Shown::read(&region, known, choice.release).await?;
        let speaker = Speaker::new(language, known.zone);
        let place = Place::Region(known.clone());
        let reader = Reader::new(speaker, place, dashboard.has_country(), parts.uri.clone())
            .looking_at(shown.as_ref(), choice.release.is_some())
            .asking_for(period);
        Ok(Self { dashboard: Arc::clone(dashboard), region, shown, reader })
    }
}

impl FromRequestParts<Arc<Dashboard>> for CountryVisit {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, dashboard: &Arc<Dashboard>) -> Result<Self, Failure> {
        let language = Language::of_path(parts.uri.path()).ok_or(Failure::NotFound)?;
        let country = dashboard.published.country().await?.ok_or(Failure::NotFound)?;
        let Parameters(period) = Parameters::<PeriodQuery>::from_request_parts(parts, dashboard).await?;
        let reader = Reader::new(Speaker::of_moscow(language), Place::Country, true, parts.uri.clone());
        let reader = reader.asking_for(period);
        Ok(Self { dashboard: Arc::clone(dashboard), country, reader })
    }
}

impl<T: DeserializeOwned + Send, S: Send + Sync> FromRequestParts<S> for Parameters<T> {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, Failure> {
        Query::try_from_uri(&parts.uri).map(|Query(value)| Self(value)).map_err(|_| Failure::NotFound)
    }
}

impl Visit {
    /// Returns the release that the page speaks of, or the failure that there is none.
    pub(crate) fn shown(&self) -> Result<&Shown, Failure> {
        self.shown.as_ref().ok_or(Failure::NothingPublished)
    }

    /// Returns the release that the page speaks of; nothing when nothing is published.
    pub(crate) fn shown_if_any(&self) -> Option<&Shown> {
        self.shown.as_ref()
    }

    /// Returns the door to what the region published.
    pub(crate) fn region(&self) -> &PublishedRegion {
        &self.region
    }

    /// Opens the state of the intake; nothing when it is not for the reader.
    pub(crate) async fn intake(&self) -> Result<Option<PublishedIntake>, Failure> {
        Ok(self.dashboard.published.intake().await?)
    }

    /// Returns the present moment.
    pub(crate) fn now(&self) -> Instant {
        (self.dashboard.settings.now)()
    }
}

impl CountryVisit {
    /// Returns the register of regions.
    pub(crate) fn regions(&self) -> &KnownRegions {
        &self.dashboard.settings.regions
    }
}
