//! What is not over says so wherever it stands: periods that still run, releases that are preliminary or old. The seed's first
//! release is of the morning of 7 October: its fifth week is over, and October runs.

use crate::http::Dashboard;
use crate::seed::{self, GYMNASIUM};
use crate::seed_country::{MOMENT, ok, publish, release};
use sqlx::PgPool;

/// Returns the part of the page from one mark to another.
fn between<'a>(page: &'a str, begins: &str, ends: &str) -> &'a str {
    page.split(begins).nth(1).unwrap_or_else(|| panic!("no {begins}")).split(ends).next().expect("its end")
}

/// Returns what stands in the named columns of each line of a file.
async fn columns<const N: usize>(dashboard: &Dashboard, path: &str, names: [&str; N]) -> Vec<[String; N]> {
    let rows = dashboard.csv(path).await;
    let place = |name: &str| rows[0].iter().position(|it| it == name).unwrap_or_else(|| panic!("{path}: no {name}"));
    let places = names.map(place);
    rows[1..].iter().map(|row| places.map(|column| row[column].clone())).collect()
}

#[sqlx::test(migrations = false)]
async fn u05_a_period_that_runs_is_marked_on_every_page(pool: PgPool) {
    let dashboard = Dashboard::seeded(pool).await;
    let running = format!("period_kind=month&period_id=2024-10&release={}", dashboard.releases[0]);
    for page in [
        "?".to_owned(),
        "municipalities/99701000?".to_owned(),
        format!("schools/{GYMNASIUM}?"),
        format!("schools/{GYMNASIUM}/lessons?indicator=I01&"),
        format!("schools/{GYMNASIUM}/timetable?indicator=I12&"),
        format!("schools/{GYMNASIUM}/outside?"),
        "outside?".to_owned(),
    ] {
        let html = dashboard.page(&format!("/ru/regions/99/{page}{running}")).await;
        assert!(html.contains("октябрь 2024 — идёт, до 31.10.2024"), "{page}");
        assert!(!html.contains("сентябрь 2024 — идёт"), "{page}: September is over");
        let html = dashboard.page(&format!("/en/regions/99/{page}{running}")).await;
        assert!(html.contains("October 2024 – runs until 31 Oct 2024"), "{page}");
    }
    let list = dashboard.page(&format!("/ru/regions/99/?{running}")).await;
    let options = between(&list, "<select name=\"period_id\">", "</select>");
    assert!(
        options.contains(">октябрь 2024 — идёт, до 31.10.2024<") && options.contains(">сентябрь 2024<"),
        "{options}"
    );
    assert!(between(&list, "<h1>", "</h1>").contains("идёт, до 31.10.2024"));
    // The later release is of November, when October is over.
    assert!(!dashboard.page("/ru/regions/99/?period_id=2024-10").await.contains("октябрь 2024 — идёт"));
}

/// The last week of a trend that runs is a hollow point with a word, and a line of the table that says so.
#[sqlx::test(migrations = false)]
async fn u05_the_last_week_of_a_trend_is_marked_while_it_runs(pool: PgPool) {
    let dashboard = Dashboard::empty(pool).await;
    publish(&dashboard.warehouse, seed::release("2024-10-03T17:00:00Z", 5)).await;
    for (page, territories) in
        [("".to_owned(), 1), ("municipalities/99701000".to_owned(), 2), (format!("schools/{GYMNASIUM}"), 3)]
    {
        let html = dashboard.page(&format!("/ru/regions/99/{page}")).await;
        let trend = between(&html, "id=\"trend\"", "</section>");
        assert!(
            trend.contains("неделя, которая ещё идёт, до 06.10.2024") && trend.contains("06.10.2024) — идёт"),
            "{page}"
        );
        let chart = between(trend, "<svg class=\"chart\"", "</svg>");
        assert!(chart.contains("ещё идёт") && chart.matches("r=\"4\"").count() == 2 * territories, "{page}: {chart}");
        let file = format!("/en/regions/99/{}.csv?table=trend", if page.is_empty() { "rating" } else { &page });
        let over: Vec<String> = columns(&dashboard, &file, ["Period is over"]).await.concat();
        assert_eq!(over, ["yes", "yes", "yes", "yes", "no"], "{file}");
    }
    let country = dashboard.page("/ru/").await;
    assert!(between(&country, "id=\"trend\"", "</section>").contains("ещё идёт, до 06.10.2024"));
    let over = columns(&dashboard, "/en/rating.csv?table=trend", ["Period is over"]).await;
    assert_eq!(over.concat(), ["yes", "yes", "yes", "yes", "no"]);
}

