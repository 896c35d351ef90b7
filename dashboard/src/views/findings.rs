//! What looks wrong in the data of a territory: the kinds, and the list.

use super::extent::{Extent, Stretch};
use super::opened::LINES_PER_PAGE;
use super::query::filled;
use super::shown::Shown;
use super::territory::{Named, find};
use crate::failure::Failure;
use serde::Deserialize;
use warehouse::model::{FindingKind, MunicipalityId, SchoolId};
use warehouse::published::{FindingCount, FindingFilter, PublishedFinding};

/// A file holds every finding of the filter; more of them would be a mistake.
const FILE_FINDINGS_MAX: usize = 1_000_000;

/// What an address may ask for.
#[derive(Debug, Deserialize)]
pub(crate) struct FindingsQuery {
    #[serde(default, deserialize_with = "filled")]
    municipality: Option<MunicipalityId>,
    #[serde(default, deserialize_with = "filled")]
    school: Option<SchoolId>,
    #[serde(default, deserialize_with = "filled")]
    kind: Option<FindingKind>,
    page: Option<usize>,
}

impl FindingsQuery {
    /// Returns the page that an address names.
    pub(crate) fn extent(&self) -> Extent {
        Extent::Page(self.page.unwrap_or(1).clamp(1, FILE_FINDINGS_MAX))
    }
}

/// Which tables the page has.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum FindingsTable {
    /// The findings by school and week.
    #[default]
    List,
    /// How many there are of each kind.
    Kinds,
}

/// The kinds of findings that a territory has, in the order of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct FoundKinds {
    /// The territory.
    pub(crate) territory: Named,
    /// The kinds.
    pub(crate) kinds: Vec<FindingCount>,
}

/// The findings that an address asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Findings {
    /// The territories below the region to which the findings are kept, the narrowest last.
    pub(crate) trail: Vec<Named>,
    /// The kinds, whatever is listed.
    pub(crate) found: FoundKinds,
    /// Which kind is listed; none is all.
    pub(crate) choice: Option<FindingKind>,
    /// The municipalities to choose from.
    pub(crate) municipalities: Vec<Named>,
    /// The chosen one.
    pub(crate) municipality: Option<Named>,
    /// Which lines of how many these are.
    pub(crate) stretch: Stretch,
    /// The findings.
    pub(crate) findings: Vec<PublishedFinding>,
}

/// What an address asks for.
struct Asked {
    territory: Named,
    trail: Vec<Named>,
    municipality: Option<Named>,
    municipalities: Vec<Named>,
}

impl FindingsQuery {
    /// Returns the territory that an address names, the trail to it below the region, its municipality when it names one, and
    /// all municipalities.
    async fn asked(&self, shown: &Shown) -> Result<Asked, Failure> {
        let municipalities = shown.municipalities().await?;
        let municipality = self.municipality.as_ref().map(|id| find(&municipalities, id)).transpose()?;
        let trail = match &self.school {
            Some(id) => shown.school(id).await?,
            None => municipality.clone().into_iter().collect(),
        };
        let region = shown.region().cloned().map(Named::from);
        let territory = trail.last().cloned().or(region).ok_or(Failure::NothingPublished)?;
        Ok(Asked { territory, trail, municipality, municipalities })
    }
}

impl FoundKinds {
    /// Reads the kinds of what an address names.
    pub(crate) async fn asked(shown: &Shown, query: &FindingsQuery) -> Result<Self, Failure> {
        Self::read(shown, &query.asked(shown).await?.territory).await
    }

    /// Reads the kinds of a territory's findings.
    pub(crate) async fn read(shown: &Shown, territory: &Named) -> Result<Self, Failure> {
        let mut kinds = shown.release.finding_counts(&territory.territory).await?;
        kinds.sort_by_key(|count| count.finding);
        Ok(Self { territory: territory.clone(), kinds })
    }
}

impl Findings {
    /// Reads the findings that an address names: a page of them, or all.
    pub(crate) async fn read(shown: &Shown, query: &FindingsQuery, extent: Extent) -> Result<Self, Failure> {
        let Asked { territory, trail, municipality, municipalities } = query.asked(shown).await?;
        let filter = FindingFilter { territory: territory.territory.clone(), kind: query.kind };
        let (offset, limit) = extent.bounds(LINES_PER_PAGE, FILE_FINDINGS_MAX);
        let found = shown.release.findings(&filter, number(offset), number(limit)).await?;
        if found.findings.is_empty() && offset > 0 {
            return Err(Failure::NotFound);
        }
        if extent == Extent::Whole && found.total_count > number(FILE_FINDINGS_MAX) {
            return Err(Failure::Rendering("a file of findings would be cut".to_owned()));
        }
        Ok(Self {
            found: FoundKinds::read(shown, &territory).await?,
            trail,
            choice: query.kind,
            municipalities,
            municipality,
            stretch: extent.stretch(offset, found.findings.len(), found.total_count),
            findings: found.findings,
        })
    }
}

fn number(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}
