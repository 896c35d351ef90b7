//! Digital maturity of the regions side by side, from the newest release of each. Nothing is summed or ranked: every part has a
//! date of its own.

use super::comparable::{has_same_rules, reference};
use super::country::ListedRegion;
use super::maturity::MaturityLine;
use super::regions::KnownRegions;
use crate::failure::Failure;
use warehouse::model::{PublishedMaturityIndicator, Territory};
use warehouse::published::PublishedCountry;

/// Digital maturity of the regions.
pub(crate) struct CountryMaturity {
    /// The indicators, one for each value of a line.
    pub(crate) indicators: Vec<PublishedMaturityIndicator>,
    /// The regions by their codes.
    pub(crate) regions: Vec<MaturityOfRegion>,
}

/// Digital maturity of a region.
pub(crate) struct MaturityOfRegion {
    /// The region.
    pub(crate) region: ListedRegion,
    /// Whether its release is of other rules than those of most regions.
    pub(crate) has_other_rules: bool,
    /// A value for each indicator.
    pub(crate) values: Vec<MaturityLine>,
}

impl CountryMaturity {
    /// Reads the regions.
    pub(crate) async fn read(country: &PublishedCountry, regions: &KnownRegions) -> Result<Self, Failure> {
        let reference = reference(country.releases()).ok_or(Failure::NothingPublished)?;
        let indicators = country.maturity_indicators(reference).await?;
        let tables = country.maturity().await?;
        let of_region = |release| {
            let region = ListedRegion::new(regions, release);
            let territory = Territory::Region(region.code.clone());
            let table = tables.get(&territory);
            let value = |indicator: &PublishedMaturityIndicator| {
                let disclosed = table.and_then(|table| table.value(&territory, &indicator.code));
                MaturityLine::new(indicator.clone(), disclosed)
            };
            MaturityOfRegion {
                has_other_rules: !has_same_rules(release, reference),
                values: indicators.iter().map(value).collect(),
                region,
            }
        };
        Ok(Self { regions: country.releases().iter().map(of_region).collect(), indicators })
    }
}
