//! Figures of territories: a rating's page, one territory's figures, and how they went over time.

use super::release::{PublishedRelease, ROWS_ASKED, whole};
use crate::Error;
use crate::error::During as _;
use crate::model::{
    Level, LocalDate, Period, PeriodKind, PublishedTerritory, PublishedValue, SchoolId, TermKind, Territory, ValueState,
};
use std::collections::{BTreeMap, BTreeSet};

/// Which territories a rating lists, in what order. By a term it lists those that have terms of its kind: in the others nothing
/// can be compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RatingFilter {
    /// Their level.
    pub level: Level,
    /// Only those of this parent, as at the release's moment.
    pub parent: Option<Territory>,
    /// The period.
    pub period: Period,
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
    pub territories: Vec<PublishedTerritory>,
    /// Their figures, in no particular order.
    pub values: Vec<PublishedValue>,
}

/// A figure, with its period's first day.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct TrendPoint {
    /// The period's first day.
    pub starts_on: LocalDate,
    /// The figure.
    #[sqlx(flatten)]
    pub value: PublishedValue,
}

/// A territory of a page, with how many there are in all.
#[derive(sqlx::FromRow)]
struct Listed {
    #[sqlx(flatten)]
    territory: PublishedTerritory,
    total_count: i64,
}

impl PublishedRelease {
    /// Returns a page of a rating. Territories with equal places are ordered by name, and so are those without one:
    /// what cannot be compared is not ordered by its figure.
    pub async fn rating(&self, filter: &RatingFilter, offset: i64, limit: i64) -> Result<RatingPage, Error> {
        let listed: Vec<Listed> = sqlx::query_as(
            "select t.*, count(*) over () as total_count
               from published.territories t
               left join published.values v
                 on v.release_id = t.release_id and v.level = t.level and v.territory_id = t.territory_id
                and v.period_kind = $4 and v.period_id = $5 and v.indicator = $6
              where t.release_id = $1 and t.level = $2 and ($3::text is null or t.parent_id = $3)
                and ($10::text is null or exists (
                     select from published.values w
                      where w.release_id = t.release_id and w.level = t.level and w.territory_id = t.territory_id
                        and w.period_kind = 'term' and split_part(w.period_id, '-', 2) = $10))
              order by v.place is null,
                       case when $7 then -v.place else v.place end,
                       case when $6 is null and $7 then t.name end collate \"und-x-icu\" desc,
                       substring(t.name from '^[^0-9]*') collate \"und-x-icu\",
                       substring(t.name from '[0-9]{1,9}')::integer nulls first,
                       t.name collate \"und-x-icu\", t.territory_id
             offset $8 limit $9",
        )
        .bind(self.id())
        .bind(filter.level)
        .bind(filter.parent.as_ref().map(Territory::id))
        .bind(filter.period.kind)
        .bind(&filter.period.id)
        .bind(&filter.sort)
        .bind(filter.is_reversed)
        .bind(offset)
        .bind(limit)
        .bind(filter.period.term_kind())
        .fetch_all(&self.store.pool)
        .await
        .during("cannot read a rating")?;
        let total_count = listed.first().map_or(0, |it| it.total_count);
        let territories: Vec<PublishedTerritory> = listed.into_iter().map(|it| it.territory).collect();
        let ids: Vec<String> = territories.iter().map(|it| it.id().to_owned()).collect();
        let values = self.figures(filter.level, &ids, &filter.period).await?;
        Ok(RatingPage { total_count, territories, values })
    }

    /// Returns of which kinds the terms are that each school has figures in.
    pub async fn term_kinds(&self) -> Result<BTreeMap<SchoolId, BTreeSet<TermKind>>, Error> {
        let rows: Vec<(SchoolId, String)> = sqlx::query_as(
            "select distinct territory_id, period_id
               from published.values
              where release_id = $1 and level = 'school' and period_kind = 'term'
              limit $2",
        )
        .bind(self.id())
        .bind(ROWS_ASKED)
        .fetch_all(&self.store.pool)
        .await
        .during("cannot read which terms schools have")
        .and_then(whole)?;
        let mut kinds: BTreeMap<SchoolId, BTreeSet<TermKind>> = BTreeMap::new();
        for (school_id, period_id) in rows {
            kinds.entry(school_id).or_default().extend(Period::new(PeriodKind::Term, period_id).term_kind());
        }
        Ok(kinds)
    }

    /// Returns the figures of some territories of a level in a period.
    pub async fn figures(&self, level: Level, ids: &[String], period: &Period) -> Result<Vec<PublishedValue>, Error> {
        sqlx::query_as(
            "select * from published.values
              where release_id = $1 and level = $2 and territory_id = any($3) and period_kind = $4 and period_id = $5
              limit $6",
        )
        .bind(self.id())
        .bind(level)
        .bind(ids)
        .bind(period.kind)
        .bind(&period.id)
        .bind(ROWS_ASKED)
        .fetch_all(&self.store.pool)
        .await
        .during("cannot read figures")
        .and_then(whole)
    }

    /// Returns of each figure of some territories of a level what it was in the first of some periods of a kind in which it
    /// is a number.
    pub async fn first_shown(
        &self,
        level: Level,
        ids: &[String],
        kind: PeriodKind,
        period_ids: &[String],
    ) -> Result<Vec<PublishedValue>, Error> {
        sqlx::query_as(
            "select distinct on (territory_id, indicator) *
               from published.values
              where release_id = $1 and level = $2 and territory_id = any($3) and period_kind = $4
                and period_id = any($5) and denominator > 0 and state = any($6)
              order by territory_id, indicator, array_position($5, period_id)
              limit $7",
        )
        .bind(self.id())
        .bind(level)
        .bind(ids)
        .bind(kind)
        .bind(period_ids)
        .bind(ValueState::SHOWN.map(ValueState::as_str))
        .bind(ROWS_ASKED)
        .fetch_all(&self.store.pool)
        .await
        .during("cannot read earlier figures")
        .and_then(whole)
    }

    /// Returns a territory's figures in every period of a kind, in the order of time.
    pub async fn trend(&self, territory: &Territory, kind: PeriodKind) -> Result<Vec<TrendPoint>, Error> {
        sqlx::query_as(
            "select v.*, p.starts_on
               from published.values v join published.periods p using (release_id, period_kind, period_id)
              where v.release_id = $1 and v.level = $2 and v.territory_id = $3 and v.period_kind = $4
              order by p.starts_on, v.period_id, v.indicator
              limit $5",
        )
        .bind(self.id())
        .bind(territory.level())
        .bind(territory.id())
        .bind(kind)
        .bind(ROWS_ASKED)
        .fetch_all(&self.store.pool)
        .await
        .during("cannot read a trend")
        .and_then(whole)
    }
}
