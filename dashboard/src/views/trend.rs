//! How figures went over the weeks.

use super::figure::{Figure, grouped, row};
use super::offer::Offer;
use super::period::ReleasedPeriod;
use super::shown::Shown;
use super::territory::Named;
use crate::failure::Failure;
use warehouse::model::{Level, PeriodKind, PublishedIndicator};

/// Whose figures went so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Whose {
    /// What the regions add up to.
    Country,
    /// A territory's.
    Territory(Named),
}

/// The trend of one or more territories.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Trend {
    /// The territories, the narrowest first.
    pub(crate) territories: Vec<Whose>,
    /// The indicators.
    pub(crate) indicators: Vec<PublishedIndicator>,
    /// The weeks in the order of time.
    pub(crate) weeks: Vec<TrendWeek>,
}

/// A week of a trend.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct TrendWeek {
    /// The week.
    pub(crate) week: ReleasedPeriod,
    /// For each territory, a figure of each indicator.
    figures: Vec<Vec<Figure>>,
}

/// A column of a trend: an indicator of a territory, both by their place in its lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct TrendColumn {
    /// The indicator.
    pub(crate) indicator: usize,
    /// The territory.
    pub(crate) territory: usize,
}

impl Trend {
    /// Reads the trend of territories by weeks.
    pub(crate) async fn read(shown: &Shown, offer: &Offer, territories: Vec<Named>) -> Result<Self, Failure> {
        let mut weeks: Vec<TrendWeek> =
            offer.weeks.iter().map(|week| TrendWeek { week: week.clone(), figures: Vec::new() }).collect();
        for territory in &territories {
            let points = shown.release.trend(&territory.territory, PeriodKind::Week).await?;
            let values = grouped(points.into_iter().map(|point| point.value), |value| value.period.clone());
            for week in &mut weeks {
                let values = values.get(week.week.period()).map_or(&[][..], Vec::as_slice);
                week.figures.push(row(values, &offer.indicators));
            }
        }
        let territories = territories.into_iter().map(Whose::Territory).collect();
        Ok(Self { territories, indicators: offer.indicators.clone(), weeks })
    }

    /// Returns the trend of what the regions add up to: for each week a figure of each indicator.
    pub(super) fn of_country(indicators: Vec<PublishedIndicator>, weeks: Vec<(ReleasedPeriod, Vec<Figure>)>) -> Self {
        // The weeks around those in which anything was due would only narrow the rest.
        let is_due = |(_, figures): &(ReleasedPeriod, Vec<Figure>)| figures.iter().any(Figure::has_parts);
        let first = weeks.iter().position(is_due).unwrap_or(0);
        let last = weeks.iter().rposition(is_due).map_or(0, |index| index + 1);
        let due = weeks.into_iter().take(last).skip(first);
        let weeks = due.map(|(week, figures)| TrendWeek { week, figures: vec![figures] });
        Self { territories: vec![Whose::Country], indicators, weeks: weeks.collect() }
    }

    /// Returns the columns: for each indicator, each territory.
    pub(crate) fn columns(&self) -> impl Iterator<Item = TrendColumn> + '_ {
        let indicators = 0..self.indicators.len();
        indicators.flat_map(|indicator| {
            (0..self.territories.len()).map(move |territory| TrendColumn { indicator, territory })
        })
    }

    /// Returns the level of a column's territory, when there are several to be told apart.
    pub(crate) fn level_of(&self, column: TrendColumn) -> Option<Level> {
        match &self.territories[column.territory] {
            Whose::Territory(named) if self.territories.len() > 1 => Some(named.level()),
            Whose::Territory(_) | Whose::Country => None,
        }
    }
}

impl TrendWeek {
    /// Returns the figure of a column.
    pub(crate) fn figure(&self, column: TrendColumn) -> &Figure {
        &self.figures[column.territory][column.indicator]
    }
}
