//! Messages through the whole of ingest into a real PostgreSQL and real files.

use crate::golden::Chance;
use crate::support::{Folder, KPP, Messages, event, membership, school, take_files, take_until, topic, warehouse};
use ingest::codec::Codec;
use sqlx::{PgPool, Row as _};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;
use warehouse::Warehouse;
use warehouse::model::{Instant, LessonTopicSet, TopicPartition};

async fn count(warehouse: &Warehouse, table: &str) -> usize {
    let snapshot = warehouse.lake().latest_snapshot().await.expect("the lake answers");
    let mut session =
        warehouse.lake().session(snapshot, Instant::from_micros(i64::MAX)).await.expect("the lake is read");
    let sql = format!("SELECT entity_key, entity_version FROM {table}");
    tokio::task::spawn_blocking(move || session.run("counted", &sql).expect("the query runs").len())
        .await
        .expect("no panic")
}

/// One school, `lessons` topics, each sent twice.
fn lessons_twice(lessons: i64) -> Messages {
    let mut messages = Messages::default();
    messages.event(&event("1", "school-1", 1, 0, school(KPP)));
    for pass in 0..2 {
        for lesson in 0..lessons {
            messages.event(&event("1", &format!("lesson-{lesson}"), 1, lesson, topic(lesson)));
        }
        assert!(pass < 2);
    }
    messages
}

#[sqlx::test(migrations = false)]
async fn every_event_is_kept_once_whatever_the_batches(pool: PgPool) {
    let folder = Folder::new("ingest");
    let warehouse = warehouse(&pool, &folder).await;
    lessons_twice(25).write(&folder.path().join("messages"));
    let progress = take_files(&warehouse, &folder.path().join("messages"), 7).await;
    assert_eq!((progress.admitted_count, progress.duplicate_count, progress.rejected_count), (26, 25, 0));
    assert_eq!(count(&warehouse, "lesson_topics").await, 25);

    // A second run finds nothing to do.
    let again = take_files(&warehouse, &folder.path().join("messages"), 7).await;
    assert_eq!(again.admitted_count + again.duplicate_count, 0);
    assert_eq!(count(&warehouse, "lesson_topics").await, 25);
}

#[sqlx::test(migrations = false)]
async fn a_duplicate_is_known_after_a_restart(pool: PgPool) {
    let folder = Folder::new("ingest");
    let warehouse = warehouse(&pool, &folder).await;
    lessons_twice(25).write(&folder.path().join("first"));
    take_files(&warehouse, &folder.path().join("first"), 1000).await;
    // The same events from another place: their identities are read back from the lake and the registers.
    lessons_twice(25).write(&folder.path().join("second"));
    let progress = take_files(&warehouse, &folder.path().join("second"), 1000).await;
    assert_eq!((progress.admitted_count, progress.duplicate_count), (0, 51));
    assert_eq!(count(&warehouse, "lesson_topics").await, 25);
}

/// The first event of both schools is a lesson's topic under one key and version; the second school's group has the key
/// and the version of the first one's, in the registers.
#[sqlx::test(migrations = false)]
async fn r18_two_schools_of_one_installation_may_call_their_entities_alike(pool: PgPool) {
    let folder = Folder::new("ingest");
    let warehouse = warehouse(&pool, &folder).await;
    let mut messages = Messages::default();
    for (school_id, kpp) in [("1", KPP), ("2", "701701002")] {
        messages.event(&event(school_id, "school", 1, 0, school(kpp)));
        messages.event(&event(school_id, "2024-09-01", 1, 0, membership()));
        for lesson in 0..5 {
            messages.event(&event(school_id, &format!("lesson-{lesson}"), 1, lesson, topic(lesson)));
        }
    }
    messages.write(&folder.path().join("first"));
    let progress = take_files(&warehouse, &folder.path().join("first"), 3).await;
    assert_eq!((progress.admitted_count, progress.duplicate_count, progress.rejected_count), (14, 0, 0));
    assert_eq!(count(&warehouse, "lesson_topics").await, 10);
    let version = warehouse.registers().version().await.expect("the registers answer");
    let known_by = Instant::from_micros(i64::MAX);
    assert_eq!(
        warehouse.registers().versions_as_of(version, known_by).await.expect("they are read").len(),
        2,
        "a membership each"
    );

    // After a restart each is known as its own.
    messages.write(&folder.path().join("second"));
    let progress = take_files(&warehouse, &folder.path().join("second"), 3).await;
    assert_eq!((progress.admitted_count, progress.duplicate_count, progress.rejected_count), (0, 14, 0));
}

