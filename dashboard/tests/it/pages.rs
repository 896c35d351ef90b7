//! Every page opens, in both languages, and nothing of one language stands on a page of the other.

use crate::http::Dashboard;
use crate::seed::{GYMNASIUM, MUNICIPALITIES, SCHOOLS, TINY};
use sqlx::PgPool;

/// Every page, without its language: those of the seeded region, and those of the country.
fn pages() -> Vec<String> {
    let mut pages: Vec<String> = [
        "",
        "?level=school",
        "?level=school&sort=name",
        "?level=school&sort=I12&order=reversed",
        "?period_kind=week",
        "?period_kind=week&period_id=2024-W44",
        "?period_kind=month&period_id=2024-09",
        "?level=school&municipality=99510000",
        "?release=1",
        "?period_id=2024-trimester-1",
        "outside",
        "outside?disposition=unknown_calendar",
        "outside?municipality=99630000&period_kind=week",
        "findings",
        "findings?kind=unknown_group&municipality=99701000",
        "findings?page=1",
        "maturity",
        "maturity?municipality=99510000",
        "maturity?municipality=99701000",
        "maturity?period=2024-Q3",
        "maturity?period=2024&municipality=99510000",
        "data",
        "methodology",
        "municipalities/99701000",
        "municipalities/99630000?period_kind=week&sort=name&order=reversed",
    ]
    .map(str::to_owned)
    .to_vec();
    pages.extend(SCHOOLS.iter().map(|school| format!("schools/{}", school.id)));
    pages.extend(
        ["I01", "I01b", "I08", "I09", "I12"].map(|code| format!("schools/{GYMNASIUM}/lessons?indicator={code}")),
    );
    pages.push(format!("schools/{GYMNASIUM}/timetable?indicator=I12"));
    pages.push(format!("schools/{GYMNASIUM}/outside"));
    pages.push(format!("schools/{GYMNASIUM}/outside?disposition=cancelled&period_kind=month"));
    pages.push(format!("findings?school={GYMNASIUM}"));
    pages.push(format!(
        "schools/{GYMNASIUM}/lessons?indicator=I01&period_kind=week&period_id=2024-W37&state=not_on_time"
    ));
    of_region(
        pages,
        &[
            "",
            "?sort=name",
            "?period_kind=week",
            "?period_id=2024-trimester-1",
            "maturity",
            "maturity?indicator=DM2&periods=month",
        ],
    )
}

/// Returns what lies below the seeded region, and beside it what is of the country.
fn of_region(below: Vec<String>, of_country: &[&str]) -> Vec<String> {
    let below = below.into_iter().map(|path| format!("regions/99/{path}"));
    below.chain(of_country.iter().map(|path| (*path).to_owned())).collect()
}

/// Every file, without its language: those of the seeded region, and those of the country.
pub fn files() -> Vec<String> {
    let mut files: Vec<String> = [
        "rating.csv",
        "rating.csv?level=school",
        "rating.csv?level=municipality",
        "rating.csv?table=trend",
        "municipalities/99701000.csv",
        "municipalities/99701000.csv?table=trend",
        "rating.csv?table=account",
        "municipalities/99701000.csv?table=account",
        "outside.csv",
        "outside.csv?disposition=outage",
        "findings.csv",
        "findings.csv?table=kinds",
        "maturity.csv",
        "maturity.csv?table=summaries",
        "maturity.csv?table=periods&period=2024-Q3",
        "maturity.csv?table=ways",
        "maturity.csv?table=missing",
        "maturity.csv?table=territories",
        "maturity.csv?table=territories&municipality=99510000",
        "data.csv",
        "data.csv?table=rejections",
        "data.csv?table=examples",
        "data.csv?table=schools",
        "data.csv?table=releases",
        "methodology.csv",
    ]
    .map(str::to_owned)
    .to_vec();
    files.extend(
        ["", "?table=trend", "?table=account", "?table=maturity"]
            .map(|query| format!("schools/{GYMNASIUM}.csv{query}")),
    );
    files.push(format!("schools/{GYMNASIUM}/lessons.csv?indicator=I01"));
    files.push(format!("schools/{GYMNASIUM}/timetable.csv?indicator=I12"));
    files.push(format!("schools/{GYMNASIUM}/outside.csv"));
    of_region(
        files,
        &["rating.csv", "rating.csv?table=trend", "maturity.csv", "maturity.csv?table=periods&indicator=DM2"],
    )
}

