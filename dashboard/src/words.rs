//! The words for what the warehouse keeps as symbols. Each is a key of the texts.

use crate::visit::Visit;
use warehouse::model::Level;
use warehouse::published::{PeriodKind, SummaryMethod, ValueState};

/// Returns why a figure is what it is.
pub(crate) fn state(visit: &Visit, state: ValueState) -> String {
    visit.say(match state {
        ValueState::Ok => "state-ok",
        ValueState::LowCount => "state-low-count",
        ValueState::LowCoverage => "state-low-coverage",
        ValueState::NotMeasurable => "state-not-measurable",
        ValueState::NotApplicable => "state-not-applicable",
        ValueState::NoData => "state-no-data",
    })
}

/// Returns a level's name, in the plural.
pub(crate) fn levels(visit: &Visit, level: Level) -> String {
    visit.say(match level {
        Level::School => "levels-school",
        Level::Municipality => "levels-municipality",
        Level::Region => "levels-region",
    })
}

/// Returns a level's name.
pub(crate) fn level(visit: &Visit, level: Level) -> String {
    visit.say(match level {
        Level::School => "level-school",
        Level::Municipality => "level-municipality",
        Level::Region => "level-region",
    })
}

/// Returns a period kind's name, in the plural.
pub(crate) fn period_kinds(visit: &Visit, kind: PeriodKind) -> String {
    visit.say(match kind {
        PeriodKind::Week => "period-kind-week",
        PeriodKind::Month => "period-kind-month",
        PeriodKind::Term => "period-kind-term",
    })
}

/// Returns the name of a way to join the indicators of maturity.
pub(crate) fn summary_method(visit: &Visit, method: SummaryMethod) -> String {
    visit.say(match method {
        SummaryMethod::MeanOfValues => "summary-mean-of-values",
        SummaryMethod::MeanOfCappedAttainment => "summary-mean-of-capped-attainment",
        SummaryMethod::MeanOfAttainment => "summary-mean-of-attainment",
        SummaryMethod::TargetsReached => "summary-targets-reached",
    })
}

/// Returns the name of a journal system that we know, or its code.
pub(crate) fn journal_systems(visit: &Visit, codes: &str) -> String {
    codes
        .split(',')
        .map(|code| match code.trim() {
            "dnevnik" => visit.say("journal-dnevnik"),
            "elschool" => visit.say("journal-elschool"),
            "mes" => visit.say("journal-mes"),
            "sgo" => visit.say("journal-sgo"),
            other => other.to_owned(),
        })
        .collect::<Vec<_>>()
        .join(", ")
}

/// Returns the word for where a school stands.
pub(crate) fn settlement(visit: &Visit, settlement: &str) -> String {
    visit.say(if settlement == "rural" { "settlement-rural" } else { "settlement-urban" })
}
