//! Which regions can be compared: their newest releases are of the same rules, and equally far in the period. The others stand
//! apart, each for the first reason that holds.

use super::regions::KnownRegion;
use warehouse::model::{DatedPeriod, LocalDate, ReleaseState};
use warehouse::published::RegionRelease;

/// Why a region stands apart from the others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Apart {
    /// The register of regions does not have it any more.
    Unregistered,
    /// Its release was made by other rules.
    OtherRules,
    /// Its release does not have the period.
    LacksPeriod,
    /// Its release is of an earlier day of the period than those of the others.
    Older,
    /// Its release is preliminary, while those of the others are final.
    Preliminary,
}

/// A region that may be compared.
#[derive(Debug, Clone, Copy)]
pub(super) struct Candidate<'a> {
    /// The region; none when the register does not have it.
    pub(super) region: Option<&'a KnownRegion>,
    /// Its newest release.
    pub(super) release: &'a RegionRelease,
    /// The period, as the release dates it.
    pub(super) period: Option<&'a DatedPeriod>,
}

/// Returns the newest release of the rules by which most regions are rated; where as many are rated by others, of the rules
/// of the newest release.
pub(super) fn reference(releases: &[RegionRelease]) -> Option<&RegionRelease> {
    let count = |one: &RegionRelease| releases.iter().filter(|other| has_same_rules(one, other)).count();
    releases.iter().max_by_key(|release| (count(release), release.as_of, release.release_id))
}

/// Returns whether two releases were made by the same rules: only their facts, registers and moments may differ.
pub(super) fn has_same_rules(one: &RegionRelease, other: &RegionRelease) -> bool {
    one.methodology_code == other.methodology_code
        && one.methodology_version == other.methodology_version
        && one.methodology_sha256 == other.methodology_sha256
        && one.texts_sha256 == other.texts_sha256
        && one.engine_version == other.engine_version
}

/// Returns for each candidate why it stands apart; nothing for those that can be compared.
pub(super) fn judge(candidates: &[Candidate<'_>], reference: &RegionRelease) -> Vec<Option<Apart>> {
    let mut verdicts: Vec<Option<Apart>> = candidates
        .iter()
        .map(|candidate| match candidate {
            Candidate { region: None, .. } => Some(Apart::Unregistered),
            Candidate { release, .. } if !has_same_rules(release, reference) => Some(Apart::OtherRules),
            Candidate { period: None, .. } => Some(Apart::LacksPeriod),
            _ => None,
        })
        .collect();
    let progress: Vec<Progress> = candidates
        .iter()
        .zip(&verdicts)
        .filter(|(_, verdict)| verdict.is_none())
        .filter_map(|it| Progress::of(it.0))
        .collect();
    let furthest = progress.iter().max().copied();
    set_apart(candidates, &mut verdicts, Apart::Older, |candidate| Progress::of(candidate) < furthest);
    let is_preliminary = |candidate: &Candidate<'_>| candidate.release.state == ReleaseState::Preliminary;
    let left = || candidates.iter().zip(&verdicts).filter(|(_, verdict)| verdict.is_none()).map(|(it, _)| it);
    let preliminary_count = left().filter(|it| is_preliminary(it)).count();
    // Where most are preliminary, a final one is no worse for that, and the country's figures are preliminary.
    if preliminary_count * 2 <= left().count() {
        set_apart(candidates, &mut verdicts, Apart::Preliminary, is_preliminary);
    }
    verdicts
}

fn set_apart(
    candidates: &[Candidate<'_>],
    verdicts: &mut [Option<Apart>],
    reason: Apart,
    holds: impl Fn(&Candidate<'_>) -> bool,
) {
    for (candidate, verdict) in candidates.iter().zip(verdicts).filter(|(_, verdict)| verdict.is_none()) {
        *verdict = holds(candidate).then_some(reason);
    }
}

/// How far a release is in a period. A period that is over is over: a later release of it is no further.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Progress {
    /// It is this day of the period in the region.
    At(LocalDate),
    /// The period is over in the region.
    Over,
}

impl Progress {
    fn of(candidate: &Candidate<'_>) -> Option<Self> {
        let day = candidate.region?.day_of(candidate.release.as_of);
        Some(if candidate.period?.is_over_on(day) { Self::Over } else { Self::At(day) })
    }
}
