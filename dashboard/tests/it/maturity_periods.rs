//! Digital maturity by reporting period: a region's, the way to its targets, and all regions side by side.

use crate::http::Dashboard;
use crate::seed::{self, TINY, day};
use crate::seed_country::{MOMENT, ok, publish, release};
use crate::seed_maturity::{CEDAR, MOVED};
use sqlx::PgPool;
use warehouse::model::{MaturityMonth, ValueState};

/// Recommendations were offered to 20 of a hundred pupils by the end of September, to 25 by 3 November.
#[sqlx::test(migrations = false)]
async fn r11_a_regions_page_tells_the_period_that_is_asked_for(pool: PgPool) {
    let dashboard = Dashboard::seeded(pool).await;
    let page = dashboard.page("/ru/regions/99/maturity").await;
    assert!(page.contains("ноябрь 2024: период идёт, по состоянию на 03.11.2024"));
    let page = dashboard.page("/ru/regions/99/maturity?period=2024-Q3").await;
    assert!(page.contains("III квартал 2024 года: по состоянию на 30.09.2024"));
    let line = page.split("<tr>").find(|row| row.contains("<b>DM2</b>")).expect("the indicator's line");
    assert!(line.contains("19,99\u{a0}%") && line.contains("850 / 4253"), "{line}");
    assert!(line.contains("на 30.09.2024") && line.contains("на 20.09.2024"), "each part has its day: {line}");
    let table = page.split("id=\"periods-heading\"").nth(1).expect("the periods");
    let table = table.split("</table>").next().expect("it ends");
    let rows: Vec<&str> = table.split("<tr>").skip(2).collect();
    assert_eq!(rows.len(), 2, "two quarters");
    assert!(rows[0].contains(">III квартал 2024 года<") && rows[0].contains("850 / 4253"), "{}", rows[0]);
    assert!(rows[1].contains("IV квартал 2024 года (идёт)") && rows[1].contains("1063 / 4253"), "{}", rows[1]);
    assert!(rows[1].contains("/ru/regions/99/maturity?period=2024-Q4"), "{}", rows[1]);
    let year = dashboard.page("/en/regions/99/maturity?period=2024").await;
    assert!(year.contains("Year 2024: still running, as of 3 Nov 2024"));
    for nowhere in ["2024-Q2", "2024-13", "2024-quarter-1", "2025", "DM2"] {
        let found = dashboard.get(&format!("/ru/regions/99/maturity?period={nowhere}")).await;
        assert_eq!(found.status, 404, "{nowhere}");
    }
}

#[sqlx::test(migrations = false)]
async fn r11_a_regions_periods_are_a_file(pool: PgPool) {
    let dashboard = Dashboard::seeded(pool).await;
    let file = dashboard.csv("/ru/regions/99/maturity.csv?table=periods&period=2024-Q4").await;
    assert_eq!(file.len(), 1 + 2 * 8, "the headings, two quarters of eight indicators");
    assert_eq!(file[0][..5], ["Период", "по состоянию на", "состояние периода", "Показатель", "Название"]);
    let row = |period: &str, code: &str| {
        let row = file.iter().find(|row| row[0] == period && row[3] == code).expect("a row");
        [&row[..3], &row[5..10], &row[13..17]].concat()
    };
    let days = ["30.09.2024", "30.09.2024", "20.09.2024", "20.09.2024"];
    let third = ["2024-Q3", "30.09.2024", "завершён", "850", "4253", "19,99", "19,99", "измерено"];
    assert_eq!(row("2024-Q3", "DM2"), [&third[..], &days[..]].concat());
    assert_eq!(row("2024-Q4", "DM2")[..5], ["2024-Q4", "03.11.2024", "идёт", "1063", "4253"]);
    // A value that is withheld has its days and no numbers.
    assert_eq!(row("2024-Q3", "COS2_2")[3..8], ["", "", "", "", "низкий охват"]);
    let months = dashboard.csv("/ru/regions/99/maturity.csv?table=periods").await;
    assert_eq!(months.len(), 1 + 3 * 8);
}

