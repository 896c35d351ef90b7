//! The reporting period of a page of digital maturity: its name, which says when it still runs, and the others to choose from.

use super::choices::{ChoiceLink, ChoiceOption};
use crate::views::reporting::{ReportingChoice, ToldPeriod};
use crate::web::address::Address;
use crate::words::{Speaker, Word};

/// The reporting period of a page, and the others to choose from.
#[derive(Default)]
pub(super) struct ReportingControls {
    /// Links to the last period of each kind that the release has.
    pub(super) kinds: Vec<ChoiceLink>,
    /// The periods of the kind.
    pub(super) options: Vec<ChoiceOption>,
}

impl ReportingControls {
    /// Returns the controls of a page at an address.
    pub(super) fn new(speaker: &Speaker, choice: &ReportingChoice, address: &Address) -> Self {
        let shown = choice.shown.period;
        let kinds = choice.kinds.iter().map(|told| ChoiceLink {
            text: speaker.word(told.period.kind()),
            address: address.clone().with("period", told.period),
            is_current: told.period.kind() == shown.kind(),
        });
        let options = choice.offered.iter().map(|told| ChoiceOption {
            value: told.period.to_string(),
            text: told_period(speaker, told),
            is_current: told.period == shown,
        });
        Self { kinds: kinds.collect(), options: options.collect() }
    }
}

/// Names a reporting period, and says when it still runs.
pub(super) fn told_period(speaker: &Speaker, told: &ToldPeriod) -> String {
    let name = speaker.reporting_period(told.period);
    if told.is_running() { format!("{name} ({})", speaker.word(Word::RUNNING)) } else { name }
}
