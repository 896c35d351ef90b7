//! Figures of territories: a rating's page, one territory's figures, and how they went over time.

use super::super::{PeriodKind, PublishedValue, Scope, Territory};
use super::{ROWS_MAX, read_territory, symbol};
use crate::error::During as _;
use crate::model::{Level, LocalDate};
use crate::{Error, Warehouse};
use chrono::NaiveDate;
use sqlx::Row as _;
use sqlx::postgres::PgRow;

/// Which territories a rating lists, in what order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RatingFilter {
    /// Their level.
    pub level: Level,
    /// Only those of this parent, as at the release's moment.
    pub parent_id: Option<String>,
    /// The period's kind.
    pub period_kind: PeriodKind,
    /// The period.
    pub period_id: String,
    /// The indicator whose places order them; without one they are ordered by name.
    pub sort: Option<String>,
    /// Whether the last place (the last name) comes first. Territories without a place come last in either order.
    pub is_reversed: bool,
}

/// A page of a rating.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RatingPage {
    /// How many territories there are in all.
    pub total_count: i64,
    /// The page's territories, in order.
    pub territories: Vec<Territory>,
    /// Their figures, in no particular order.
    pub values: Vec<PublishedValue>,
}

/// A figure, with its period's first day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TrendPoint {
    /// The period's first day.
    pub starts_on: LocalDate,
    /// The figure.
    pub value: PublishedValue,
}

impl Warehouse {
    /// Returns a page of a rating. Territories with equal places are ordered by name, and so are those without one:
    /// what cannot be compared is not ordered by its figure.
    pub async fn rating(
        &self,
        scope: &Scope,
        release_id: i64,
        filter: &RatingFilter,
        offset: i64,
        limit: i64,
    ) -> Result<RatingPage, Error> {
        let rows = sqlx::query(
            "select t.*, count(*) over () as total_count
               from published.releases r
               join published.territories t using (release_id)
               left join published.values v
                 on v.release_id = t.release_id and v.level = t.level and v.territory_id = t.territory_id
                and v.period_kind = $5 and v.period_id = $6 and v.indicator = $7
              where r.region_code = $1 and r.release_id = $2 and t.level = $3 and ($4::text is null or t.parent_id = $4)
              order by v.place is null,
                       case when $8 then -v.place else v.place end,
                       case when $7 is null and $8 then t.name end collate \"und-x-icu\" desc,
                       substring(t.name from '^[^0-9]*') collate \"und-x-icu\",
                       substring(t.name from '[0-9]{1,9}')::integer nulls first,
                       t.name collate \"und-x-icu\", t.territory_id
             offset $9 limit $10",
        )
        .bind(scope.region_code())
        .bind(release_id)
        .bind(filter.level.as_str())
        .bind(&filter.parent_id)
        .bind(filter.period_kind.as_str())
        .bind(&filter.period_id)
        .bind(&filter.sort)
        .bind(filter.is_reversed)
        .bind(offset)
        .bind(limit)
        .fetch_all(&self.pool)
        .await
        .during("cannot read a rating")?;
        let total_count =
            rows.first().map_or(Ok(0), |row| row.try_get("total_count")).during("cannot read a rating")?;
        let territories = rows.iter().map(read_territory).collect::<Result<Vec<_>, _>>()?;
        let ids: Vec<String> = territories.iter().map(|territory| territory.territory_id.clone()).collect();
        let values = self.figures(scope, release_id, filter.level, &ids, filter.period_kind, &filter.period_id).await?;
        Ok(RatingPage { total_count, territories, values })
    }

    /// Returns the figures of some territories in a period.
    pub async fn figures(
        &self,
        scope: &Scope,
        release_id: i64,
        level: Level,
        territory_ids: &[String],
        period_kind: PeriodKind,
        period_id: &str,
    ) -> Result<Vec<PublishedValue>, Error> {
        let rows = sqlx::query(
            "select v.*
               from published.releases r join published.values v using (release_id)
              where r.region_code = $1 and r.release_id = $2 and v.level = $3 and v.territory_id = any($4)
                and v.period_kind = $5 and v.period_id = $6
              limit $7",
        )
        .bind(scope.region_code())
        .bind(release_id)
        .bind(level.as_str())
        .bind(territory_ids)
        .bind(period_kind.as_str())
        .bind(period_id)
        .bind(ROWS_MAX)
        .fetch_all(&self.pool)
        .await
        .during("cannot read figures")?;
        rows.iter().map(read_value).collect()
    }

    /// Returns a territory's figures in every period of a kind, in the order of time.
    pub async fn trend(
        &self,
        scope: &Scope,
        release_id: i64,
        level: Level,
        territory_id: &str,
        period_kind: PeriodKind,
    ) -> Result<Vec<TrendPoint>, Error> {
        let operation = "cannot read a trend";
        let rows = sqlx::query(
            "select v.*, p.starts_on
               from published.releases r
               join published.values v using (release_id)
               join published.periods p using (release_id, period_kind, period_id)
              where r.region_code = $1 and r.release_id = $2 and v.level = $3 and v.territory_id = $4
                and v.period_kind = $5
              order by p.starts_on, v.period_id, v.indicator
              limit $6",
        )
        .bind(scope.region_code())
        .bind(release_id)
        .bind(level.as_str())
        .bind(territory_id)
        .bind(period_kind.as_str())
        .bind(ROWS_MAX)
        .fetch_all(&self.pool)
        .await
        .during(operation)?;
        rows.iter()
            .map(|row| {
                let starts_on = LocalDate::from(row.try_get::<NaiveDate, _>("starts_on").during(operation)?);
                Ok(TrendPoint { starts_on, value: read_value(row)? })
            })
            .collect()
    }
}

fn read_value(row: &PgRow) -> Result<PublishedValue, Error> {
    let operation = "cannot read a figure";
    Ok(PublishedValue {
        level: symbol(row, "level")?,
        territory_id: row.try_get("territory_id").during(operation)?,
        period_kind: symbol(row, "period_kind")?,
        period_id: row.try_get("period_id").during(operation)?,
        indicator: row.try_get("indicator").during(operation)?,
        numerator: row.try_get("numerator").during(operation)?,
        denominator: row.try_get("denominator").during(operation)?,
        excused_count: row.try_get("excused_count").during(operation)?,
        not_measurable_count: row.try_get("not_measurable_count").during(operation)?,
        pending_count: row.try_get("pending_count").during(operation)?,
        unobserved_count: row.try_get("unobserved_count").during(operation)?,
        state: symbol(row, "state")?,
        place: row.try_get("place").during(operation)?,
        places_count: row.try_get("places_count").during(operation)?,
    })
}
