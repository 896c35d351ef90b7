//! What looks wrong in the data of a release. A finding never changes a figure.

use super::release::{PublishedRelease, ROWS_ASKED, whole};
use crate::Error;
use crate::error::During as _;
use crate::model::{FindingKind, MunicipalityId, SchoolId, Territory};

/// Which findings are listed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FindingFilter {
    /// Of this territory: all findings of the release for its region, those of a municipality as it was in their week.
    pub territory: Territory,
    /// Only those of a kind.
    pub kind: Option<FindingKind>,
}

/// The findings of a kind.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct FindingCount {
    /// The kind.
    pub finding: FindingKind,
    /// How often it was found.
    pub findings_count: i64,
    /// How many lines it has in the list: schools and weeks.
    pub lines_count: i64,
    /// In how many schools it was found.
    pub schools_count: i64,
    /// The first line, as an example.
    #[sqlx(flatten)]
    pub example: PublishedFinding,
}

/// Something that looks wrong in a school and a week, with the names of where it is.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct PublishedFinding {
    /// What looks wrong.
    #[sqlx(rename = "kind")]
    pub finding: FindingKind,
    /// The school; absent for what concerns the region.
    pub school_id: Option<SchoolId>,
    /// Its name, as far as the release knows the school.
    pub school_name: Option<String>,
    /// The municipality then.
    pub municipality_id: Option<MunicipalityId>,
    /// Its name, as far as the release knows the municipality.
    pub municipality_name: Option<String>,
    /// The week; absent for what has no day.
    pub week_id: Option<String>,
    /// How often in that school and week.
    #[sqlx(rename = "times_count")]
    pub findings_count: i64,
    /// The identity of one of them in its journal: a lesson, a group, a form's line.
    pub example: String,
}

/// A page of findings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FindingPage {
    /// How many lines the filter has.
    pub total_count: i64,
    /// The page's lines, by kind, school and week.
    pub findings: Vec<PublishedFinding>,
}

#[derive(sqlx::FromRow)]
struct Listed {
    #[sqlx(flatten)]
    finding: PublishedFinding,
    total_count: i64,
}

/// A statement over the findings of a release ($1) and a territory ($2 and $3), of one kind when it is given ($4), with the
/// names of where they are.
macro_rules! over_found {
    ($statement:literal) => {
        concat!(
            "with found as (
                 select f.ordinal, f.finding as kind, f.school_id, s.name as school_name, f.municipality_id,
                        m.name as municipality_name, f.week_id, f.findings_count as times_count, f.example
                   from published.findings f
                   left join published.territories s
                     on s.release_id = f.release_id and s.level = 'school' and s.territory_id = f.school_id
                   left join published.territories m
                     on m.release_id = f.release_id and m.level = 'municipality' and m.territory_id = f.municipality_id
                  where f.release_id = $1 and ($4::text is null or f.finding = $4)
                    and case $2 when 'school' then f.school_id = $3 when 'municipality' then f.municipality_id = $3
                                else true end) ",
            $statement
        )
    };
}

impl PublishedRelease {
    /// Returns the kinds of findings that a territory has, with how many there are of each.
    pub async fn finding_counts(&self, territory: &Territory) -> Result<Vec<FindingCount>, Error> {
        sqlx::query_as(over_found!(
            "select counted.*, found.*
               from (select kind as finding, sum(times_count)::bigint as findings_count, count(*) as lines_count,
                            count(distinct school_id) as schools_count, min(ordinal) as first_ordinal
                       from found group by kind) as counted
               join found on found.ordinal = counted.first_ordinal
              order by found.ordinal
              limit $5"
        ))
        .bind(self.id())
        .bind(territory.level())
        .bind(territory.id())
        .bind(None::<FindingKind>)
        .bind(ROWS_ASKED)
        .fetch_all(&self.store.pool)
        .await
        .during("cannot count the findings")
        .and_then(whole)
    }

    /// Returns a page of a territory's findings.
    pub async fn findings(&self, filter: &FindingFilter, offset: i64, limit: i64) -> Result<FindingPage, Error> {
        let rows: Vec<Listed> = sqlx::query_as(over_found!(
            "select *, count(*) over () as total_count from found order by ordinal offset $5 limit $6"
        ))
        .bind(self.id())
        .bind(filter.territory.level())
        .bind(filter.territory.id())
        .bind(filter.kind)
        .bind(offset)
        .bind(limit)
        .fetch_all(&self.store.pool)
        .await
        .during("cannot read the findings")?;
        let total_count = rows.first().map_or(0, |row| row.total_count);
        Ok(FindingPage { total_count, findings: rows.into_iter().map(|row| row.finding).collect() })
    }
}
