//! Reading what was published. Every function takes a [`Scope`] first; there is no unscoped twin.
//!
//! The scope's region stands in the condition of every statement, so that a release's number from elsewhere shows
//! nothing. How much a statement returns is bounded: by a page, or by a ceiling that is an error when it is reached,
//! never a silent cut.

mod duties;
mod figures;
mod maturity;
mod state;

pub use duties::*;
pub use figures::*;
pub use maturity::*;
pub use state::*;

use super::{Period, PublishedIndicator, Release, Scope, Territory};
use crate::error::During as _;
use crate::model::{CellError, Instant, Level, LocalDate};
use crate::{Error, Warehouse};
use chrono::{DateTime, NaiveDate, Utc};
use sqlx::Row as _;
use sqlx::postgres::PgRow;
use std::str::FromStr;

/// No table that is read whole has more rows than this; more would be a mistake of ours, not a bigger region.
const ROWS_MAX: i64 = 100_000;

/// A release without the text of its methodology, for lists.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReleaseHead {
    /// Its number.
    pub release_id: i64,
    /// `preliminary` or `frozen`.
    pub state: String,
    /// The moment it speaks of.
    pub as_of: Instant,
    /// The snapshot of the lake it was computed from.
    pub lake_snapshot: i64,
    /// The version of the registers.
    pub register_version: i64,
    /// The methodology's code.
    pub methodology_code: String,
    /// The methodology's version.
    pub methodology_version: i32,
    /// SHA-256 over its figures, hexadecimal.
    pub digest: String,
    /// When it was computed.
    pub created_at: Instant,
}

/// A period, and how much was due in it in the whole region.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublishedPeriod {
    /// The period.
    pub period: Period,
    /// The region's denominators, all indicators together, in whole units. It says whether there is anything to see.
    pub due_count: i64,
}

impl Warehouse {
    /// Returns whether the database answers.
    pub async fn answers(&self) -> Result<(), Error> {
        sqlx::query("select 1").execute(&self.pool).await.map(|_| ()).during("cannot reach the database")
    }

    /// Returns a release, the latest when none is named, or nothing when the scope's region has no such release.
    pub async fn release(&self, scope: &Scope, release_id: Option<i64>) -> Result<Option<Release>, Error> {
        let operation = "cannot read a release";
        let row = sqlx::query(
            "select * from published.releases
              where region_code = $1 and ($2::bigint is null or release_id = $2)
              order by release_id desc
              limit 1",
        )
        .bind(scope.region_code())
        .bind(release_id)
        .fetch_optional(&self.pool)
        .await
        .during(operation)?;
        row.map(|row| read_release(&row).during(operation)).transpose()
    }

    /// Returns the latest releases, the latest first.
    pub async fn releases(&self, scope: &Scope, limit: i64) -> Result<Vec<ReleaseHead>, Error> {
        let operation = "cannot read the releases";
        let rows = sqlx::query(
            "select release_id, state, as_of, lake_snapshot, register_version, methodology_code, methodology_version,
                    digest, created_at
               from published.releases
              where region_code = $1
              order by release_id desc
              limit $2",
        )
        .bind(scope.region_code())
        .bind(limit)
        .fetch_all(&self.pool)
        .await
        .during(operation)?;
        rows.iter().map(|row| read_release_head(row).during(operation)).collect()
    }

    /// Returns a release's indicators in their order.
    pub async fn indicators(&self, scope: &Scope, release_id: i64) -> Result<Vec<PublishedIndicator>, Error> {
        let operation = "cannot read the indicators";
        let rows = sqlx::query(
            "select i.*
               from published.releases r join published.indicators i using (release_id)
              where r.region_code = $1 and r.release_id = $2
              order by i.ordinal, i.code",
        )
        .bind(scope.region_code())
        .bind(release_id)
        .fetch_all(&self.pool)
        .await
        .during(operation)?;
        rows.iter().map(|row| read_indicator(row).during(operation)).collect()
    }

    /// Returns a release's periods by kind and day, with how much was due in each.
    pub async fn periods(&self, scope: &Scope, release_id: i64) -> Result<Vec<PublishedPeriod>, Error> {
        let rows = sqlx::query(
            "select p.period_kind, p.period_id, p.starts_on, p.ends_on,
                    coalesce(sum(v.denominator / i.unit_scale), 0)::bigint as due_count
               from published.releases r
               join published.periods p using (release_id)
               left join published.values v
                 on v.release_id = p.release_id and v.period_kind = p.period_kind and v.period_id = p.period_id
                and v.level = 'region'
               left join published.indicators i on i.release_id = v.release_id and i.code = v.indicator
              where r.region_code = $1 and r.release_id = $2
              group by p.period_kind, p.period_id, p.starts_on, p.ends_on
              order by p.period_kind, p.starts_on, p.period_id
              limit $3",
        )
        .bind(scope.region_code())
        .bind(release_id)
        .bind(ROWS_MAX)
        .fetch_all(&self.pool)
        .await
        .during("cannot read the periods")?;
        rows.iter().map(read_period).collect()
    }

    /// Returns a territory as a release published it.
    pub async fn territory(
        &self,
        scope: &Scope,
        release_id: i64,
        level: Level,
        territory_id: &str,
    ) -> Result<Option<Territory>, Error> {
        let row = sqlx::query(
            "select t.*
               from published.releases r join published.territories t using (release_id)
              where r.region_code = $1 and r.release_id = $2 and t.level = $3 and t.territory_id = $4",
        )
        .bind(scope.region_code())
        .bind(release_id)
        .bind(level.as_str())
        .bind(territory_id)
        .fetch_optional(&self.pool)
        .await
        .during("cannot read a territory")?;
        row.as_ref().map(read_territory).transpose()
    }

