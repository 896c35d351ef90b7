//! The previous comparable period of a figure: of the periods of the same kind that begin earlier and are over, the latest in
//! which the figure is a number. Terms are compared with terms of their own kind. In a vacation nothing is due, so that it
//! is passed over; a period that still runs may be compared, and is nothing to compare with.

use super::figure::{Earlier, Figure};
use super::period::{OfferedPeriod, ReleasedPeriod};
use super::shown::Shown;
use crate::failure::Failure;
use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};
use warehouse::model::{DatedPeriod, Level, PublishedIndicator, Territory};

/// The periods that one can be compared with, the latest first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct EarlierPeriods(Vec<DatedPeriod>);

/// What figures of territories were, by territory and indicator.
#[derive(Debug, Clone, Default)]
pub(super) struct EarlierFigures(HashMap<(Territory, String), Earlier>);

impl EarlierPeriods {
    /// Returns those that a period can be compared with.
    pub(super) fn new(all: &[OfferedPeriod], shown: &ReleasedPeriod) -> Self {
        let kind = |released: &ReleasedPeriod| (released.period().kind, released.period().term_kind());
        let is_earlier =
            |it: &&ReleasedPeriod| it.is_over && kind(it) == kind(shown) && it.dated.starts_on < shown.dated.starts_on;
        let mut earlier: Vec<DatedPeriod> =
            all.iter().map(|it| &it.released).filter(is_earlier).map(|it| it.dated.clone()).collect();
        earlier.sort_by_key(|dated| Reverse((dated.starts_on, dated.period.id.clone())));
        Self(earlier)
    }

    /// Returns the periods, the latest first.
    pub(super) fn latest_first(&self) -> &[DatedPeriod] {
        &self.0
    }

    /// Reads what the figures of territories of a level were.
    pub(super) async fn read(&self, shown: &Shown, level: Level, ids: &[String]) -> Result<EarlierFigures, Failure> {
        let Some(latest) = self.0.first() else { return Ok(EarlierFigures::default()) };
        let period_ids: Vec<String> = self.0.iter().map(|dated| dated.period.id.clone()).collect();
        let values = shown.release.first_shown(level, ids, latest.period.kind, &period_ids).await?;
        let mut figures = EarlierFigures::default();
        for value in values {
            let dated = self.0.iter().find(|dated| dated.period == value.period);
            if let Some(earlier) = dated.and_then(|dated| Figure::new(Some(&value)).in_earlier(dated)) {
                figures.add(value.territory, value.indicator, earlier);
            }
        }
        Ok(figures)
    }
}

impl EarlierFigures {
    /// Adds what a figure was, unless a later period has told it.
    pub(super) fn add(&mut self, territory: Territory, indicator: String, earlier: Earlier) {
        self.0.entry((territory, indicator)).or_insert(earlier);
    }

    /// Returns a territory's figures, one for each indicator, with what they were.
    pub(super) fn beside(
        &self,
        territory: &Territory,
        indicators: &[PublishedIndicator],
        figures: Vec<Figure>,
    ) -> Vec<Figure> {
        let earlier = |it: &PublishedIndicator| self.0.get(&(territory.clone(), it.code.clone())).cloned();
        figures.into_iter().zip(indicators).map(|(figure, indicator)| figure.since(earlier(indicator))).collect()
    }
}

/// Returns the period that most of some figures are compared with, of as many the latest; nothing when none is compared.
pub(crate) fn usual<'a>(figures: impl Iterator<Item = &'a Figure>) -> Option<&'a DatedPeriod> {
    let mut counts: BTreeMap<_, (usize, &DatedPeriod)> = BTreeMap::new();
    for dated in figures.filter(|it| it.change().is_some()).filter_map(|it| it.earlier.as_ref()).map(|it| &it.dated) {
        counts.entry((dated.starts_on, &dated.period.id)).or_insert((0, dated)).0 += 1;
    }
    counts.into_values().max_by_key(|(count, _)| *count).map(|(_, dated)| dated)
}

#[cfg(test)]
mod tests {
    use super::*;
    use warehouse::model::{LocalDate, Period, PeriodKind};

    fn offered(kind: PeriodKind, id: &str, starts_on: &str, ends_on: &str) -> OfferedPeriod {
        let day = |text: &str| LocalDate::from(text.parse::<chrono::NaiveDate>().expect("a date"));
        let dated = DatedPeriod { period: Period::new(kind, id), starts_on: day(starts_on), ends_on: day(ends_on) };
        let is_over = dated.is_over_on(day("2024-11-20"));
        OfferedPeriod { released: ReleasedPeriod { dated, is_over }, due_count: 1 }
    }

    #[test]
    fn the_previous_period_is_of_the_same_kind_and_over() {
        let all = [
            offered(PeriodKind::Term, "2023-quarter-4", "2024-04-01", "2024-05-26"),
            offered(PeriodKind::Term, "2023-trimester-3", "2024-02-26", "2024-05-26"),
            offered(PeriodKind::Term, "2024-half_year-1", "2024-09-02", "2024-12-28"),
            offered(PeriodKind::Term, "2024-quarter-1", "2024-09-02", "2024-10-27"),
            offered(PeriodKind::Term, "2024-quarter-2", "2024-11-04", "2024-12-28"),
            offered(PeriodKind::Term, "2024-quarter-3", "2025-01-09", "2025-03-23"),
            offered(PeriodKind::Term, "2024-trimester-1", "2024-09-02", "2024-11-24"),
            offered(PeriodKind::Month, "2024-10", "2024-10-01", "2024-10-31"),
            offered(PeriodKind::Month, "2024-11", "2024-11-01", "2024-11-30"),
            offered(PeriodKind::Year, "2023", "2023-09-01", "2024-08-31"),
            offered(PeriodKind::Year, "2024", "2024-09-01", "2025-08-31"),
        ];
        let earlier = |id: &str| {
            let shown = all.iter().find(|it| it.released.period().id == id).expect("it is offered");
            let periods = EarlierPeriods::new(&all, &shown.released);
            periods.latest_first().iter().map(|dated| dated.period.id.clone()).collect::<Vec<_>>()
        };
        assert_eq!(earlier("2024-quarter-2"), ["2024-quarter-1", "2023-quarter-4"], "one that runs is compared");
        assert_eq!(earlier("2024-quarter-3"), ["2024-quarter-1", "2023-quarter-4"], "and is nothing to compare with");
        assert_eq!(earlier("2024-trimester-1"), ["2023-trimester-3"]);
        assert_eq!(earlier("2024-11"), ["2024-10"]);
        assert_eq!(earlier("2024"), ["2023"]);
        for nothing in ["2023-quarter-4", "2024-half_year-1", "2024-10", "2023"] {
            assert!(earlier(nothing).is_empty(), "{nothing}");
        }
    }
}
