//! What became of the lessons: how many ended in each disposition, and which ones they are.

use super::drill::of_school_in;
use super::release::{PublishedRelease, ROWS_ASKED, whole};
use crate::Error;
use crate::error::During as _;
use crate::model::{Disposition, LessonDisposition, LocalDate, Period, SchoolId, Territory};
use polars::prelude::{col, lit};

/// How many lessons of a school and a period ended in a disposition.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct SchoolDisposition {
    /// The school.
    #[sqlx(rename = "territory_id")]
    pub school_id: SchoolId,
    /// What became of them.
    pub disposition: Disposition,
    /// How many; at least one.
    pub lessons_count: i64,
}

/// Which lessons are listed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LessonFilter {
    /// The school.
    pub school_id: SchoolId,
    /// The period.
    pub period: Period,
    /// Only those that ended in one of these; all of them when it is empty.
    pub dispositions: Vec<Disposition>,
}

/// A page of lessons.
#[derive(Debug, Clone, PartialEq)]
pub struct LessonPage {
    /// How many lessons the filter has.
    pub total_count: i64,
    /// The page's lessons, by day, lesson and class.
    pub lessons: Vec<LessonDisposition>,
}

impl PublishedRelease {
    /// Returns how many lessons of a territory's timetable ended in each disposition in a period; those in which none
    /// ended are left out. The sum is all lessons of the timetable.
    pub async fn dispositions(&self, territory: &Territory, period: &Period) -> Result<Vec<(Disposition, i64)>, Error> {
        sqlx::query_as(
            "select disposition, lessons_count
               from published.dispositions
              where release_id = $1 and level = $2 and territory_id = $3 and period_kind = $4 and period_id = $5
              order by disposition
              limit $6",
        )
        .bind(self.id())
        .bind(territory.level())
        .bind(territory.id())
        .bind(period.kind)
        .bind(&period.id)
        .bind(ROWS_ASKED)
        .fetch_all(&self.store.pool)
        .await
        .during("cannot read what became of the lessons")
        .and_then(whole)
    }

    /// Returns the same of each school, of one municipality's when it is given. A school is where it belongs at the
    /// release's moment; a municipality's own numbers have each lesson where the school was on that day.
    pub async fn dispositions_of_schools(
        &self,
        municipality: Option<&Territory>,
        period: &Period,
    ) -> Result<Vec<SchoolDisposition>, Error> {
        sqlx::query_as(
            "select d.territory_id, d.disposition, d.lessons_count
               from published.dispositions d
               left join published.territories t using (release_id, level, territory_id)
              where d.release_id = $1 and d.level = 'school' and d.period_kind = $2 and d.period_id = $3
                and ($4::text is null or t.parent_id = $4)
              order by d.territory_id, d.disposition
              limit $5",
        )
        .bind(self.id())
        .bind(period.kind)
        .bind(&period.id)
        .bind(municipality.map(Territory::id))
        .bind(ROWS_ASKED)
        .fetch_all(&self.store.pool)
        .await
        .during("cannot read what became of the schools' lessons")
        .and_then(whole)
    }

    /// Returns a page of a school's lessons and what became of each.
    pub async fn lessons(&self, filter: &LessonFilter, offset: usize, limit: usize) -> Result<LessonPage, Error> {
        let any =
            |any: polars::prelude::Expr, wanted: &Disposition| any.or(col("disposition").eq(lit(wanted.as_str())));
        let is_wanted = match filter.dispositions.as_slice() {
            [] => lit(true),
            wanted => wanted.iter().fold(lit(false), any),
        };
        let of_school = of_school_in(&filter.school_id, &filter.period);
        let mut lessons: Vec<LessonDisposition> = self.kept("dispositions", of_school.and(is_wanted)).await?;
        lessons.sort_by(|one, other| order(one).cmp(&order(other)));
        let total_count = i64::try_from(lessons.len()).unwrap_or(i64::MAX);
        Ok(LessonPage { total_count, lessons: lessons.into_iter().skip(offset).take(limit).collect() })
    }
}

fn order(lesson: &LessonDisposition) -> (LocalDate, i32, &str, &str, &str, &str) {
    (
        lesson.lesson_on,
        lesson.lesson_number,
        &lesson.class_label,
        &lesson.subject_id,
        &lesson.source_instance,
        &lesson.lesson_id,
    )
}