/// The straight line leads from 19,99 % on 30 September 2024 to 80 % on 31 December 2030: on 3 November 2024, 34 of 2283 days
/// later, it is at 20,88 %.
#[sqlx::test(migrations = false)]
async fn r11_the_way_to_the_target_is_a_line(pool: PgPool) {
    let dashboard = Dashboard::seeded(pool).await;
    let page = dashboard.page("/ru/regions/99/maturity").await;
    let way = page.split("id=\"way-heading\"").nth(1).expect("the ways");
    assert_eq!(way.matches("<figure>").count(), 5, "the indicators that have a target");
    let sentence = "Первое значение 19,99\u{a0}% на 30.09.2024, последнее 24,99\u{a0}% на 03.11.2024. Цель 80\u{a0}% на конец 2030 \
                    года; прямая к цели в этот день — 20,88\u{a0}%: значение не ниже прямой.";
    assert!(way.contains(sentence) && way.contains("role=\"img\"") && way.contains("stroke-dasharray"));
    let file = dashboard.csv("/ru/regions/99/maturity.csv?table=ways").await;
    let rows: Vec<&Vec<String>> = file.iter().filter(|row| row[0] == "DM2").collect();
    assert_eq!(rows.len(), 4 + 6 * 12, "from September 2024 to December 2030");
    assert_eq!(rows[2][2..], ["2024-11", "03.11.2024", "24,99", "20,88", "80", "2030"]);
    assert_eq!(rows[75][2..6], ["2030-12", "31.12.2030", "", "80,00"]);
    // What is over its target has nothing to climb: 100 % of 70 %.
    let over: Vec<&Vec<String>> = file.iter().filter(|row| row[0] == "DM5").collect();
    assert!(over.iter().all(|row| row[5] == "70,00") && over[0][4] == "100,00");
}

/// In September the school was another municipality's: it stands there, and its small neighbour takes another one along.
#[sqlx::test(migrations = false)]
async fn r11_small_cells_are_hidden_among_the_siblings_of_the_month(pool: PgPool) {
    let dashboard = Dashboard::seeded(pool).await;
    let state = async |period: &str, municipality: &str, school: &str| {
        let path = format!("/ru/regions/99/maturity.csv?table=territories&municipality={municipality}&period={period}");
        let file = dashboard.csv(&path).await;
        file.iter().find(|row| row[1] == school).map(|row| row[6].clone())
    };
    let own = "99510000";
    for (period, moved, next) in [("2024-10", Some("скрыто"), "измерено"), ("2024-Q3", None, "скрыто")]
    {
        assert_eq!(state(period, own, TINY).await.as_deref(), Some("скрыто"), "{period}");
        assert_eq!(state(period, own, MOVED).await.as_deref(), moved, "{period}");
        assert_eq!(state(period, own, "1029900000007-990200007").await.as_deref(), Some(next), "{period}");
    }
    assert_eq!(state("2024-09", CEDAR, MOVED).await.as_deref(), Some("измерено"));
    assert_eq!(state("2024-10", CEDAR, MOVED).await, None);
    // Schools' pages tell the release's day.
    let school = dashboard.page(&format!("/ru/regions/99/schools/{MOVED}")).await;
    let maturity = school.split("id=\"maturity-heading\"").nth(1).expect("its maturity");
    assert!(!maturity.contains("30.09.2024"), "{maturity}");
}

#[sqlx::test(migrations = false)]
async fn a_release_from_before_maturity_had_months_says_so(pool: PgPool) {
    let dashboard = Dashboard::empty(pool).await;
    let mut old = seed::release(MOMENT, 9);
    let last = old.figures.maturity_values.iter().filter_map(|it| it.month).max();
    old.figures.maturity_values.retain(|it| it.month == last);
    for value in &mut old.figures.maturity_values {
        (value.month, value.parent) = (None, None);
    }
    old.figures.maturity_summaries.iter_mut().for_each(|it| it.month = None);
    publish(&dashboard.warehouse, old).await;
    let page = dashboard.page("/ru/regions/99/maturity").await;
    assert!(page.contains("Этот выпуск сделан, когда зрелость считали только на день выпуска"));
    assert!(page.contains("1063 / 4253") && page.contains("4 из 5") && !page.contains("id=\"way\""));
    assert_eq!(dashboard.get("/ru/regions/99/maturity?period=2024-11").await.status, 404);
    assert_eq!(dashboard.csv("/ru/regions/99/maturity.csv?table=periods").await.len(), 1, "the headings alone");
    // Small cells are hidden among the siblings of today.
    let file = dashboard.csv("/ru/regions/99/maturity.csv?table=territories&municipality=99510000").await;
    assert_eq!(file.iter().filter(|row| row[6] == "скрыто").count(), 2);
    let country = dashboard.page("/ru/maturity").await;
    assert!(country.contains("1063 / 4253") && country.contains("DM1 по периодам"));
}

