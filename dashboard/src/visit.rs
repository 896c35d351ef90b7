//! What every page begins with: the language, the release and the region of a request.

use crate::Dashboard;
use crate::address::Address;
use crate::failure::Failure;
use crate::format;
use crate::language::Language;
use axum::extract::{FromRequestParts, Query};
use axum::http::Uri;
use axum::http::request::Parts;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use std::sync::Arc;
use warehouse::Warehouse;
use warehouse::model::{Instant, Level, LocalDate};
use warehouse::published::{PublishedIndicator, PublishedMaturityIndicator, Release, Scope, Territory};

/// A request's language, release and region.
pub(crate) struct Visit {
    dashboard: Arc<Dashboard>,
    /// The language of the page.
    pub(crate) language: Language,
    /// The release that the page speaks of; none when nothing is published.
    pub(crate) release: Option<Release>,
    /// The region, as the release names it.
    pub(crate) region: Option<Territory>,
    is_release_chosen: bool,
    uri: Uri,
}

/// The parameters of an address, read by the page's own type.
pub(crate) struct Parameters<T>(pub(crate) T);

#[derive(Deserialize)]
struct ReleaseChoice {
    release: Option<i64>,
}

impl FromRequestParts<Arc<Dashboard>> for Visit {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, dashboard: &Arc<Dashboard>) -> Result<Self, Failure> {
        let language = Language::of_path(parts.uri.path()).ok_or(Failure::NotFound)?;
        let Parameters(choice) = Parameters::<ReleaseChoice>::from_request_parts(parts, dashboard).await?;
        let (warehouse, scope) = (&dashboard.warehouse, &dashboard.scope);
        let release = warehouse.release(scope, choice.release).await?;
        if release.is_none() && choice.release.is_some() {
            return Err(Failure::NotFound);
        }
        let region = match &release {
            Some(release) => warehouse.territory(scope, release.release_id, Level::Region, scope.region_code()).await?,
            None => None,
        };
        Ok(Self {
            dashboard: Arc::clone(dashboard),
            language,
            release,
            region,
            is_release_chosen: choice.release.is_some(),
            uri: parts.uri.clone(),
        })
    }
}

impl<T: DeserializeOwned + Send, S: Send + Sync> FromRequestParts<S> for Parameters<T> {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, Failure> {
        Query::try_from_uri(&parts.uri).map(|Query(value)| Self(value)).map_err(|_| Failure::NotFound)
    }
}

impl Visit {
    /// Returns a visit that found nothing, for the page of a failure.
    pub(crate) fn without_release(dashboard: &Arc<Dashboard>, language: Language) -> Self {
        let uri = Uri::try_from(format!("/{}/", language.code())).unwrap_or_default();
        Self { dashboard: Arc::clone(dashboard), language, release: None, region: None, is_release_chosen: false, uri }
    }

    /// Returns the warehouse.
    pub(crate) fn warehouse(&self) -> &Warehouse {
        &self.dashboard.warehouse
    }

    /// Returns the right under which the page reads.
    pub(crate) fn scope(&self) -> &Scope {
        &self.dashboard.scope
    }

    /// Returns the present moment.
    pub(crate) fn now(&self) -> Instant {
        (self.dashboard.settings.now)()
    }

    /// Returns the release, or the failure that there is none.
    pub(crate) fn release(&self) -> Result<&Release, Failure> {
        self.release.as_ref().ok_or(Failure::NothingPublished)
    }

    /// Returns a text without variables.
    pub(crate) fn say(&self, key: &str) -> String {
        self.dashboard.texts(self.language).say(key)
    }

    /// Returns a text with its variables set.
    pub(crate) fn say_with(&self, key: &str, variables: &[(&'static str, &str)]) -> String {
        self.dashboard.texts(self.language).say_with(key, variables)
    }

    /// Returns a text about a number of things.
    pub(crate) fn say_count(&self, key: &str, count: i64) -> String {
        self.dashboard.texts(self.language).say_count(key, count, &self.count(count))
    }

    /// Returns a whole number as it is written.
    pub(crate) fn count(&self, number: i64) -> String {
        format::count(self.language, number)
    }

    /// Returns a percentage as it is written.
    pub(crate) fn percent(&self, hundredths: i64) -> String {
        format::percent(self.language, hundredths)
    }

    /// Returns a date as it is written.
    pub(crate) fn date(&self, date: LocalDate) -> String {
        format::date(self.language, date)
    }

    /// Returns a moment as it is written, on the clocks of the region.
    pub(crate) fn moment(&self, moment: Instant) -> String {
        format::moment(self.language, moment, self.dashboard.settings.time_zone)
    }

    /// Returns the address of a path of this language; a chosen release stays chosen.
    pub(crate) fn to(&self, path: &str) -> Address {
        let address = Address::new(format!("/{}/{path}", self.language.code()));
        match &self.release {
            Some(release) if self.is_release_chosen => address.with("release", release.release_id),
            _ => address,
        }
    }

    /// Returns the address of this very page in another language.
    pub(crate) fn in_language(&self, language: Language) -> String {
        let tail = self.uri.path().trim_start_matches('/').split_once('/').map_or("", |(_, tail)| tail);
        let query = self.uri.query().map(|query| format!("?{query}")).unwrap_or_default();
        format!("/{}/{tail}{query}", language.code())
    }

    /// Returns an indicator's name.
    pub(crate) fn indicator_name<'a>(&self, indicator: &'a PublishedIndicator) -> &'a str {
        self.language.pick(&indicator.name_ru, &indicator.name_en)
    }

    /// Returns the name of an indicator of digital maturity.
    pub(crate) fn maturity_name<'a>(&self, indicator: &'a PublishedMaturityIndicator) -> &'a str {
        self.language.pick(&indicator.name_ru, &indicator.name_en)
    }
}
