//! Each lesson is judged by the rules of its own day, and a release keeps all the versions that it used.

use crate::world::{World, WorldSchool, methodology, rulebook, tomsk};
use rating::methodology::MethodologyError;
use rating::{Error, Methodology, Rulebook, Versions, verify};
use sqlx::PgPool;
use warehouse::model::*;

const WEEK: &str = "2024-W42";

/// Until 15 October records are due by the end of the day, from the 16th on by 13:00 of the next day; an outage is confirmed
/// by the municipality from then on, and takes three hours.
fn versions() -> Versions {
    let text = methodology().text().to_owned();
    let first =
        text.replace("in_force_from = \"2000-01-01\"", "in_force_from = \"2000-01-01\"\nin_force_to = \"2024-10-15\"");
    let second = text
        .replace("in_force_from = \"2000-01-01\"", "in_force_from = \"2024-10-16\"")
        .replace("version = 1", "version = 2")
        .replace(
            "outage_confirmed_by = [\"regional_operator\", \"municipal_operator\"]",
            "outage_confirmed_by = [\"municipal_operator\"]",
        )
        .replace(
            "record = { kind = \"end_of_local_day\" }",
            "record = { kind = \"next_day_at\", hour = 13, minute = 0 }",
        );
    assert!(
        second.contains("next_day_at") && second.contains("[\"municipal_operator\"]"),
        "the text has what is replaced"
    );
    let parse = |text: &str| Methodology::parse(text).expect("a methodology");
    Versions::new(vec![parse(&second), parse(&first)]).expect("they follow one another")
}

fn book(methodologies: Versions) -> Rulebook {
    Rulebook { methodologies, ..rulebook(methodology()) }
}

fn fill(world: &mut World, school: &WorldSchool) {
    world.school(school);
    world.calendar(school, 5, "2024-09-01", "2025-05-31", &[]);
    world.class(school, "5А", 5);
    for (on, entered_at) in [("2024-10-15", "2024-10-16T02:00:00Z"), ("2024-10-16", "2024-10-17T02:00:00Z")] {
        world.lesson(school, &format!("of-{on}"), on, "5А", "algebra");
        world.record(school, &format!("of-{on}"), on, entered_at);
        // The region's operator confirms the outages of both days.
        world.lesson(school, &format!("hidden-{on}"), on, "5А", "algebra");
    }
}

/// Entered at nine of the next morning: late by the rules of the 15th, in time by those of the 16th.
#[sqlx::test(migrations = false)]
async fn r08_a_lesson_is_judged_by_the_rules_of_its_day(pool: PgPool) {
    let mut world = World::new(pool).await;
    let school = tomsk(1);
    fill(&mut world, &school);
    let rated = world.rate_with(&book(versions()), "2024-10-20T17:00:00Z").await;
    assert_eq!(rated.duty("of-2024-10-15", "record"), (DutyState::Late, None));
    assert_eq!(rated.duty("of-2024-10-16", "record"), (DutyState::OnTime, None));
    assert_eq!(rated.week(&school.id(), WEEK, "I01"), (1, 4));
    assert_eq!(rated.release.inputs.methodology_version, 2);
    let texts = world.doors().releases.texts(rated.release.release_id).await.expect("its texts are kept");
    let named: Vec<&str> =
        texts.iter().filter(|text| text.kind == TextKind::Methodology).map(|text| text.name.as_str()).collect();
    assert_eq!(named, ["region-1 2000-01-01…2024-10-15", "region-2 2024-10-16…"]);
    let found = verify(&world.doors(), rated.release.release_id).await.expect("it can be computed again");
    assert!(found.is_exact(), "{:?}", found.differences);
}

/// Who may confirm an outage is said by the rules of the day, too.
#[sqlx::test(migrations = false)]
async fn an_outage_is_confirmed_by_whom_the_rules_of_its_day_name(pool: PgPool) {
    let mut world = World::new(pool).await;
    let school = tomsk(1);
    fill(&mut world, &school);
    for on in ["2024-10-15", "2024-10-16"] {
        world.outage(&school, &format!("{on}T00:00:00Z"), &format!("{on}T17:00:00Z"), true);
    }
    let rated = world.rate_with(&book(versions()), "2024-10-20T17:00:00Z").await;
    assert_eq!(rated.duty("hidden-2024-10-15", "record"), (DutyState::Excused, Some(DutyReason::Outage)));
    assert_eq!(rated.duty("hidden-2024-10-16", "record"), (DutyState::Missing, None));
    assert_eq!(rated.findings_of(FindingKind::UnconfirmedOutage).len(), 1);
}

/// A release of a day knows no later version, and one of a day without rules is refused.
#[sqlx::test(migrations = false)]
async fn a_release_is_by_the_version_of_its_day(pool: PgPool) {
    let mut world = World::new(pool).await;
    let school = tomsk(1);
    fill(&mut world, &school);
    let rated = world.rate_with(&book(versions()), "2024-10-15T17:00:00Z").await;
    assert_eq!(rated.release.inputs.methodology_version, 1);
    let texts = world.doors().releases.texts(rated.release.release_id).await.expect("its texts are kept");
    assert!(!texts.iter().any(|text| text.kind == TextKind::Methodology));
    let ended = methodology()
        .text()
        .replace("in_force_from = \"2000-01-01\"", "in_force_from = \"2000-01-01\"\nin_force_to = \"2024-10-10\"");
    let ended = book(Methodology::parse(&ended).expect("a methodology").into());
    let now = crate::world::at("2030-01-01T00:00:00Z");
    let moment = crate::world::at("2024-10-20T17:00:00Z");
    let refused = rating::rate(&world.doors(), &ended, moment, &crate::world::region(), now, &|_| {}).await;
    assert!(matches!(refused, Err(Error::NotInForce { .. })));
}

/// Two versions of one day, two methodologies, a version that goes backwards, and no version at all are refused in words.
#[test]
fn versions_must_follow_one_another() {
    let text = methodology().text().to_owned();
    let parse = |text: &str| Methodology::parse(text).expect("a methodology");
    let refused = |texts: &[&str]| match Versions::new(texts.iter().map(|text| parse(text)).collect()) {
        Err(MethodologyError::Contradictions(found)) => found.join("; "),
        other => panic!("they are refused, not {other:?}"),
    };
    let later = text.replace("in_force_from = \"2000-01-01\"", "in_force_from = \"2024-10-16\"");
    let message = refused(&[&text, &later]);
    assert!(message.contains("version: 1 comes into force on 2024-10-16, after version 1: it must be 2"), "{message}");
    assert!(message.contains("in_force_to: version 1 must end on 2024-10-15, the day before"), "{message}");
    let message = refused(&[&text, &later.replace("code = \"region\"", "code = \"other\"")]);
    assert!(message.contains("code: «region» and «other» are two methodologies"), "{message}");
    assert!(refused(&[]).contains("there is no version"));
}
