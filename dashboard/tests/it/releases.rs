//! Which release the pages speak of, what they say before the first lesson, and the texts that a release ran.

use crate::http::Dashboard;
use crate::seed;
use sqlx::PgPool;
use warehouse::model::SnapshotId;
use warehouse::releases::{Descriptions, Figures, NewRelease};

/// Rating a past moment anew takes the front page from nobody; a revision of the latest moment takes it.
#[sqlx::test(migrations = false)]
async fn r10_the_front_page_shows_the_greatest_moment(pool: PgPool) {
    let dashboard = Dashboard::seeded(pool).await;
    let latest = dashboard.releases[1];
    let past = publish_again(&dashboard, "2024-10-06T17:00:00Z", 5).await;
    assert!(past.release_id > latest);
    let page = dashboard.page("/ru/regions/99/").await;
    assert!(page.contains(&format!("Выпуск {latest}")) && page.contains("04.11.2024 00:00 (UTC+7)"));
    let listed = dashboard.csv("/en/regions/99/data.csv?table=releases").await;
    assert_eq!(listed[1][0], latest.to_string());

    let revised = publish_again(&dashboard, "2024-11-03T17:00:00Z", 9).await;
    assert!(dashboard.page("/ru/regions/99/").await.contains(&format!("Выпуск {}", revised.release_id)));
}

/// Publishes what is published, as if of a later snapshot.
async fn publish_again(dashboard: &Dashboard, as_of: &str, weeks: usize) -> warehouse::model::Release {
    let mut release = seed::release(as_of, weeks);
    release.inputs.lake_snapshot = SnapshotId(release.inputs.lake_snapshot.0 + 100);
    let releases = dashboard.warehouse.releases();
    let release_id = releases.publish(&release).await.expect("it is published");
    releases.release(release_id).await.expect("it can be read").expect("it is there")
}

/// A release without lessons has a first page, which says what there is and what is missing.
#[sqlx::test(migrations = false)]
async fn r19_before_the_first_lesson_there_is_a_first_page(pool: PgPool) {
    let dashboard = Dashboard::empty(pool).await;
    let full = seed::release("2024-09-01T00:00:00Z", 1);
    let schools = full.descriptions.territories.clone();
    let mut release = NewRelease {
        kept: Vec::new(),
        descriptions: Descriptions { periods: Vec::new(), ..full.descriptions },
        figures: Figures { values: Vec::new(), ..full.figures },
        ..full
    };
    let releases = dashboard.warehouse.releases();
    releases.publish(&release).await.expect("it is published");
    let page = dashboard.page("/ru/regions/99/").await;
    assert!(page.contains("В выпуске ещё нет уроков") && page.contains("<dt>Школы</dt><dd>14</dd>"), "{page}");
    assert!(page.contains("lesson.scheduled") && !page.contains("org.upserted"));
    assert!(dashboard.page("/en/regions/99/?level=school").await.contains("The release has no lessons yet"));
    for path in ["/ru/regions/99/maturity", "/ru/regions/99/data", "/ru/regions/99/methodology"] {
        dashboard.page(path).await;
    }
    // Elsewhere there is nothing, and it is said why.
    let file = dashboard.get("/ru/regions/99/rating.csv").await;
    assert!(file.status == 404 && file.body.contains("В выпуске ещё нет уроков"));

    // Not even schools are known.
    release.inputs.as_of = seed::moment("2024-09-02T00:00:00Z");
    release.descriptions.territories = schools.into_iter().take(1).collect();
    releases.publish(&release).await.expect("it is published");
    let page = dashboard.page("/ru/regions/99/").await;
    assert!(page.contains("<dt>Школы</dt><dd>0</dd>") && page.contains("org.upserted"), "{page}");
}

/// The methodology's page lists the queries that the release ran, and gives each as it ran.
#[sqlx::test(migrations = false)]
async fn r14_the_texts_that_a_release_ran_can_be_read(pool: PgPool) {
    let dashboard = Dashboard::seeded(pool).await;
    let first = dashboard.releases[0];
    let page = dashboard.page(&format!("/ru/regions/99/methodology?release={first}")).await;
    let text = "SELECT lesson_id FROM timetable WHERE 1 < 2\n";
    assert!(page.contains(&warehouse::digest::sha256(text.as_bytes())));
    assert!(page.contains(&format!("/ru/regions/99/methodology/lessons.sql?release={first}")), "{page}");
    let file = dashboard.get(&format!("/ru/regions/99/methodology/lessons.sql?release={first}")).await;
    assert_eq!((file.status, file.body.as_str()), (200, text));
    assert_eq!(file.headers["content-type"], "text/plain; charset=utf-8");
    assert_eq!(file.headers["content-disposition"], "attachment; filename=\"lessons.sql\"");
    for nothing in ["lessons", "marks.sql", "lessons.csv"] {
        assert_eq!(dashboard.get(&format!("/ru/regions/99/methodology/{nothing}")).await.status, 404, "{nothing}");
    }
}
