//! Feeds: when each school last spoke, by journal.

use super::SchoolFeed;
use crate::Error;
use crate::error::During as _;
use crate::model::Instant;
use sqlx::PgConnection;

/// Notes when schools last spoke.
pub(super) async fn note_feeds(
    transaction: &mut PgConnection,
    feeds: &[SchoolFeed],
    now: Instant,
) -> Result<(), Error> {
    if feeds.is_empty() {
        return Ok(());
    }
    sqlx::query(
        "insert into intake.school_feeds as kept
             (school_id, source_system, source_instance, events_count, last_entered_at, last_emitted_at, last_ingested_at)
         select school_id, source_system, source_instance, events_count, entered_at, emitted_at, $7
           from unnest($1::text[], $2::text[], $3::text[], $4::bigint[], $5::timestamptz[], $6::timestamptz[])
             as new (school_id, source_system, source_instance, events_count, entered_at, emitted_at)
         on conflict (school_id, source_instance) do update set
             events_count = kept.events_count + excluded.events_count,
             last_entered_at = greatest(kept.last_entered_at, excluded.last_entered_at),
             last_emitted_at = greatest(kept.last_emitted_at, excluded.last_emitted_at),
             last_ingested_at = excluded.last_ingested_at",
    )
    .bind(feeds.iter().map(|it| it.school_id.clone()).collect::<Vec<_>>())
    .bind(feeds.iter().map(|it| it.source_system.clone()).collect::<Vec<_>>())
    .bind(feeds.iter().map(|it| it.source_instance.clone()).collect::<Vec<_>>())
    .bind(feeds.iter().map(|it| it.events_count).collect::<Vec<_>>())
    .bind(feeds.iter().map(|it| it.last_entered_at).collect::<Vec<_>>())
    .bind(feeds.iter().map(|it| it.last_emitted_at).collect::<Vec<_>>())
    .bind(now)
    .execute(transaction)
    .await
    .during("cannot note the schools' feeds")?;
    Ok(())
}
