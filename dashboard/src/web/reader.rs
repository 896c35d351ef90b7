//! For whom a page is written.

use super::address::{Address, encode};
use crate::views::period::PeriodQuery;
use crate::views::regions::KnownRegion;
use crate::views::shown::Shown;
use crate::words::{Language, Speaker};
use axum::http::Uri;
use warehouse::model::{Instant, PeriodKind, RegionCode, Release, ReleaseId, ReleaseState};

/// For whom a page is written: their language, where they are, and which release they look at. A form gets it, and no
/// door to the warehouse.
#[derive(Debug, Clone)]
pub(crate) struct Reader {
    /// Who says it in their language.
    pub(crate) speaker: Speaker,
    /// Where the figures come from; nothing when nothing is published.
    pub(crate) release: Option<ShownRelease>,
    /// The region's newest release, when they look at an older one.
    pub(crate) newest: Option<ShownRelease>,
    /// Where they are.
    pub(crate) place: Place,
    /// Whether they may see the regions side by side.
    pub(crate) has_country: bool,
    is_release_chosen: bool,
    /// The period that the address names. A page that speaks of none keeps it for those that it leads to.
    period: PeriodQuery,
    uri: Uri,
}

/// Where a page is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Place {
    /// Where the regions stand side by side.
    Country,
    /// In a region.
    Region(KnownRegion),
}

/// The release that figures come from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ShownRelease {
    /// Its number.
    pub(crate) release_id: ReleaseId,
    /// Whether it is final.
    pub(crate) state: ReleaseState,
    /// The moment it speaks of.
    pub(crate) as_of: Instant,
    /// The methodology's code.
    pub(crate) methodology_code: String,
    /// The methodology's version.
    pub(crate) methodology_version: i32,
    /// SHA-256 over its figures, hexadecimal.
    pub(crate) digest: String,
}

impl From<&Release> for ShownRelease {
    fn from(release: &Release) -> Self {
        Self {
            release_id: release.release_id,
            state: release.state,
            as_of: release.inputs.as_of,
            methodology_code: release.inputs.methodology_code.clone(),
            methodology_version: release.inputs.methodology_version,
            digest: release.digest.clone(),
        }
    }
}

impl Reader {
    /// Returns the reader of an address at a place.
    pub(crate) fn new(speaker: Speaker, place: Place, has_country: bool, uri: Uri) -> Self {
        let (is_release_chosen, period) = (false, PeriodQuery::default());
        Self { speaker, release: None, newest: None, place, has_country, is_release_chosen, period, uri }
    }

    /// Returns the reader who has chosen a period, or a kind of them.
    pub(crate) fn asking_for(self, period: PeriodQuery) -> Self {
        Self { period, ..self }
    }

    /// Returns the reader who looks at a release, chosen or the latest.
    pub(crate) fn looking_at(self, shown: Option<&Shown>, is_release_chosen: bool) -> Self {
        let release = shown.map(|shown| shown.head().into());
        let newest = shown.and_then(Shown::newest).map(ShownRelease::from);
        Self { release, newest, is_release_chosen, ..self }
    }

    /// Returns a reader who looks at nothing, for the page of a failure. In another language it is the first page.
    pub(crate) fn of_failure(speaker: Speaker, place: Place, has_country: bool) -> Self {
        let uri = Uri::try_from(format!("/{}/", speaker.language().code())).unwrap_or_default();
        Self::new(speaker, place, has_country, uri)
    }

    /// Returns the address of a path of this language and place; a chosen release and a chosen period stay chosen.
    pub(crate) fn to(&self, path: &str) -> Address {
        let address = match &self.place {
            Place::Country => return self.to_country(path),
            Place::Region(region) => self.in_period(self.to_region(&region.code, path)),
        };
        match &self.release {
            Some(source) if self.is_release_chosen => address.with("release", source.release_id),
            _ => address,
        }
    }

    /// Returns the address of a path where the regions stand side by side; a chosen period stays chosen.
    pub(crate) fn to_country(&self, path: &str) -> Address {
        self.in_period(self.to_anywhere(path))
    }

    /// Returns the address of a path of a region, in the latest release and period: those of this page may not be there.
    pub(crate) fn to_region(&self, region_code: &RegionCode, path: &str) -> Address {
        self.to_anywhere(&format!("regions/{}/{path}", encode(region_code.as_str())))
    }

    fn to_anywhere(&self, path: &str) -> Address {
        Address::new(format!("/{}/{path}", self.speaker.language().code()))
    }

    fn in_period(&self, address: Address) -> Address {
        let kind = self.period.period_kind.map_or("", PeriodKind::as_str);
        address.with("period_kind", kind).with("period_id", self.period.period_id.as_deref().unwrap_or_default())
    }

    /// Returns the address of this very page in the newest release.
    pub(crate) fn in_newest_release(&self) -> String {
        let asked = self.uri.query().unwrap_or_default().split('&');
        let kept: Vec<&str> = asked.filter(|part| !part.starts_with("release=")).collect();
        format!("{}?{}", self.uri.path(), kept.join("&")).trim_end_matches('?').to_owned()
    }

    /// Returns the address of this very page in another language.
    pub(crate) fn in_language(&self, language: Language) -> String {
        let tail = self.uri.path().trim_start_matches('/').split_once('/').map_or("", |(_, tail)| tail);
        let query = self.uri.query().map(|query| format!("?{query}")).unwrap_or_default();
        format!("/{}/{tail}{query}", language.code())
    }
}
