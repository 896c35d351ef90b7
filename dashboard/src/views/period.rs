//! Which period a page shows, and which it offers instead.

use super::query::filled;
use crate::failure::Failure;
use serde::Deserialize;
use std::collections::BTreeMap;
use warehouse::model::{DatedPeriod, LocalDate, Period, PeriodKind, PublishedPeriod, TermKind};

/// The kinds in the order in which a page offers and prefers them: in the year so far all schools can be compared, whatever
/// terms they have.
const KINDS: [PeriodKind; 4] = [PeriodKind::Year, PeriodKind::Term, PeriodKind::Month, PeriodKind::Week];

/// What an address may ask for.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
pub(crate) struct PeriodQuery {
    /// The kind; without an identity, the last period of it.
    #[serde(default, deserialize_with = "filled")]
    pub(crate) period_kind: Option<PeriodKind>,
    /// The period's identity.
    #[serde(default, deserialize_with = "filled")]
    pub(crate) period_id: Option<String>,
}

/// A period as a release has it: over at its moment, or running.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ReleasedPeriod {
    /// The period with its days.
    pub(crate) dated: DatedPeriod,
    /// Whether it was over; figures of one that runs will change.
    pub(crate) is_over: bool,
}

/// A period that a page may offer, and how much was due in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct OfferedPeriod {
    /// The period.
    pub(crate) released: ReleasedPeriod,
    /// The region's denominators, all indicators together. It says whether there is anything to see.
    pub(crate) due_count: i64,
}

/// The period that a page shows, and those it offers instead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct PeriodChoice {
    /// The one shown.
    pub(crate) shown: ReleasedPeriod,
    /// Those of its kind, the latest first.
    pub(crate) offered: Vec<ReleasedPeriod>,
    /// The kinds of which there are any.
    pub(crate) kinds: Vec<PeriodKind>,
}

impl ReleasedPeriod {
    /// Returns which period it is.
    pub(crate) fn period(&self) -> &Period {
        &self.dated.period
    }
}

impl OfferedPeriod {
    /// Returns the period of a release of that day.
    pub(super) fn new(published: PublishedPeriod, day: LocalDate) -> Self {
        let is_over = published.dated.is_over_on(day);
        Self { released: ReleasedPeriod { dated: published.dated, is_over }, due_count: published.due_count }
    }

    /// Adds the same period of another region.
    pub(super) fn join(&mut self, other: Self) {
        let (own, dated) = (&mut self.released, other.released.dated);
        own.dated.starts_on = own.dated.starts_on.min(dated.starts_on);
        own.dated.ends_on = own.dated.ends_on.max(dated.ends_on);
        own.is_over |= other.released.is_over;
        self.due_count += other.due_count;
    }

    fn period(&self) -> &Period {
        self.released.period()
    }
}

impl PeriodChoice {
    /// Chooses the period that an address names; without a name, the last one with something due in it, of the named
    /// kind or the first kind that has any.
    pub(crate) fn new(all: &[OfferedPeriod], query: &PeriodQuery) -> Result<Self, Failure> {
        if all.is_empty() {
            return Err(Failure::NothingDue);
        }
        let named = |known: &&OfferedPeriod| {
            let period = known.period();
            query.period_id.as_deref().is_some_and(|id| period.id == id)
                && query.period_kind.is_none_or(|kind| period.kind == kind)
        };
        let shown = match (&query.period_id, query.period_kind) {
            (Some(_), _) => all.iter().find(named).map(|known| known.released.clone()),
            (None, Some(kind)) => latest(all, kind),
            (None, None) => KINDS.into_iter().find_map(|kind| latest(all, kind)),
        };
        let shown = shown.ok_or(Failure::NotFound)?;
        let of_kind = |kind| all.iter().rev().map(|it| &it.released).filter(move |it| it.period().kind == kind);
        let kinds = KINDS.into_iter().filter(|kind| of_kind(*kind).next().is_some()).collect();
        let offered = of_kind(shown.period().kind).cloned().collect();
        Ok(Self { shown, offered, kinds })
    }
}

/// Returns the last period of a kind in which something was due, or the last one at all. Of terms, only the kind that most
/// of the region's duties fall into is looked at: a module of one school must not stand for the region's quarter.
fn latest(all: &[OfferedPeriod], kind: PeriodKind) -> Option<ReleasedPeriod> {
    let of_kind: Vec<&OfferedPeriod> = all.iter().filter(|known| known.period().kind == kind).collect();
    let mut due_by_terms: BTreeMap<Option<TermKind>, i64> = BTreeMap::new();
    for known in &of_kind {
        *due_by_terms.entry(known.period().term_kind()).or_default() += known.due_count;
    }
    let commonest = due_by_terms.into_iter().max_by_key(|(_, due)| *due).map(|(kind, _)| kind)?;
    let common = of_kind.iter().rev().filter(|known| known.period().term_kind() == commonest);
    common.clone().find(|known| known.due_count > 0).or_else(|| common.clone().next()).map(|it| it.released.clone())
}

/// Returns the weeks from the first to the last in which anything was due; those around them would only narrow the rest.
pub(crate) fn weeks(all: &[OfferedPeriod]) -> Vec<ReleasedPeriod> {
    let weeks: Vec<&OfferedPeriod> = all.iter().filter(|known| known.period().kind == PeriodKind::Week).collect();
    let first = weeks.iter().position(|known| known.due_count > 0).unwrap_or(0);
    let last = weeks.iter().rposition(|known| known.due_count > 0).map_or(0, |index| index + 1);
    weeks[first.min(last)..last].iter().map(|known| known.released.clone()).collect()
}
