//! What became of a territory's lessons, and of each school's.

use super::{Heading, Table, Value, headings};
use crate::forms::plain::standing_word;
use crate::views::account::{Account, Standing};
use crate::views::outside_schools::{OutsideSchools, SchoolAccount};
use warehouse::model::Ratio;

/// Returns the table of a territory: a line for each disposition.
pub(crate) fn account(name: String, account: &Account) -> Table {
    let lessons_count = account.lessons_count();
    let rows = account.lines.iter().map(|(disposition, count)| {
        vec![
            Value::word(standing_word(Standing::of(*disposition))),
            Value::word(*disposition),
            Value::Number(*count),
            Value::of(Ratio::new(*count, lessons_count), |ratio| Value::Hundredths(ratio.percent_hundredths())),
        ]
    });
    let columns = headings(["account-group", "account-reason", "account-count", "account-share"]);
    Table { name, headings: columns, rows: rows.collect() }
}

/// Returns the table of schools that have lessons outside.
pub(crate) fn schools(name: String, view: &OutsideSchools) -> Table {
    let mut columns = headings([
        "csv-territory",
        "csv-territory-id",
        "csv-within",
        "account-lessons",
        "account-counted",
        "account-owed-nothing",
        "account-unknown",
    ]);
    columns.extend(view.choice.map(|_| Heading::of("outside-schools-chosen-count")));
    let row = |school: &SchoolAccount| {
        let mut row = vec![
            Value::text(&school.school.name),
            Value::text(school.school.id()),
            Value::of(school.within.as_ref(), Value::text),
            Value::Number(school.lessons_count),
            Value::Number(school.counted_count),
            Value::Number(school.nothing_owed_count),
            Value::Number(school.unknown_count),
        ];
        row.extend(view.choice.map(|_| Value::Number(school.chosen_count)));
        row
    };
    Table { name, headings: columns, rows: view.schools.iter().map(row).collect() }
}
