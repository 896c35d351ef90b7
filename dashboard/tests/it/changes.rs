//! Beside a figure stands how it changed since the previous period that it can be compared with: numbers by hand.

use crate::http::Dashboard;
use crate::seed::{self, GYMNASIUM};
use crate::seed_country::{self, MOMENT, ok, publish};
use sqlx::PgPool;
use warehouse::model::{PublishedValue, RegionCode, Territory, ValueState};
use warehouse::releases::NewRelease;

const SECOND: &str = "1029900000002-990100002";
const THIRD: &str = "1029900000003-990100003";
const EARLIER: [&str; 5] = ["earlier period", "earlier numerator", "earlier denominator", "change, pp", "places risen"];

/// Changes a figure of the first indicator.
fn set(release: &mut NewRelease, territory: &Territory, period_id: &str, change: impl Fn(&mut PublishedValue)) {
    let is_it =
        |it: &&mut PublishedValue| it.territory == *territory && it.period.id == period_id && it.indicator == "I01";
    change(release.figures.values.iter_mut().find(is_it).expect("there is such a figure"));
}

fn school(id: &str) -> Territory {
    Territory::School(id.into())
}

/// Returns a figure that is measured and has a place.
fn measured(numerator: i64, denominator: i64, place: i32, places_count: i32) -> impl Fn(&mut PublishedValue) {
    move |it| {
        (it.numerator, it.denominator, it.state) = (numerator, denominator, ValueState::Ok);
        (it.place, it.places_count) = (Some(place), Some(places_count));
    }
}

/// Returns what a file says that a territory's first indicator was, and how it changed.
async fn earlier(dashboard: &Dashboard, path: &str, id: &str) -> [String; 5] {
    let rows = dashboard.csv(&format!("/en/{path}")).await;
    let row = rows.iter().find(|row| row[2] == id).unwrap_or_else(|| panic!("{path}: no line of {id}"));
    let column = |name: &str| rows[0].iter().position(|it| *it == format!("I01 {name}")).expect("a column");
    EARLIER.map(|name| row[column(name)].clone())
}

/// Returns the cell of the first indicator in the line of a page that leads to an address.
fn cell<'a>(page: &'a str, address: &str) -> &'a str {
    let row = page.split("<tr>").find(|row| row.contains(&format!("href=\"{address}"))).expect("a line");
    row.split("<td>").nth(1).expect("a cell").split("</td>").next().expect("its end")
}

#[sqlx::test(migrations = false)]
async fn u07_a_figure_and_its_place_stand_beside_what_they_were(pool: PgPool) {
    let dashboard = Dashboard::empty(pool).await;
    let mut release = seed::release(MOMENT, 9);
    set(&mut release, &school(GYMNASIUM), "2024-09", measured(78, 87, 5, 11));
    set(&mut release, &school(GYMNASIUM), "2024-10", measured(10, 11, 3, 12));
    // The same share of another number of lessons, and a fall in share and place.
    set(&mut release, &school(SECOND), "2024-09", measured(10, 11, 4, 11));
    set(&mut release, &school(SECOND), "2024-10", measured(30, 33, 3, 12));
    set(&mut release, &school(THIRD), "2024-09", measured(1, 1, 1, 11));
    set(&mut release, &school(THIRD), "2024-10", measured(199, 200, 2, 12));
    let unseen = "1029900000004-990100004";
    set(&mut release, &school(unseen), "2024-09", |it| {
        (it.numerator, it.denominator, it.unobserved_count, it.state) = (0, 0, 9, ValueState::NoData);
        (it.place, it.places_count) = (None, None);
    });
    publish(&dashboard.warehouse, release).await;
    for file in ["rating.csv?level=school&", "municipalities/99701000.csv?", &format!("schools/{GYMNASIUM}.csv?")] {
        let file = format!("regions/99/{file}period_id=2024-10");
        assert_eq!(earlier(&dashboard, &file, GYMNASIUM).await, ["2024-09", "78", "87", "1.25", "2"], "{file}");
    }
    let october = "regions/99/rating.csv?level=school&period_id=2024-10";
    assert_eq!(earlier(&dashboard, october, SECOND).await, ["2024-09", "10", "11", "0.00", "1"]);
    assert_eq!(earlier(&dashboard, october, THIRD).await, ["2024-09", "1", "1", "-0.50", "-1"]);
    assert_eq!(earlier(&dashboard, october, unseen).await, ["", "", "", "", ""], "no number is no zero");
    let page = dashboard.page("/ru/regions/99/?level=school&period_id=2024-10").await;
    assert!(page.contains("Изменение — к периоду: сентябрь 2024,"));
    let of = |id: &str| cell(&page, &format!("/ru/regions/99/schools/{id}")).to_owned();
    for (id, texts) in [
        (GYMNASIUM, vec!["+1,25 п. п.", "было 78 / 87<", "место +2: было 5 из 11", "change rose"]),
        (SECOND, vec![">0,00 п. п.", "было 10 / 11<", "место +1: было 4 из 11", "change same"]),
        (THIRD, vec!["−0,50 п. п.", "было 1 / 1<", "место −1: было 1 из 11", "change fell"]),
        (unseen, vec!["change none\">–", "раньше значения не было"]),
    ] {
        assert!(texts.iter().all(|text| of(id).contains(text)), "{id}: {}", of(id));
    }
    assert!(!of(unseen).contains("п. п."));
    let own = dashboard.page(&format!("/en/regions/99/schools/{GYMNASIUM}?period_id=2024-10")).await;
    for text in ["Change is against September 2024,", "+1.25 pp", "was 78 / 87<", "place +2: was 5 of 11"] {
        assert!(own.contains(text), "no «{text}»");
    }
    // Before September there is nothing.
    let september = "regions/99/rating.csv?level=school&period_id=2024-09";
    assert_eq!(earlier(&dashboard, september, GYMNASIUM).await, ["", "", "", "", ""]);
    let page = dashboard.page("/ru/regions/99/?level=school&period_id=2024-09").await;
    assert!(page.contains("сравнить не с чем") && !page.contains("class=\"change") && !page.contains("п. п."));
}

