//! The numbers: the same on the page and in the file, never a zero where nothing is known, ties, lessons that add up.

use crate::http::Dashboard;
use crate::pages::escaped;
use crate::seed::{GYMNASIUM, SCHOOLS};
use sqlx::PgPool;
use std::collections::BTreeMap;

/// Returns the lines of a page's tables, by the address that the line's name links to.
fn rows(page: &str) -> BTreeMap<String, String> {
    page.split("<tr>")
        .skip(1)
        .filter_map(|row| {
            let row = row.split("</tr>").next()?;
            let address = row.split("<a href=\"").nth(1)?.split('"').next()?;
            Some((address.to_owned(), row.to_owned()))
        })
        .collect()
}

#[sqlx::test(migrations = false)]
async fn the_file_and_the_page_have_the_same_numbers(pool: PgPool) {
    let dashboard = Dashboard::seeded(pool).await;
    let file = dashboard.csv("/ru/regions/99/rating.csv?level=school").await;
    assert_eq!(file.len(), SCHOOLS.len() + 2, "the headings, the region and every school");
    let headings = ["числитель", "знаменатель", "%", "состояние", "место", "охват, %", "учтено", "подлежало учёту"];
    assert_eq!(file[0][4..12], headings.map(|heading| format!("I01 {heading}")));
    let page = dashboard.page("/ru/regions/99/?level=school").await;
    let rows = rows(&page);
    for line in &file[2..] {
        let row = &rows[&format!("/ru/regions/99/schools/{}", line[2])];
        let cells: Vec<&str> = row.split("<td>").skip(1).collect();
        assert_eq!(cells.len(), 5, "{row}");
        for (index, cell) in cells.iter().enumerate() {
            let [numerator, denominator, percent, state, place] =
                [0, 1, 2, 3, 4].map(|column| line[4 + index * 13 + column].as_str());
            assert_eq!(percent.is_empty(), !cell.contains("class=\"percent\""), "{cell}");
            assert!(percent.is_empty() || cell.contains(&format!("{percent}\u{a0}%")), "{percent}: {cell}");
            assert!(place.is_empty() || cell.contains(&format!("место {place} из ")), "{place}: {cell}");
            assert!(state == "измерено" || cell.contains(state), "{state}: {cell}");
            if !percent.is_empty() {
                let grouped = |number: &str| {
                    if number.len() > 4 {
                        format!("{}\u{a0}{}", &number[..number.len() - 3], &number[number.len() - 3..])
                    } else {
                        number.to_owned()
                    }
                };
                assert!(
                    cell.contains(&format!("{} / {}<", grouped(numerator), grouped(denominator))),
                    "{numerator}/{denominator}: {cell}"
                );
            }
        }
    }
}

#[sqlx::test(migrations = false)]
async fn english_numbers_have_points_and_russian_ones_commas(pool: PgPool) {
    let dashboard = Dashboard::seeded(pool).await;
    let path = format!("schools/{GYMNASIUM}");
    assert!(dashboard.page(&format!("/ru/regions/99/{path}")).await.contains("90,91\u{a0}%"));
    assert!(dashboard.page(&format!("/en/regions/99/{path}")).await.contains("90.91%"));
    assert_eq!(dashboard.csv(&format!("/ru/regions/99/{path}.csv")).await[1][5], "90,91");
    assert_eq!(dashboard.csv(&format!("/en/regions/99/{path}.csv")).await[1][5], "90.91");
}

#[sqlx::test(migrations = false)]
async fn no_data_is_never_zero_and_zero_is_shown(pool: PgPool) {
    let dashboard = Dashboard::seeded(pool).await;
    let rows = rows(&dashboard.page("/ru/regions/99/?level=school").await);
    let silent = &rows["/ru/regions/99/schools/1029900000010-990300010"];
    assert!(silent.contains("нет данных") && !silent.contains('%'), "{silent}");
    let unproved = &rows["/ru/regions/99/schools/1029900000005-990200005"];
    assert!(unproved.contains("журнал не доказывает"), "{unproved}");
    let zero = &rows["/ru/regions/99/schools/1029900000004-990100004"];
    assert!(zero.contains("0,00\u{a0}%") && zero.contains("0 / 80"), "{zero}");
    let covered = &rows["/ru/regions/99/schools/1029900000011-990300011"];
    assert!(covered.contains("86,67\u{a0}%") && covered.contains("низкий охват"), "{covered}");
    let few = &rows["/ru/regions/99/schools/1029900000009-990200009"];
    assert!(few.contains("мало данных") && !few.contains("место"), "{few}");
    // A week of vacation: nothing was due, of anyone.
    let vacation = dashboard.page("/ru/regions/99/?level=school&period_kind=week&period_id=2024-W44").await;
    let table = vacation.split("id=\"trend\"").next().expect("the table").split("<tbody").nth(1).expect("its body");
    assert!(table.contains("не применимо") && !table.contains("%"), "{table}");
    // And the trend has no point for it, but a word.
    let trend = dashboard.csv("/ru/regions/99/rating.csv?table=trend").await;
    assert_eq!(trend.len(), 9, "the headings and the eight weeks in which anything was due");
}

