//! The tables of the page of the data's state, as files. Moments stand in UTC, as programs like them.

use super::data::{
    EXAMPLE_BYTES, EXAMPLES_PER_REASON, RELEASES_SHOWN, hexadecimal, place, reason_word, release_line, silence,
};
use super::filled;
use crate::csv_table::{Cell, CsvTable};
use crate::failure::Failure;
use crate::visit::{Parameters, Visit};
use axum::response::Response;
use serde::Deserialize;
use warehouse::published::{RejectionCount, RejectionExample, ReleaseHead, SilentSchool, TopicState};

/// In a file all silent schools stand; no region has as many schools.
const SILENT_SCHOOLS_MAX: i64 = 20_000;

/// What the address may ask for.
#[derive(Debug, Deserialize)]
pub(crate) struct DataParameters {
    /// For a file: `topics`, `rejections`, `examples`, `schools` or `releases`.
    table: Option<String>,
}

/// Returns a table of the page as a file.
pub(crate) async fn csv(visit: Visit, Parameters(parameters): Parameters<DataParameters>) -> Result<Response, Failure> {
    let (warehouse, scope) = (visit.warehouse(), visit.scope());
    let table = filled(parameters.table.as_ref()).unwrap_or("topics");
    let (headings, rows) = match table {
        "topics" => topics_csv(&visit, &warehouse.topics(scope).await?),
        "rejections" => rejections_csv(&visit, &warehouse.rejection_counts(scope).await?),
        "examples" => {
            examples_csv(&visit, &warehouse.rejection_examples(scope, EXAMPLES_PER_REASON, EXAMPLE_BYTES).await?)
        }
        "schools" => {
            let schools = silence(&visit, SILENT_SCHOOLS_MAX).await?.map(|(silence, _)| silence.schools);
            schools_csv(&visit, &schools.unwrap_or_default())
        }
        "releases" => releases_csv(&visit, &warehouse.releases(scope, RELEASES_SHOWN).await?),
        _ => return Err(Failure::NotFound),
    };
    CsvTable { name: format!("data-{table}"), headings, rows }.response(visit.language)
}

type Csv = (Vec<String>, Vec<Vec<Cell>>);

fn headings(visit: &Visit, keys: &[&str]) -> Vec<String> {
    keys.iter().map(|key| visit.say(key)).collect()
}

fn topics_csv(visit: &Visit, topics: &[TopicState]) -> Csv {
    let keys = [
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
    ];
    let rows = topics.iter().map(|topic| {
        vec![
            Cell::text(&topic.topic),
            Cell::text(&topic.source),
            Cell::Number(topic.partitions_count),
            Cell::Number(topic.passed_count),
            Cell::Number(topic.admitted_count),
            Cell::Number(topic.duplicate_count),
            Cell::Number(topic.rejected_count),
            Cell::Number(topic.control_record_count),
            Cell::text(topic.last_emitted_at.map(|moment| moment.to_string()).unwrap_or_default()),
            Cell::text(topic.moved_at.to_string()),
        ]
    });
    (headings(visit, &keys), rows.collect())
}

fn rejections_csv(visit: &Visit, counts: &[RejectionCount]) -> Csv {
    let keys = ["rejection-reason", "rejection-meaning", "rejection-count", "rejection-replayed", "rejection-last"];
    let rows = counts.iter().map(|count| {
        vec![
            Cell::text(&count.reason),
            Cell::text(reason_word(visit, &count.reason)),
            Cell::Number(count.total_count),
            Cell::Number(count.replayed_count),
            Cell::text(count.last_rejected_at.to_string()),
        ]
    });
    (headings(visit, &keys), rows.collect())
}

fn examples_csv(visit: &Visit, examples: &[RejectionExample]) -> Csv {
    let keys = [
        "rejection-number",
        "rejection-reason",
        "rejection-place",
        "rejection-detail",
        "rejection-school",
        "rejection-at",
        "rejection-size",
        "rejection-bytes",
    ];
    let rows = examples.iter().map(|example| {
        vec![
            Cell::Number(example.rejection_id),
            Cell::text(&example.reason),
            Cell::text(place(example)),
            Cell::text(&example.detail),
            Cell::text(example.source_school_id.as_deref().unwrap_or_default()),
            Cell::text(example.rejected_at.to_string()),
            Cell::Number(i64::from(example.size_bytes)),
            Cell::text(hexadecimal(example)),
        ]
    });
    (headings(visit, &keys), rows.collect())
}

fn schools_csv(visit: &Visit, schools: &[SilentSchool]) -> Csv {
    let keys =
        ["level-school", "csv-territory-id", "level-municipality", "fact-journal", "silent-since", "silent-events"];
    let rows = schools.iter().map(|school| {
        vec![
            Cell::text(&school.name),
            Cell::text(&school.school_id),
            Cell::text(school.municipality_name.as_deref().unwrap_or_default()),
            Cell::text(school.source_system.as_deref().unwrap_or_default()),
            Cell::text(school.last_emitted_at.map_or_else(|| visit.say("silent-never"), |moment| moment.to_string())),
            Cell::Number(school.events_count),
        ]
    });
    (headings(visit, &keys), rows.collect())
}

fn releases_csv(visit: &Visit, releases: &[ReleaseHead]) -> Csv {
    let keys = [
        "release-number",
        "release-state",
        "release-moment",
        "release-methodology",
        "release-snapshot",
        "release-register-version",
        "release-digest",
        "release-created",
    ];
    let rows = releases.iter().map(|release| {
        let line = release_line(visit, release);
        vec![
            Cell::Number(release.release_id),
            Cell::text(line.state),
            Cell::text(release.as_of.to_string()),
            Cell::text(line.methodology),
            Cell::Number(release.lake_snapshot),
            Cell::Number(release.register_version),
            Cell::text(&release.digest),
            Cell::text(release.created_at.to_string()),
        ]
    });
    (headings(visit, &keys), rows.collect())
}
