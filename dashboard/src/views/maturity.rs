//! Digital maturity: values, targets, and where each number comes from.

use super::coverage::{self, Coverage, MissingSchool};
use super::disclosed::Disclosed;
use super::query::filled;
use super::shown::Shown;
use super::territory::{Named, find};
use crate::failure::Failure;
use serde::Deserialize;
use warehouse::model::{
    Level, LocalDate, MaturityBasis, MaturityPart, MaturityValue, MunicipalityId, PublishedMaturityIndicator,
    PublishedTerritory, Ratio, SummaryMethod, Territory, ValueState,
};
use warehouse::published::DisclosedValue;

/// What an address may ask for.
#[derive(Debug, Deserialize)]
pub(crate) struct MaturityQuery {
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
    /// Those joined to one figure.
    Summaries,
    /// The territories below, side by side.
    Territories,
    /// The schools that values do not rest on.
    Missing,
}

/// A value of digital maturity.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum MaturityFigure {
    /// The raw ratio, which may exceed one: numerator and denominator have different clocks.
    Shown(Ratio),
    /// There is no number, with the reason.
    Withheld(ValueState),
    /// There is a number, and it or another one counts too few persons.
    Hidden,
}

/// The days of a part, from the earliest to the latest: a sum of different days says so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct AsOf {
    /// The earliest.
    pub(crate) earliest_on: LocalDate,
    /// The latest.
    pub(crate) latest_on: LocalDate,
}

/// An indicator of a territory, with all that must be known to read it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct MaturityLine {
    /// The indicator.
    pub(crate) indicator: PublishedMaturityIndicator,
    /// The value.
    pub(crate) figure: MaturityFigure,
    /// The target in percent.
    pub(crate) target: Option<i64>,
    /// The value over the target, in hundredths of a percent.
    pub(crate) attainment: Option<i64>,
    /// The days of the numerator.
    pub(crate) numerator_as_of: Option<AsOf>,
    /// The days of the denominator.
    pub(crate) denominator_as_of: Option<AsOf>,
    /// What the denominator is.
    pub(crate) basis: Option<MaturityBasis>,
    /// Which of several sources was taken.
    pub(crate) chosen_source: Option<String>,
    /// On which schools it rests.
    pub(crate) coverage: Coverage,
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
    /// Its values, each with the schools that it rests on.
    pub(crate) figures: Vec<(MaturityFigure, Coverage)>,
}

/// Digital maturity of a region.
pub(crate) struct Maturity {
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

impl MaturityFigure {
    /// Returns what may be shown of a value; none is a territory of which the release says nothing.
    fn new(disclosed: Option<&DisclosedValue>) -> Self {
        match disclosed {
            Some(DisclosedValue { value: None, .. }) => Self::Hidden,
            Some(DisclosedValue { value: Some(value), .. }) => match value.ratio() {
                Some(ratio) if value.state == ValueState::Ok => Self::Shown(ratio),
                _ => Self::Withheld(value.state),
            },
            None => Self::Withheld(ValueState::NotApplicable),
        }
    }