    /// Returns the territories of a level, of one parent when it is given, by name; numbers in names count as numbers.
    pub async fn territories(
        &self,
        scope: &Scope,
        release_id: i64,
        level: Level,
        parent_id: Option<&str>,
    ) -> Result<Vec<Territory>, Error> {
        let rows = sqlx::query(
            "select t.*
               from published.releases r join published.territories t using (release_id)
              where r.region_code = $1 and r.release_id = $2 and t.level = $3 and ($4::text is null or t.parent_id = $4)
              order by substring(t.name from '^[^0-9]*') collate \"und-x-icu\",
                       substring(t.name from '[0-9]{1,9}')::integer nulls first,
                       t.name collate \"und-x-icu\", t.territory_id
              limit $5",
        )
        .bind(scope.region_code())
        .bind(release_id)
        .bind(level.as_str())
        .bind(parent_id)
        .bind(ROWS_MAX)
        .fetch_all(&self.pool)
        .await
        .during("cannot read the territories")?;
        rows.iter().map(read_territory).collect()
    }
}

/// Reads a column of symbols; a word that the domain does not know is a contradiction in what is kept.
fn symbol<S: FromStr<Err = CellError>>(row: &PgRow, column: &'static str) -> Result<S, Error> {
    let word: &str = row.try_get(column).during("cannot read a word")?;
    word.parse().map_err(|error: CellError| Error::Corrupt(format!("column {column}: {error}")))
}

fn moment(row: &PgRow, column: &str) -> Result<Instant, sqlx::Error> {
    row.try_get::<DateTime<Utc>, _>(column).map(Instant::from)
}

fn moment_if_any(row: &PgRow, column: &str) -> Result<Option<Instant>, sqlx::Error> {
    Ok(row.try_get::<Option<DateTime<Utc>>, _>(column)?.map(Instant::from))
}

fn date_if_any(row: &PgRow, column: &str) -> Result<Option<LocalDate>, sqlx::Error> {
    Ok(row.try_get::<Option<NaiveDate>, _>(column)?.map(LocalDate::from))
}

fn read_release(row: &PgRow) -> Result<Release, sqlx::Error> {
    Ok(Release {
        release_id: row.try_get("release_id")?,
        state: row.try_get("state")?,
        as_of: moment(row, "as_of")?,
        lake_snapshot: row.try_get("lake_snapshot")?,
        register_version: row.try_get("register_version")?,
        methodology_code: row.try_get("methodology_code")?,
        methodology_version: row.try_get("methodology_version")?,
        methodology_sha256: row.try_get("methodology_sha256")?,
        methodology_text: row.try_get("methodology_text")?,
        duties_snapshot: row.try_get("duties_snapshot")?,
        digest: row.try_get("digest")?,
        region_code: row.try_get("region_code")?,
        created_at: moment(row, "created_at")?,
    })
}

fn read_release_head(row: &PgRow) -> Result<ReleaseHead, sqlx::Error> {
    Ok(ReleaseHead {
        release_id: row.try_get("release_id")?,
        state: row.try_get("state")?,
        as_of: moment(row, "as_of")?,
        lake_snapshot: row.try_get("lake_snapshot")?,
        register_version: row.try_get("register_version")?,
        methodology_code: row.try_get("methodology_code")?,
        methodology_version: row.try_get("methodology_version")?,
        digest: row.try_get("digest")?,
        created_at: moment(row, "created_at")?,
    })
}

fn read_indicator(row: &PgRow) -> Result<PublishedIndicator, sqlx::Error> {
    Ok(PublishedIndicator {
        code: row.try_get("code")?,
        ordinal: row.try_get("ordinal")?,
        name_ru: row.try_get("name_ru")?,
        name_en: row.try_get("name_en")?,
        formula_ru: row.try_get("formula_ru")?,
        formula_en: row.try_get("formula_en")?,
        unit_ru: row.try_get("unit_ru")?,
        unit_en: row.try_get("unit_en")?,
        direction: row.try_get("direction")?,
        minimum_denominator: row.try_get("minimum_denominator")?,
        unit_scale: row.try_get("unit_scale")?,
    })
}

fn read_period(row: &PgRow) -> Result<PublishedPeriod, Error> {
    let operation = "cannot read a period";
    Ok(PublishedPeriod {
        period: Period {
            kind: symbol(row, "period_kind")?,
            period_id: row.try_get("period_id").during(operation)?,
            starts_on: LocalDate::from(row.try_get::<NaiveDate, _>("starts_on").during(operation)?),
            ends_on: LocalDate::from(row.try_get::<NaiveDate, _>("ends_on").during(operation)?),
        },
        due_count: row.try_get("due_count").during(operation)?,
    })
}

fn read_territory(row: &PgRow) -> Result<Territory, Error> {
    let operation = "cannot read a territory";
    Ok(Territory {
        level: symbol(row, "level")?,
        territory_id: row.try_get("territory_id").during(operation)?,
        parent_id: row.try_get("parent_id").during(operation)?,
        name: row.try_get("name").during(operation)?,
        settlement: row.try_get("settlement").during(operation)?,
        pupils_count: row.try_get("pupils_count").during(operation)?,
        source_systems: row.try_get("source_systems").during(operation)?,
    })
}
