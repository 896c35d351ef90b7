//! Digital maturity of a region in its reporting periods, one under the other, and its way to the targets.

use super::maturity_line::{MaturityFigure, MaturityLine};
use super::reporting::{ToldPeriod, told};
use super::shown::Shown;
use super::way::Way;
use crate::failure::Failure;
use warehouse::model::{MaturityMonth, PublishedMaturityIndicator, ReportingPeriodKind, Territory, ValueState};

/// A region's digital maturity in periods of one kind.
#[derive(Default)]
pub(crate) struct MaturityPeriods {
    /// The periods in the order of time, from the first of which anything is known.
    pub(crate) periods: Vec<PeriodLines>,
    /// The ways to the targets, by month.
    pub(crate) ways: Vec<Way>,
}

/// A period with a line for each indicator.
pub(crate) struct PeriodLines {
    /// The period.
    pub(crate) told: ToldPeriod,
    /// Its lines.
    pub(crate) lines: Vec<MaturityLine>,
}

impl MaturityPeriods {
    /// Reads a region's periods of a kind.
    pub(super) async fn read(
        shown: &Shown,
        region: &Territory,
        indicators: &[PublishedMaturityIndicator],
        kind: ReportingPeriodKind,
    ) -> Result<Self, Failure> {
        let tables = shown.release.maturity_of_region_by_month().await?;
        let months: Vec<MaturityMonth> = tables.keys().copied().collect();
        let lines = |month: &MaturityMonth| MaturityLine::all(indicators, &tables[month], region);
        let by_month: Vec<(MaturityMonth, Vec<MaturityLine>)> =
            months.iter().map(|month| (*month, lines(month))).collect();
        let way = |place: usize| {
            let of_indicator: Vec<_> = by_month.iter().map(|(month, lines)| (*month, &lines[place])).collect();
            Way::new(&of_indicator)
        };
        let periods = told(kind, &months).into_iter().map(|told| PeriodLines { told, lines: lines(&told.month) });
        Ok(Self {
            periods: periods.skip_while(|it| it.lines.iter().all(is_unknown)).collect(),
            ways: (0..indicators.len()).filter_map(way).collect(),
        })
    }
}

/// Returns whether nothing is known of what a line tells.
pub(super) fn is_unknown(line: &MaturityLine) -> bool {
    matches!(line.figure, MaturityFigure::Withheld(ValueState::NoData | ValueState::NotApplicable))
}