    /// Returns the raw ratio, where there is one to show.
    pub(crate) fn ratio(self) -> Option<Ratio> {
        match self {
            Self::Shown(ratio) => Some(ratio),
            Self::Withheld(_) | Self::Hidden => None,
        }
    }
}

/// Returns the published percentage in hundredths: the raw one, capped at 100 %.
pub(crate) fn capped(ratio: Ratio) -> i64 {
    ratio.percent_hundredths().min(10_000)
}

/// Reads a territory's indicators of digital maturity; `with_regional` keeps those that only the region has.
pub(crate) async fn lines(
    shown: &Shown,
    territory: &PublishedTerritory,
    with_regional: bool,
) -> Result<Vec<MaturityLine>, Failure> {
    let indicators = shown.release.maturity_indicators().await?;
    let table = shown.release.maturity_of(territory, None).await?;
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

impl From<MaturityPart> for AsOf {
    fn from(part: MaturityPart) -> Self {
        Self { earliest_on: part.earliest_on, latest_on: part.latest_on }
    }
}

impl MaturityLine {
    /// Returns the line of an indicator; none is a territory of which the release says nothing.
    pub(super) fn new(indicator: PublishedMaturityIndicator, disclosed: Option<&DisclosedValue>) -> Self {
        let value = disclosed.and_then(|it| it.value.as_ref());
        let target = indicator.target_percent.map(i64::from).filter(|target| *target > 0);
        Self {
            figure: MaturityFigure::new(disclosed),
            attainment: value.zip(target).and_then(|(value, target)| attainment(value, target)),
            target,
            numerator_as_of: value.and_then(|value| value.numerator).map(AsOf::from),
            denominator_as_of: value.and_then(|value| value.denominator).map(AsOf::from),
            basis: value.and_then(|value| value.basis),
            coverage: Coverage::of(disclosed),
            chosen_source: value.and_then(|value| value.chosen_source.clone()),
            indicator,
        }
    }

    /// Returns whether the target is reached.
    pub(crate) fn is_target_reached(&self) -> bool {
        self.attainment.is_some_and(|hundredths| hundredths >= 10_000)
    }
}

/// Returns the published value over its target, in hundredths of a percent: 100 % of 70 % is 142.86 %.
fn attainment(value: &MaturityValue, target_percent: i64) -> Option<i64> {
    let ratio = value.ratio()?;
    let capped = ratio.numerator().min(ratio.denominator());
    Ratio::new(capped.checked_mul(100)?, ratio.denominator().checked_mul(target_percent)?)
        .map(Ratio::percent_hundredths)
}

impl Maturity {
    /// Reads digital maturity of the region, and of its municipalities or a municipality's schools.
    pub(crate) async fn read(shown: &Shown, query: &MaturityQuery) -> Result<Self, Failure> {
        let region = shown.region().ok_or(Failure::NothingPublished)?;
        let lines = lines(shown, region, true).await?;
        let joined = joined(shown, region, &lines).await?;
        let indicators = shown.release.maturity_indicators().await?;
        let municipalities = shown.municipalities().await?;
        let municipality = query.municipality.as_ref().map(|id| find(&municipalities, id)).transpose()?;
        let parent = municipality.as_ref().map(|municipality| &municipality.territory);
        let level = if parent.is_some() { Level::School } else { Level::Municipality };
        let listed: Vec<Named> = match parent {
            Some(_) => shown.release.territories(level, parent).await?.into_iter().map(Named::from).collect(),
            None => municipalities.clone(),
        };
        let territories = rows(shown, &indicators, level, parent, listed).await?;
        let missing = coverage::missing(shown, &indicators, municipality.as_ref().map(|it| &it.territory)).await?;
        Ok(Self { lines, joined, indicators, municipality, municipalities, territories, missing })
    }

    /// Returns the level of the territories below.
    pub(crate) fn level(&self) -> Level {
        if self.municipality.is_some() { Level::School } else { Level::Municipality }
    }
}

async fn rows(
    shown: &Shown,
    indicators: &[PublishedMaturityIndicator],
    level: Level,
    parent: Option<&Territory>,
    listed: Vec<Named>,
) -> Result<Vec<MaturityRow>, Failure> {
    let table = shown.release.maturity(level, parent, None).await?;
    let figure = |territory: &Named, code: &str| {
        let disclosed = table.value(&territory.territory, code);
        (MaturityFigure::new(disclosed), Coverage::of(disclosed))
    };
    let rows = listed.into_iter().map(|territory| MaturityRow {
        figures: indicators.iter().map(|indicator| figure(&territory, &indicator.code)).collect(),
        territory,
    });
    Ok(rows.collect())
}

async fn joined(
    shown: &Shown,
    region: &PublishedTerritory,
    lines: &[MaturityLine],
) -> Result<Vec<JoinedFigure>, Failure> {
    let targets_count = lines.iter().filter(|line| line.target.is_some()).count();
    let mut summaries = shown.release.maturity_of(region, None).await?.summaries;
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
