//! The period of a page: its name, which says when it still runs, and the others to choose from.

use super::choices::{ChoiceLink, ChoiceOption};
use crate::views::period::{PeriodChoice, ReleasedPeriod};
use crate::web::address::Address;
use crate::words::Speaker;
use std::collections::BTreeMap;
use warehouse::model::{PeriodKind, TermKind};

/// The period of a page, and the others to choose from.
pub(super) struct PeriodControls {
    /// Links to the last period of each kind that the release has.
    pub(super) kinds: Vec<ChoiceLink>,
    /// The periods of the kind; terms by what they are.
    pub(super) groups: Vec<PeriodGroup>,
}

/// Periods that can be compared with one another.
pub(super) struct PeriodGroup {
    /// What terms they are; nothing of other periods.
    pub(super) label: String,
    /// The periods, the latest first.
    pub(super) options: Vec<ChoiceOption>,
}

impl PeriodControls {
    /// Returns the controls of a page at an address.
    pub(super) fn new(speaker: &Speaker, choice: &PeriodChoice, address: &Address) -> Self {
        let shown = choice.shown.period();
        let kinds = choice.kinds.iter().map(|kind| ChoiceLink {
            text: speaker.word(*kind),
            address: address.clone().with("period_kind", kind).with("period_id", ""),
            is_current: *kind == shown.kind,
        });
        let mut by_terms: BTreeMap<Option<TermKind>, Vec<ChoiceOption>> = BTreeMap::new();
        for released in &choice.offered {
            by_terms.entry(released.period().term_kind()).or_default().push(ChoiceOption {
                value: released.period().id.clone(),
                text: name(speaker, released),
                is_current: released.period() == shown,
            });
        }
        let groups = by_terms.into_iter().map(|(terms, options)| PeriodGroup {
            label: terms.map(|terms| speaker.word(terms)).unwrap_or_default(),
            options,
        });
        Self { kinds: kinds.collect(), groups: groups.collect() }
    }
}

/// Returns a period's name, and of one that runs until when.
pub(super) fn name(speaker: &Speaker, released: &ReleasedPeriod) -> String {
    let name = speaker.period(&released.dated);
    if released.is_over {
        return name;
    }
    // A week's name ends with its last day.
    if released.period().kind == PeriodKind::Week {
        return speaker.say_with("period-week-running", &[("period", &name)]);
    }
    let until = speaker.date(released.dated.ends_on);
    speaker.say_with("period-running", &[("period", &name), ("until", &until)])
}

/// Returns an address with the parameters of a period.
pub(super) fn of_period(address: Address, released: &ReleasedPeriod) -> Address {
    let period = released.period();
    address.with("period_kind", period.kind).with("period_id", &period.id)
}
