//! The state of the data. Moments stand in UTC, as programs like them.

use super::{Table, Value, headings};
use crate::forms::plain::{hexadecimal, place, versioned};
use crate::views::data::{Listed, Rejected, Silent, Topics};
use crate::words::Word;

/// Returns the table of the topics.
pub(crate) fn topics(name: String, topics: &Topics) -> Table {
    let columns = headings([
        "data-topic",
        "data-source",
        "data-partitions",
        "data-passed",
        "data-admitted",
        "data-duplicates",
        "data-rejected",
        "data-control",
        "data-last-emitted",
        "data-moved",
    ]);
    let rows = topics.topics.iter().map(|topic| {
        vec![
            Value::text(&topic.topic),
            Value::text(&topic.source),
            Value::Number(topic.partitions_count),
            Value::Number(topic.passed_count),
            Value::Number(topic.admitted_count),
            Value::Number(topic.duplicate_count),
            Value::Number(topic.rejected_count),
            Value::Number(topic.control_record_count),
            Value::of(topic.last_emitted_at, Value::ProgramMoment),
            Value::ProgramMoment(topic.moved_at),
        ]
    });
    Table { name, headings: columns, rows: rows.collect() }
}

/// Returns the table of the rejections by reason.
pub(crate) fn rejections(name: String, rejected: &[Rejected]) -> Table {
    let columns =
        headings(["rejection-reason", "rejection-meaning", "rejection-count", "rejection-replayed", "rejection-last"]);
    let rows = rejected.iter().map(|rejected| {
        vec![
            Value::text(rejected.reason.as_str()),
            Value::word(rejected.reason),
            Value::Number(rejected.total_count),
            Value::Number(rejected.replayed_count),
            Value::ProgramMoment(rejected.last_rejected_at),
        ]
    });
    Table { name, headings: columns, rows: rows.collect() }
}

/// Returns the table of the rejections' examples.
pub(crate) fn examples(name: String, rejected: &[Rejected]) -> Table {
    let columns = headings([
        "rejection-number",
        "rejection-reason",
        "rejection-place",
        "rejection-detail",
        "rejection-school",
        "rejection-at",
        "rejection-size",
        "rejection-bytes",
    ]);
    let rows = rejected.iter().flat_map(|rejected| &rejected.examples).map(|example| {
        vec![
            Value::Number(example.rejection_id.0),
            Value::text(example.reason.as_str()),
            Value::text(place(example)),
            Value::text(&example.detail),
            Value::of(example.source_school_id.as_ref(), Value::text),
            Value::ProgramMoment(example.rejected_at),
            Value::Number(i64::from(example.size_bytes)),
            Value::text(hexadecimal(example)),
        ]
    });
    Table { name, headings: columns, rows: rows.collect() }
}

/// Returns the table of the silent schools.
pub(crate) fn schools(name: String, silent: &[Silent]) -> Table {
    let columns = headings([
        "level-school",
        "csv-territory-id",
        "level-municipality",
        "fact-journal",
        "silent-since",
        "silent-events",
    ]);
    let rows = silent.iter().map(|silent| {
        vec![
            Value::text(&silent.school.name),
            Value::text(silent.school.id()),
            Value::of(silent.municipality.as_ref(), Value::text),
            Value::of(silent.source_system.as_ref(), Value::text),
            silent.last_emitted_at.map_or(Value::Word(Word::NEVER), Value::ProgramMoment),
            Value::Number(silent.events_count),
        ]
    });
    Table { name, headings: columns, rows: rows.collect() }
}

/// Returns the table of the releases.
pub(crate) fn releases(name: String, releases: &[Listed]) -> Table {
    let columns = headings([
        "release-number",
        "release-state",
        "release-moment",
        "release-methodology",
        "release-snapshot",
        "release-register-version",
        "release-digest",
        "release-created",
    ]);
    let rows = releases.iter().map(|Listed { head, .. }| {
        vec![
            Value::Number(head.release_id.0),
            Value::word(head.state),
            Value::ProgramMoment(head.as_of),
            Value::text(versioned(&head.methodology_code, head.methodology_version)),
            Value::Number(head.lake_snapshot.0),
            Value::Number(head.register_version.0),
            Value::text(&head.digest),
            Value::ProgramMoment(head.created_at),
        ]
    });
    Table { name, headings: columns, rows: rows.collect() }
}
