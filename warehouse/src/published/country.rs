//! The regions side by side, each with its newest release. Which of them can be compared is for the reader to say: the door
//! gives what each published, and the rules by which it did.

use super::disclosure::{MaturityTable, disclose};
use super::maturity::disclosed_by_month;
use super::release::{self, ROWS_ASKED, whole};
use crate::Error;
use crate::error::During as _;
use crate::model::{
    DatedPeriod, Instant, MaturityMonth, MaturityValue, Period, PeriodKind, PublishedIndicator,
    PublishedMaturityIndicator, PublishedPeriod, PublishedValue, RegionCode, ReleaseId, ReleaseState, Territory,
};
use crate::store::Store;
use serde::Deserialize;
use std::collections::BTreeMap;

/// A region's newest release, with the rules by which it was made.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct RegionRelease {
    /// The region.
    pub region_code: RegionCode,
    /// The release's number.
    pub release_id: ReleaseId,
    /// Whether it is final.
    pub state: ReleaseState,
    /// The moment it speaks of.
    pub as_of: Instant,
    /// The methodology's code.
    pub methodology_code: String,
    /// The methodology's version.
    pub methodology_version: i32,
    /// SHA-256 of the methodology's text, hexadecimal.
    pub methodology_sha256: String,
    /// SHA-256 over the texts that it ran, hexadecimal.
    pub texts_sha256: String,
    /// The version of the program's part that computes figures.
    pub engine_version: i32,
}

/// What a methodology asks of a figure before it is compared, in percent of what was due. One that names nothing asks for
/// all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct CoverageThresholds {
    /// How much must have been seen.
    pub coverage_minimum_percent: i64,
    /// How much may be unknown for want of a register.
    pub unknown_maximum_percent: i64,
}

impl Default for CoverageThresholds {
    fn default() -> Self {
        Self { coverage_minimum_percent: 100, unknown_maximum_percent: 0 }
    }
}

/// The part of a methodology's text that names them; what else it says is the rating's.
#[derive(Deserialize)]
struct MethodologyText {
    #[serde(default)]
    thresholds: CoverageThresholds,
}

/// A period of a region's newest release.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct PeriodOfRegion {
    /// The region.
    pub region_code: RegionCode,
    /// The period, and how much was due in it in the region.
    #[sqlx(flatten)]
    pub period: PublishedPeriod,
}

/// A region's figure in one of the periods of a trend.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct TrendValue {
    /// The period.
    #[sqlx(flatten)]
    pub dated: DatedPeriod,
    /// The figure.
    #[sqlx(flatten)]
    pub value: PublishedValue,
}

/// The regions side by side. [`Published::country`](super::Published::country) has looked that the scope reaches all.
#[derive(Debug, Clone)]
pub struct PublishedCountry {
    store: Store,
    releases: Vec<RegionRelease>,
}

impl PublishedCountry {
    /// Finds the newest release of each region: of the greatest moment, and of one moment the last that was published.
    pub(super) async fn open(store: Store) -> Result<Self, Error> {
        let releases = sqlx::query_as(
            "select distinct on (region_code) region_code, release_id, state, as_of, methodology_code,
                    methodology_version, methodology_sha256, texts_sha256, engine_version
               from published.releases
              order by region_code, as_of desc, release_id desc
              limit $1",
        )
        .bind(ROWS_ASKED)
        .fetch_all(&store.pool)
        .await
        .during("cannot read the newest release of each region")
        .and_then(whole)?;
        Ok(Self { store, releases })
    }

    /// Returns the newest release of each region that has one, by the regions' codes.
    pub fn releases(&self) -> &[RegionRelease] {
        &self.releases
    }

    /// Returns the indicators of one of these releases in their order.
    pub async fn indicators(&self, of: &RegionRelease) -> Result<Vec<PublishedIndicator>, Error> {
        release::indicators(&self.store, of.release_id).await
    }

    /// Returns the indicators of digital maturity of one of these releases in their order.
    pub async fn maturity_indicators(&self, of: &RegionRelease) -> Result<Vec<PublishedMaturityIndicator>, Error> {
        release::maturity_indicators(&self.store, of.release_id).await
    }

    /// Returns the thresholds of coverage by which the figures of one of these releases were judged.
    pub async fn thresholds(&self, of: &RegionRelease) -> Result<CoverageThresholds, Error> {
        let text: String = sqlx::query_scalar("select methodology_text from published.releases where release_id = $1")
            .bind(of.release_id)
            .fetch_one(&self.store.pool)
            .await
            .during("cannot read a methodology")?;
        let read: Result<MethodologyText, _> = toml::from_str(&text);
        let methodology = read.map_err(|error| {
            Error::Corrupt(format!("the methodology of release {} is no TOML: {}", of.release_id, error.message()))
        })?;
        Ok(methodology.thresholds)
    }