#[sqlx::test(migrations = false)]
async fn ties_share_a_place_and_the_order_can_be_turned_round(pool: PgPool) {
    let dashboard = Dashboard::seeded(pool).await;
    let places = |file: &[Vec<String>]| -> Vec<(String, String)> {
        file[2..]
            .iter()
            .map(|row| (row[8].clone(), row[6].clone()))
            .take_while(|(place, _)| !place.is_empty())
            .collect()
    };
    let forward = places(&dashboard.csv("/ru/regions/99/rating.csv?level=school&sort=I01").await);
    let numbers: Vec<&str> = forward.iter().map(|(place, _)| place.as_str()).collect();
    assert_eq!(numbers, ["1", "2", "3", "4", "4", "6", "7"]);
    // All three print 90,91; 9091/10000 is the larger, 10/11 and 30/33 are equal.
    assert!(forward[2..5].iter().all(|(_, percent)| percent == "90,91"));
    let mut backward = places(&dashboard.csv("/ru/regions/99/rating.csv?level=school&sort=I01&order=reversed").await);
    backward.reverse();
    assert_eq!(
        forward.iter().map(|(place, _)| place).collect::<Vec<_>>(),
        backward.iter().map(|(place, _)| place).collect::<Vec<_>>()
    );
    let page = dashboard.page("/ru/regions/99/?level=school&sort=I08").await;
    assert!(page.contains("aria-sort=\"descending\"><a href=\"/ru/regions/99/?level=school&#38;period_kind=term&#38;period_id=2024-quarter-1&#38;sort=I08&#38;order=reversed\""));
}

#[sqlx::test(migrations = false)]
async fn names_are_ordered_with_their_numbers_as_numbers(pool: PgPool) {
    let dashboard = Dashboard::seeded(pool).await;
    let file = dashboard.csv("/ru/regions/99/rating.csv?level=school&municipality=99701000&sort=name").await;
    let names: Vec<&str> = file[3..].iter().map(|row| row[1].as_str()).collect();
    let second = names.iter().position(|name| name.contains("№ 2")).expect("the second school");
    let twelfth = names.iter().position(|name| name.contains("№ 12")).expect("the twelfth school");
    assert!(second < twelfth, "{names:?}");
    assert!(names.contains(&"'=СУММ(1;1) школа"), "text is no formula: {names:?}");
    let page = dashboard.page("/ru/regions/99/?level=school&sort=name").await;
    assert!(page.contains(&escaped("МБОУ \"СОШ <b>№ 7</b> & сад\"")));
}

#[sqlx::test(migrations = false)]
async fn a_figure_opens_to_its_lessons(pool: PgPool) {
    let dashboard = Dashboard::seeded(pool).await;
    let school = dashboard.page(&format!("/ru/regions/99/schools/{GYMNASIUM}")).await;
    let lessons = format!(
        "/ru/regions/99/schools/{GYMNASIUM}/lessons?period_kind=term&#38;period_id=2024-quarter-1&#38;indicator=I01"
    );
    assert!(school.contains(&lessons), "no link to the lessons");
    let file = dashboard.csv(&format!("/en/regions/99/schools/{GYMNASIUM}/lessons.csv?indicator=I01")).await;
    let count = |state: &str| file[1..].iter().filter(|row| row[7] == state).count();
    let figure = dashboard.csv(&format!("/en/regions/99/schools/{GYMNASIUM}.csv")).await;
    assert_eq!(count("in time").to_string(), figure[1][3]);
    assert_eq!((count("in time") + count("late") + count("missing")).to_string(), figure[1][4]);
    assert_eq!(count("excused"), 8);
    assert_eq!(file[1][3..5], ["Алгебра", "algebra"], "the name that the plan gives, and the journal's own");
    let late =
        dashboard.page(&format!("/ru/regions/99/schools/{GYMNASIUM}/lessons?indicator=I01&state=not_on_time")).await;
    assert!(late.contains("1–8 из 8 уроков") && !late.contains("урок отменён"));
    let all = dashboard.page(&format!("/ru/regions/99/schools/{GYMNASIUM}/lessons?indicator=I01")).await;
    assert!(all.contains("112 уроков") && all.contains("урок отменён") && all.contains("02.09.2024 23:59 (UTC+7)"));
    let week = dashboard
        .csv(&format!(
            "/ru/regions/99/schools/{GYMNASIUM}/lessons.csv?indicator=I01&period_kind=week&period_id=2024-W37"
        ))
        .await;
    assert_eq!(week.len(), 15);
}

#[sqlx::test(migrations = false)]
async fn a_figure_of_hours_opens_to_its_weeks(pool: PgPool) {
    let dashboard = Dashboard::seeded(pool).await;
    let school = dashboard.page(&format!("/en/regions/99/schools/{GYMNASIUM}")).await;
    let weeks = format!(
        "/en/regions/99/schools/{GYMNASIUM}/timetable?period_kind=term&#38;period_id=2024-quarter-1&#38;indicator=I12"
    );
    assert!(school.contains(&weeks), "no link to the weeks");
    let file = dashboard.csv(&format!("/en/regions/99/schools/{GYMNASIUM}/timetable.csv?indicator=I12")).await;
    let sum =
        |column: usize| file[1..].iter().map(|row| row[column].parse::<i64>().expect("hours")).sum::<i64>().to_string();
    let figure = dashboard.csv(&format!("/en/regions/99/schools/{GYMNASIUM}.csv")).await;
    let column = |name: &str| figure[0].iter().position(|heading| heading == name).expect("a column");
    let of_figure = ["I12 numerator", "I12 denominator"].map(|name| figure[1][column(name)].clone());
    assert_eq!([sum(6), sum(5)], of_figure);
    let page =
        dashboard.page(&format!("/ru/regions/99/schools/{GYMNASIUM}/timetable?indicator=I12&only=incomplete")).await;
    assert!(page.contains("1–8 из 8 строк") && page.contains("physics") && !page.contains("Алгебра"));
    assert!(page.contains(">49<") && page.contains(">1<") && page.contains("09.09–15.09.2024"));
}
