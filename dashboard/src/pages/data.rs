//! The state of the data: how far reading is, what could not be taken, who is silent, and which releases there are.

use crate::address::Address;
use crate::failure::Failure;
use crate::frame::{Frame, Section, page as respond};
use crate::rating_table::territory_address;
use crate::respond::CachePolicy;
use crate::visit::Visit;
use crate::words;
use askama::Template;
use axum::response::Response;
use warehouse::model::{Instant, Level};
use warehouse::published::{
    RejectionCount, RejectionExample, ReleaseHead, Silence, SilentSchool, Territory, TopicState,
};

/// A school that was not heard for so long before the release's moment is silent.
const SILENT_AFTER_DAYS: i64 = 3;
const SILENT_SCHOOLS_SHOWN: i64 = 200;
pub(super) const RELEASES_SHOWN: i64 = 50;
pub(super) const EXAMPLES_PER_REASON: i64 = 3;
pub(super) const EXAMPLE_BYTES: i32 = 32;

struct TopicLine {
    topic: String,
    source: String,
    partitions: String,
    passed: String,
    admitted: String,
    duplicates: String,
    rejected: String,
    control: String,
    last_emitted_at: Option<String>,
    age: Option<String>,
    moved_at: String,
}

struct ReasonBlock {
    reason: String,
    word: String,
    count: String,
    replayed: Option<String>,
    last_rejected_at: String,
    examples: Vec<ExampleLine>,
}

struct ExampleLine {
    number: String,
    place: String,
    detail: String,
    school: String,
    rejected_at: String,
    bytes: String,
    size: String,
}

struct SilentLine {
    name: String,
    address: Option<Address>,
    municipality: String,
    journal: String,
    since: String,
    days: Option<String>,
}

pub(super) struct ReleaseLine {
    number: i64,
    address: Address,
    is_shown: bool,
    pub(super) state: String,
    moment: String,
    pub(super) methodology: String,
    snapshot: String,
    register_version: String,
    digest: String,
    created_at: String,
}

#[derive(Template)]
#[template(path = "data.html")]
struct DataPage<'a> {
    frame: Frame<'a>,
    topics: Vec<TopicLine>,
    total: Option<TopicLine>,
    reasons: Vec<ReasonBlock>,
    silence_summary: Option<String>,
    silent: Vec<SilentLine>,
    releases: Vec<ReleaseLine>,
    csv: Address,
}

/// Says how much time lies between two moments, in the largest unit that fits.
fn age(visit: &Visit, from: Instant, to: Instant) -> String {
    let seconds = (to.micros() - from.micros()).max(0) / 1_000_000;
    match seconds {
        0..120 => visit.say_count("age-seconds", seconds),
        120..7_200 => visit.say_count("age-minutes", seconds / 60),
        7_200..172_800 => visit.say_count("age-hours", seconds / 3_600),
        _ => visit.say_count("age-days", seconds / 86_400),
    }
}

fn topic_line(visit: &Visit, topic: &TopicState) -> TopicLine {
    TopicLine {
        topic: topic.topic.clone(),
        source: topic.source.clone(),
        partitions: visit.count(topic.partitions_count),
        passed: visit.count(topic.passed_count),
        admitted: visit.count(topic.admitted_count),
        duplicates: visit.count(topic.duplicate_count),
        rejected: visit.count(topic.rejected_count),
        control: visit.count(topic.control_record_count),
        last_emitted_at: topic.last_emitted_at.map(|moment| visit.moment(moment)),
        age: topic.last_emitted_at.map(|moment| age(visit, moment, visit.now())),
        moved_at: visit.moment(topic.moved_at),
    }
}

/// Adds the topics up; there is nothing to add of one.
fn total(visit: &Visit, topics: &[TopicState]) -> Option<TopicLine> {
    let moved_at = topics.iter().map(|topic| topic.moved_at).max().filter(|_| topics.len() > 1)?;
    let sum = |count: fn(&TopicState) -> i64| topics.iter().map(count).sum();
    let all = TopicState {
        source: String::new(),
        topic: visit.say("data-total"),
        partitions_count: sum(|topic| topic.partitions_count),
        passed_count: sum(|topic| topic.passed_count),
        admitted_count: sum(|topic| topic.admitted_count),
        duplicate_count: sum(|topic| topic.duplicate_count),
        rejected_count: sum(|topic| topic.rejected_count),
        control_record_count: sum(|topic| topic.control_record_count),
        last_emitted_at: topics.iter().filter_map(|topic| topic.last_emitted_at).max(),
        moved_at,
    };
    Some(topic_line(visit, &all))
}

/// Returns the words for a reason of the contract's list; a reason that is new to us is shown as it is.
pub(super) fn reason_word(visit: &Visit, reason: &str) -> String {
    match reason {
        "oversized" => visit.say("reason-oversized"),
        "unframed" => visit.say("reason-unframed"),
        "unknown_schema" => visit.say("reason-unknown-schema"),
        "malformed" => visit.say("reason-malformed"),
        "trailing_bytes" => visit.say("reason-trailing-bytes"),
        "wrong_topic" => visit.say("reason-wrong-topic"),
        "key_mismatch" => visit.say("reason-key-mismatch"),
        "unknown_school" => visit.say("reason-unknown-school"),
        "implausible_time" => visit.say("reason-implausible-time"),
        "invalid_content" => visit.say("reason-invalid-content"),
        other => other.to_owned(),
    }
}