#[sqlx::test(migrations = false)]
async fn r16_the_highest_version_says_which_school_it_is_in_any_order(pool: PgPool) {
    let folder = Folder::new("ingest");
    let warehouse = warehouse(&pool, &folder).await;
    for (kept, versions) in [[1, 2], [2, 1]].into_iter().enumerate() {
        let of = format!("school-{kept}");
        let mut messages = Messages::default();
        for version in versions {
            let kpp = if version == 2 { "701701002" } else { KPP };
            messages.event(&event(&of, "school", version, version, school(kpp)));
        }
        messages.event(&event(&of, "lesson-1", 1, 0, topic(1)));
        messages.write(&folder.path().join(&of));
        take_files(&warehouse, &folder.path().join(&of), 100).await;
        let corrected = "lesson_topics WHERE school_id = '1027000861568-701701002'";
        assert_eq!(count(&warehouse, corrected).await, kept + 1, "{versions:?}");
    }
}

/// No index of PostgreSQL takes three kilobytes that cannot be compressed.
#[sqlx::test(migrations = false)]
async fn r17_an_identity_that_no_index_takes_is_rejected_and_stops_nothing(pool: PgPool) {
    let folder = Folder::new("ingest");
    let warehouse = warehouse(&pool, &folder).await;
    let mut chance = Chance(17);
    let long: String = (0..3_000).map(|_| char::from(b'!' + chance.below(90) as u8)).collect();
    let mut messages = lessons_twice(3);
    messages.event(&event(&long, "lesson-9", 1, 9, topic(9)));
    messages.event(&event(&long, "school", 1, 9, school("701701002")));
    messages.event(&event("1", &long, 1, 9, topic(9)));
    messages.event(&event("1", &long, 1, 9, membership()));
    messages.event(&event("1", "lesson-10", 1, 10, topic(10)));
    messages.write(&folder.path().join("messages"));
    let progress = take_files(&warehouse, &folder.path().join("messages"), 2).await;
    assert_eq!((progress.admitted_count, progress.duplicate_count, progress.rejected_count), (5, 3, 4));
    assert_eq!(count(&warehouse, "lesson_topics").await, 4);
}

/// One version has one body: the first that came.
#[sqlx::test(migrations = false)]
async fn a_second_body_under_one_version_is_a_duplicate_and_is_not_taken(pool: PgPool) {
    let folder = Folder::new("ingest");
    let warehouse = warehouse(&pool, &folder).await;
    let mut messages = Messages::default();
    messages.event(&event("1", "school-1", 1, 0, school(KPP)));
    messages.event(&event("1", "lesson-1", 1, 0, topic(1)));
    messages.event(&event("1", "lesson-1", 1, 5, LessonTopicSet { has_topic: false, ..topic(1) }));
    messages.write(&folder.path().join("messages"));
    let progress = take_files(&warehouse, &folder.path().join("messages"), 1).await;
    assert_eq!((progress.admitted_count, progress.duplicate_count), (2, 1));
    assert_eq!(count(&warehouse, "lesson_topics WHERE has_topic").await, 1);
}

