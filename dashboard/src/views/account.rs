//! What became of the lessons of a timetable: which bear duties, and which stand outside, by reason.

use super::period::ReleasedPeriod;
use super::shown::Shown;
use super::territory::Named;
use crate::failure::Failure;
use warehouse::model::Disposition;

/// Where a lesson stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Standing {
    /// It bears duties.
    Counted,
    /// Outside: nothing is owed for it.
    NothingOwed,
    /// Outside: nobody knows whether anything is owed.
    Unknown,
}

/// What became of a territory's lessons in a period. All of them together are the lessons of the timetable.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Account {
    /// The territory.
    pub(crate) territory: Named,
    /// The period.
    pub(crate) period: ReleasedPeriod,
    /// How many lessons ended in each disposition, in the order of the list, without those that none ended in.
    pub(crate) lines: Vec<(Disposition, i64)>,
}

impl Standing {
    /// Every group of lessons outside, in the order in which a page shows them.
    pub(crate) const OUTSIDE: [Self; 2] = [Self::NothingOwed, Self::Unknown];

    /// Returns where a lesson of a disposition stands.
    pub(crate) fn of(disposition: Disposition) -> Self {
        match disposition {
            Disposition::Counted => Self::Counted,
            unknown if unknown.is_unknown() => Self::Unknown,
            _ => Self::NothingOwed,
        }
    }
}

/// Returns the dispositions of lessons outside, in their order.
pub(crate) fn outside() -> impl Iterator<Item = Disposition> {
    Disposition::ALL.iter().copied().filter(|it| Standing::of(*it) != Standing::Counted)
}

impl Account {
    /// Reads what became of a territory's lessons.
    pub(crate) async fn read(shown: &Shown, territory: &Named, period: &ReleasedPeriod) -> Result<Self, Failure> {
        let mut lines = shown.release.dispositions(&territory.territory, period.period()).await?;
        lines.sort_by_key(|(disposition, _)| *disposition);
        Ok(Self { territory: territory.clone(), period: period.clone(), lines })
    }

    /// Returns how many lessons the timetable has.
    pub(crate) fn lessons_count(&self) -> i64 {
        self.lines.iter().map(|(_, count)| count).sum()
    }

    /// Returns how many of them stand somewhere.
    pub(crate) fn count_in(&self, standing: Standing) -> i64 {
        self.lines_in(standing).map(|(_, count)| count).sum()
    }

    /// Returns how many of them stand outside.
    pub(crate) fn outside_count(&self) -> i64 {
        self.lessons_count() - self.count_in(Standing::Counted)
    }

    /// Returns how many ended in a disposition; without one, how many stand outside.
    pub(crate) fn chosen_count(&self, choice: Option<Disposition>) -> i64 {
        match choice {
            None => self.outside_count(),
            Some(chosen) => self.lines.iter().filter(|(it, _)| *it == chosen).map(|(_, count)| count).sum(),
        }
    }

    /// Returns the lines of those that stand somewhere.
    pub(crate) fn lines_in(&self, standing: Standing) -> impl Iterator<Item = (Disposition, i64)> + '_ {
        self.lines.iter().copied().filter(move |(disposition, _)| Standing::of(*disposition) == standing)
    }
}