fn reason_block(visit: &Visit, count: &RejectionCount, examples: &[RejectionExample]) -> ReasonBlock {
    ReasonBlock {
        word: reason_word(visit, &count.reason),
        count: visit.say_count("count-events", count.total_count),
        replayed: (count.replayed_count > 0).then(|| visit.count(count.replayed_count)),
        last_rejected_at: visit.moment(count.last_rejected_at),
        examples: examples
            .iter()
            .filter(|example| example.reason == count.reason)
            .map(|example| example_line(visit, example))
            .collect(),
        reason: count.reason.clone(),
    }
}

fn example_line(visit: &Visit, example: &RejectionExample) -> ExampleLine {
    ExampleLine {
        number: example.rejection_id.to_string(),
        place: place(example),
        detail: example.detail.clone(),
        school: example.source_school_id.clone().unwrap_or_default(),
        rejected_at: visit.moment(example.rejected_at),
        bytes: hexadecimal(example),
        size: visit.say_count("count-bytes", i64::from(example.size_bytes)),
    }
}

pub(super) fn place(example: &RejectionExample) -> String {
    format!("{}/{} @{}", example.topic, example.partition, example.offset)
}

pub(super) fn hexadecimal(example: &RejectionExample) -> String {
    let bytes: Vec<String> = example.first_bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    let is_cut = i32::try_from(example.first_bytes.len()).is_ok_and(|shown| shown < example.size_bytes);
    format!("{}{}", bytes.join(" "), if is_cut { " …" } else { "" })
}

fn silent_line(visit: &Visit, school: &SilentSchool, as_of: Instant) -> SilentLine {
    let territory = Territory {
        level: Level::School,
        territory_id: school.school_id.clone(),
        parent_id: school.municipality_id.clone(),
        name: school.name.clone(),
        settlement: None,
        pupils_count: None,
        source_systems: String::new(),
    };
    SilentLine {
        address: territory_address(visit, &territory),
        name: school.name.clone(),
        municipality: school.municipality_name.clone().unwrap_or_default(),
        journal: school.source_system.as_deref().map(|code| words::journal_systems(visit, code)).unwrap_or_default(),
        since: school.last_emitted_at.map_or_else(|| visit.say("silent-never"), |moment| visit.moment(moment)),
        days: school.last_emitted_at.map(|moment| age(visit, moment, as_of)),
    }
}

pub(super) fn release_line(visit: &Visit, release: &ReleaseHead) -> ReleaseLine {
    let state = if release.state == "preliminary" { "release-preliminary" } else { "release-frozen" };
    ReleaseLine {
        number: release.release_id,
        address: visit.to("").with("release", release.release_id),
        is_shown: visit.release.as_ref().is_some_and(|shown| shown.release_id == release.release_id),
        state: visit.say(state),
        moment: visit.moment(release.as_of),
        methodology: format!("{} v{}", release.methodology_code, release.methodology_version),
        snapshot: release.lake_snapshot.to_string(),
        register_version: release.register_version.to_string(),
        digest: release.digest.clone(),
        created_at: visit.moment(release.created_at),
    }
}

pub(super) async fn silence(visit: &Visit, limit: i64) -> Result<Option<(Silence, Instant)>, Failure> {
    // Before the first release nobody knows which schools there are.
    let Some(release) = &visit.release else { return Ok(None) };
    let since = release.as_of.plus_seconds(-SILENT_AFTER_DAYS * 86_400);
    let silence = visit.warehouse().silence(visit.scope(), release.release_id, since, limit).await?;
    Ok(Some((silence, release.as_of)))
}

/// Shows the state of the data.
pub(crate) async fn page(visit: Visit) -> Result<Response, Failure> {
    let visit = &visit;
    let (warehouse, scope) = (visit.warehouse(), visit.scope());
    let topics = warehouse.topics(scope).await?;
    let counts = warehouse.rejection_counts(scope).await?;
    let examples = warehouse.rejection_examples(scope, EXAMPLES_PER_REASON, EXAMPLE_BYTES).await?;
    let releases = warehouse.releases(scope, RELEASES_SHOWN).await?;
    let silence = silence(visit, SILENT_SCHOOLS_SHOWN).await?;
    let silence_summary = silence.as_ref().map(|(silence, _)| {
        let all = visit.say_count("count-of-schools", silence.schools_count);
        let days = visit.say_count("age-days", SILENT_AFTER_DAYS);
        let silent = visit.count(silence.silent_count);
        visit.say_with("silence-summary", &[("silent", &silent), ("all", &all), ("days", &days)])
    });
    let silent = silence
        .iter()
        .flat_map(|(silence, as_of)| silence.schools.iter().map(|school| silent_line(visit, school, *as_of)));
    respond(
        &DataPage {
            total: total(visit, &topics),
            topics: topics.iter().map(|topic| topic_line(visit, topic)).collect(),
            reasons: counts.iter().map(|count| reason_block(visit, count, &examples)).collect(),
            silent: silent.collect(),
            silence_summary,
            releases: releases.iter().map(|release| release_line(visit, release)).collect(),
            csv: visit.to("data.csv"),
            frame: Frame::new(visit, Section::Data, visit.say("data-title")),
        },
        CachePolicy::Never,
    )
}
