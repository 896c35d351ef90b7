//! The state of the data: how far reading is, what could not be taken, who is silent, and which releases there are.

use super::shown::Shown;
use super::territory::Named;
use crate::failure::Failure;
use serde::Deserialize;
use warehouse::model::{Instant, RejectionReason, ReleaseHead, ReleaseId, Territory};
use warehouse::published::{PublishedIntake, PublishedRegion, RejectionExample, SilentSchool, TopicState};

/// A school that was not heard for so long before the release's moment is silent.
const SILENT_AFTER_DAYS: i64 = 3;
const SILENT_SCHOOLS_SHOWN: i64 = 200;
/// In a file all silent schools stand; no region has as many schools.
const SILENT_SCHOOLS_MAX: i64 = 20_000;
const RELEASES_SHOWN: i64 = 50;
const EXAMPLES_PER_REASON: i64 = 3;
const EXAMPLE_BYTES: i32 = 32;

/// Which tables the page has.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum DataTable {
    /// How far reading is.
    #[default]
    Topics,
    /// What could not be taken, by reason.
    Rejections,
    /// Examples of it.
    Examples,
    /// Silent schools.
    Schools,
    /// Releases.
    Releases,
}

/// How far reading is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Topics {
    /// The topics.
    pub(crate) topics: Vec<TopicState>,
    /// All of them together; there is nothing to add of one.
    pub(crate) total: Option<TopicState>,
}

/// The events that were rejected for a reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Rejected {
    /// The reason.
    pub(crate) reason: RejectionReason,
    /// How many in all.
    pub(crate) total_count: i64,
    /// How many were taken later.
    pub(crate) replayed_count: i64,
    /// When the last one was rejected.
    pub(crate) last_rejected_at: Instant,
    /// The latest of them.
    pub(crate) examples: Vec<RejectionExample>,
}

/// Schools that were not heard for some days before a release's moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Silence {
    /// For how many days.
    pub(crate) days: i64,
    /// How many schools there are in all.
    pub(crate) schools_count: i64,
    /// How many are silent.
    pub(crate) silent_count: i64,
    /// The silent ones.
    pub(crate) schools: Vec<Silent>,
}

/// A silent school.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Silent {
    /// The school.
    pub(crate) school: Named,
    /// Its municipality's name.
    pub(crate) municipality: Option<String>,
    /// The code of the journal that was heard last.
    pub(crate) source_system: Option<String>,
    /// When it was heard last; none is never.
    pub(crate) last_emitted_at: Option<Instant>,
    /// For how many seconds it had been silent at the release's moment.
    pub(crate) silent_seconds: Option<i64>,
    /// How many events it sent in all.
    pub(crate) events_count: i64,
}

/// A release in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Listed {
    /// The release.
    pub(crate) head: ReleaseHead,
    /// Whether it is the one that the page speaks of.
    pub(crate) is_shown: bool,
}

/// All that the page shows.
pub(crate) struct Data {
    /// The moment at which it is so.
    pub(crate) now: Instant,
    /// How the intake goes; none when the reader may not know it.
    pub(crate) intake: Option<Intake>,
    /// Who is silent; before the first release nobody knows which schools there are.
    pub(crate) silence: Option<Silence>,
    /// The latest releases.
    pub(crate) releases: Vec<Listed>,
}

/// How the intake goes, of all regions together.
pub(crate) struct Intake {
    /// How far reading is.
    pub(crate) topics: Topics,
    /// What could not be taken, the most frequent reason first.
    pub(crate) rejected: Vec<Rejected>,
}

impl Data {
    /// Reads all that the page shows.
    pub(crate) async fn read(
        region: &PublishedRegion,
        intake: Option<&PublishedIntake>,
        shown: Option<&Shown>,
        now: Instant,
    ) -> Result<Self, Failure> {
        let intake = match intake {
            Some(intake) => Some(Intake { topics: Topics::read(intake).await?, rejected: rejected(intake).await? }),
            None => None,
        };
        Ok(Self {
            now,
            intake,
            silence: Silence::read(shown, SILENT_SCHOOLS_SHOWN).await?,
            releases: releases(region, shown).await?,
        })
    }
}