/// Returns a page without the names that are Russian in every language.
fn without_names(page: &str) -> String {
    let mut names: Vec<&str> = SCHOOLS.iter().map(|school| school.name).collect();
    names.extend(MUNICIPALITIES.iter().map(|(_, name)| *name));
    names.extend(["Заречная область", "Алгебра", "7Б", "Русский"]);
    // What must be taken off first is what contains the other.
    names.sort_by_key(|name| std::cmp::Reverse(name.len()));
    let mut text = page.to_owned();
    for name in names {
        text = text.replace(&escaped(name), "").replace(name, "");
    }
    match text.split_once("<pre class=\"source") {
        Some((before, rest)) => format!("{before}{}", rest.split_once("</pre>").map_or("", |(_, after)| after)),
        None => text,
    }
}

/// Returns a text as it stands on a page.
pub fn escaped(text: &str) -> String {
    text.replace('&', "&#38;").replace('<', "&#60;").replace('>', "&#62;").replace('"', "&#34;").replace('\'', "&#39;")
}

#[sqlx::test(migrations = false)]
async fn every_page_opens_in_both_languages(pool: PgPool) {
    let dashboard = Dashboard::seeded(pool).await;
    for path in pages() {
        let russian = dashboard.page(&format!("/ru/{path}")).await;
        assert!(russian.contains("<html lang=\"ru\">") && russian.contains("Цифровая зрелость"), "{path}");
        let english = dashboard.page(&format!("/en/{path}")).await;
        assert!(english.contains("<html lang=\"en\">") && english.contains("Digital maturity"), "{path}");
        let stripped = without_names(&english);
        let cyrillic: String = stripped.chars().filter(|c| ('\u{400}'..='\u{4ff}').contains(c)).collect();
        assert!(cyrillic.is_empty(), "/en/{path} has Russian words: {cyrillic}");
        for page in [&russian, &english] {
            assert!(
                !page.contains("<b>рекой") && !page.contains("<b>№ 7") && !page.contains("<script"),
                "{path} is not escaped"
            );
            assert!(!page.contains(" style=\""), "{path} has a style attribute, which the policy of content forbids");
        }
    }
}

#[sqlx::test(migrations = false)]
async fn every_table_is_a_file_in_both_languages(pool: PgPool) {
    let dashboard = Dashboard::seeded(pool).await;
    for path in files() {
        for language in ["ru", "en"] {
            let rows = dashboard.csv(&format!("/{language}/{path}")).await;
            assert!(rows.len() > 1, "/{language}/{path} is empty");
            assert!(
                rows.iter().flatten().all(|cell| !cell.starts_with(['=', '+', '@'])),
                "/{language}/{path} has a formula"
            );
            if language == "en" {
                let cyrillic = rows
                    .first()
                    .into_iter()
                    .flatten()
                    .any(|cell| cell.chars().any(|c| ('\u{400}'..='\u{4ff}').contains(&c)));
                assert!(!cyrillic, "/{language}/{path} has Russian headings");
            }
        }
    }
}

#[sqlx::test(migrations = false)]
async fn no_key_of_the_texts_stands_on_a_page(pool: PgPool) {
    let dashboard = Dashboard::seeded(pool).await;
    let texts = concat!(
        include_str!("../../texts/en.ftl"),
        include_str!("../../texts/lessons.en.ftl"),
        include_str!("../../texts/periods.en.ftl")
    );
    let keys: Vec<&str> = texts
        .lines()
        .filter_map(|line| line.split_once(" = "))
        .map(|(key, _)| key)
        .filter(|key| key.contains('-'))
        .collect();
    for path in pages() {
        let page = dashboard.page(&format!("/en/{path}")).await;
        for text in page.split('>').filter_map(|part| part.split('<').next()) {
            assert!(!keys.contains(&text.trim()), "/en/{path} shows the key {text}");
        }
    }
}

