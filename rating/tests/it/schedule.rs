//! Releases by the clock: missed ticks become one, and a restart needs no memory.

use crate::world::{World, at, methodology, region, rulebook};
use rating::{Error, RegionChoice, Scheduled, Ticks, run_on_schedule};
use sqlx::PgPool;
use std::sync::Mutex;
use std::sync::atomic::{AtomicI64, Ordering};
use tokio::sync::Notify;
use warehouse::model::Instant;

fn nightly() -> Ticks {
    Ticks::new("0 0 5 * * *", chrono_tz::Asia::Tomsk).expect("a cron expression")
}

#[test]
fn ticks_are_local() {
    let now = at("2024-10-15T12:00:00Z");
    assert_eq!(nightly().last(now), Some(at("2024-10-14T22:00:00Z")));
    assert_eq!(nightly().next(now), Some(at("2024-10-15T22:00:00Z")));
    // A tick is due at its very moment, and not a microsecond before.
    assert_eq!(nightly().last(at("2024-10-15T22:00:00Z")), Some(at("2024-10-15T22:00:00Z")));
    assert_eq!(nightly().last(at("2024-10-15T21:59:59.999999Z")), Some(at("2024-10-14T22:00:00Z")));
}

#[test]
fn missed_ticks_become_one() {
    let (started, now) = (at("2024-10-01T00:00:00Z"), at("2024-10-15T12:00:00Z"));
    let last_tick = Some(at("2024-10-14T22:00:00Z"));
    assert_eq!(nightly().due(now, Some(at("2024-10-10T22:00:00Z")), now), last_tick);
    assert_eq!(nightly().due(now, last_tick, started), None);
    // A release made by hand after the tick covers it.
    assert_eq!(nightly().due(now, Some(at("2024-10-15T01:00:00Z")), started), None);
    // Without any release nothing was missed before the start.
    assert_eq!(nightly().due(now, None, now), None);
    assert_eq!(nightly().due(now, None, started), last_tick);
}

#[test]
fn a_wrong_expression_is_refused() {
    let refused = Ticks::new("every night", chrono_tz::Asia::Tomsk);
    assert!(matches!(refused, Err(Error::Schedule { expression, .. }) if expression == "every night"));
}

/// The clock jumps over three ticks: one release is made, of the last of them; started again, none.
#[sqlx::test(migrations = false)]
async fn a_schedule_publishes_what_is_due(pool: PgPool) {
    let mut world = World::new(pool).await;
    let first = world.rate("2024-10-10T22:00:00Z").await.release;
    let clock = AtomicI64::new(at("2024-10-14T12:00:00Z").micros());
    let rulebook = rulebook(methodology());
    let published = Mutex::new(Vec::new());
    let is_published = Notify::new();
    let scheduled = Scheduled {
        expression: "0 0 5 * * *",
        rulebook: &rulebook,
        regions: &RegionChoice::One(region()),
        clock: &|| Instant::from_micros(clock.load(Ordering::Relaxed)),
        progress: &|_| {},
        published: &|release| {
            published.lock().expect("one thread").push(release.inputs.as_of);
            is_published.notify_one();
        },
    };
    run_on_schedule(&world.doors(), &scheduled, is_published.notified()).await.expect("it stops");
    let moment_later = tokio::time::sleep(std::time::Duration::from_secs(2));
    run_on_schedule(&world.doors(), &scheduled, moment_later).await.expect("it stops");
    assert_eq!(first.inputs.as_of, at("2024-10-10T22:00:00Z"));
    assert_eq!(*published.lock().expect("one thread"), [at("2024-10-13T22:00:00Z")]);
}
