//! The lessons that stand outside.

use super::{Table, Value, headings};
use crate::forms::plain::standing_word;
use crate::views::account::Standing;
use crate::views::outside::{OutsideLesson, OutsideLessons};

/// Returns the table.
pub(crate) fn table(name: String, view: &OutsideLessons) -> Table {
    let columns = headings([
        "lesson-on",
        "lesson-number",
        "lesson-class",
        "lesson-subject",
        "lesson-subject-id",
        "outside-lesson-journal",
        "outside-lesson-id",
        "account-group",
        "account-reason",
    ]);
    Table { name, headings: columns, rows: view.lessons.iter().map(row).collect() }
}

fn row(lesson: &OutsideLesson) -> Vec<Value> {
    vec![
        Value::Date(lesson.lesson_on),
        Value::Number(i64::from(lesson.number)),
        Value::text(&lesson.class),
        Value::text(&lesson.subject),
        Value::text(&lesson.subject_id),
        Value::text(&lesson.source_instance),
        Value::text(&lesson.lesson_id),
        Value::word(standing_word(Standing::of(lesson.disposition))),
        Value::word(lesson.disposition),
    ]
}
