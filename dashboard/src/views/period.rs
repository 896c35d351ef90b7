//! Which period a page shows, and which it offers instead.

use super::query::filled;
use crate::failure::Failure;
use serde::Deserialize;
use std::collections::BTreeMap;
use warehouse::model::{DatedPeriod, PeriodKind, PublishedPeriod};

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

/// The period that a page shows, and those it offers instead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct PeriodChoice {
    /// The one shown.
    pub(crate) shown: DatedPeriod,
    /// Those of its kind, the latest first.
    pub(crate) offered: Vec<DatedPeriod>,
    /// The kinds of which there are any.
    pub(crate) kinds: Vec<PeriodKind>,
}

impl PeriodChoice {
    /// Chooses the period that an address names; without a name, the last one with something due in it, of the named
    /// kind or the first kind that has any.
    pub(crate) fn new(all: &[PublishedPeriod], query: &PeriodQuery) -> Result<Self, Failure> {
        if all.is_empty() {
            return Err(Failure::NothingDue);
        }
        let named = |known: &&PublishedPeriod| {
            let period = &known.dated.period;
            query.period_id.as_deref().is_some_and(|id| period.id == id)
                && query.period_kind.is_none_or(|kind| period.kind == kind)
        };
        let shown = match (&query.period_id, query.period_kind) {
            (Some(_), _) => all.iter().find(named).map(|known| known.dated.clone()),
            (None, Some(kind)) => latest(all, kind),
            (None, None) => KINDS.into_iter().find_map(|kind| latest(all, kind)),
        };
        let shown = shown.ok_or(Failure::NotFound)?;
        let of_kind = |kind| all.iter().rev().map(|known| &known.dated).filter(move |dated| dated.period.kind == kind);
        let kinds = KINDS.into_iter().filter(|kind| of_kind(*kind).next().is_some()).collect();
        let offered = of_kind(shown.period.kind).cloned().collect();
        Ok(Self { shown, offered, kinds })
    }
}

/// Returns the last period of a kind in which something was due, or the last one at all. Of terms, only the kind that most
/// of the region's duties fall into is looked at: a module of one school must not stand for the region's quarter.
fn latest(all: &[PublishedPeriod], kind: PeriodKind) -> Option<DatedPeriod> {
    let of_kind: Vec<&PublishedPeriod> = all.iter().filter(|known| known.dated.period.kind == kind).collect();
    let mut due_by_word: BTreeMap<&str, i64> = BTreeMap::new();
    for known in &of_kind {
        *due_by_word.entry(term_word(known)).or_default() += known.due_count;
    }
    let commonest = due_by_word.into_iter().max_by_key(|(_, due)| *due).map(|(word, _)| word)?;
    let common = of_kind.iter().rev().filter(|known| term_word(known) == commonest);
    common.clone().find(|known| known.due_count > 0).or_else(|| common.clone().next()).map(|known| known.dated.clone())
}

fn term_word(known: &PublishedPeriod) -> &str {
    match known.dated.period.kind {
        PeriodKind::Term => known.dated.period.id.split('-').nth(1).unwrap_or_default(),
        PeriodKind::Week | PeriodKind::Month | PeriodKind::Year => "",
    }
}

/// Returns the weeks from the first to the last in which anything was due; those around them would only narrow the rest.
pub(crate) fn weeks(all: &[PublishedPeriod]) -> Vec<DatedPeriod> {
    let weeks: Vec<&PublishedPeriod> = all.iter().filter(|known| known.dated.period.kind == PeriodKind::Week).collect();
    let first = weeks.iter().position(|known| known.due_count > 0).unwrap_or(0);
    let last = weeks.iter().rposition(|known| known.due_count > 0).map_or(0, |index| index + 1);
    weeks[first.min(last)..last].iter().map(|known| known.dated.clone()).collect()
}
