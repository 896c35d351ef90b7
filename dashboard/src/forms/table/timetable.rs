//! The weeks of a timetable behind a figure.

use super::{Heading, Table, Value};
use crate::views::timetable::{ClassWeek, Timetable};

/// Returns the table.
pub(crate) fn table(name: String, timetable: &Timetable) -> Table {
    let headings = vec![
        Heading::of("timetable-week"),
        Heading::of("lesson-class"),
        Heading::of("lesson-subject"),
        Heading::of("lesson-subject-id"),
        Heading::of("timetable-scheduled"),
        Heading::of("timetable-planned"),
        Heading::of("timetable-filled"),
        Heading::of("timetable-pending"),
        Heading::of("timetable-unobserved"),
        Heading::of("timetable-reason"),
    ];
    Table { name, headings, rows: timetable.weeks.iter().map(row).collect() }
}

fn row(week: &ClassWeek) -> Vec<Value> {
    vec![
        Value::text(&week.week_id),
        Value::text(&week.class),
        Value::text(&week.subject),
        Value::text(&week.subject_id),
        Value::Number(week.scheduled_count),
        Value::Number(week.planned),
        Value::Number(week.filled),
        Value::Number(week.pending),
        Value::Number(week.unobserved),
        Value::of(week.reason, Value::word),
    ]
}
