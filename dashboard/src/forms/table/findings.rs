//! What looks wrong in the data: by school and week, and by kind.

use super::{Table, Value, headings};
use crate::views::findings::{Findings, FoundKinds};
use warehouse::published::{FindingCount, PublishedFinding};

/// Returns the table of findings.
pub(crate) fn list(name: String, view: &Findings) -> Table {
    let columns = headings([
        "findings-kind",
        "level-school",
        "findings-school-id",
        "level-municipality",
        "findings-municipality-id",
        "findings-week",
        "findings-count",
        "findings-example",
    ]);
    Table { name, headings: columns, rows: view.findings.iter().map(row).collect() }
}

fn row(finding: &PublishedFinding) -> Vec<Value> {
    vec![
        Value::word(finding.finding),
        Value::of(finding.school_name.as_ref(), Value::text),
        Value::of(finding.school_id.as_ref(), |id| Value::text(id.as_str())),
        Value::of(finding.municipality_name.as_ref(), Value::text),
        Value::of(finding.municipality_id.as_ref(), |id| Value::text(id.as_str())),
        Value::of(finding.week_id.as_ref(), Value::text),
        Value::Number(finding.findings_count),
        Value::text(&finding.example),
    ]
}

/// Returns the table of kinds.
pub(crate) fn kinds(name: String, found: &FoundKinds) -> Table {
    let columns =
        headings(["findings-kind", "findings-count", "findings-lines", "findings-schools", "findings-example"]);
    Table { name, headings: columns, rows: found.kinds.iter().map(kind).collect() }
}

fn kind(count: &FindingCount) -> Vec<Value> {
    vec![
        Value::word(count.finding),
        Value::Number(count.findings_count),
        Value::Number(count.lines_count),
        Value::Number(count.schools_count),
        Value::text(&count.example.example),
    ]
}
