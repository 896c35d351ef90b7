//! How far one way to a numerator reaches in a territory: to which two parts, and without which schools.

use super::source::{Source, Way};
use super::{Maturity, School};
use crate::methodology::MaturityIndicator;
use crate::registers::{Dated, WantedLine};
use std::cmp::Reverse;
use std::collections::BTreeSet;
use warehouse::model::{Level, MaturityBasis, MaturityPart, SchoolId, Territory};

/// The two parts of a ratio, which rest on the same schools.
pub(super) struct Parts<'a> {
    pub(super) numerator: MaturityPart,
    pub(super) denominator: MaturityPart,
    pub(super) basis: MaturityBasis,
    pub(super) chosen_source: Option<&'a str>,
}

/// What the parts rest on; what is less rests on more of the territory's own lines.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    /// Both parts are the territory's own lines.
    OwnLines,
    /// One part is the territory's own line, the other one is known of every school.
    OwnLineAndAllSchools,
    /// Both parts are sums over the schools that have both.
    Schools,
    /// There are no two parts.
    #[default]
    Nothing,
}

/// How far a way reaches.
#[derive(Default)]
pub(super) struct Reached<'a> {
    rank: Rank,
    pub(super) parts: Option<Parts<'a>>,
    pub(super) without_denominator: Vec<&'a SchoolId>,
    pub(super) without_numerator: Vec<&'a SchoolId>,
}

/// The parts of a school, or of the region itself.
#[derive(Clone, Copy, Default)]
struct Own {
    numerator: Option<Dated>,
    denominator: Option<Dated>,
}

impl Reached<'_> {
    /// Returns the schools that the parts do not rest on.
    pub(super) fn missing(&self) -> BTreeSet<&SchoolId> {
        self.without_denominator.iter().chain(&self.without_numerator).copied().collect()
    }

    /// Returns what is least for the way that is taken: own lines before sums, more schools before fewer, and where the
    /// larger of two numerators is asked for, the larger.
    pub(super) fn order(&self, is_larger_of: bool) -> (impl Ord + use<>, usize, usize, Reverse<i64>) {
        let numerator = self.parts.as_ref().map_or(0, |parts| parts.numerator.count);
        let lacking_count = self.without_denominator.len() + self.without_numerator.len();
        (self.rank, self.missing().len(), lacking_count, Reverse(if is_larger_of { numerator } else { 0 }))
    }
}

impl<'a> Maturity<'a> {
    /// Returns how far a way reaches.
    pub(super) fn reach(
        &self,
        indicator: &MaturityIndicator,
        way: Way<'a>,
        denominator: WantedLine<'_>,
        territory: &Territory,
        schools: &[School<'a>],
    ) -> Reached<'a> {
        let own = match territory.level() {
            Level::Region => self.own(None, way.source, denominator),
            Level::Municipality | Level::School => Own::default(),
        };
        let of_schools: Vec<(&SchoolId, Own)> =
            schools.iter().map(|school| (school.id, self.own(Some(school.id), way.source, denominator))).collect();
        if let Some(reached) = self.reach_by_own_line(way, denominator, territory, own, &of_schools) {
            return reached;
        }
        let lacks = |is_there: fn(&Own) -> bool| -> Vec<&SchoolId> {
            of_schools.iter().filter(|(_, own)| !is_there(own)).map(|(id, _)| *id).collect()
        };
        let both: Vec<Own> = of_schools
            .iter()
            .map(|(_, own)| *own)
            .filter(|own| own.numerator.is_some() && own.denominator.is_some())
            .collect();
        let parts = sum(both.iter().map(|own| own.denominator)).zip(match way.source {
            Source::Official(_) => sum(both.iter().map(|own| own.numerator)),
            // Persons are counted once in a territory, so that its number is no sum.
            Source::Live(live) => {
                let count = self.counts.of_forms(&indicator.code, live.line, territory);
                (!both.is_empty()).then(|| MaturityPart::new(count, self.day))
            }
        });
        let is_nothing = parts.is_none();
        let is_school = territory.level() == Level::School;
        Reached {
            rank: if is_nothing { Rank::Nothing } else { Rank::Schools },
            parts: parts.map(|(denominator, numerator)| Parts {
                numerator,
                denominator,
                basis: if is_school { MaturityBasis::OwnLine } else { MaturityBasis::Schools },
                chosen_source: way.name,
            }),
            // A part that the territory itself sent is not what is missing.
            without_denominator: match own.denominator {
                Some(_) if is_nothing => Vec::new(),
                _ => lacks(|own| own.denominator.is_some()),
            },
            without_numerator: match own.numerator {
                Some(_) if is_nothing => Vec::new(),
                _ => lacks(|own| own.numerator.is_some()),
            },
        }
    }

