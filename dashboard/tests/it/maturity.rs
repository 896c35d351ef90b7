//! Digital maturity: values above 100 %, targets, small cells.

use crate::http::Dashboard;
use crate::seed::TINY;
use crate::seed_maturity::{CEDAR, UNKNOWN};
use sqlx::PgPool;

#[sqlx::test(migrations = false)]
async fn a_value_above_its_denominator_is_capped_and_flagged(pool: PgPool) {
    let dashboard = Dashboard::seeded(pool).await;
    let page = dashboard.page("/ru/regions/99/maturity").await;
    assert!(page.contains("до ограничения 100,61\u{a0}%") && page.contains("4279 / 4253"));
    let file = dashboard.csv("/ru/regions/99/maturity.csv").await;
    let line = |code: &str| file.iter().find(|row| row[0] == code).expect("an indicator").clone();
    // Published, raw, state, target, year, attainment.
    assert_eq!(line("DM1")[4..10], ["100,00", "100,61", "измерено", "100", "2030", "100,00"]);
    assert_eq!(line("DM5")[9], "142,86");
    assert_eq!(line("COS2_1")[7], "", "no target is set");
    assert_eq!(line("DM2")[10..14], ["03.11.2024", "03.11.2024", "20.09.2024", "20.09.2024"]);
}

#[sqlx::test(migrations = false)]
async fn every_way_to_join_the_indicators_is_named(pool: PgPool) {
    let dashboard = Dashboard::seeded(pool).await;
    let page = dashboard.page("/ru/regions/99/maturity").await;
    for text in ["85,00\u{a0}%", "86,25\u{a0}%", "94,82\u{a0}%", "4 из 5", "Среднее значений", "Достигнутые цели"]
    {
        assert!(page.contains(text), "no «{text}»");
    }
}

#[sqlx::test(migrations = false)]
async fn small_cells_are_hidden_alike_on_the_page_and_in_the_file(pool: PgPool) {
    let dashboard = Dashboard::seeded(pool).await;
    let file = dashboard.csv("/ru/regions/99/maturity.csv?table=territories&municipality=99510000").await;
    let state =
        |id: &str, column: usize| file.iter().find(|row| row[1] == id).expect("a school")[2 + column * 13 + 4].clone();
    assert_eq!(state(TINY, 0), "скрыто");
    // The smallest other school goes with it, or the difference to the municipality would tell.
    assert_eq!(state("1029900000008-990200008", 0), "скрыто");
    assert_eq!(state("1029900000007-990200007", 0), "измерено");
    // Schools are not persons.
    assert_eq!(state(TINY, 7), "измерено");
    let row = file.iter().find(|row| row[1] == TINY).expect("the school");
    assert_eq!(row[2..6], ["", "", "", ""], "no number of a hidden cell");
    let page = dashboard.page("/ru/regions/99/maturity?municipality=99510000").await;
    let line = page.split("<tr>").find(|row| row.contains(TINY)).expect("the school's line");
    assert!(line.contains("скрыто") && !line.contains("4 / 4"), "{line}");
    let school = dashboard.page(&format!("/ru/regions/99/schools/{TINY}")).await;
    let maturity = school.split("id=\"maturity-heading\"").nth(1).expect("its maturity");
    assert!(maturity.contains("скрыто") && !maturity.contains("4 / 4"));
}

#[sqlx::test(migrations = false)]
async fn what_nobody_knows_is_no_data(pool: PgPool) {
    let dashboard = Dashboard::seeded(pool).await;
    let page = dashboard.page("/ru/regions/99/schools/1029900000012-990300012").await;
    let maturity = page.split("id=\"maturity-heading\"").nth(1).expect("its maturity");
    assert!(maturity.contains("нет данных"), "{maturity}");
}

/// The form came from 17 of 24 schools: no value, the words, the missing schools, and the days of what was summed.
#[sqlx::test(migrations = false)]
async fn r01_a_withheld_value_says_on_how_many_schools_it_would_rest(pool: PgPool) {
    let dashboard = Dashboard::seeded(pool).await;
    let page = dashboard.page("/ru/regions/99/maturity").await;
    let line = page.split("<tr>").find(|row| row.contains("<b>COS2_2</b>")).expect("the indicator's line");
    for words in [
        "низкий охват",
        "форма получена от 17 из 24 школ",
        "в учтённых школах 3100 из 4253 учащихся",
        "на разные даты: с 20.09.2023 по 20.09.2024",
        "на 03.11.2024",
        "сумма по школам",
    ] {
        assert!(line.contains(words), "no «{words}» in {line}");
    }
    assert!(!line.contains("class=\"percent\""), "a withheld value is shown: {line}");
    let missing = page.split("id=\"missing-heading\"").nth(1).expect("the missing schools");
    assert_eq!(missing.matches("<td>COS2_2</td>").count(), 7);
    assert!(missing.contains("МАОУ «Гимназия № 1»") && missing.contains("форма не получена"));
    let file = dashboard.csv("/ru/regions/99/maturity.csv").await;
    let row = file.iter().find(|row| row[0] == "COS2_2").expect("the indicator's row");
    assert_eq!(row[2..7], ["", "", "", "", "низкий охват"]);
    assert_eq!(row[10..14], ["03.11.2024", "03.11.2024", "20.09.2023", "20.09.2024"]);
    assert_eq!(
        row[14..],
        ["сумма по школам", "17", "17", "24", "24", "3100", "4253", "«Моя школа»", "2024-11", "03.11.2024", "идёт"]
    );
    let file = dashboard.csv("/ru/regions/99/maturity.csv?table=missing").await;
    assert_eq!(file.iter().filter(|row| row[0] == "COS2_2" && row[3..5] == ["1", "0"]).count(), 7);
    let english = dashboard.page("/en/regions/99/maturity").await;
    assert!(english.contains("form received from 17 of 24 schools"));
}

#[sqlx::test(migrations = false)]
async fn r01_a_municipality_and_a_school_say_what_is_missing(pool: PgPool) {
    let dashboard = Dashboard::seeded(pool).await;
    let page = dashboard.page("/ru/regions/99/maturity").await;
    let mut rows = page.split("<tr>").filter_map(|row| row.split("</tr>").next());
    let line = rows.find(|row| row.contains(CEDAR)).expect("the municipality's line");
    assert!(line.contains("числитель известен по"), "{line}");
    let page = dashboard.page(&format!("/ru/regions/99/maturity?municipality={CEDAR}")).await;
    let missing = page.split("id=\"missing-heading\"").nth(1).expect("the missing schools");
    assert_eq!(missing.matches("<td>COS2_2</td>").count(), 1);
    assert!(missing.contains("числитель неизвестен"));
    let page = dashboard.page(&format!("/ru/regions/99/schools/{UNKNOWN}")).await;
    let maturity = page.split("id=\"maturity-heading\"").nth(1).expect("its maturity");
    assert!(maturity.contains("форма не получена"), "{maturity}");
}
