//! Releases: computed again bit for bit, changed values found, the same inputs published once.

use crate::rated::read;
use crate::world::{World, at, methodology, region, rulebook, tomsk};
use rating::{Difference, Error, rate, verify};
use sqlx::PgPool;
use warehouse::model::{DutyState, ReleaseId};
use warehouse::model::{PeriodKind, ValueState};

/// 50 lessons of 15 October: 40 are known to be filled on the day by the next morning.
fn fifty_lessons(world: &mut World) {
    let school = tomsk(1);
    world.school(&school);
    world.calendar(&school, 5, "2024-09-01", "2025-05-31", &[]);
    world.class(&school, "5А", 5);
    for index in 0..50 {
        let lesson = format!("lesson-{index}");
        world.lesson(&school, &lesson, "2024-10-15", "5А", "algebra");
        if index < 40 {
            world.record(&school, &lesson, "2024-10-15", "2024-10-15T08:00:00Z");
        }
    }
}

/// On 18 October the connector delivers 9 more, 8 of them entered in time and one late; one was never filled.
fn late_delivery(world: &mut World) {
    world.emitted_at = Some(at("2024-10-18T05:00:00Z"));
    for index in 40..49 {
        let entered_at = if index < 48 { "2024-10-15T09:00:00Z" } else { "2024-10-17T09:00:00Z" };
        world.record(&tomsk(1), &format!("lesson-{index}"), "2024-10-15", entered_at);
    }
    world.emitted_at = None;
}

/// What arrives late was not entered late; the first release stays what it was, and comes out again bit for bit.
#[sqlx::test(migrations = false)]
async fn t05_late_arrival_is_not_late_entry(pool: PgPool) {
    let mut world = World::new(pool).await;
    fifty_lessons(&mut world);
    let first = world.rate("2024-10-16T05:00:00Z").await;
    assert_eq!(first.week(&tomsk(1).id(), "2024-W42", "I01"), (40, 50));

    late_delivery(&mut world);
    let second = world.rate("2024-10-19T05:00:00Z").await;
    assert_eq!(second.week(&tomsk(1).id(), "2024-W42", "I01"), (48, 50));
    assert_eq!(second.duties_in("record", DutyState::Late, None), 1);

    for rated in [&first, &second] {
        let verification = verify(&world.doors(), rated.release.release_id).await.expect("it can be computed again");
        assert_eq!(verification.differences, Vec::new());
        assert!(verification.is_exact());
        assert_eq!(verification.recomputed_digest, rated.release.digest);
    }
    let again = read(&world.warehouse, first.release.clone()).await;
    assert_eq!(again.week(&tomsk(1).id(), "2024-W42", "I01"), (40, 50));
}

/// A release as of a past moment knows nothing that was sent after it, whenever it is computed.
#[sqlx::test(migrations = false)]
async fn a_release_knows_what_was_sent_by_its_moment(pool: PgPool) {
    let mut world = World::new(pool).await;
    fifty_lessons(&mut world);
    late_delivery(&mut world);
    let rated = world.rate("2024-10-16T05:00:00Z").await;
    assert_eq!(rated.week(&tomsk(1).id(), "2024-W42", "I01"), (40, 50));
}

/// One changed number, one changed place: verification names them.
#[sqlx::test(migrations = false)]
async fn a_changed_value_is_found(pool: PgPool) {
    let mut world = World::new(pool).await;
    fifty_lessons(&mut world);
    let rated = world.rate("2024-10-16T05:00:00Z").await;
    let changed = sqlx::query(
        "update published.values set numerator = numerator + 1
          where level = 'school' and period_id = '2024-10' and indicator = 'I01'",
    )
    .execute(warehouse::testing::pool(&world.warehouse))
    .await
    .expect("the value can be changed");
    assert_eq!(changed.rows_affected(), 1);
    let verification = verify(&world.doors(), rated.release.release_id).await.expect("it can be computed again");
    assert!(!verification.is_exact());
    let school = tomsk(1).id();
    assert_eq!(
        verification.differences,
        [
            Difference::OnlyPublished(format!("value|school|{school}|month|2024-10|I01|41|50|0|0|0|0|0|ok|1|1")),
            Difference::OnlyRecomputed(format!("value|school|{school}|month|2024-10|I01|40|50|0|0|0|0|0|ok|1|1")),
        ]
    );
    assert_ne!(verification.stored_digest, verification.recomputed_digest);
}

