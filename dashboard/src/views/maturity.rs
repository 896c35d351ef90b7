//! Digital maturity: values, targets, and where each number comes from.

use super::coverage::{self, MissingSchool};
use super::disclosed::Disclosed;
use super::maturity_line::MaturityLine;
use super::maturity_periods::MaturityPeriods;
use super::query::filled;
use super::reporting::{ReportingChoice, ReportingQuery};
use super::shown::Shown;
use super::territory::{Named, find};
use crate::failure::Failure;
use serde::Deserialize;
use std::collections::BTreeSet;
use warehouse::model::{
    CalendarMonth, Level, MunicipalityId, PublishedMaturityIndicator, PublishedTerritory, ReportingPeriodKind,
    SchoolId, SummaryMethod, Territory, ValueState,
};
use warehouse::published::DisclosedValue;

/// What an address may ask for.
#[derive(Debug, Deserialize)]
pub(crate) struct MaturityQuery {
    #[serde(flatten)]
    period: ReportingQuery,
    #[serde(default, deserialize_with = "filled")]
    municipality: Option<MunicipalityId>,
}

/// Which tables the page has.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum MaturityTable {
    /// The region's indicators.
    #[default]
    Indicators,
    /// The region's periods, one under the other.
    Periods,
    /// The ways to the targets, by month.
    Ways,
    /// Those joined to one figure.
    Summaries,
    /// The territories below, side by side.
    Territories,
    /// The schools that values do not rest on.
    Missing,
}

/// The indicators joined to one figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct JoinedFigure {
    /// How they are joined.
    pub(crate) method: SummaryMethod,
    /// The figure: how many targets were reached, or hundredths of a percent.
    pub(crate) value: Disclosed,
    /// How many targets there are.
    pub(crate) targets_count: usize,
}

/// The values of a territory, one for each indicator.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct MaturityRow {
    /// The territory.
    pub(crate) territory: Named,
    /// Its lines.
    pub(crate) lines: Vec<MaturityLine>,
}

/// Digital maturity of a region.
pub(crate) struct Maturity {
    /// The reporting period that is shown, and the others; none in a release from before maturity had months.
    pub(crate) choice: Option<ReportingChoice>,
    /// The region's periods of the same kind, and the ways to the targets.
    pub(crate) periods: MaturityPeriods,
    /// The region's indicators.
    pub(crate) lines: Vec<MaturityLine>,
    /// Those joined to one figure.
    pub(crate) joined: Vec<JoinedFigure>,
    /// The indicators.
    pub(crate) indicators: Vec<PublishedMaturityIndicator>,
    /// The municipality whose schools are listed; without one the municipalities are.
    pub(crate) municipality: Option<Named>,
    /// The municipalities to choose from.
    pub(crate) municipalities: Vec<Named>,
    /// The territories below.
    pub(crate) territories: Vec<MaturityRow>,
    /// The schools that values of the region, or of the municipality, do not rest on.
    pub(crate) missing: Vec<MissingSchool>,
}

/// Reads a territory's indicators of digital maturity on the release's day.
pub(crate) async fn latest_lines(shown: &Shown, territory: &PublishedTerritory) -> Result<Vec<MaturityLine>, Failure> {
    lines(shown, territory, None, false).await
}

/// Reads a territory's indicators in a month, or in the last one; `with_regional` keeps those that only the region has.
async fn lines(
    shown: &Shown,
    territory: &PublishedTerritory,
    month: Option<CalendarMonth>,
    with_regional: bool,
) -> Result<Vec<MaturityLine>, Failure> {
    let indicators = shown.release.maturity_indicators().await?;
    let table = shown.release.maturity_of(territory, month).await?;
    let is_for_us = |disclosed: Option<&DisclosedValue>| {
        let state = disclosed.and_then(|it| it.value.as_ref()).map(|value| value.state);
        with_regional || (disclosed.is_some() && state != Some(ValueState::NotApplicable))
    };
    let mut lines = Vec::new();
    for indicator in indicators {
        let disclosed = table.value(&territory.territory, &indicator.code);
        if is_for_us(disclosed) {
            lines.push(MaturityLine::new(indicator, disclosed));
        }
    }
    Ok(lines)
}

impl Maturity {
    /// Reads digital maturity of the region in a period, and of its municipalities or a municipality's schools.
    pub(crate) async fn read(shown: &Shown, query: &MaturityQuery) -> Result<Self, Failure> {
        let region = shown.region().ok_or(Failure::NothingPublished)?;
        let choice = ReportingChoice::new(&shown.release.maturity_months().await?, &query.period)?;
        let month = choice.as_ref().map(|choice| choice.shown.month.month);
        let kind = choice.as_ref().map_or(ReportingPeriodKind::Month, |choice| choice.shown.period.kind());
        let lines = lines(shown, region, month, true).await?;
        let joined = joined(shown, region, month, &lines).await?;
        let indicators = shown.release.maturity_indicators().await?;
        let periods = MaturityPeriods::read(shown, &region.territory, &indicators, kind).await?;
        let municipalities = shown.municipalities().await?;
        let municipality = query.municipality.as_ref().map(|id| find(&municipalities, id)).transpose()?;
        let parent = municipality.as_ref().map(|municipality| &municipality.territory);
        let territories = rows(shown, &indicators, parent, month, &municipalities).await?;
        let missing = coverage::missing(shown, &indicators, parent, month).await?;
        Ok(Self { choice, periods, lines, joined, indicators, municipality, municipalities, territories, missing })
    }

    /// Returns the level of the territories below.
    pub(crate) fn level(&self) -> Level {
        if self.municipality.is_some() { Level::School } else { Level::Municipality }
    }
}

/// Reads the municipalities, or the schools that were a municipality's then.
async fn rows(
    shown: &Shown,
    indicators: &[PublishedMaturityIndicator],
    parent: Option<&Territory>,
    month: Option<CalendarMonth>,
    municipalities: &[Named],
) -> Result<Vec<MaturityRow>, Failure> {
    let level = if parent.is_some() { Level::School } else { Level::Municipality };
    let table = shown.release.maturity(level, parent, month).await?;
    let listed: Vec<Named> = match parent {
        None => municipalities.to_vec(),
        Some(_) => {
            let ids: BTreeSet<&str> = table.values.iter().map(|value| value.territory.id()).collect();
            let ids: Vec<SchoolId> = ids.into_iter().map(SchoolId::from).collect();
            shown.release.schools(&ids).await?.into_iter().map(Named::from).collect()
        }
    };
    let rows = listed
        .into_iter()
        .map(|territory| MaturityRow { lines: MaturityLine::all(indicators, &table, &territory.territory), territory });
    Ok(rows.collect())
}

async fn joined(
    shown: &Shown,
    region: &PublishedTerritory,
    month: Option<CalendarMonth>,
    lines: &[MaturityLine],
) -> Result<Vec<JoinedFigure>, Failure> {
    let targets_count = lines.iter().filter(|line| line.target.is_some()).count();
    let mut summaries = shown.release.maturity_of(region, month).await?.summaries;
    let rank = |method| SummaryMethod::ALL.iter().position(|known| *known == method);
    summaries.sort_by_key(|summary| rank(summary.method));
    let joined = summaries.into_iter().map(|summary| JoinedFigure {
        method: summary.method,
        value: match (summary.value_hundredths, summary.method) {
            (None, _) => Disclosed::Hidden,
            (Some(hundredths), SummaryMethod::TargetsReached) => Disclosed::Shown(hundredths / 100),
            (Some(hundredths), _) => Disclosed::Shown(hundredths),
        },
        targets_count,
    });
    Ok(joined.collect())
}