#[sqlx::test(migrations = false)]
async fn an_address_of_nothing_is_a_page_in_its_language(pool: PgPool) {
    let dashboard = Dashboard::seeded(pool).await;
    for path in [
        "schools/1-2",
        "schools/1-2.csv",
        "schools/1-2/lessons",
        "municipalities/1",
        "nowhere",
        "?release=99",
        "?release=x",
        "?period_kind=day",
        "?period_id=2024-W99",
        "?sort=I99",
        "?level=region",
        "?order=up",
        "?page=7",
        "rating.csv?table=x",
        "maturity?municipality=1",
        "outside?municipality=1",
        "outside?disposition=late",
        "schools/1-2/outside",
        "findings?kind=odd",
        "findings?school=1-2",
        "findings?page=9",
    ] {
        let russian = dashboard.get(&format!("/ru/regions/99/{path}")).await;
        assert_eq!(russian.status, 404, "/ru/regions/99/{path}");
        assert!(russian.body.contains("Страница не найдена"), "/ru/regions/99/{path}: {}", russian.body);
        let english = dashboard.get(&format!("/en/regions/99/{path}")).await;
        assert!(english.status == 404 && english.body.contains("Page not found"), "/en/regions/99/{path}");
    }
    assert_eq!(dashboard.get("/de/").await.status, 404);
}

#[sqlx::test(migrations = false)]
async fn a_wrong_word_names_nothing_and_an_empty_one_means_all(pool: PgPool) {
    let dashboard = Dashboard::seeded(pool).await;
    let lessons = format!("schools/{GYMNASIUM}/lessons");
    let timetable = format!("schools/{GYMNASIUM}/timetable");
    for path in [
        format!("{lessons}?state=early"),
        format!("{lessons}.csv?state=on time"),
        format!("{timetable}?only=complete"),
        format!("schools/{GYMNASIUM}.csv?table=lessons"),
        "?level=class".to_owned(),
        "municipalities/99701000?order=forward".to_owned(),
        "municipalities/99701000.csv?table=figures".to_owned(),
        "maturity.csv?table=schools".to_owned(),
        "data.csv?table=events".to_owned(),
    ] {
        assert_eq!(dashboard.get(&format!("/ru/regions/99/{}", path.replace(' ', "%20"))).await.status, 404, "{path}");
    }
    for (empty, same) in [
        (
            "rating.csv?level=&municipality=&period_kind=&period_id=&sort=&order=&table=".to_owned(),
            "rating.csv".to_owned(),
        ),
        (format!("{lessons}.csv?indicator=&state=&period_id="), format!("{lessons}.csv")),
        (format!("{timetable}.csv?indicator=I12&only="), format!("{timetable}.csv?indicator=I12")),
        ("maturity.csv?municipality=&table=".to_owned(), "maturity.csv".to_owned()),
    ] {
        assert_eq!(
            dashboard.page(&format!("/en/regions/99/{empty}")).await,
            dashboard.page(&format!("/en/regions/99/{same}")).await
        );
    }
    // Which table a file holds has no meaning for a page.
    dashboard.page(&format!("/ru/regions/99/schools/{GYMNASIUM}?table=nonsense")).await;
    dashboard.page("/ru/regions/99/?table=nonsense").await;
}

#[sqlx::test(migrations = false)]
async fn the_first_address_leads_to_the_preferred_language(pool: PgPool) {
    let dashboard = Dashboard::empty(pool).await;
    let response = dashboard.get_with("/", "Accept-Language: en-GB,en;q=0.9\r\n").await;
    assert_eq!((response.status, response.headers["location"].as_str()), (303, "/en/"));
    assert_eq!(dashboard.get("/").await.headers["location"], "/ru/");
    assert_eq!(dashboard.get("/en").await.headers["location"], "/en/");
}

#[sqlx::test(migrations = false)]
async fn before_the_first_release_the_pages_say_so(pool: PgPool) {
    let dashboard = Dashboard::empty(pool).await;
    let rating = dashboard.page("/ru/regions/99/").await;
    assert!(rating.contains("Выпусков ещё нет") && rating.contains("svodka rate --region"), "{rating}");
    assert_eq!(dashboard.get("/ru/regions/99/rating.csv").await.status, 404);
    let data = dashboard.page("/en/regions/99/data").await;
    assert!(data.contains("No events have been taken yet") && data.contains("Nothing is published yet"));
    assert_eq!(dashboard.get("/healthz").await.body, "ok");
}

