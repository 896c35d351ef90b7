//! Which release is the latest.

use crate::world::{World, region, tomsk};
use sqlx::PgPool;
use warehouse::model::ReleaseId;

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
    let published = world.warehouse.published(world.warehouse.scope_by_configuration(region()));
    let listed = published.releases(10).await.expect("the releases can be listed");
    let listed: Vec<ReleaseId> = listed.into_iter().map(|head| head.release_id).collect();
    assert_eq!(listed, [revised, november, october]);
}

/// Returns the latest release by the rating's door and by the readers'.
async fn latest(world: &World) -> [ReleaseId; 2] {
    let published = world.warehouse.published(world.warehouse.scope_by_configuration(region()));
    let shown = published.release(None).await.expect("it can be asked").expect("there is one");
    let latest = world.doors().releases.latest(&region()).await.expect("it can be asked").expect("there is one");
    [latest.release_id, shown.id()]
}
