//! Every lesson is accounted for: the page's counts are the seed's, the lists' files hold every line, findings too.

use crate::http::Dashboard;
use crate::seed::{GYMNASIUM, MUNICIPALITIES, REGION};
use crate::seed_accounts::{WITHOUT_CALENDAR, disposition_counts, dispositions, findings};
use sqlx::PgPool;
use std::collections::BTreeMap;
use warehouse::model::{Disposition, FindingKind, Level};

/// How many weeks the latest seeded release has.
const WEEKS: usize = 9;

/// Returns what the seed says of a territory's quarter.
fn seeded(level: Level, id: &str) -> BTreeMap<Disposition, i64> {
    disposition_counts(WEEKS)
        .into_iter()
        .filter(|it| it.level == level && it.territory_id == id && it.period_id == "2024-quarter-1")
        .map(|it| (it.disposition, it.lessons_count))
        .collect()
}

/// Returns the lines of a page's table of reasons: the number beside each link.
fn counts_on(page: &str) -> BTreeMap<String, String> {
    let section =
        page.split("id=\"account\"").nth(1).expect("the section").split("</section>").next().expect("its end");
    let row = |row: &str| {
        let disposition = row.split("disposition=").nth(1)?.split(['"', '&']).next()?.to_owned();
        let count = row.split("<td class=\"number\">").nth(1)?.split('<').next()?.to_owned();
        Some((disposition, count))
    };
    section.split("<tr>").skip(1).filter_map(row).collect()
}

#[sqlx::test(migrations = false)]
async fn a_pages_counts_are_the_seeds_and_add_up(pool: PgPool) {
    let dashboard = Dashboard::seeded(pool).await;
    let municipality = MUNICIPALITIES[3].0;
    for (page, file, level, id) in [
        (String::new(), "rating".to_owned(), Level::Region, REGION),
        (format!("municipalities/{municipality}"), String::new(), Level::Municipality, municipality),
        (format!("schools/{GYMNASIUM}"), String::new(), Level::School, GYMNASIUM),
        (format!("schools/{WITHOUT_CALENDAR}"), String::new(), Level::School, WITHOUT_CALENDAR),
    ] {
        let expected = seeded(level, id);
        let html = dashboard.page(&format!("/ru/regions/99/{page}")).await;
        let shown: BTreeMap<String, String> = expected
            .iter()
            .filter(|(disposition, _)| **disposition != Disposition::Counted)
            .map(|(disposition, count)| (disposition.to_string(), count.to_string()))
            .collect();
        assert_eq!(counts_on(&html), shown, "{page}");
        let all: i64 = expected.values().sum();
        let section = html.split("id=\"account\"").nth(1).expect("the section");
        assert!(section.contains(&format!("<dt>Уроков в расписании</dt><dd><strong>{}<", grouped(all))), "{page}");
        let file = if file.is_empty() { &page } else { &file };
        let rows = dashboard.csv(&format!("/en/regions/99/{file}.csv?table=account")).await;
        let sum: i64 = rows[1..].iter().map(|row| row[2].parse::<i64>().expect("a count")).sum();
        assert_eq!((rows.len() - 1, sum), (expected.len(), all), "{page}: every lesson has its line");
    }
    let unknown = dashboard.page(&format!("/ru/regions/99/schools/{WITHOUT_CALENDAR}")).await;
    assert!(unknown.contains("нет календаря параллели") && unknown.contains("снижает охват показателей"));
}

fn grouped(number: i64) -> String {
    let digits = number.to_string();
    match digits.len() {
        5.. => format!("{}\u{a0}{}", &digits[..digits.len() - 3], &digits[digits.len() - 3..]),
        _ => digits,
    }
}

#[sqlx::test(migrations = false)]
async fn a_lists_file_holds_every_lesson(pool: PgPool) {
    let dashboard = Dashboard::seeded(pool).await;
    let kept = dispositions(WEEKS);
    let all = seeded(Level::School, GYMNASIUM);
    for (choice, expected) in [
        ("", kept.iter().filter(|lesson| lesson.disposition != Disposition::Counted).count()),
        ("unknown_group", kept.iter().filter(|lesson| lesson.disposition == Disposition::UnknownGroup).count()),
        ("counted", kept.iter().filter(|lesson| lesson.disposition == Disposition::Counted).count()),
    ] {
        let query = format!("?disposition={choice}&period_id=2024-quarter-1");
        let rows = dashboard.csv(&format!("/en/regions/99/schools/{GYMNASIUM}/outside.csv{query}")).await;
        assert_eq!(rows.len() - 1, expected, "{choice}");
        let mut lessons: Vec<&str> = rows[1..].iter().map(|row| row[6].as_str()).collect();
        lessons.sort_unstable();
        lessons.dedup();
        assert_eq!(lessons.len(), expected, "{choice}: each lesson once");
    }
    let page = dashboard.page(&format!("/ru/regions/99/schools/{GYMNASIUM}/outside?disposition=unknown_group")).await;
    assert!(page.contains("1–16 из 16 уроков") && page.contains("группа не описана в реестре"));
    assert!(page.contains("lesson-2024-W36-12") && !page.contains("lesson-2024-W36-11<"));
    assert_eq!(all[&Disposition::UnknownGroup], 16);
    let counted =
        dashboard.page(&format!("/ru/regions/99/schools/{GYMNASIUM}/outside?disposition=counted&page=1")).await;
    assert!(counted.contains("1–88 из 88 уроков"));
}