/// Returns how many seconds lie between two moments, 0 when the second is not later.
pub(crate) fn seconds_between(from: Instant, to: Instant) -> i64 {
    (to.micros() - from.micros()).max(0) / 1_000_000
}

impl Topics {
    /// Reads how far reading is.
    pub(crate) async fn read(intake: &PublishedIntake) -> Result<Self, Failure> {
        let topics = intake.topics().await?;
        Ok(Self { total: total(&topics), topics })
    }
}

fn total(topics: &[TopicState]) -> Option<TopicState> {
    let moved_at = topics.iter().map(|topic| topic.moved_at).max().filter(|_| topics.len() > 1)?;
    let sum = |count: fn(&TopicState) -> i64| topics.iter().map(count).sum();
    Some(TopicState {
        source: String::new(),
        topic: String::new(),
        partitions_count: sum(|topic| topic.partitions_count),
        passed_count: sum(|topic| topic.passed_count),
        admitted_count: sum(|topic| topic.admitted_count),
        duplicate_count: sum(|topic| topic.duplicate_count),
        rejected_count: sum(|topic| topic.rejected_count),
        control_record_count: sum(|topic| topic.control_record_count),
        last_emitted_at: topics.iter().filter_map(|topic| topic.last_emitted_at).max(),
        moved_at,
    })
}

/// Reads what could not be taken, by reason.
pub(crate) async fn rejected(intake: &PublishedIntake) -> Result<Vec<Rejected>, Failure> {
    let counts = intake.rejection_counts().await?;
    let examples = intake.rejection_examples(EXAMPLES_PER_REASON, EXAMPLE_BYTES).await?;
    let of = |reason| examples.iter().filter(|example| example.reason == reason).cloned().collect();
    let rejected = counts.into_iter().map(|count| Rejected {
        reason: count.reason,
        total_count: count.total_count,
        replayed_count: count.replayed_count,
        last_rejected_at: count.last_rejected_at,
        examples: of(count.reason),
    });
    Ok(rejected.collect())
}

impl Silence {
    /// Reads all silent schools, for a file.
    pub(crate) async fn read_whole(shown: Option<&Shown>) -> Result<Vec<Silent>, Failure> {
        Ok(Self::read(shown, SILENT_SCHOOLS_MAX).await?.map(|silence| silence.schools).unwrap_or_default())
    }

    async fn read(shown: Option<&Shown>, limit: i64) -> Result<Option<Self>, Failure> {
        let Some(shown) = shown else { return Ok(None) };
        let as_of = shown.head().inputs.as_of;
        let found = shown.release.silence(as_of.plus_seconds(-SILENT_AFTER_DAYS * 86_400), limit).await?;
        Ok(Some(Self {
            days: SILENT_AFTER_DAYS,
            schools_count: found.schools_count,
            silent_count: found.silent_count,
            schools: found.schools.into_iter().map(|school| silent(school, as_of)).collect(),
        }))
    }
}

fn silent(school: SilentSchool, as_of: Instant) -> Silent {
    Silent {
        school: Named { territory: Territory::School(school.school_id), name: school.name },
        municipality: school.municipality_name,
        source_system: school.source_system,
        silent_seconds: school.last_emitted_at.map(|moment| seconds_between(moment, as_of)),
        last_emitted_at: school.last_emitted_at,
        events_count: school.events_count,
    }
}

/// Reads the latest releases.
pub(crate) async fn releases(region: &PublishedRegion, shown: Option<&Shown>) -> Result<Vec<Listed>, Failure> {
    let shown: Option<ReleaseId> = shown.map(Shown::release_id);
    let heads = region.releases(RELEASES_SHOWN).await?;
    Ok(heads.into_iter().map(|head| Listed { is_shown: shown == Some(head.release_id), head }).collect())
}
