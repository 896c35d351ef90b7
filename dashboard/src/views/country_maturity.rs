//! Digital maturity of the regions side by side, from the newest release of each: all indicators on the releases' days, and one
//! indicator by reporting period. Nothing is summed or ranked: every part has a date of its own.

use super::comparable::{has_same_rules, reference};
use super::country::ListedRegion;
use super::maturity_line::MaturityLine;
use super::maturity_periods::is_unknown;
use super::query::filled;
use super::regions::KnownRegions;
use super::reporting::{ToldPeriod, told};
use crate::failure::Failure;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use warehouse::model::{MaturityMonth, PublishedMaturityIndicator, ReportingPeriod, ReportingPeriodKind, Territory};
use warehouse::published::{MaturityTable, PublishedCountry};

/// What an address may ask for.
#[derive(Debug, Deserialize)]
pub(crate) struct CountryMaturityQuery {
    #[serde(default, deserialize_with = "filled")]
    indicator: Option<String>,
    #[serde(default, deserialize_with = "filled")]
    periods: Option<ReportingPeriodKind>,
}

/// Which tables the page has.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum CountryMaturityTable {
    /// All indicators on the releases' days.
    #[default]
    Regions,
    /// An indicator by reporting period.
    Periods,
}

/// Digital maturity of the regions.
pub(crate) struct CountryMaturity {
    /// One indicator by reporting period.
    pub(crate) by_period: IndicatorByPeriod,
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

/// An indicator of the regions by reporting period.
pub(crate) struct IndicatorByPeriod {
    /// The indicator.
    pub(crate) indicator: PublishedMaturityIndicator,
    /// What the periods are.
    pub(crate) kind: ReportingPeriodKind,
    /// The periods in the order of time, from the first of which anything is known of any region.
    pub(crate) periods: Vec<ReportingPeriod>,
    /// The regions by their codes.
    pub(crate) regions: Vec<PeriodsOfRegion>,
}

/// A region's values of an indicator.
pub(crate) struct PeriodsOfRegion {
    /// The region.
    pub(crate) region: ListedRegion,
    /// Whether its release is of other rules than those of most regions.
    pub(crate) has_other_rules: bool,
    /// A value for each period; none of one that its release does not tell.
    pub(crate) values: Vec<Option<(ToldPeriod, MaturityLine)>>,
}

impl CountryMaturity {
    /// Reads the regions, and the indicator and kind of period that an address names: by quarter where it names none.
    pub(crate) async fn read(
        country: &PublishedCountry,
        regions: &KnownRegions,
        query: &CountryMaturityQuery,
    ) -> Result<Self, Failure> {
        let reference = reference(country.releases()).ok_or(Failure::NothingPublished)?;
        let indicators = country.maturity_indicators(reference).await?;
        let indicator = match &query.indicator {
            Some(code) => indicators.iter().find(|known| known.code == *code).ok_or(Failure::NotFound)?,
            None => indicators.first().ok_or(Failure::NothingPublished)?,
        };
        let kind = query.periods.unwrap_or(ReportingPeriodKind::Quarter);
        let tables = country.maturity().await?;
        let nothing = MaturityTable::default();
        let of_region = |release| {
            let region = ListedRegion::new(regions, release);
            let territory = Territory::Region(region.code.clone());
            let told = tables.get(&territory).unwrap_or(&nothing);
            MaturityOfRegion {
                has_other_rules: !has_same_rules(release, reference),
                values: MaturityLine::all(&indicators, told, &territory),
                region,
            }
        };
        let of_regions: Vec<MaturityOfRegion> = country.releases().iter().map(of_region).collect();
        let by_month = country.maturity_by_month(&indicator.code).await?;
        let by_period = IndicatorByPeriod::new(indicator, kind, &of_regions, &by_month);
        Ok(Self { regions: of_regions, by_period, indicators })
    }
}

impl IndicatorByPeriod {
    fn new(
        indicator: &PublishedMaturityIndicator,
        kind: ReportingPeriodKind,
        regions: &[MaturityOfRegion],
        by_month: &BTreeMap<Territory, BTreeMap<MaturityMonth, MaturityTable>>,
    ) -> Self {
        let of_region = |region: &ListedRegion| -> BTreeMap<ReportingPeriod, (ToldPeriod, MaturityLine)> {
            let territory = Territory::Region(region.code.clone());
            let Some(tables) = by_month.get(&territory) else { return BTreeMap::new() };
            let months: Vec<MaturityMonth> = tables.keys().copied().collect();
            let line = |told: ToldPeriod| {
                let disclosed = tables[&told.month].value(&territory, &indicator.code);
                (told.period, (told, MaturityLine::new(indicator.clone(), disclosed)))
            };
            told(kind, &months).into_iter().map(line).collect()
        };
        let mut told_of_regions: Vec<_> = regions.iter().map(|it| of_region(&it.region)).collect();
        let known =
            told_of_regions.iter().flatten().filter(|(_, (_, line))| !is_unknown(line)).map(|(period, _)| *period);
        let first = known.min();
        let all: BTreeSet<ReportingPeriod> = told_of_regions.iter().flat_map(|told| told.keys().copied()).collect();
        let periods: Vec<ReportingPeriod> = all.into_iter().filter(|period| Some(*period) >= first).collect();
        let regions = regions.iter().zip(&mut told_of_regions).map(|(it, told)| PeriodsOfRegion {
            region: it.region.clone(),
            has_other_rules: it.has_other_rules,
            values: periods.iter().map(|period| told.remove(period)).collect(),
        });
        Self { indicator: indicator.clone(), kind, regions: regions.collect(), periods }
    }
}
