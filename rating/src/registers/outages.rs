//! Outages of feeds: what excuses, and what does not.

use crate::journal::Journal;
use warehouse::model::{Instant, OutageDeclared, OutageScope, SchoolId};

const MICROSECONDS_PER_MINUTE: i64 = 60_000_000;

/// An outage, and whose it is.
#[derive(Debug, Clone, PartialEq)]
pub struct Outage {
    /// The journal.
    pub journal: Journal,
    /// The school whose feed declared it.
    pub school_id: Option<SchoolId>,
    /// What was declared.
    pub content: OutageDeclared,
    /// Whether its sender is believed when it says who confirmed it.
    pub is_sender_believed: bool,
}

impl Outage {
    /// Returns whether one of those who may confirm it is said to have, by someone who is believed.
    pub fn is_confirmed(&self, confirmers: &[String]) -> bool {
        self.is_sender_believed && self.content.confirmed_by.as_ref().is_some_and(|who| confirmers.contains(who))
    }

    fn concerns(&self, journal: &Journal, school_id: &SchoolId) -> bool {
        match self.content.scope {
            OutageScope::Instance => self.journal == *journal,
            OutageScope::School => self.school_id.as_ref() == Some(school_id),
        }
    }
}

/// Every outage that is declared.
#[derive(Debug, Clone, Default)]
pub struct Outages {
    outages: Vec<Outage>,
}

impl Outages {
    pub(super) fn add(&mut self, outage: Outage) {
        self.outages.push(outage);
    }

    /// Keeps those that fit, and drops the others.
    pub(super) fn keep(&mut self, fits: impl FnMut(&Outage) -> bool) {
        self.outages.retain(fits);
    }

    /// Returns every one.
    pub fn all(&self) -> &[Outage] {
        &self.outages
    }

    /// Returns the confirmed spans of time, one after another, in which a journal's feed of a school was broken.
    pub fn of(&self, journal: &Journal, school_id: &SchoolId, confirmers: &[String]) -> Broken {
        let mut spans: Vec<(i64, i64)> = self
            .outages
            .iter()
            .filter(|outage| outage.is_confirmed(confirmers) && outage.concerns(journal, school_id))
            .map(|outage| (outage.content.from_at.micros(), outage.content.to_at.micros()))
            .filter(|(from, to)| from < to)
            .collect();
        spans.sort_unstable();
        let mut joined: Vec<(i64, i64)> = Vec::new();
        for (from, to) in spans {
            match joined.last_mut() {
                Some(last) if from <= last.1 => last.1 = last.1.max(to),
                _ => joined.push((from, to)),
            }
        }
        Broken { spans: joined }
    }
}

/// When a feed was broken: spans that do not touch, in order. Unit: microseconds since 1970-01-01T00:00:00Z.
#[derive(Debug, Clone, Default)]
pub struct Broken {
    spans: Vec<(i64, i64)>,
}

impl Broken {
    /// Returns whether at least so many minutes between two moments were broken.
    pub fn covers(&self, from_at: Instant, to_at: Instant, minutes: i32) -> bool {
        let within = |(from, to): &(i64, i64)| (*to).min(to_at.micros()) - (*from).max(from_at.micros());
        let broken: i64 = self.spans.iter().map(within).filter(|length| *length > 0).sum();
        !self.spans.is_empty() && broken >= i64::from(minutes) * MICROSECONDS_PER_MINUTE
    }
}
