//! The regions side by side: those that can be compared, with places, and what they add up to; below them those apart.

use super::comparable::{Apart, Candidate, judge, reference};
use super::earlier::EarlierPeriods;
use super::figure::{Figure, Rank, row};
use super::period::{PeriodChoice, PeriodQuery};
use super::ranking::{Order, OrderQuery};
use super::regions::KnownRegions;
use super::side_by_side::{SideBySide, of_these, offered, ranks};
use super::summed::summed;
use super::trend::Trend;
use crate::failure::Failure;
use chrono::NaiveTime;
use serde::Deserialize;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use warehouse::model::{PublishedIndicator, PublishedValue, RegionCode, RegionName, ReleaseState, Territory};
use warehouse::published::{PublishedCountry, RegionRelease};

/// What an address may ask for.
#[derive(Debug, Deserialize)]
pub(crate) struct CountryQuery {
    #[serde(flatten)]
    period: PeriodQuery,
    #[serde(flatten)]
    order: OrderQuery,
}

/// Which tables the page has.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum CountryTable {
    /// The regions side by side.
    #[default]
    Rating,
    /// How the figures of the country went.
    Trend,
}

/// A region, as a list of regions names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ListedRegion {
    /// Its code.
    pub(crate) code: RegionCode,
    /// Its name; none when the register does not have it any more, and it has no page.
    pub(crate) name: Option<RegionName>,
    /// Its newest release.
    pub(crate) release: RegionRelease,
}

/// A region's line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct RegionLine {
    /// The region.
    pub(crate) region: ListedRegion,
    /// Why it stands apart.
    pub(crate) apart: Option<Apart>,
    /// Whether its release has the period.
    pub(crate) has_period: bool,
    /// Its place by the indicator that orders the regions.
    pub(crate) place: Option<i32>,
    /// A figure for each indicator.
    pub(crate) figures: Vec<Figure>,
}

/// The regions side by side.
pub(crate) struct Country {
    /// The newest release of the rules by which the regions are compared.
    pub(crate) reference: RegionRelease,
    /// The period that is shown, and the others.
    pub(crate) periods: PeriodChoice,
    /// The indicators, one for each figure of a line.
    pub(crate) indicators: Vec<PublishedIndicator>,
    /// The order.
    pub(crate) order: Order,
    /// What the compared regions add up to.
    pub(crate) sum: Vec<Figure>,
    /// The regions that are compared, in their order.
    pub(crate) compared: Vec<RegionLine>,
    /// Those that stand apart, by their codes.
    pub(crate) apart: Vec<RegionLine>,
    /// Between which times of the same local day the releases are that are compared, when the period runs and these times differ:
    /// the earlier ones have less of that day.
    pub(crate) times: Option<(NaiveTime, NaiveTime)>,
    /// Whether a release that is compared is preliminary.
    pub(crate) is_preliminary: bool,
    /// How the figures of the country went.
    pub(crate) trend: Trend,
}

impl ListedRegion {
    /// Returns the region of a release.
    pub(super) fn new(regions: &KnownRegions, release: &RegionRelease) -> Self {
        Self {
            code: release.region_code.clone(),
            name: regions.get(&release.region_code).map(|known| known.name.clone()),
            release: release.clone(),
        }
    }
}

