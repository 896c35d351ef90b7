//! The regions side by side, in whatever period: who can be compared in it, what they add up to, and what was before.

use super::comparable::{Candidate, has_same_rules, judge};
use super::earlier::{EarlierFigures, EarlierPeriods};
use super::figure::{Earlier, Figure, Rank};
use super::period::OfferedPeriod;
use super::regions::KnownRegions;
use super::summed::summed;
use super::trend::Trend;
use crate::failure::Failure;
use std::collections::BTreeMap;
use warehouse::model::{
    IndicatorValue, Period, PeriodKind, PublishedIndicator, PublishedValue, RegionCode, Territory, places,
};
use warehouse::published::{CoverageThresholds, PeriodOfRegion, PublishedCountry, RegionRelease};

/// What stands side by side, in whatever period.
pub(super) struct SideBySide<'a> {
    /// The door.
    pub(super) country: &'a PublishedCountry,
    /// The register.
    pub(super) regions: &'a KnownRegions,
    /// The periods of each region.
    pub(super) of_regions: &'a [PeriodOfRegion],
    /// The release whose rules are the comparison's.
    pub(super) reference: &'a RegionRelease,
    /// What these rules ask of a sum.
    pub(super) thresholds: CoverageThresholds,
}

impl<'a> SideBySide<'a> {
    /// Returns every region in a period.
    pub(super) fn candidates(&self, period: &Period) -> Vec<Candidate<'a>> {
        let dated = |code: &RegionCode| {
            let is_it = |it: &&PeriodOfRegion| it.region_code == *code && it.period.dated.period == *period;
            self.of_regions.iter().find(is_it).map(|it| &it.period.dated)
        };
        let candidate = |release: &'a RegionRelease| Candidate {
            region: self.regions.get(&release.region_code),
            release,
            period: dated(&release.region_code),
        };
        self.country.releases().iter().map(candidate).collect()
    }

    /// Reads how what the regions add up to went, over the weeks in which the same regions can be compared.
    pub(super) async fn trend(
        &self,
        indicators: &[PublishedIndicator],
        compared: &[&RegionCode],
        offered: &[OfferedPeriod],
    ) -> Result<Trend, Failure> {
        let mut values_of = self.history(PeriodKind::Week).await?;
        let weeks = offered.iter().map(|it| &it.released).filter(|it| it.period().kind == PeriodKind::Week);
        let mut rows = Vec::new();
        for week in weeks {
            let values = values_of.remove(week.period()).unwrap_or_default();
            let mut candidates = self.candidates(week.period());
            candidates.retain(|candidate| compared.contains(&&candidate.release.region_code));
            if judge(&candidates, self.reference).iter().all(Option::is_none) {
                let values = of_these(&values, compared);
                rows.push((
                    week.clone(),
                    indicators.iter().map(|indicator| summed(&values, indicator, self.thresholds)).collect(),
                ));
            }
        }
        Ok(Trend::of_country(indicators.to_vec(), rows))
    }

    /// Reads what the compared regions and their sum were, in periods in which they can be compared, too: a region with others
    /// that can, the sum only where all of them can.
    pub(super) async fn earlier(
        &self,
        periods: &EarlierPeriods,
        indicators: &[PublishedIndicator],
        compared: &[&RegionCode],
    ) -> Result<EarlierOfCountry, Failure> {
        let mut found =
            EarlierOfCountry { of_regions: EarlierFigures::default(), of_sum: vec![None; indicators.len()] };
        let Some(latest) = periods.latest_first().first() else { return Ok(found) };
        let values_of = self.history(latest.period.kind).await?;
        for dated in periods.latest_first() {
            let Some(values) = values_of.get(&dated.period) else { continue };
            let mut candidates = self.candidates(&dated.period);
            candidates.retain(|candidate| compared.contains(&&candidate.release.region_code));
            let verdicts = judge(&candidates, self.reference);
            let left = candidates.iter().zip(&verdicts).filter(|it| it.1.is_none());
            let codes: Vec<&RegionCode> = left.map(|it| &it.0.release.region_code).collect();
            let values = of_these(values, &codes);
            let ranks = ranks(&values, indicators);
            for value in &values {
                let rank = ranks.get(&(value.territory.clone(), value.indicator.clone())).copied();
                if let Some(earlier) = Figure::new(Some(value)).ranked(rank).in_earlier(dated) {
                    found.of_regions.add(value.territory.clone(), value.indicator.clone(), earlier);
                }
            }
            if codes.len() == compared.len() {
                for (indicator, known) in indicators.iter().zip(&mut found.of_sum).filter(|(_, known)| known.is_none())
                {
                    *known = summed(&values, indicator, self.thresholds).in_earlier(dated);
                }
            }
        }
        Ok(found)
    }

    /// Reads the regions' figures in every period of a kind.
    async fn history(&self, kind: PeriodKind) -> Result<BTreeMap<Period, Vec<PublishedValue>>, Failure> {
        let mut values_of: BTreeMap<Period, Vec<PublishedValue>> = BTreeMap::new();
        for point in self.country.trend(kind).await? {
            values_of.entry(point.dated.period).or_default().push(point.value);
        }
        Ok(values_of)
    }
}

