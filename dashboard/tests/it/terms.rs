//! A rating by a term compares only territories that have terms of its kind, and names the schools that have others.

use crate::http::Dashboard;
use crate::seed::{self, GYMNASIUM, OF_TRIMESTERS, SCHOOLS};
use crate::seed_country::publish;
use sqlx::PgPool;
use warehouse::model::{Level, PeriodKind, Territory};

const TRIMESTER: &str = "period_kind=term&period_id=2024-trimester-1";

/// Returns the part of a page that names schools with other terms.
fn others(page: &str) -> &str {
    page.split("id=\"other-terms\"").nth(1).expect("the section").split("</section>").next().expect("its end")
}

/// Returns the ids of the lines of a file that stand in no comparison, and of those that do.
async fn split(dashboard: &Dashboard, path: &str) -> (Vec<String>, Vec<String>) {
    let rows = dashboard.csv(path).await;
    let apart = rows[0].iter().position(|it| it == "Other terms").expect("a column");
    let ids = |is_apart: bool| {
        rows[1..].iter().filter(|row| row[apart].is_empty() != is_apart).map(|row| row[2].clone()).collect::<Vec<_>>()
    };
    (ids(true), ids(false))
}

#[sqlx::test(migrations = false)]
async fn u03_a_term_compares_the_schools_that_have_its_kind_and_names_the_others(pool: PgPool) {
    let dashboard = Dashboard::seeded(pool).await;
    // One school has both quarters and trimesters, the other thirteen only quarters.
    let page = dashboard.page(&format!("/ru/regions/99/?level=school&{TRIMESTER}")).await;
    assert!(page.contains("1 школа по местам") && page.contains("440 / 480"), "eight weeks of 55/60 lessons");
    assert!(page.contains("чьи учебные периоды — триместры"));
    assert!(page.contains("<a href=\"#other-terms\">Вне сравнения — 13 школ</a>"), "it is said above the table, too");
    let section = others(&page);
    assert!(section.contains("13 школ"), "{section}");
    for school in SCHOOLS.iter().filter(|school| school.id != OF_TRIMESTERS) {
        assert!(section.contains(&format!("/ru/regions/99/schools/{}?{}", school.id, TRIMESTER.replace('&', "&#38;"))));
    }
    assert!(!section.contains(OF_TRIMESTERS) && section.contains("четверти") && section.contains("город Заречный"));
    let (apart, compared) = split(&dashboard, &format!("/en/regions/99/rating.csv?level=school&{TRIMESTER}")).await;
    assert_eq!((apart.len(), compared), (13, vec!["99".to_owned(), OF_TRIMESTERS.to_owned()]));
    let rows = dashboard.csv(&format!("/en/regions/99/rating.csv?level=school&{TRIMESTER}")).await;
    let line = rows.iter().find(|row| row[2] == GYMNASIUM).expect("a line");
    assert!(line.contains(&"quarters".to_owned()) && !line.contains(&"not applicable".to_owned()), "{line:?}");
    assert!(line[4..30].iter().all(String::is_empty), "it has no figure: {line:?}");
    // Of municipalities only the one of that school is compared, and the schools of all are named.
    let (apart, compared) = split(&dashboard, &format!("/en/regions/99/rating.csv?{TRIMESTER}")).await;
    assert_eq!((apart.len(), compared), (13, vec!["99".to_owned(), "99630000".to_owned()]));
    let page = dashboard.page(&format!("/en/regions/99/municipalities/99701000?{TRIMESTER}")).await;
    assert!(others(&page).contains("4 schools") && !others(&page).contains("МБОУ Лесная СОШ"));
    let page = dashboard.page(&format!("/en/regions/99/municipalities/99630000?{TRIMESTER}")).await;
    assert!(others(&page).contains("1 school") && others(&page).contains("МБОУ Лесная СОШ"));
    // All have quarters, and in a year or a month everybody can be compared.
    let quarter = dashboard.page("/ru/regions/99/?level=school&period_id=2024-quarter-1").await;
    assert!(quarter.contains("чьи учебные периоды — четверти") && !quarter.contains("id=\"other-terms\""));
    let month = dashboard.page("/ru/regions/99/?level=school&period_id=2024-09").await;
    assert!(!month.contains("чьи учебные периоды") && !month.contains("id=\"other-terms\""));
    let country = dashboard.page(&format!("/ru/?{TRIMESTER}")).await;
    assert!(country.contains("чьи учебные периоды — триместры"));
}

#[sqlx::test(migrations = false)]
async fn u03_terms_are_offered_by_their_kinds(pool: PgPool) {
    let dashboard = Dashboard::seeded(pool).await;
    for path in ["regions/99/", "regions/99/municipalities/99701000", "regions/99/outside", ""] {
        let page = dashboard.page(&format!("/ru/{path}?period_kind=term")).await;
        let list = page
            .split("<select name=\"period_id\">")
            .nth(1)
            .expect("a list")
            .split("</select>")
            .next()
            .expect("its end");
        let groups: Vec<&str> = list.split("<optgroup label=\"").skip(1).collect();
        assert_eq!(groups.len(), 2, "{list}");
        assert!(groups[0].starts_with("четверти\"") && groups[0].contains("2024-quarter-1"), "{list}");
        assert!(groups[1].starts_with("триместры\"") && groups[1].contains("2024-trimester-1"), "{list}");
        let page = dashboard.page(&format!("/en/{path}?period_kind=month")).await;
        assert!(!page.contains("<optgroup"), "{path}: months are of one kind");
    }
}

#[sqlx::test(migrations = false)]
async fn u03_a_school_without_terms_is_named_too(pool: PgPool) {
    let dashboard = Dashboard::empty(pool).await;
    let mut release = seed::release("2024-11-03T17:00:00Z", 9);
    let own = Territory::School(GYMNASIUM.into());
    release.figures.values.retain(|it| it.territory != own || it.period.kind != PeriodKind::Term);
    assert!(release.figures.values.iter().any(|it| it.territory.level() == Level::School));
    publish(&dashboard.warehouse, release).await;
    let page = dashboard.page("/ru/regions/99/?level=school&period_id=2024-quarter-1").await;
    assert!(page.contains("13 школ по местам"));
    let section = others(&page);
    assert!(section.contains("1 школа") && section.contains("Гимназия № 1") && section.contains("не объявлены"));
    let rows = dashboard.csv("/en/regions/99/rating.csv?level=school&period_id=2024-quarter-1").await;
    assert!(rows.last().is_some_and(|row| row[2] == GYMNASIUM && row.contains(&"none announced".to_owned())));
}
