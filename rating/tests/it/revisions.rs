//! Which release is the latest, and which periods it has.

use crate::world::{World, day, region, tomsk};
use sqlx::PgPool;
use warehouse::access::Reach;
use warehouse::model::{LocalDate, ReleaseId};
use warehouse::published::PublishedRegion;

/// Rating a past moment anew takes nobody's front page over; a revision of the latest moment does.
#[sqlx::test(migrations = false)]
async fn r10_the_latest_release_is_of_the_greatest_moment(pool: PgPool) {
    let mut world = World::new(pool).await;
    let school = tomsk(1);
    world.school(&school);
    let november = world.rate("2024-11-01T00:00:00Z").await.release.release_id;
    let october = world.rate("2024-10-01T00:00:00Z").await.release.release_id;
    assert!(october > november);
    assert_eq!(latest(&world).await, [november, november]);

    world.calendar(&school, 5, "2024-09-01", "2025-05-31", &[]);
    let revised = world.rate("2024-11-01T00:00:00Z").await.release.release_id;
    assert_eq!(latest(&world).await, [revised, revised]);
    let listed = published(&world).releases(10).await.expect("the releases can be listed");
    let listed: Vec<ReleaseId> = listed.into_iter().map(|head| head.release_id).collect();
    assert_eq!(listed, [revised, november, october]);
}

/// Returns what readers of the region may read.
fn published(world: &World) -> PublishedRegion {
    let scope = world.warehouse.scope_by_configuration(Reach::Region(region())).expect("a region can be served");
    world.warehouse.published(scope).region(&region()).expect("it is the scope's")
}

/// Returns the latest release by the rating's door and by the readers'.
async fn latest(world: &World) -> [ReleaseId; 2] {
    let shown = published(world).release(None).await.expect("it can be asked").expect("there is one");
    let latest = world.doors().releases.latest(&region()).await.expect("it can be asked").expect("there is one");
    [latest.release_id, shown.id()]
}

/// A lesson that somebody put into 2099 makes no periods, and a release without lessons has none.
#[sqlx::test(migrations = false)]
async fn r19_a_lesson_of_2099_makes_no_periods(pool: PgPool) {
    let mut world = World::new(pool).await;
    let school = tomsk(1);
    world.school(&school);
    assert_eq!(last_day(&mut world).await, None);
    world.calendar(&school, 5, "2024-09-01", "2025-05-31", &[]);
    world.class(&school, "5А", 5);
    world.lesson(&school, "lesson-1", "2024-10-15", "5А", "algebra");
    world.lesson(&school, "lesson-2", "2099-10-15", "5А", "algebra");
    // The last day of the school year that runs.
    assert_eq!(last_day(&mut world).await, Some(day("2025-08-31")));
}

/// Returns the last day of the periods of a release of 16 October 2024.
async fn last_day(world: &mut World) -> Option<LocalDate> {
    let release_id = world.rate("2024-10-16T05:00:00Z").await.release.release_id;
    let descriptions = world.doors().releases.descriptions(release_id).await.expect("it can be read");
    descriptions.periods.into_iter().map(|dated| dated.ends_on).max()
}
