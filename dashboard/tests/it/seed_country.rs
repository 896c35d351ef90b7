//! More regions: each with a release that has its own figures alone, by the periods and indicators of the seeded region.

use crate::seed;
use crate::seed_figures::INDICATORS;
use warehouse::Warehouse;
use warehouse::model::{
    Level, MaturitySummary, MaturityValue, PublishedTerritory, PublishedValue, RegionCode, ReleaseId, Territory,
    ValueState,
};
use warehouse::releases::{Descriptions, Figures, NewRelease};

/// The moment of the releases that can be compared with the seeded region's.
pub const MOMENT: &str = "2024-11-03T17:00:00Z";

/// A region's figure, the same in every period but the trimester, which no school has.
#[derive(Debug, Clone, Copy)]
pub struct Shown {
    pub numerator: i64,
    pub denominator: i64,
    pub outage: i64,
    pub state: ValueState,
}

/// Returns a figure that can be compared.
pub const fn ok(numerator: i64, denominator: i64) -> Shown {
    Shown { numerator, denominator, outage: 0, state: ValueState::Ok }
}

/// Publishes a release.
pub async fn publish(warehouse: &Warehouse, release: NewRelease) -> ReleaseId {
    warehouse.releases().publish(&release).await.expect("it is published")
}

/// Returns a release of a region that has those figures in every period, one for each indicator.
pub fn release(code: &str, as_of: &str, figures: [Shown; 5]) -> NewRelease {
    let full = seed::release(as_of, 9);
    let territory = Territory::Region(RegionCode::from(code));
    let named = |it: PublishedTerritory| PublishedTerritory {
        territory: territory.clone(),
        name: format!("Регион {code}"),
        ..it
    };
    let value = |it: MaturityValue| MaturityValue { territory: territory.clone(), ..it };
    let summary = |it: MaturitySummary| MaturitySummary { territory: territory.clone(), ..it };
    let is_region = |territory: &Territory| territory.level() == Level::Region;
    let descriptions = full.descriptions;
    let regions = descriptions.territories.into_iter().filter(|it| is_region(&it.territory));
    let maturity = full.figures.maturity_values.into_iter().filter(|it| is_region(&it.territory));
    let summaries = full.figures.maturity_summaries.into_iter();
    let values = descriptions.periods.iter().flat_map(|dated| {
        let period = &dated.period;
        let territory = &territory;
        let has_figures = period.id != "2024-trimester-1";
        let figures = figures.map(|figure| if has_figures { figure } else { ok(0, 0) });
        INDICATORS.iter().zip(figures).map(move |(indicator, shown)| PublishedValue {
            territory: territory.clone(),
            period: period.clone(),
            indicator: (*indicator).to_owned(),
            numerator: shown.numerator,
            denominator: shown.denominator,
            excused_count: shown.outage,
            not_measurable_count: 0,
            unknown_count: 0,
            pending_count: 0,
            unobserved_count: shown.outage,
            state: if shown.denominator == 0 { ValueState::NotApplicable } else { shown.state },
            place: Some(1),
            places_count: Some(1),
        })
    });
    let mut inputs = full.inputs;
    inputs.region_code = code.into();
    NewRelease {
        inputs,
        kept: Vec::new(),
        dispositions: Vec::new(),
        findings: Vec::new(),
        figures: Figures {
            values: values.collect(),
            maturity_values: maturity.map(value).collect(),
            maturity_summaries: summaries.map(summary).collect(),
        },
        descriptions: Descriptions { territories: regions.map(named).collect(), ..descriptions },
        ..seed::release(as_of, 9)
    }
}