/// The week before that of the vacation is the previous one; who had lessons in it is compared with it, and that is said.
#[sqlx::test(migrations = false)]
async fn u07_a_vacation_is_passed_over(pool: PgPool) {
    let dashboard = Dashboard::empty(pool).await;
    let mut release = seed::release("2024-11-10T17:00:00Z", 10);
    set(&mut release, &school(SECOND), "2024-W44", measured(1, 2, 1, 1));
    publish(&dashboard.warehouse, release).await;
    let week = "regions/99/rating.csv?level=school&period_id=2024-W45";
    assert_eq!(earlier(&dashboard, week, GYMNASIUM).await[..4], ["2024-W43", "10", "11", "0.00"]);
    assert_eq!(earlier(&dashboard, week, SECOND).await[..3], ["2024-W44", "1", "2"]);
    let page = dashboard.page("/ru/regions/99/?level=school&period_id=2024-W45").await;
    assert!(page.contains("к периоду: 43"), "what most are compared with is said once");
    let of = |id: &str| cell(&page, &format!("/ru/regions/99/schools/{id}")).to_owned();
    assert!(of(GYMNASIUM).contains("было 10 / 11<") && of(SECOND).contains("было 1 / 2: 44"), "{}", of(SECOND));
}

#[sqlx::test(migrations = false)]
async fn u07_a_period_that_runs_is_compared_and_says_so(pool: PgPool) {
    let dashboard = Dashboard::seeded(pool).await;
    let first = dashboard.releases[0];
    let running = dashboard.page(&format!("/ru/regions/99/?period_id=2024-10&release={first}")).await;
    assert!(
        running.contains("изменение не окончательное") && running.contains("Изменение — к периоду: сентябрь 2024,")
    );
    let over = dashboard.page("/ru/regions/99/?period_id=2024-10").await;
    assert!(!over.contains("изменение не окончательное") && over.contains("0,00 п. п."));
}

#[sqlx::test(migrations = false)]
async fn u07_regions_are_compared_with_what_they_were_among_the_same(pool: PgPool) {
    let dashboard = Dashboard::empty(pool).await;
    let region = |code: &str| Territory::Region(RegionCode::from(code));
    let of = |code: &str, before: (i64, i64), now: (i64, i64)| {
        let mut release = seed_country::release(code, MOMENT, [ok(1, 2); 5]);
        // Places of a region's own release mean nothing here.
        set(&mut release, &region(code), "2024-09", measured(before.0, before.1, 1, 1));
        set(&mut release, &region(code), "2024-10", measured(now.0, now.1, 1, 1));
        release
    };
    publish(&dashboard.warehouse, of("70", (50, 100), (90, 100))).await;
    publish(&dashboard.warehouse, of("69", (60, 100), (80, 100))).await;
    publish(&dashboard.warehouse, of("77", (70, 100), (70, 100))).await;
    let october = "rating.csv?period_id=2024-10";
    assert_eq!(earlier(&dashboard, october, "70").await, ["2024-09", "50", "100", "40.00", "2"]);
    assert_eq!(earlier(&dashboard, october, "69").await, ["2024-09", "60", "100", "20.00", "0"]);
    assert_eq!(earlier(&dashboard, october, "77").await, ["2024-09", "70", "100", "0.00", "-2"]);
    assert_eq!(earlier(&dashboard, october, "").await, ["2024-09", "180", "300", "20.00", ""], "the country");
    let page = dashboard.page("/ru/?period_id=2024-10").await;
    for text in ["Изменение — к периоду: сентябрь 2024,", "+40,00 п. п.", "место +2: было 3 из 3", "было 180 / 300"]
    {
        assert!(page.contains(text), "no «{text}»");
    }
    // A region without September has nothing to be compared with, and the others no sum: it would be of other regions.
    let mut new = of("78", (1, 1), (40, 100));
    new.descriptions.periods.retain(|dated| dated.period.id != "2024-09");
    new.figures.values.retain(|value| value.period.id != "2024-09");
    publish(&dashboard.warehouse, new).await;
    assert_eq!(earlier(&dashboard, october, "78").await, ["", "", "", "", ""]);
    assert_eq!(earlier(&dashboard, october, "70").await, ["2024-09", "50", "100", "40.00", "2"]);
    assert_eq!(earlier(&dashboard, october, "").await, ["", "", "", "", ""]);
    assert!(dashboard.page("/ru/?period_id=2024-10").await.contains("раньше значения не было"));
}