/// What the compared regions and their sum were.
pub(super) struct EarlierOfCountry {
    /// The regions.
    pub(super) of_regions: EarlierFigures,
    /// What they add up to, for each indicator.
    pub(super) of_sum: Vec<Option<Earlier>>,
}

/// Returns the periods of the regions that are rated by the reference's rules, with what was due in all of them. A term
/// that regions begin and end on different days is from the first of these days to the last. A period that is over in one of
/// them is over: regions where it is not stand apart.
pub(super) fn offered(
    of_regions: &[PeriodOfRegion],
    releases: &[RegionRelease],
    regions: &KnownRegions,
    reference: &RegionRelease,
) -> Vec<OfferedPeriod> {
    let mut all: Vec<OfferedPeriod> = Vec::new();
    for PeriodOfRegion { region_code, period } in of_regions {
        let release = releases.iter().find(|release| release.region_code == *region_code);
        let Some(release) = release.filter(|release| has_same_rules(release, reference)) else { continue };
        // A region of which nobody knows the day is in no comparison.
        let Some(day) = regions.get(region_code).map(|region| region.day_of(release.as_of)) else { continue };
        let own = OfferedPeriod::new(period.clone(), day);
        match all.iter_mut().find(|known| known.released.period() == own.released.period()) {
            Some(known) => known.join(own),
            None => all.push(own),
        }
    }
    all
}

/// Returns the figures of some regions.
pub(super) fn of_these<'a>(values: &'a [PublishedValue], codes: &[&RegionCode]) -> Vec<&'a PublishedValue> {
    let is_one = |territory: &Territory| matches!(territory, Territory::Region(code) if codes.contains(&code));
    values.iter().filter(|value| is_one(&value.territory)).collect()
}

/// Returns the ranks of the measured figures among those given, by region and indicator.
pub(super) fn ranks(
    values: &[&PublishedValue],
    indicators: &[PublishedIndicator],
) -> BTreeMap<(Territory, String), Rank> {
    let mut ranks = BTreeMap::new();
    for indicator in indicators {
        let measured: Vec<_> = values
            .iter()
            .filter(|value| value.indicator == indicator.code)
            .filter_map(|value| match value.value() {
                IndicatorValue::Measured(ratio, _) => Some((&value.territory, ratio)),
                IndicatorValue::Shown(..) | IndicatorValue::Withheld(_) => None,
            })
            .collect();
        let ratios: Vec<_> = measured.iter().map(|(_, ratio)| *ratio).collect();
        let places_count = i32::try_from(ratios.len()).unwrap_or(i32::MAX);
        for ((territory, _), place) in measured.into_iter().zip(places(&ratios, indicator.direction)) {
            ranks.insert((territory.clone(), indicator.code.clone()), Rank { place, places_count });
        }
    }
    ranks
}