    /// Returns the periods of each release by kind and day.
    pub async fn periods(&self) -> Result<Vec<PeriodOfRegion>, Error> {
        sqlx::query_as(
            "select r.region_code, p.period_kind, p.period_id, p.starts_on, p.ends_on,
                    coalesce(sum(v.denominator), 0)::bigint as due_count
               from published.releases r
               join published.periods p using (release_id)
               left join published.values v
                 on v.release_id = p.release_id and v.period_kind = p.period_kind and v.period_id = p.period_id
                and v.level = 'region'
              where r.release_id = any($1)
              group by r.region_code, p.period_kind, p.period_id, p.starts_on, p.ends_on
              order by p.period_kind, p.starts_on, p.period_id, r.region_code
              limit $2",
        )
        .bind(self.ids())
        .bind(ROWS_ASKED)
        .fetch_all(&self.store.pool)
        .await
        .during("cannot read the periods of the regions")
        .and_then(whole)
    }

    /// Returns the regions' own figures in a period.
    pub async fn figures(&self, period: &Period) -> Result<Vec<PublishedValue>, Error> {
        sqlx::query_as(
            "select * from published.values
              where release_id = any($1) and level = 'region' and period_kind = $2 and period_id = $3
              limit $4",
        )
        .bind(self.ids())
        .bind(period.kind)
        .bind(&period.id)
        .bind(ROWS_ASKED)
        .fetch_all(&self.store.pool)
        .await
        .during("cannot read the figures of the regions")
        .and_then(whole)
    }

    /// Returns the regions' own figures in every period of a kind, in the order of time.
    pub async fn trend(&self, kind: PeriodKind) -> Result<Vec<TrendValue>, Error> {
        sqlx::query_as(
            "select v.*, p.starts_on, p.ends_on
               from published.values v join published.periods p using (release_id, period_kind, period_id)
              where v.release_id = any($1) and v.level = 'region' and v.period_kind = $2
              order by p.starts_on, v.period_id, v.indicator, v.territory_id
              limit $3",
        )
        .bind(self.ids())
        .bind(kind)
        .bind(ROWS_ASKED)
        .fetch_all(&self.store.pool)
        .await
        .during("cannot read the trend of the regions")
        .and_then(whole)
    }

    /// Returns digital maturity of each region in the last month that its release tells, as a reader may see it. Nothing is
    /// summed over regions, so that no hidden value could be computed from the others.
    pub async fn maturity(&self) -> Result<BTreeMap<Territory, MaturityTable>, Error> {
        let values = sqlx::query_as(
            "select * from published.maturity_values as v
              where release_id = any($1) and level = 'region'
                and month_id is not distinct from (
                    select max(month_id) from published.maturity_values where release_id = v.release_id and level = 'region')
              order by territory_id, indicator
              limit $2",
        )
        .bind(self.ids())
        .bind(ROWS_ASKED)
        .fetch_all(&self.store.pool)
        .await
        .during("cannot read digital maturity of the regions")
        .and_then(whole)?;
        let alone = |values: Vec<MaturityValue>| values.into_iter().map(|value| (None, value)).collect();
        let disclosed = |values| disclose(alone(values), Vec::new());
        Ok(by_region(values).into_iter().map(|(region, values)| (region, disclosed(values))).collect())
    }

    /// Returns an indicator of digital maturity of each region, month by month.
    pub async fn maturity_by_month(
        &self,
        indicator: &str,
    ) -> Result<BTreeMap<Territory, BTreeMap<MaturityMonth, MaturityTable>>, Error> {
        let values = sqlx::query_as(
            "select * from published.maturity_values
              where release_id = any($1) and level = 'region' and indicator = $2 and month_id is not null
              order by territory_id, month_id
              limit $3",
        )
        .bind(self.ids())
        .bind(indicator)
        .bind(ROWS_ASKED)
        .fetch_all(&self.store.pool)
        .await
        .during("cannot read digital maturity of the regions by month")
        .and_then(whole)?;
        Ok(by_region(values).into_iter().map(|(region, values)| (region, disclosed_by_month(values))).collect())
    }

    fn ids(&self) -> Vec<ReleaseId> {
        self.releases.iter().map(|release| release.release_id).collect()
    }
}

fn by_region(values: Vec<MaturityValue>) -> BTreeMap<Territory, Vec<MaturityValue>> {
    let mut by_region: BTreeMap<Territory, Vec<MaturityValue>> = BTreeMap::new();
    for value in values {
        by_region.entry(value.territory.clone()).or_default().push(value);
    }
    by_region
}
