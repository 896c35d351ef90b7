//! A form of file that the dashboard does not know: every table of every page, written by a test, with no page changed.

use crate::http::Dashboard;
use crate::pages::files;
use axum::Router;
use dashboard::{FileForm, Settings, Speaker, Table, Value};
use serde_json::json;
use sqlx::PgPool;
use std::collections::BTreeSet;
use std::io;
use warehouse::published::Published;

/// JSON: the headings' keys and the lines. It has no words, so it never asks the speaker.
struct Json;

impl FileForm for Json {
    fn extension(&self) -> &'static str {
        "json"
    }

    fn media_type(&self) -> &'static str {
        "application/json"
    }

    fn write(&self, table: &Table, _speaker: &Speaker) -> io::Result<Vec<u8>> {
        let headings: Vec<String> = table.headings.iter().map(|heading| heading.key()).collect();
        let rows: Vec<Vec<serde_json::Value>> = table.rows.iter().map(|row| row.iter().map(value).collect()).collect();
        Ok(serde_json::to_vec(&json!({ "headings": headings, "rows": rows }))?)
    }
}

fn value(value: &Value) -> serde_json::Value {
    match value {
        Value::Empty => json!(null),
        Value::Text(text) => json!(text),
        Value::Translated { russian, english } => json!({ "ru": russian, "en": english }),
        Value::Word(word) => json!(word.symbol),
        Value::Words(words) => json!(words.iter().map(|word| word.symbol).collect::<Vec<_>>()),
        Value::Number(number) => json!(number),
        Value::Hundredths(hundredths) => json!({ "hundredths": hundredths }),
        Value::Amount { count, unit_ru, unit_en } => json!({ "count": count, "ru": unit_ru, "en": unit_en }),
        Value::Date(date) => json!(date),
        Value::Moment(moment) | Value::ProgramMoment(moment) => json!(moment),
        Value::Period(dated) => json!(dated.period.id),
    }
}

/// Reads a number with two decimals.
fn hundredths(text: &str) -> Option<i64> {
    let (sign, text) = text.strip_prefix('-').map_or((1, text), |rest| (-1, rest));
    let (whole, rest) = text.split_once('.')?;
    Some(sign * (whole.parse::<i64>().ok()? * 100 + rest.parse::<i64>().ok()?))
}

static FORMS: &[&dyn FileForm] = &[&Json];

/// Serves the dashboard as it is, and below `/own` one that knows only the form of the test.
fn both(published: Published, settings: Settings) -> Router {
    let own = dashboard::router_with(published.clone(), settings.clone(), FORMS);
    Router::new().nest("/own", own).fallback_service(dashboard::router(published, settings))
}

#[sqlx::test(migrations = false)]
async fn every_table_can_be_written_in_a_form_that_no_page_knows(pool: PgPool) {
    let dashboard = Dashboard::seeded_with(pool, both).await;
    for path in files() {
        let own = path.replacen(".csv", ".json", 1);
        let russian = dashboard.get(&format!("/own/ru/{own}")).await;
        assert_eq!((russian.status, russian.headers["content-type"].as_str()), (200, "application/json"), "{own}");
        let english = dashboard.get(&format!("/own/en/{own}")).await;
        assert_eq!(russian.body, english.body, "{own}: a view has no language");
        assert_eq!(russian.headers["content-disposition"], english.headers["content-disposition"]);
        let table: serde_json::Value = serde_json::from_str(&english.body).expect("JSON");
        let csv = dashboard.csv(&format!("/en/{path}")).await;
        let headings: BTreeSet<&str> =
            table["headings"].as_array().expect("headings").iter().filter_map(serde_json::Value::as_str).collect();
        assert_eq!(headings.len(), csv[0].len(), "{path}: as many columns, each with a key of its own");
        let rows = table["rows"].as_array().expect("rows");
        assert_eq!(rows.len(), csv.len() - 1, "{path}");
        for (row, line) in rows.iter().zip(&csv[1..]) {
            for (value, text) in row.as_array().expect("a row").iter().zip(line) {
                match value {
                    serde_json::Value::Null => assert_eq!(text, "", "{path}"),
                    serde_json::Value::Number(number) => assert_eq!(number.to_string(), *text, "{path}"),
                    other => match other["hundredths"].as_i64() {
                        Some(number) => assert_eq!(Some(number), hundredths(text), "{path}"),
                        None => assert!(!text.is_empty() || other == "", "{path}: {other}"),
                    },
                }
            }
        }
    }
}

#[sqlx::test(migrations = false)]
async fn a_form_that_is_not_offered_is_no_address(pool: PgPool) {
    let dashboard = Dashboard::seeded_with(pool, both).await;
    for path in ["rating", "schools/1029900000001-990100001", "schools/1029900000001-990100001/lessons", "data"] {
        assert_eq!(dashboard.get(&format!("/own/en/regions/99/{path}.csv")).await.status, 404, "{path}");
        assert_eq!(dashboard.get(&format!("/en/regions/99/{path}.json")).await.status, 404, "{path}");
    }
}

#[sqlx::test(migrations = false)]
async fn no_page_shows_a_percentage_that_its_files_lack(pool: PgPool) {
    let dashboard = Dashboard::seeded(pool).await;
    let school = "schools/1029900000001-990100001";
    for (page, query, files) in [
        ("", "?level=school", vec!["rating.csv?level=school", "rating.csv?table=trend"]),
        ("", "?sort=name", vec!["rating.csv", "rating.csv?table=trend"]),
        ("municipalities/99701000", "", vec!["municipalities/99701000.csv", "municipalities/99701000.csv?table=trend"]),
        (school, "", vec!["{}.csv", "{}.csv?table=trend", "{}.csv?table=maturity"]),
        (
            "maturity",
            "",
            vec![
                "{}.csv",
                "{}.csv?table=summaries",
                "{}.csv?table=territories",
                "{}.csv?table=periods",
                "{}.csv?table=ways",
            ],
        ),
    ] {
        let mut known = BTreeSet::new();
        for file in files {
            let file = format!("/en/regions/99/{}", file.replace("{}", page));
            known.extend(dashboard.csv(&file).await.into_iter().flatten());
        }
        let html = dashboard.page(&format!("/en/regions/99/{page}{query}")).await;
        let shown: Vec<&str> =
            html.split("class=\"percent\">").skip(1).filter_map(|rest| rest.split('%').next()).collect();
        assert!(!shown.is_empty(), "{page} shows percentages");
        for percent in shown {
            assert!(known.contains(percent), "/en/regions/99/{page} shows {percent}, and no file does");
        }
    }
}