impl Country {
    /// Reads the regions in the period and order that an address names.
    pub(crate) async fn read(
        country: &PublishedCountry,
        regions: &KnownRegions,
        query: &CountryQuery,
    ) -> Result<Self, Failure> {
        let reference = reference(country.releases()).ok_or(Failure::NothingPublished)?.clone();
        let indicators = country.indicators(&reference).await?;
        let order = Order::new(&indicators, &query.order)?;
        let of_regions = country.periods().await?;
        let offered = offered(&of_regions, country.releases(), regions, &reference);
        let periods = PeriodChoice::new(&offered, &query.period)?;
        let thresholds = country.thresholds(&reference).await?;
        let side = SideBySide { country, regions, of_regions: &of_regions, reference: &reference, thresholds };
        let candidates = side.candidates(periods.shown.period());
        let verdicts = judge(&candidates, &reference);
        let values = country.figures(periods.shown.period()).await?;
        let earlier = EarlierPeriods::new(&offered, &periods.shown);
        let compared_codes: Vec<&RegionCode> =
            candidates.iter().zip(&verdicts).filter(|it| it.1.is_none()).map(|it| &it.0.release.region_code).collect();
        let ranks = ranks(&of_these(&values, &compared_codes), &indicators);
        let earlier = side.earlier(&earlier, &indicators, &compared_codes).await?;
        let lines = candidates.iter().zip(&verdicts).map(|(candidate, apart)| {
            let region = ListedRegion::new(regions, candidate.release);
            RegionLine {
                has_period: candidate.period.is_some(),
                ..line(region, *apart, &values, &ranks, &indicators, &order)
            }
        });
        let (mut compared, apart): (Vec<_>, Vec<_>) = lines.partition(|line| line.apart.is_none());
        for line in &mut compared {
            let territory = Territory::Region(line.region.code.clone());
            line.figures = earlier.of_regions.beside(&territory, &indicators, std::mem::take(&mut line.figures));
        }
        arrange(&mut compared, &order);
        let left = || candidates.iter().zip(&verdicts).filter(|it| it.1.is_none()).map(|it| it.0);
        let sum = indicators.iter().map(|it| summed(&of_these(&values, &compared_codes), it, thresholds));
        Ok(Self {
            sum: sum.zip(earlier.of_sum).map(|(figure, earlier)| figure.since(earlier)).collect(),
            times: times(left()).filter(|_| !periods.shown.is_over),
            is_preliminary: left().any(|it| it.release.state == ReleaseState::Preliminary),
            trend: side.trend(&indicators, &compared_codes, &offered).await?,
            reference,
            periods,
            indicators,
            order,
            compared,
            apart,
        })
    }
}

/// Returns the first and the last local time of day of some releases, when they differ.
fn times<'a>(candidates: impl Iterator<Item = &'a Candidate<'a>>) -> Option<(NaiveTime, NaiveTime)> {
    let times: BTreeSet<NaiveTime> = candidates.filter_map(|it| Some(it.region?.time_of(it.release.as_of))).collect();
    times.first().copied().zip(times.last().copied()).filter(|(first, last)| first < last)
}

fn line(
    region: ListedRegion,
    apart: Option<Apart>,
    values: &[PublishedValue],
    ranks: &BTreeMap<(Territory, String), Rank>,
    indicators: &[PublishedIndicator],
    order: &Order,
) -> RegionLine {
    let own: Vec<PublishedValue> = of_these(values, &[&region.code]).into_iter().cloned().collect();
    let territory = Territory::Region(region.code.clone());
    let rank = |code: &String| ranks.get(&(territory.clone(), code.clone())).copied();
    let figures = row(&own, indicators).into_iter().zip(indicators);
    RegionLine {
        place: order.indicator.as_ref().and_then(rank).map(|rank| rank.place),
        figures: figures.map(|(figure, indicator)| figure.ranked(rank(&indicator.code))).collect(),
        region,
        apart,
        has_period: true,
    }
}

/// Puts regions in order: by places, those without one last, or by their codes. Names have no order that serves both languages.
fn arrange(lines: &mut [RegionLine], order: &Order) {
    lines.sort_by(|one, other| one.region.code.cmp(&other.region.code));
    match (&order.indicator, order.is_reversed) {
        (Some(_), false) => lines.sort_by_key(|line| (line.place.is_none(), line.place)),
        (Some(_), true) => lines.sort_by_key(|line| (line.place.is_none(), Reverse(line.place))),
        (None, true) => lines.reverse(),
        (None, false) => {}
    }
}
