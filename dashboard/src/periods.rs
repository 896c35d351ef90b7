//! Periods: their names, and which one a page shows.

use crate::failure::Failure;
use crate::format;
use crate::visit::Visit;
use chrono::{Datelike as _, NaiveDate};
use std::collections::BTreeMap;
use warehouse::model::LocalDate;
use warehouse::published::{Period, PeriodKind, PublishedPeriod};

/// The kinds in the order in which a page offers and prefers them.
pub(crate) const KINDS: [PeriodKind; 3] = [PeriodKind::Term, PeriodKind::Month, PeriodKind::Week];

/// The period that a page shows, and those it offers instead.
pub(crate) struct PeriodChoice {
    /// The one shown.
    pub(crate) period: Period,
    /// Those of its kind, the latest first.
    pub(crate) offered: Vec<Period>,
}

impl PeriodChoice {
    /// Chooses the period that an address names; without a name, the last one with something due in it, of the named
    /// kind or the first kind that has any.
    pub(crate) fn new(all: &[PublishedPeriod], kind: Option<&str>, period_id: Option<&str>) -> Result<Self, Failure> {
        let kind = match kind {
            Some(word) => Some(word.parse::<PeriodKind>().map_err(|_| Failure::NotFound)?),
            None => None,
        };
        let named = |period: &&PublishedPeriod| {
            period_id.is_some_and(|id| period.period.period_id == id)
                && kind.is_none_or(|kind| period.period.kind == kind)
        };
        let period = match (period_id, kind) {
            (Some(_), _) => all.iter().find(named).map(|known| known.period.clone()),
            (None, Some(kind)) => latest(all, kind),
            (None, None) => KINDS.into_iter().find_map(|kind| latest(all, kind)),
        };
        let period = period.ok_or(Failure::NotFound)?;
        let offered =
            all.iter().rev().map(|known| &known.period).filter(|other| other.kind == period.kind).cloned().collect();
        Ok(Self { period, offered })
    }
}

/// Returns the last period of a kind in which something was due, or the last one at all. Of terms, only the kind that most
/// of the region's duties fall into is looked at: a module of one school must not stand for the region's quarter.
fn latest(all: &[PublishedPeriod], kind: PeriodKind) -> Option<Period> {
    let of_kind: Vec<&PublishedPeriod> = all.iter().filter(|known| known.period.kind == kind).collect();
    let mut due_by_word: BTreeMap<&str, i64> = BTreeMap::new();
    for known in &of_kind {
        *due_by_word.entry(term_word(&known.period)).or_default() += known.due_count;
    }
    let commonest = due_by_word.into_iter().max_by_key(|(_, due)| *due).map(|(word, _)| word)?;
    let common = of_kind.iter().rev().filter(|known| term_word(&known.period) == commonest);
    common.clone().find(|known| known.due_count > 0).or_else(|| common.clone().next()).map(|known| known.period.clone())
}

fn term_word(period: &Period) -> &str {
    match period.kind {
        PeriodKind::Term => period.period_id.split('-').nth(1).unwrap_or_default(),
        PeriodKind::Week | PeriodKind::Month => "",
    }
}

/// Returns a period's name.
pub(crate) fn name(visit: &Visit, period: &Period) -> String {
    match period.kind {
        PeriodKind::Week => {
            let days = format::days(visit.language, period.starts_on, period.ends_on);
            let number = period.starts_on.naive().iso_week().week().to_string();
            visit.say_with("period-week", &[("number", &number), ("days", &days)])
        }
        PeriodKind::Month => month_name(visit, period.starts_on.naive()),
        PeriodKind::Term => term_name(visit, &period.period_id),
    }
}

/// Returns the days of a week: `04.11–10.11.2024`; what is no week of ISO 8601 stays as it is.
pub(crate) fn week_days(visit: &Visit, week_id: &str) -> String {
    let monday = NaiveDate::parse_from_str(&format!("{week_id}-1"), "%G-W%V-%u").map(LocalDate::from);
    monday.map_or_else(|_| week_id.to_owned(), |monday| format::days(visit.language, monday, monday.plus_days(6)))
}

fn month_name(visit: &Visit, first: NaiveDate) -> String {
    let month = visit.say(match first.month() {
        1 => "month-1",
        2 => "month-2",
        3 => "month-3",
        4 => "month-4",
        5 => "month-5",
        6 => "month-6",
        7 => "month-7",
        8 => "month-8",
        9 => "month-9",
        10 => "month-10",
        11 => "month-11",
        _ => "month-12",
    });
    format!("{month} {}", first.year())
}

/// Names `2024-quarter-1`; what does not look so is shown as it is.
fn term_name(visit: &Visit, period_id: &str) -> String {
    let mut parts = period_id.splitn(3, '-');
    let (Some(Ok(year)), Some(kind), Some(number)) = (parts.next().map(str::parse::<i32>), parts.next(), parts.next())
    else {
        return period_id.to_owned();
    };
    let key = match kind {
        "quarter" => "term-quarter",
        "trimester" => "term-trimester",
        "half_year" => "term-half-year",
        "module" => "term-module",
        "semester" => "term-semester",
        "year" => "term-year",
        _ => return period_id.to_owned(),
    };
    let school_year = format!("{year}/{:02}", (year + 1).rem_euclid(100));
    visit.say_with(key, &[("number", number), ("year", &school_year)])
}