/// «DM2 of all regions by quarter» on one page: Tver's release is of 15 September, and of Moscow too few schools sent the form by
/// the end of the month.
#[sqlx::test(migrations = false)]
async fn r11_dm2_of_all_regions_by_quarter_stands_on_one_page(pool: PgPool) {
    let dashboard = Dashboard::empty(pool).await;
    let figures = [ok(10, 11); 5];
    publish(&dashboard.warehouse, release("70", MOMENT, figures)).await;
    let mut of_september = release("69", MOMENT, figures);
    of_september.figures.maturity_values.retain(|it| it.month.is_some_and(|it| it.month.number() == 9));
    for value in &mut of_september.figures.maturity_values {
        value.month = value.month.map(|it| MaturityMonth { as_of_on: day("2024-09-15"), ..it });
    }
    publish(&dashboard.warehouse, of_september).await;
    let mut withheld = release("77", MOMENT, figures);
    for value in &mut withheld.figures.maturity_values {
        if value.indicator == "DM2" && value.month.is_some_and(|it| it.month.number() == 9) {
            value.state = ValueState::LowCoverage;
        }
    }
    publish(&dashboard.warehouse, withheld).await;
    let page = dashboard.page("/ru/maturity?indicator=DM2&periods=quarter").await;
    let table = page.split("id=\"periods-heading\"").nth(1).expect("the periods");
    assert!(table.contains("DM2 по периодам: все регионы"));
    let heading = table.split("</thead>").next().expect("it has a head");
    assert!(heading.contains(">III квартал 2024 года<") && heading.contains(">IV квартал 2024 года<"));
    let rows: Vec<&str> = table.split("<tr>").skip(2).collect();
    assert_eq!(rows.len(), 3);
    let of = |name: &str| *rows.iter().find(|row| row.contains(name)).expect("the region's row");
    assert!(of("Томская").contains("850 / 4253") && of("Томская").contains("1063 / 4253"));
    assert!(of("Томская").contains("30.09.2024 / 20.09.2024") && of("Томская").contains("идёт, на 03.11.2024"));
    assert!(of("Тверская").contains("идёт, на 15.09.2024") && of("Тверская").contains("нет в выпуске"));
    assert!(of("Москва").contains("низкий охват") && !of("Москва").contains("850 / 4253"));
    assert!(of("Москва").contains("выпуск 3, предварительный"));
    let file = dashboard.csv("/ru/maturity.csv?table=periods&indicator=DM2&periods=quarter").await;
    let column = |name: &str| file[0].iter().position(|heading| heading == name).expect("a column");
    let cells = |row: &Vec<String>| {
        ["Код", "Период", "по состоянию на", "состояние периода", "числитель", "знаменатель", "состояние"]
            .map(|name| row[column(name)].clone())
    };
    let told: Vec<[String; 7]> = file[1..].iter().map(cells).collect();
    let expected = [
        ["69", "2024-Q3", "15.09.2024", "идёт", "850", "4253", "измерено"],
        ["70", "2024-Q3", "30.09.2024", "завершён", "850", "4253", "измерено"],
        ["70", "2024-Q4", "03.11.2024", "идёт", "1063", "4253", "измерено"],
        ["77", "2024-Q3", "30.09.2024", "завершён", "", "", "низкий охват"],
        ["77", "2024-Q4", "03.11.2024", "идёт", "1063", "4253", "измерено"],
    ];
    assert_eq!(told, expected.map(|row| row.map(str::to_owned)));
    assert_eq!(file[2][column("числитель на дату")], "30.09.2024");
    // By quarter is what the page shows unasked, of the first indicator.
    assert!(dashboard.page("/en/maturity").await.contains("DM1 by period: all regions"));
    for nowhere in ["indicator=DM9", "periods=week", "indicator=DM2&periods=term"] {
        assert_eq!(dashboard.get(&format!("/ru/maturity?{nowhere}")).await.status, 404, "{nowhere}");
    }
}
