//! The lake as others read it.

use crate::duckdb::ask;
use sqlx::PgPool;
use warehouse::lake::{Rows, RowsBuilder};
use warehouse::model::*;
use warehouse::testing::{Folder, append, fact_header, open_and_migrate};
use warehouse::{Settings, Warehouse};

async fn open(pool: &PgPool, folder: &Folder) -> Warehouse {
    open_and_migrate(pool.clone(), folder.path()).await
}

fn header(number: i64) -> FactHeader {
    let entered_at = Instant::from_micros(1_728_961_200_000_000).plus_seconds(number * 60);
    FactHeader {
        event_id: format!("event-{number}"),
        source_instance: "dnevnik-99".to_owned(),
        source_school_id: "1".to_owned(),
        school_id: "1027000861568-701701001".into(),
        entity_key: format!("lesson-{number}"),
        entered_precision_seconds: if number % 2 == 0 { Some(0) } else { None },
        emitted_at: entered_at.plus_seconds(1),
        ingested_at: entered_at.plus_seconds(2),
        topic: "journal.lessons".to_owned(),
        topic_offset: number,
        ..fact_header(entered_at)
    }
}

fn topics(numbers: std::ops::Range<i64>) -> Rows {
    let mut builder = RowsBuilder::new(FactHeader::FIELDS.iter().chain(LessonTopicSet::FIELDS));
    for number in numbers {
        let (of_header, of_content) = builder.builders().split_at_mut(FactHeader::FIELDS.len());
        header(number).push(of_header);
        let content = LessonTopicSet {
            lesson_id: format!("lesson-{number}"),
            lesson_on: LocalDate::from_days(20_000 + i32::try_from(number).expect("small")).expect("a date"),
            has_topic: number % 3 == 0,
            topic_hash: None,
            plan_item_id: Some("план «Б»".to_owned()),
        };
        content.push(of_content);
    }
    builder.finish()
}

#[sqlx::test(migrations = false)]
async fn duckdb_counts_the_same_rows_at_every_snapshot(pool: PgPool) {
    let folder = Folder::new("counts");
    let warehouse = open(&pool, &folder).await;
    let first = append(&warehouse, vec![("lesson_topics", topics(0..100))], "first").await.expect("appended");
    let second = append(&warehouse, vec![("lesson_topics", topics(100..350))], "second").await.expect("appended");
    let counts = ask(
        &pool,
        &[
            &format!("SELECT count(*) FROM lake.lesson_topics AT (VERSION => {first})"),
            &format!("SELECT count(*) FROM lake.lesson_topics AT (VERSION => {second})"),
            "SELECT count(*), count(entered_precision_seconds), sum(has_topic::int), min(entered_at)::varchar,
                    max(entered_at)::varchar, min(lesson_on)::varchar, max(topic_offset), min(plan_item_id), count(topic_hash)
               FROM lake.lesson_topics",
            "SELECT count(*) FROM lake.lesson_topics WHERE lesson_on = DATE '2024-10-04' + 300",
            "SELECT count(*) FROM lake.lesson_topics WHERE topic_hash IS NULL AND topic_offset >= 349",
        ],
    )
    .await;
    assert_eq!(counts[0], ["100"]);
    assert_eq!(counts[1], ["350"]);
    let expected =
        ["350", "175", "117", "2024-10-15 03:00:00+00", "2024-10-15 08:49:00+00", "2024-10-04", "349", "план «Б»", "0"];
    assert_eq!(counts[2], expected);
    assert_eq!(counts[3], ["1"]);
    assert_eq!(counts[4], ["1"]);

    let mut session = warehouse.lake().session(first, Instant::from_micros(i64::MAX)).await.expect("a session");
    let ours = tokio::task::spawn_blocking(move || session.run("counted", "SELECT entity_key FROM lesson_topics"))
        .await
        .expect("no panic")
        .expect("the query runs");
    assert_eq!(ours.len(), 100);
}

#[sqlx::test(migrations = false)]
async fn a_fact_is_known_from_the_moment_it_was_sent(pool: PgPool) {
    let folder = Folder::new("known");
    let warehouse = open(&pool, &folder).await;
    let snapshot = append(&warehouse, vec![("lesson_topics", topics(0..10))], "only").await.expect("appended");
    let mut session = warehouse.lake().session(snapshot, header(4).emitted_at).await.expect("a session");
    let known = tokio::task::spawn_blocking(move || session.run("known", "SELECT entity_key FROM lesson_topics"));
    assert_eq!(known.await.expect("no panic").expect("the query runs").len(), 5);
}

#[sqlx::test(migrations = false)]
async fn files_that_no_snapshot_lists_do_not_exist(pool: PgPool) {
    let folder = Folder::new("orphans");
    let warehouse = open(&pool, &folder).await;
    let snapshot = append(&warehouse, vec![("lesson_topics", topics(0..10))], "listed").await.expect("appended");
    let tables = folder.path().join("main").join("lesson_topics");
    std::fs::copy(tables.join("listed.parquet"), tables.join("orphan.parquet")).expect("copied");
    let mut session = warehouse.lake().session(snapshot, Instant::from_micros(i64::MAX)).await.expect("a session");
    let ours = tokio::task::spawn_blocking(move || session.run("counted", "SELECT entity_key FROM lesson_topics"));
    assert_eq!(ours.await.expect("no panic").expect("the query runs").len(), 10);
    assert_eq!(ask(&pool, &["SELECT count(*) FROM lake.lesson_topics"]).await[0], ["10"]);
}

#[sqlx::test(migrations = false)]
async fn writers_at_the_same_time_lose_nothing(pool: PgPool) {
    let folder = Folder::new("writers");
    let warehouse = open(&pool, &folder).await;
    let writers: Vec<_> = (0..6)
        .map(|writer| {
            let warehouse = warehouse.clone();
            tokio::spawn(async move {
                let name = format!("writer-{writer}");
                let rows = topics(writer * 10..writer * 10 + 10);
                append(&warehouse, vec![("lesson_topics", rows)], &name).await.expect("appended")
            })
        })
        .collect();
    let mut snapshots = Vec::new();
    for writer in writers {
        snapshots.push(writer.await.expect("no panic"));
    }
    snapshots.sort_unstable();
    snapshots.dedup();
    assert_eq!(snapshots.len(), 6, "each commit has a snapshot of its own");
    let counted = ask(&pool, &["SELECT count(*), count(DISTINCT topic_offset) FROM lake.lesson_topics"]).await;
    assert_eq!(counted[0], ["60", "60"]);
}

#[sqlx::test(migrations = false)]
async fn a_lake_in_another_folder_is_refused(pool: PgPool) {
    let (folder, other) = (Folder::new("here"), Folder::new("there"));
    open(&pool, &folder).await;
    let warehouse = warehouse::testing::open(pool.clone(), other.path());
    let error = warehouse.migrate().await.expect_err("the catalog names another folder").to_string();
    assert!(error.contains("lake.path"), "{error}");
}

#[tokio::test]
async fn an_address_that_is_none_is_named() {
    let settings = Settings { database_url: "nonsense".to_owned(), lake_folder: std::env::temp_dir() };
    let error = Warehouse::connect(&settings).await.expect_err("no address").to_string();
    assert!(error.contains("database.url"), "{error}");
}