#[sqlx::test(migrations = false)]
async fn a_broken_warehouse_is_a_page_too(pool: PgPool) {
    let dashboard = Dashboard::seeded(pool).await;
    warehouse::testing::pool(&dashboard.warehouse).close().await;
    let page = dashboard.get("/ru/regions/99/").await;
    assert!(page.status == 503 && page.body.contains("Страница сейчас недоступна"), "{}", page.status);
    assert!(!page.body.contains("PostgreSQL"), "what failed is for the log");
    assert_eq!(dashboard.get("/healthz").await.status, 503);
}

#[sqlx::test(migrations = false)]
async fn headers_protect_and_say_how_long_to_keep(pool: PgPool) {
    let dashboard = Dashboard::seeded(pool).await;
    let page = dashboard.get("/ru/regions/99/").await;
    assert_eq!(page.headers["cache-control"], "private, max-age=60");
    assert!(page.headers["content-security-policy"].contains("default-src 'none'"));
    assert_eq!(page.headers["x-content-type-options"], "nosniff");
    let style = page
        .body
        .split("<link rel=\"stylesheet\" href=\"")
        .nth(1)
        .and_then(|rest| rest.split('"').next())
        .expect("a style");
    let asset = dashboard.get(style).await;
    assert_eq!(asset.headers["cache-control"], "public, max-age=31536000, immutable");
    assert!(!asset.body.contains("FONT_"), "the style sheet names the fonts");
    assert_eq!(dashboard.get("/static/svodka.000000000000.css").await.status, 404);
}

#[sqlx::test(migrations = false)]
async fn the_data_page_shows_what_was_not_taken_and_who_is_silent(pool: PgPool) {
    let dashboard = Dashboard::seeded(pool).await;
    let page = dashboard.page("/ru/regions/99/data").await;
    for text in [
        "1\u{a0}257\u{a0}164",
        "unknown_school",
        "2 события",
        "принято повторно: 1",
        "journal.lessons/0 @1045",
        "c3 01 a2",
        "&#60;script&#62;",
        "4000 байт",
        "ab ab …",
        "Молчат 3 из 14 школ",
        "не отвечала ни разу",
        "11.10.2024 19:05 (UTC+7)",
        "2 часа",
        "предварительный",
    ] {
        assert!(page.contains(text), "no «{text}»");
    }
    let silent = dashboard.csv("/ru/regions/99/data.csv?table=schools").await;
    assert_eq!(silent.len(), 4);
    let topics = dashboard.csv("/en/regions/99/data.csv").await;
    for row in &topics[1..] {
        let count = |index: usize| row[index].parse::<i64>().expect("a count");
        assert_eq!(count(3), count(4) + count(5) + count(6) + count(7), "{row:?}");
    }
}

#[sqlx::test(migrations = false)]
async fn a_chosen_release_stays_chosen(pool: PgPool) {
    let dashboard = Dashboard::seeded(pool).await;
    let first = dashboard.releases[0];
    let page = dashboard.page(&format!("/ru/regions/99/?release={first}")).await;
    assert!(page.contains(&format!("Выпуск {first}")) && page.contains("07.10.2024 00:00 (UTC+7)"));
    assert!(page.contains(&format!("/ru/regions/99/municipalities/99701000?release={first}")));
    assert!(page.contains(&format!("<input type=\"hidden\" name=\"release\" value=\"{first}\">")));
    assert!(page.contains(&format!("/en/regions/99/?release={first}")));
    let latest = dashboard.page("/ru/regions/99/").await;
    assert!(
        latest.contains("04.11.2024 00:00 (UTC+7)")
            && latest.contains("href=\"/ru/regions/99/municipalities/99701000\"")
    );
    // The other release has other numbers: five weeks and not eight.
    assert!(page.contains("46\u{a0}395 / 51\u{a0}070") && latest.contains("74\u{a0}232 / 81\u{a0}712"));
}

#[sqlx::test(migrations = false)]
async fn a_tiny_school_has_no_size(pool: PgPool) {
    let dashboard = Dashboard::seeded(pool).await;
    let page = dashboard.page(&format!("/ru/regions/99/schools/{TINY}")).await;
    assert!(page.contains("<dt>Учащихся</dt><dd>скрыто</dd>"));
}
