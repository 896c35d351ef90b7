//! What every page begins with: who reads, and the release that the address names.

use super::dashboard::Dashboard;
use super::reader::Reader;
use crate::failure::Failure;
use crate::views::shown::Shown;
use crate::words::{Language, Speaker};
use axum::extract::{FromRequestParts, Query};
use axum::http::request::Parts;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use std::sync::Arc;
use warehouse::model::{Instant, ReleaseId};
use warehouse::published::Published;

/// A request for a page. The page gives the release to its view, and the reader to the form.
pub(crate) struct Visit {
    dashboard: Arc<Dashboard>,
    shown: Option<Shown>,
    /// For whom the page is.
    pub(crate) reader: Reader,
}

/// The parameters of an address, read by the page's own type.
pub(crate) struct Parameters<T>(pub(crate) T);

#[derive(Deserialize)]
struct ReleaseChoice {
    release: Option<ReleaseId>,
}

impl FromRequestParts<Arc<Dashboard>> for Visit {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, dashboard: &Arc<Dashboard>) -> Result<Self, Failure> {
        let language = Language::of_path(parts.uri.path()).ok_or(Failure::NotFound)?;
        let Parameters(choice) = Parameters::<ReleaseChoice>::from_request_parts(parts, dashboard).await?;
        let shown = Shown::read(&dashboard.published, choice.release).await?;
        let speaker = Speaker::new(language, dashboard.settings.time_zone);
        let reader = Reader::new(speaker, parts.uri.clone(), shown.as_ref(), choice.release.is_some());
        Ok(Self { dashboard: Arc::clone(dashboard), shown, reader })
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

    /// Returns the door to what was published.
    pub(crate) fn published(&self) -> &Published {
        &self.dashboard.published
    }

    /// Returns the present moment.
    pub(crate) fn now(&self) -> Instant {
        (self.dashboard.settings.now)()
    }
}
