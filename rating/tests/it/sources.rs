//! What an installation can prove is declared, with dates; a mistake in the file is refused with its line.

use crate::world::{World, day, methodology, rulebook, tomsk};
use rating::journal::Journal;
use rating::{Rulebook, Sources};
use sqlx::PgPool;
use warehouse::model::{DutyReason, DutyState};

const DECLARED: &str = r#"
[[sources]]
system = "dnevnik"
instance = "dnevnik-70"
from_on = "2024-09-01"
to_on = "2024-10-15"
entry_time = true
all_present_flag = true

[[sources]]
system = "dnevnik"
instance = "dnevnik-70"
from_on = "2024-10-17"
entry_time = false
all_present_flag = true
"#;

#[test]
fn a_declaration_holds_for_an_installation_and_its_days() {
    let sources = Sources::parse(DECLARED).expect("the sources are declared");
    let of = |instance: &str, on: &str| {
        let journal = Journal { system: "dnevnik".to_owned(), instance: instance.to_owned() };
        sources.of(&journal, day(on)).map(|source| source.entry_time)
    };
    let days = ["2024-08-31", "2024-09-01", "2024-10-15", "2024-10-16", "2024-10-17", "2030-01-01"];
    assert_eq!(days.map(|on| of("dnevnik-70", on)), [None, Some(true), Some(true), None, Some(false), Some(false)]);
    assert_eq!(of("dnevnik-69", "2024-10-15"), None);
}

#[test]
fn a_mistake_is_refused_with_its_line() {
    let refused =
        |from: &str, to: &str| Sources::parse(&DECLARED.replace(from, to)).expect_err("a mistake").to_string();
    let overlap = refused("2024-10-17", "2024-10-15");
    assert!(overlap.contains("sources.toml:10: dnevnik-70: from_on, to_on: the same installation"), "{overlap}");
    assert!(refused("to_on = \"2024-10-15\"", "to_on = \"2024-08-15\"").contains("to_on lies before from_on"));
    assert!(refused("entry_time = false", "entry_times = false").contains("line 14"));
}

/// The same lesson on three days: provable, undeclared, without times.
#[sqlx::test(migrations = false)]
async fn r05_a_lesson_is_judged_by_what_is_declared_for_its_day(pool: PgPool) {
    let mut world = World::new(pool).await;
    let school = tomsk(1);
    world.school(&school);
    world.calendar(&school, 5, "2024-09-01", "2025-05-31", &[]);
    world.class(&school, "5А", 5);
    for on in ["2024-10-15", "2024-10-16", "2024-10-17"] {
        world.lesson(&school, on, on, "5А", "algebra");
        world.record(&school, on, on, &format!("{on}T08:00:00Z"));
    }
    let sources = Sources::parse(DECLARED).expect("the sources are declared");
    let rated = world.rate_with(&Rulebook { sources, ..rulebook(methodology()) }, "2024-10-20T17:00:00Z").await;
    assert_eq!(rated.duty("2024-10-15", "record"), (DutyState::OnTime, None));
    assert_eq!(rated.duty("2024-10-16", "record"), (DutyState::NotMeasurable, Some(DutyReason::NotDeclared)));
    assert_eq!(rated.duty("2024-10-17", "record"), (DutyState::NotMeasurable, Some(DutyReason::NoEntryTime)));
}
