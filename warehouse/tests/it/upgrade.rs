//! A database of an earlier version, brought to this one.

use sqlx::PgPool;
use warehouse::digest::sha256;

/// A release from before releases kept their key has the one that its rows in the lake begin with, and says that it kept no
/// texts and names no engine.
#[sqlx::test(migrations = false)]
async fn r14_an_earlier_release_keeps_its_key(pool: PgPool) {
    let run = async |statements: &'static str| {
        sqlx::raw_sql(statements).execute(&pool).await.expect("the statements run");
    };
    run(include_str!("../../migrations/0004_published.sql")).await;
    run("insert into published.releases (state, as_of, lake_snapshot, register_version, methodology_code, methodology_version,
             methodology_sha256, methodology_text, duties_snapshot, digest, region_code, created_at)
         values ('preliminary', '2024-10-16 05:00:00.000001+00', 57, 1200, 'region', 1, 'abc', '', 58, '', '70', now())")
    .await;
    run(include_str!("../../migrations/0006_release_texts.sql")).await;
    let (key, measures, engine): (String, String, i32) =
        sqlx::query_as("select release_key, texts_sha256, engine_version from published.releases")
            .fetch_one(&pool)
            .await
            .expect("the release is there");
    assert_eq!(key, sha256("70|1729054800000001|57|1200|abc".as_bytes())[..16]);
    assert_eq!((measures.as_str(), engine), ("", 0));
}
