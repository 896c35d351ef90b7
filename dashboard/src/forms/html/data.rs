//! The page of the data's state.

use super::surroundings::{Section, Surroundings};
use super::territory_address;
use crate::failure::Failure;
use crate::forms::plain::{hexadecimal, place, versioned};
use crate::views::data::{Data, Intake, Listed, Rejected, Silence, Silent, seconds_between};
use crate::web::address::Address;
use crate::web::cache::CachePolicy;
use crate::web::reader::Reader;
use crate::words::{Speaker, Word};
use askama::Template;
use axum::response::Response;
use warehouse::model::Instant;
use warehouse::published::{RejectionExample, TopicState};

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
    reason: &'static str,
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

struct ReleaseLine {
    number: String,
    address: Address,
    is_shown: bool,
    state: String,
    moment: String,
    methodology: String,
    snapshot: String,
    register_version: String,
    digest: String,
    created_at: String,
}

/// How the intake goes.
struct IntakeSection {
    topics: Vec<TopicLine>,
    total: Option<TopicLine>,
    reasons: Vec<ReasonBlock>,
}

#[derive(Template)]
#[template(path = "data.html")]
struct DataPage<'a> {
    around: Surroundings<'a>,
    intake: Option<IntakeSection>,
    silence_summary: Option<String>,
    silent: Vec<SilentLine>,
    releases: Vec<ReleaseLine>,
    csv: Address,
}

/// Shows the state of the data.
pub(crate) fn page(reader: &Reader, view: &Data) -> Result<Response, Failure> {
    let speaker = &reader.speaker;
    let silent = view.silence.iter().flat_map(|silence| &silence.schools);
    super::answer(
        &DataPage {
            intake: view.intake.as_ref().map(|intake| intake_section(speaker, intake, view.now)),
            silence_summary: view.silence.as_ref().map(|silence| silence_summary(speaker, silence)),
            silent: silent.map(|school| silent_line(reader, school)).collect(),
            releases: view.releases.iter().map(|listed| release_line(reader, listed)).collect(),
            csv: reader.to("data.csv"),
            around: Surroundings::new(reader, Section::Data, speaker.say("data-title")),
        },
        CachePolicy::Never,
    )
}

fn intake_section(speaker: &Speaker, intake: &Intake, now: Instant) -> IntakeSection {
    let topic = |state: &TopicState| topic_line(speaker, state, now);
    let total = intake.topics.total.as_ref();
    IntakeSection {
        topics: intake.topics.topics.iter().map(topic).collect(),
        total: total.map(|all| TopicLine { topic: speaker.say("data-total"), ..topic(all) }),
        reasons: intake.rejected.iter().map(|rejected| reason_block(speaker, rejected)).collect(),
    }
}

fn topic_line(speaker: &Speaker, topic: &TopicState, now: Instant) -> TopicLine {
    TopicLine {
        topic: topic.topic.clone(),
        source: topic.source.clone(),
        partitions: speaker.count(topic.partitions_count),
        passed: speaker.count(topic.passed_count),
        admitted: speaker.count(topic.admitted_count),
        duplicates: speaker.count(topic.duplicate_count),
        rejected: speaker.count(topic.rejected_count),
        control: speaker.count(topic.control_record_count),
        last_emitted_at: topic.last_emitted_at.map(|moment| speaker.moment(moment)),
        age: topic.last_emitted_at.map(|moment| speaker.age(seconds_between(moment, now))),
        moved_at: speaker.moment(topic.moved_at),
    }
}

fn reason_block(speaker: &Speaker, rejected: &Rejected) -> ReasonBlock {
    ReasonBlock {
        reason: rejected.reason.as_str(),
        word: speaker.word(rejected.reason),
        count: speaker.say_count("count-events", rejected.total_count),
        replayed: (rejected.replayed_count > 0).then(|| speaker.count(rejected.replayed_count)),
        last_rejected_at: speaker.moment(rejected.last_rejected_at),
        examples: rejected.examples.iter().map(|example| example_line(speaker, example)).collect(),
    }
}

fn example_line(speaker: &Speaker, example: &RejectionExample) -> ExampleLine {
    ExampleLine {
        number: example.rejection_id.to_string(),
        place: place(example),
        detail: example.detail.clone(),
        school: example.source_school_id.clone().unwrap_or_default(),
        rejected_at: speaker.moment(example.rejected_at),
        bytes: hexadecimal(example),
        size: speaker.say_count("count-bytes", i64::from(example.size_bytes)),
    }
}

fn silence_summary(speaker: &Speaker, silence: &Silence) -> String {
    let all = speaker.say_count("count-of-schools", silence.schools_count);
    let days = speaker.say_count("age-days", silence.days);
    let silent = speaker.count(silence.silent_count);
    speaker.say_with("silence-summary", &[("silent", &silent), ("all", &all), ("days", &days)])
}

fn silent_line(reader: &Reader, silent: &Silent) -> SilentLine {
    let speaker = &reader.speaker;
    SilentLine {
        address: territory_address(reader, &silent.school.territory),
        name: silent.school.name.clone(),
        municipality: silent.municipality.clone().unwrap_or_default(),
        journal: silent.source_system.as_deref().map(|code| speaker.journals(code)).unwrap_or_default(),
        since: silent.last_emitted_at.map_or_else(|| speaker.word(Word::NEVER), |moment| speaker.moment(moment)),
        days: silent.silent_seconds.map(|seconds| speaker.age(seconds)),
    }
}

fn release_line(reader: &Reader, Listed { head, is_shown }: &Listed) -> ReleaseLine {
    let speaker = &reader.speaker;
    ReleaseLine {
        number: head.release_id.to_string(),
        // Another release may not have the period.
        address: reader.to("").with("period_kind", "").with("period_id", "").with("release", head.release_id),
        is_shown: *is_shown,
        state: speaker.word(head.state),
        moment: speaker.moment(head.as_of),
        methodology: versioned(&head.methodology_code, head.methodology_version),
        snapshot: head.lake_snapshot.to_string(),
        register_version: head.register_version.to_string(),
        digest: head.digest.clone(),
        created_at: speaker.moment(head.created_at),
    }
}