/// The same inputs are one release; a new fact, a new moment, a new rule make another one.
#[sqlx::test(migrations = false)]
async fn the_same_inputs_are_published_once(pool: PgPool) {
    let mut world = World::new(pool).await;
    fifty_lessons(&mut world);
    let first = world.rate("2024-10-16T05:00:00Z").await.release;
    let other_moment = world.rate("2024-10-17T05:00:00Z").await.release;
    // Releases add their duties to the lake; that is no new fact.
    let again = world.rate("2024-10-16T05:00:00Z").await.release;
    assert_eq!(again, first);
    assert_eq!(other_moment.inputs.lake_snapshot, first.inputs.lake_snapshot);
    assert_ne!(other_moment.release_id, first.release_id);

    let other_rules = methodology().text().replace("coverage_minimum_percent = 60", "coverage_minimum_percent = 61");
    let other_rules = rating::Methodology::parse(&other_rules).expect("a methodology");
    let other = world.rate_by(&other_rules, "2024-10-16T05:00:00Z").await.release;
    assert_ne!(other.release_id, first.release_id);

    late_delivery(&mut world);
    let with_new_facts = world.rate("2024-10-16T05:00:00Z").await.release;
    assert_ne!(with_new_facts.release_id, first.release_id);
    assert_eq!(with_new_facts.digest, first.digest);
}

/// Two runs at once take turns, and publish one release.
#[sqlx::test(migrations = false)]
async fn two_runs_at_once_publish_one_release(pool: PgPool) {
    let mut world = World::new(pool).await;
    fifty_lessons(&mut world);
    world.commit().await;
    let rulebook = rulebook(methodology());
    let now = at("2030-01-01T00:00:00Z");
    let (doors, region) = (world.doors(), region());
    let run = || rate(&doors, &rulebook, at("2024-10-16T05:00:00Z"), &region, now, &|_| {});
    let (left, right) = tokio::join!(run(), run());
    assert_eq!(left.expect("it is rated"), right.expect("it is rated"));
}

/// An empty lake has a release, too: nothing is applicable.
#[sqlx::test(migrations = false)]
async fn an_empty_world_has_a_release(pool: PgPool) {
    let mut world = World::new(pool).await;
    let rated = world.rate("2024-10-16T05:00:00Z").await;
    assert!(rated.figures.values.is_empty());
    assert!(rated.figures.maturity_values.iter().all(|it| it.state != ValueState::Ok));
    assert!(verify(&world.doors(), rated.release.release_id).await.expect("it can be computed again").is_exact());
}

/// Until a deadline has come nothing is missing; a lesson that has not ended is not there yet.
#[sqlx::test(migrations = false)]
async fn duties_are_pending_until_their_deadline(pool: PgPool) {
    let mut world = World::new(pool).await;
    fifty_lessons(&mut world);
    world.lesson_at(&tomsk(1), "evening", "2024-10-15", "5А", "algebra", 1140);
    // 15:00 in Tomsk: the evening's lesson is ahead, and so is the end of the day.
    let rated = world.rate("2024-10-15T08:00:00Z").await;
    assert_eq!(rated.duties_in("record", DutyState::Pending, None), 10);
    assert_eq!(rated.duties_in("record", DutyState::OnTime, None), 40);
    let value = rated.value(&tomsk(1).id(), PeriodKind::Week, "2024-W42", "I01");
    assert_eq!((value.numerator, value.denominator, value.pending_count), (40, 40, 10));
}

/// A moment that has not come, and a methodology that is not in force: one clear refusal each.
#[sqlx::test(migrations = false)]
async fn impossible_moments_are_refused(pool: PgPool) {
    let world = World::new(pool).await;
    let bundled = rating::Methodology::region_2024().expect("the bundled methodology is right");
    let as_of = at("2020-01-01T00:00:00Z");
    let (doors, bundled, region) = (world.doors(), rulebook(bundled), region());
    let future = rate(&doors, &bundled, as_of, &region, at("2019-01-01T00:00:00Z"), &|_| {}).await;
    assert!(matches!(future, Err(Error::InFuture { .. })));
    let too_early = rate(&doors, &bundled, as_of, &region, at("2025-01-01T00:00:00Z"), &|_| {}).await;
    assert!(matches!(too_early, Err(Error::NotInForce { .. })));
    assert!(matches!(verify(&world.doors(), ReleaseId(404)).await, Err(Error::NoSuchRelease(ReleaseId(404)))));
}