#[sqlx::test(migrations = false)]
async fn u05_files_say_which_period_and_release_they_are_of(pool: PgPool) {
    let dashboard = Dashboard::seeded(pool).await;
    let first = dashboard.releases[0];
    let names = ["Period code", "Period", "Period is over", "Release", "Release state", "Data as of"];
    for (period, name, is_over) in [("2024-10", "October 2024", "no"), ("2024-09", "September 2024", "yes")] {
        for file in [
            "rating.csv?".to_owned(),
            "rating.csv?level=school&".to_owned(),
            "rating.csv?table=account&".to_owned(),
            "municipalities/99701000.csv?".to_owned(),
            "outside.csv?".to_owned(),
            format!("schools/{GYMNASIUM}.csv?"),
            format!("schools/{GYMNASIUM}.csv?table=account&"),
            format!("schools/{GYMNASIUM}/lessons.csv?indicator=I01&"),
            format!("schools/{GYMNASIUM}/timetable.csv?indicator=I12&"),
            format!("schools/{GYMNASIUM}/outside.csv?"),
        ] {
            // In October no week of the timetable is kept: the file has its columns, and no line.
            let file = format!("/en/regions/99/{file}period_id={period}&release={first}");
            let rows = columns(&dashboard, &file, names).await;
            for row in rows {
                let expected = [period, name, is_over, &first.to_string(), "preliminary", "7 Oct 2024 00:00 (UTC+7)"];
                assert_eq!(row, expected, "{file}");
            }
        }
    }
    let names = ["Period code", "Period is over"];
    let running = columns(&dashboard, "/en/rating.csv?period_id=2024-trimester-1", names).await;
    assert!(running.iter().all(|row| *row == ["2024-trimester-1", "no"]), "{running:?}");
    let over = columns(&dashboard, "/en/rating.csv?period_id=2024-10", names).await;
    assert!(over.iter().all(|row| *row == ["2024-10", "yes"]), "{over:?}");
}

#[sqlx::test(migrations = false)]
async fn u05_the_release_stands_at_the_top_and_an_old_one_says_so(pool: PgPool) {
    let dashboard = Dashboard::seeded(pool).await;
    let [first, second] = [dashboard.releases[0], dashboard.releases[1]];
    let pages =
        ["", "municipalities/99701000", "findings", "maturity", "data", "methodology", "outside"].map(str::to_owned);
    for page in pages.into_iter().chain([format!("schools/{GYMNASIUM}"), format!("schools/{GYMNASIUM}/lessons")]) {
        let html = dashboard.page(&format!("/ru/regions/99/{page}?period_id=2024-09")).await;
        let top = between(&html, "<main", "<h1");
        for text in [&format!("Выпуск {second}"), "предварительный", "данные на 04.11.2024 00:00 (UTC+7)"]
        {
            assert!(top.contains(text), "{page}: no «{text}» at the top: {top}");
        }
        assert!(!html.contains("не последний"), "{page}");
        let old = dashboard.page(&format!("/ru/regions/99/{page}?period_id=2024-09&release={first}")).await;
        let top = between(&old, "<main", "<h1");
        for text in
            [&format!("Выпуск {first}"), "Это не последний выпуск", &format!("выпуск {second}, данные на 04.11.2024")]
        {
            assert!(top.contains(text), "{page}: no «{text}» at the top: {top}");
        }
        assert!(top.contains(&format!("href=\"/ru/regions/99/{page}?period_id=2024-09\"")), "{page}: {top}");
    }
    // The newest may be named, and is no old one for that.
    let named = dashboard.page(&format!("/ru/regions/99/?release={second}")).await;
    assert!(!named.contains("не последний"));
    sqlx::query("update published.releases set state = 'frozen'")
        .execute(warehouse::testing::pool(&dashboard.warehouse))
        .await
        .expect("frozen");
    let html = dashboard.page("/ru/regions/99/").await;
    assert!(between(&html, "<main", "<h1").contains("окончательный"));
}

/// Regions are compared that are of one local day of a period that runs; that some had more of that day is said.
#[sqlx::test(migrations = false)]
async fn u05_regions_of_one_day_and_different_times_say_so(pool: PgPool) {
    let dashboard = Dashboard::empty(pool).await;
    let page = |id: &str| format!("/ru/?period_id={id}");
    let trimester = page("2024-trimester-1");
    // It is 20:00 in Moscow and, two hours later, in Yekaterinburg: they stand equally far.
    publish(&dashboard.warehouse, release("77", MOMENT, [ok(1, 2); 5])).await;
    publish(&dashboard.warehouse, release("66", "2024-11-03T15:00:00Z", [ok(1, 2); 5])).await;
    assert!(!dashboard.page(&trimester).await.contains("на разное его время"));
    publish(&dashboard.warehouse, release("78", "2024-11-03T06:00:00Z", [ok(1, 2); 5])).await;
    let html = dashboard.page(&trimester).await;
    assert!(html.contains("на разное его время: от 09:00 до 20:00 по местным часам"));
    assert!(!html.contains("id=\"apart\""), "one day is compared");
    assert!(!dashboard.page(&page("2024-10")).await.contains("на разное его время"), "October is over");
}
