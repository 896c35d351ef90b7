//! Which reporting period a page of digital maturity shows, and which it offers instead.

use super::query::filled;
use crate::failure::Failure;
use serde::Deserialize;
use warehouse::model::{MaturityMonth, ReportingPeriod, ReportingPeriodKind};

/// What an address may ask for.
#[derive(Debug, Clone, Default, Deserialize)]
pub(crate) struct ReportingQuery {
    #[serde(default, deserialize_with = "filled")]
    period: Option<ReportingPeriod>,
}

/// A reporting period of which a release tells digital maturity: by the last of its months that the release has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct ToldPeriod {
    /// The period.
    pub(crate) period: ReportingPeriod,
    /// The month.
    pub(crate) month: MaturityMonth,
}

/// The reporting period that a page shows, and those it offers instead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ReportingChoice {
    /// The one shown.
    pub(crate) shown: ToldPeriod,
    /// Those of its kind, the latest first.
    pub(crate) offered: Vec<ToldPeriod>,
    /// The latest of each kind.
    pub(crate) kinds: Vec<ToldPeriod>,
}

impl ToldPeriod {
    /// Returns whether the period had not ended by the day of which it is told.
    pub(crate) fn is_running(&self) -> bool {
        self.month.is_before_the_end_of(self.period)
    }
}

/// Returns the periods of a kind that months tell of, in the order of time; the months stand in theirs.
pub(crate) fn told(kind: ReportingPeriodKind, months: &[MaturityMonth]) -> Vec<ToldPeriod> {
    let mut periods: Vec<ToldPeriod> = Vec::new();
    for month in months {
        let told = ToldPeriod { period: ReportingPeriod::of(kind, month.month), month: *month };
        match periods.last_mut() {
            Some(last) if last.period == told.period => *last = told,
            _ => periods.push(told),
        }
    }
    periods
}

impl ReportingChoice {
    /// Chooses the period that an address names; without a name, the release's own month. There is no choice in a release
    /// from before maturity had months.
    pub(crate) fn new(months: &[MaturityMonth], query: &ReportingQuery) -> Result<Option<Self>, Failure> {
        let kind = query.period.map_or(ReportingPeriodKind::Month, ReportingPeriod::kind);
        let mut offered = told(kind, months);
        offered.reverse();
        let shown = match query.period {
            Some(named) => Some(offered.iter().find(|it| it.period == named).ok_or(Failure::NotFound)?),
            None => offered.first(),
        };
        let Some(shown) = shown.copied() else { return Ok(None) };
        let kinds = ReportingPeriodKind::ALL.iter().filter_map(|kind| told(*kind, months).pop());
        Ok(Some(Self { shown, kinds: kinds.collect(), offered }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn months() -> Vec<MaturityMonth> {
        let month = |id: &str, as_of_on: &str| MaturityMonth {
            month: id.parse().expect("a month"),
            as_of_on: as_of_on.parse().expect("a day"),
        };
        vec![month("2024-09", "2024-09-30"), month("2024-10", "2024-10-31"), month("2024-11", "2024-11-15")]
    }

    fn chosen(period: Option<&str>) -> Result<Option<ReportingChoice>, Failure> {
        let period = period.map(|text| text.parse().expect("a period"));
        ReportingChoice::new(&months(), &ReportingQuery { period })
    }

    #[test]
    fn a_period_is_told_by_its_last_month() {
        let choice = chosen(Some("2024-Q4")).expect("it is there").expect("there are months");
        assert_eq!((choice.shown.month, choice.shown.is_running()), (months()[2], true));
        let offered: Vec<String> = choice.offered.iter().map(|it| it.period.to_string()).collect();
        assert_eq!(offered, ["2024-Q4", "2024-Q3"]);
        assert!(!choice.offered[1].is_running());
        let kinds: Vec<String> = choice.kinds.iter().map(|it| it.period.to_string()).collect();
        assert_eq!(kinds, ["2024-11", "2024-Q4", "2024"]);
    }

    #[test]
    fn the_releases_own_month_is_the_first_choice() {
        let choice = chosen(None).expect("it is there").expect("there are months");
        assert_eq!(choice.shown.period.to_string(), "2024-11");
        assert!(matches!(chosen(Some("2024-Q2")), Err(Failure::NotFound)));
        assert!(matches!(ReportingChoice::new(&[], &ReportingQuery::default()), Ok(None)));
    }
}