    /// Returns how far the territory's own lines reach: to the other part, when it is an own line too or known of every
    /// school. Lines of one form must be of one day, which a line of the territory and a sum need not be.
    fn reach_by_own_line(
        &self,
        way: Way<'a>,
        denominator: WantedLine<'_>,
        territory: &Territory,
        own: Own,
        of_schools: &[(&SchoolId, Own)],
    ) -> Option<Reached<'a>> {
        let reached = |rank, numerator, denominator, basis| {
            let parts = Parts { numerator, denominator, basis, chosen_source: way.name };
            Some(Reached { rank, parts: Some(parts), ..Reached::default() })
        };
        let part = |dated: Dated| MaturityPart::new(dated.value, dated.as_of_on);
        let is_of_one_form = matches!(way.source, Source::Official(line) if line.form == denominator.form);
        match (own.numerator, own.denominator) {
            (Some(numerator), Some(denominator)) => {
                reached(Rank::OwnLines, part(numerator), part(denominator), MaturityBasis::OwnLine)
            }
            (None, Some(denominator)) if !is_of_one_form => {
                let summed = sum(of_schools.iter().map(|(_, own)| own.numerator))?;
                let numerator = match way.source {
                    Source::Official(_) => summed,
                    Source::Live(live) => MaturityPart::new(self.counts.of_all(live.line, territory), self.day),
                };
                reached(Rank::OwnLineAndAllSchools, numerator, part(denominator), MaturityBasis::OwnLine)
            }
            (Some(numerator), None) if !is_of_one_form => {
                let summed = sum(of_schools.iter().map(|(_, own)| own.denominator))?;
                reached(Rank::OwnLineAndAllSchools, part(numerator), summed, MaturityBasis::Schools)
            }
            _ => None,
        }
    }

    /// Returns the parts of a school, or of the region when no school is named.
    fn own(&self, school_id: Option<&SchoolId>, source: Source<'_>, denominator: WantedLine<'_>) -> Own {
        let counts = &self.registers.counts;
        let below = counts.latest(school_id, denominator);
        match source {
            Source::Official(line) if line.form == denominator.form => {
                match counts.latest_of_both(school_id, line, denominator) {
                    Some((numerator, denominator)) => {
                        Own { numerator: Some(numerator), denominator: Some(denominator) }
                    }
                    None if below.is_some() => Own { numerator: None, denominator: below },
                    None => Own { numerator: counts.latest(school_id, line), denominator: None },
                }
            }
            Source::Official(line) => Own { numerator: counts.latest(school_id, line), denominator: below },
            Source::Live(live) => {
                let known =
                    school_id.map(|id| Territory::School(id.clone())).filter(|it| self.counts.is_known(live, it));
                let numerator = known.map(|it| Dated { value: self.counts.of_all(live.line, &it), as_of_on: self.day });
                Own { numerator, denominator: below }
            }
        }
    }
}

/// Returns the sum with the days that it is as of; none when a number is missing, when there are none, or when they are
/// too large to be added.
fn sum(mut numbers: impl Iterator<Item = Option<Dated>>) -> Option<MaturityPart> {
    let first = numbers.next()??;
    numbers.try_fold(MaturityPart::new(first.value, first.as_of_on), |sum, dated| {
        let dated = dated?;
        Some(MaturityPart {
            count: sum.count.checked_add(dated.value)?,
            earliest_on: sum.earliest_on.min(dated.as_of_on),
            latest_on: sum.latest_on.max(dated.as_of_on),
        })
    })
}