#[sqlx::test(migrations = false)]
async fn a_territorys_lessons_outside_are_those_of_its_schools(pool: PgPool) {
    let dashboard = Dashboard::seeded(pool).await;
    let region = seeded(Level::Region, REGION);
    let rows = dashboard.csv("/en/regions/99/outside.csv").await;
    let sum = |rows: &[Vec<String>], column: usize| -> i64 {
        rows[1..].iter().map(|row| row[column].parse::<i64>().expect("a count")).sum()
    };
    let unknown = region[&Disposition::UnknownGroup] + region[&Disposition::UnknownCalendar];
    assert_eq!(sum(&rows, 6), unknown);
    let outside: i64 = region.iter().filter(|(it, _)| **it != Disposition::Counted).map(|(_, count)| count).sum();
    assert_eq!(sum(&rows, 5) + sum(&rows, 6), outside);
    let chosen = dashboard.csv("/en/regions/99/outside.csv?disposition=unknown_calendar").await;
    assert_eq!((chosen.len(), sum(&chosen, 7)), (2, 32), "one school, and its own number");
    let link = format!("/ru/regions/99/schools/{WITHOUT_CALENDAR}/outside?disposition=unknown_calendar");
    let page = dashboard.page("/ru/regions/99/outside?disposition=unknown_calendar&municipality=99630000").await;
    assert!(
        page.contains(&link.replace('&', "&#38;")) || page.contains(&format!("schools/{WITHOUT_CALENDAR}/outside"))
    );
    assert!(page.contains("МБОУ Лесная СОШ") && !page.contains("МБОУ Зареченская СОШ"));
    let nothing = dashboard.page("/ru/regions/99/outside?disposition=unknown_calendar&municipality=99701000").await;
    assert!(nothing.contains("Таких уроков нет ни у одной школы."));
    let vacation = dashboard.page("/ru/regions/99/outside?period_kind=week&period_id=2024-W44").await;
    assert!(vacation.contains("В расписании за этот период нет ни одного урока."));
}

#[sqlx::test(migrations = false)]
async fn a_file_of_findings_holds_every_one(pool: PgPool) {
    let dashboard = Dashboard::seeded(pool).await;
    let seeded = findings(WEEKS);
    let rows = dashboard.csv("/en/regions/99/findings.csv").await;
    assert_eq!(rows.len() - 1, seeded.len());
    let count = |rows: &[Vec<String>], column: usize| -> i64 {
        rows[1..].iter().map(|row| row[column].parse::<i64>().expect("a count")).sum()
    };
    let all: i64 = seeded.iter().map(|it| it.findings_count).sum();
    assert_eq!(count(&rows, 6), all);
    let kinds = dashboard.csv("/en/regions/99/findings.csv?table=kinds").await;
    assert_eq!(count(&kinds, 1), all);
    let of_kind = |kind| seeded.iter().filter(move |it| it.finding == kind);
    let groups = dashboard.csv("/en/regions/99/findings.csv?kind=unknown_group").await;
    assert_eq!(groups.len() - 1, of_kind(FindingKind::UnknownGroup).count());
    let of_municipality = dashboard.csv("/en/regions/99/findings.csv?municipality=99701000").await;
    let in_municipality =
        seeded.iter().filter(|it| it.municipality_id.as_ref().is_some_and(|id| id.as_str() == "99701000"));
    assert_eq!(of_municipality.len() - 1, in_municipality.count());
    let of_school = dashboard.csv(&format!("/en/regions/99/findings.csv?school={GYMNASIUM}")).await;
    assert_eq!(of_school.len() - 1, 9, "eight weeks with a strange group, and one entry dated back");
    let page = dashboard.page("/ru/regions/99/findings").await;
    for text in ["запись задним числом", "в форме нет части школ", "весь регион", "1029900000099-990100099", "=lesson"]
    {
        assert!(page.contains(text), "no «{text}»");
    }
    let school = dashboard.page(&format!("/ru/regions/99/schools/{GYMNASIUM}")).await;
    let section =
        school.split("id=\"findings\"").nth(1).expect("the section").split("</section>").next().expect("its end");
    assert!(section.contains("lesson-2024-W36-1<") && section.contains(">16<") && section.contains("Передать группу"));
    assert!(!section.contains("урок отменён после срока"), "another school's");
}

#[sqlx::test(migrations = false)]
async fn what_is_not_known_is_shown_and_lowers_the_coverage(pool: PgPool) {
    let dashboard = Dashboard::seeded(pool).await;
    let school = dashboard.page(&format!("/ru/regions/99/schools/{GYMNASIUM}")).await;
    assert!(school.contains("охват 84,62\u{a0}%: 88 из 104"), "11 of 13 lessons a week are known");
    assert!(school.contains("неизвестно: 16"));
    let file = dashboard.csv(&format!("/en/regions/99/schools/{GYMNASIUM}.csv")).await;
    let column = |name: &str| file[0].iter().position(|heading| heading == name).expect("a column");
    let own = |name| file[1][column(name)].as_str();
    assert_eq!([own("I01 coverage, %"), own("I01 seen"), own("I01 due")], ["84.62", "88", "104"]);
    assert_eq!(own("I08 coverage, %"), "100.00", "all was seen, and the page need not say so");
    let lessons =
        dashboard.page(&format!("/ru/regions/99/schools/{GYMNASIUM}/lessons?indicator=I01&state=unknown")).await;
    assert!(lessons.contains("1–16 из 16 уроков") && lessons.contains("группа не описана в реестре"));
    let weeks = dashboard.page(&format!("/ru/regions/99/schools/{GYMNASIUM}/timetable?indicator=I12")).await;
    assert!(weeks.contains("нет учебного плана класса") && weeks.contains("неделя не закончилась"));
}