/// Waits until so many messages are taken, and returns how many are.
async fn wait_for_taken(pool: &PgPool, expected: i64) -> i64 {
    let taken = "select coalesce(sum(next_offset), 0)::bigint from intake.checkpoints";
    let mut found = 0;
    for _ in 0..100 {
        found = sqlx::query_scalar(taken).fetch_one(pool).await.expect("the database answers");
        if found >= expected {
            break;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    found
}

#[sqlx::test(migrations = false)]
async fn a_commit_is_tried_again_though_no_event_comes(pool: PgPool) {
    let folder = Folder::new("ingest");
    let warehouse = warehouse(&pool, &folder).await;
    let source = folder.path().join("messages");
    let lessons = |messages: &mut Messages, range: std::ops::Range<i64>| {
        range.for_each(|lesson| messages.event(&event("1", &format!("lesson-{lesson}"), 1, lesson, topic(lesson))));
    };
    let mut first = Messages::default();
    first.event(&event("1", "school-1", 1, 0, school(KPP)));
    lessons(&mut first, 0..9);
    first.write(&source);
    let stop = Arc::new(AtomicBool::new(false));
    let run = take_until(stop.clone(), &warehouse, &source);
    assert_eq!(wait_for_taken(&pool, 10).await, 10);

    // Where the tables' folder should be there is a file: nothing can be written for a while.
    let tables = warehouse.lake_folder().join("main");
    std::fs::rename(&tables, folder.path().join("aside")).expect("the folder is moved");
    std::fs::write(&tables, "").expect("the file is written");
    let mut second = Messages::default();
    lessons(&mut second, 9..19);
    second.write(&source);
    tokio::time::sleep(Duration::from_secs(2)).await;
    std::fs::remove_file(&tables).expect("the file is removed");
    std::fs::rename(folder.path().join("aside"), &tables).expect("the folder is moved back");
    let taken = wait_for_taken(&pool, 20).await;
    stop.store(true, Ordering::Relaxed);
    assert_eq!((taken, run.await.expect("no panic").admitted_count), (20, 20));
}

#[sqlx::test(migrations = false)]
async fn bad_messages_are_kept_with_their_reason_and_stop_nothing(pool: PgPool) {
    let folder = Folder::new("ingest");
    let warehouse = warehouse(&pool, &folder).await;
    let mut messages = lessons_twice(3);
    let good = event("1", "lesson-9", 1, 9, topic(9));
    let bytes = Codec::get().encode(&good);
    let key = good.envelope.message_key();
    messages.raw("journal.lessons", b"x", &[7; 40]);
    messages.raw("journal.lessons", key.as_bytes(), &bytes[..bytes.len() - 3]);
    messages.raw("journal.lessons", key.as_bytes(), &[&bytes[..], &bytes[..]].concat());
    messages.raw("journal.lessons", key.as_bytes(), &vec![0; 10 << 20]);
    messages.raw("journal.lessons", b"dnevnik-99|2", &bytes);
    messages.raw("journal.marks", key.as_bytes(), &bytes);
    messages.event(&event("999999", "lesson-10", 1, 10, topic(10)));
    let mut early = event("1", "lesson-11", 1, 11, topic(11));
    early.envelope.entered_at = Instant::from_micros(-62_135_596_800_000_000);
    messages.event(&early);
    messages.event(&event("2", "school-2", 1, 0, school("12")));
    messages.event(&good);
    messages.write(&folder.path().join("messages"));
    let progress = take_files(&warehouse, &folder.path().join("messages"), 5).await;
    assert_eq!((progress.admitted_count, progress.duplicate_count, progress.rejected_count), (5, 3, 9));
    assert_eq!(count(&warehouse, "lesson_topics").await, 4);
    let rows = sqlx::query("select reason, octet_length(message) from intake.rejections order by reason")
        .fetch_all(&pool)
        .await
        .expect("the rejections are there");
    let reasons: Vec<String> = rows.iter().map(|row| row.get(0)).collect();
    let expected = [
        "implausible_time",
        "invalid_content",
        "key_mismatch",
        "malformed",
        "oversized",
        "trailing_bytes",
        "unframed",
        "unknown_school",
        "wrong_topic",
    ];
    assert_eq!(reasons, expected);
    assert_eq!(rows[4].get::<i32, _>(1), 10 << 20, "the bytes are kept whole");
}

#[sqlx::test(migrations = false)]
async fn t13_an_unknown_school_is_taken_once_its_register_comes(pool: PgPool) {
    let folder = Folder::new("ingest");
    let warehouse = warehouse(&pool, &folder).await;
    let mut messages = Messages::default();
    messages.event(&event("1", "school-1", 1, 0, school(KPP)));
    for lesson in 0..28 {
        let of = if lesson < 23 { "1" } else { "999999" };
        messages.event(&event(of, &format!("lesson-{lesson}"), 1, lesson, topic(lesson)));
    }
    messages.write(&folder.path().join("first"));
    let progress = take_files(&warehouse, &folder.path().join("first"), 10).await;
    assert_eq!((progress.admitted_count, progress.rejected_count), (24, 5));
    assert_eq!(count(&warehouse, "lesson_topics").await, 23);

    let mut late = Messages::default();
    late.event(&event("999999", "school-999999", 1, 40, school("701701002")));
    late.write(&folder.path().join("second"));
    let progress = take_files(&warehouse, &folder.path().join("second"), 10).await;
    assert_eq!(progress.replayed_count, 5);
    assert_eq!(count(&warehouse, "lesson_topics").await, 28);
    let waiting: i64 = sqlx::query_scalar("select count(*) from intake.rejections where replayed_at is null")
        .fetch_one(&pool)
        .await
        .expect("the rejections are there");
    assert_eq!(waiting, 0, "nothing lost or doubled");
}

#[sqlx::test(migrations = false)]
async fn an_owner_without_its_fence_cannot_commit(pool: PgPool) {
    let folder = Folder::new("ingest");
    let warehouse = warehouse(&pool, &folder).await;
    let partition = [(TopicPartition::new("journal.lessons", 0), 0)];
    let intake = warehouse.intake();
    let (old_fence, _) = intake.take_over("kafka", &partition).await.expect("taken");
    let (new_fence, offsets) = intake.take_over("kafka", &partition).await.expect("taken over");
    assert_eq!(offsets, [0]);
    let batch = |fence, from_offset, to_offset| warehouse::intake::Batch {
        source: "kafka".to_owned(),
        moves: vec![warehouse::intake::Move {
            topic_partition: TopicPartition::new("journal.lessons", 0),
            fence,
            from_offset,
            to_offset,
            admitted_count: to_offset - from_offset,
            duplicate_count: 0,
            rejected_count: 0,
            control_record_count: 0,
            last_emitted_at: None,
        }],
        ..Default::default()
    };
    let now = Instant::from_micros(0);
    let lost = intake.commit(&batch(old_fence, 0, 5), now).await.expect_err("the fence is old");
    assert!(matches!(lost, warehouse::Error::OwnershipLost { expected_offset: 0, .. }));
    intake.commit(&batch(new_fence, 0, 5), now).await.expect("the owner commits");
    // The answer to that commit may have been lost: the same batch again moves nothing.
    intake.commit(&batch(new_fence, 0, 5), now).await.expect_err("it stands at 5 already");
}
