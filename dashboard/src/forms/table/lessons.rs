//! The lessons behind a figure.

use super::{Table, Value, headings};
use crate::views::lessons::{Lesson, Lessons};

/// Returns the table.
pub(crate) fn table(name: String, lessons: &Lessons) -> Table {
    let columns = headings([
        "lesson-on",
        "lesson-number",
        "lesson-class",
        "lesson-subject",
        "lesson-subject-id",
        "lesson-due",
        "lesson-fulfilled",
        "lesson-state",
        "lesson-reason",
    ]);
    Table { name, headings: columns, rows: lessons.lessons.iter().map(row).collect() }
}

fn row(lesson: &Lesson) -> Vec<Value> {
    vec![
        Value::Date(lesson.lesson_on),
        Value::Number(i64::from(lesson.number)),
        Value::text(&lesson.class),
        Value::text(&lesson.subject),
        Value::text(&lesson.subject_id),
        Value::Moment(lesson.due_at),
        Value::of(lesson.fulfilled_at, Value::Moment),
        Value::word(lesson.state),
        Value::of(lesson.reason, Value::word),
    ]
}
