//! Which schools of a release are silent.

use super::release::PublishedRelease;
use crate::Error;
use crate::error::During as _;
use crate::model::{Instant, MunicipalityId, SchoolId};

/// A school that has not been heard for some time.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct SilentSchool {
    /// The school.
    #[sqlx(rename = "territory_id")]
    pub school_id: SchoolId,
    /// Its name.
    pub name: String,
    /// Its municipality's identity.
    #[sqlx(rename = "parent_id")]
    pub municipality_id: Option<MunicipalityId>,
    /// Its municipality's name.
    pub municipality_name: Option<String>,
    /// The journal that was heard last.
    pub source_system: Option<String>,
    /// When it was heard last; none is never.
    pub last_emitted_at: Option<Instant>,
    /// How many events it sent in all.
    pub events_count: i64,
}

/// Schools that are silent, and how many there are of each kind.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Silence {
    /// All schools of the release.
    pub schools_count: i64,
    /// Schools that are silent.
    pub silent_count: i64,
    /// The silent schools, those never heard first, then the longest silent; as many as were asked for.
    pub schools: Vec<SilentSchool>,
}

/// A school, silent or not, with the counts of all.
#[derive(sqlx::FromRow)]
struct Heard {
    #[sqlx(flatten)]
    school: SilentSchool,
    is_silent: bool,
    schools_count: i64,
    silent_count: i64,
}

impl PublishedRelease {
    /// Returns the schools of the release that have not been heard since a moment, at most `limit` of them.
    pub async fn silence(&self, since: Instant, limit: i64) -> Result<Silence, Error> {
        let rows: Vec<Heard> = sqlx::query_as(
            "with heard as (
                 select distinct on (school_id) school_id, source_system, last_emitted_at,
                        sum(events_count) over (partition by school_id)::bigint as events_count
                   from intake.school_feeds
                  order by school_id, last_emitted_at desc),
             schools as (
                 select t.territory_id, t.name, t.parent_id, m.name as municipality_name, heard.source_system,
                        heard.last_emitted_at, coalesce(heard.events_count, 0) as events_count,
                        heard.last_emitted_at is null or heard.last_emitted_at < $2 as is_silent,
                        count(*) over () as schools_count
                   from published.territories t
                   left join published.territories m
                     on m.release_id = t.release_id and m.level = 'municipality' and m.territory_id = t.parent_id
                   left join heard on heard.school_id = t.territory_id
                  where t.release_id = $1 and t.level = 'school')
             select *, count(*) filter (where is_silent) over () as silent_count
               from schools
              order by is_silent desc, last_emitted_at nulls first, territory_id
              limit $3 + 1",
        )
        .bind(self.id())
        .bind(since)
        .bind(limit)
        .fetch_all(&self.store.pool)
        .await
        .during("cannot read which schools are silent")?;
        // A release whose schools are all heard still gives a row, for the counts.
        let counts = rows.first().map_or((0, 0), |row| (row.schools_count, row.silent_count));
        let shown = usize::try_from(limit).unwrap_or(0);
        let silent = rows.into_iter().filter(|row| row.is_silent).map(|row| row.school);
        Ok(Silence { schools_count: counts.0, silent_count: counts.1, schools: silent.take(shown).collect() })
    }
}
