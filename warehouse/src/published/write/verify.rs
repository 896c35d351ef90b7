//! Reading back the whole of what a release published, to compare it with the same release computed again.

use crate::error::During as _;
use crate::model::LocalDate;
use crate::published::{MaturitySummary, MaturityValue, PublishedValue, Scope};
use crate::{Error, Warehouse};
use chrono::NaiveDate;
use sqlx::Row as _;
use sqlx::postgres::PgRow;
use std::str::FromStr;

/// All figures of a release.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Figures {
    /// The figures of the journals.
    pub values: Vec<PublishedValue>,
    /// The figures of digital maturity.
    pub maturity_values: Vec<MaturityValue>,
    /// Those joined to one figure.
    pub maturity_summaries: Vec<MaturitySummary>,
}

impl Warehouse {
    /// Returns the region of which a release speaks, when there is such a release.
    pub async fn release_region(&self, release_id: i64) -> Result<Option<String>, Error> {
        sqlx::query_scalar("select region_code from published.releases where release_id = $1")
            .bind(release_id)
            .fetch_optional(&self.pool)
            .await
            .during("cannot read a release's region")
    }

    /// Returns every figure of a release, in no order.
    pub async fn all_figures(&self, scope: &Scope, release_id: i64) -> Result<Figures, Error> {
        let operation = "cannot read a release's figures";
        let values = sqlx::query(
            "select value.* from published.values as value join published.releases as release using (release_id)
              where release_id = $1 and release.region_code = $2",
        )
        .bind(release_id)
        .bind(scope.region_code())
        .fetch_all(&self.pool)
        .await
        .during(operation)?;
        let maturity_values = sqlx::query(
            "select value.* from published.maturity_values as value join published.releases as release using (release_id)
              where release_id = $1 and release.region_code = $2",
        )
        .bind(release_id)
        .bind(scope.region_code())
        .fetch_all(&self.pool)
        .await
        .during(operation)?;
        let maturity_summaries = sqlx::query(
            "select summary.* from published.maturity_summaries as summary join published.releases as release using (release_id)
              where release_id = $1 and release.region_code = $2",
        )
        .bind(release_id)
        .bind(scope.region_code())
        .fetch_all(&self.pool)
        .await
        .during(operation)?;
        Ok(Figures {
            values: values.iter().map(read_value).collect::<Result<_, _>>().during(operation)?,
            maturity_values: maturity_values.iter().map(read_maturity).collect::<Result<_, _>>().during(operation)?,
            maturity_summaries: maturity_summaries
                .iter()
                .map(read_summary)
                .collect::<Result<_, _>>()
                .during(operation)?,
        })
    }
}

/// Reads a column that holds a word of a closed list.
fn word<T: FromStr>(row: &PgRow, column: &'static str) -> Result<T, sqlx::Error>
where
    T::Err: std::error::Error + Send + Sync + 'static,
{
    row.try_get::<&str, _>(column)?
        .parse()
        .map_err(|source| sqlx::Error::ColumnDecode { index: column.to_owned(), source: Box::new(source) })
}

fn read_value(row: &PgRow) -> Result<PublishedValue, sqlx::Error> {
    Ok(PublishedValue {
        level: word(row, "level")?,
        territory_id: row.try_get("territory_id")?,
        period_kind: word(row, "period_kind")?,
        period_id: row.try_get("period_id")?,
        indicator: row.try_get("indicator")?,
        numerator: row.try_get("numerator")?,
        denominator: row.try_get("denominator")?,
        excused_count: row.try_get("excused_count")?,
        not_measurable_count: row.try_get("not_measurable_count")?,
        pending_count: row.try_get("pending_count")?,
        unobserved_count: row.try_get("unobserved_count")?,
        state: word(row, "state")?,
        place: row.try_get("place")?,
        places_count: row.try_get("places_count")?,
    })
}

fn read_maturity(row: &PgRow) -> Result<MaturityValue, sqlx::Error> {
    let date = |column| row.try_get::<Option<NaiveDate>, _>(column).map(|date| date.map(LocalDate::from));
    Ok(MaturityValue {
        level: word(row, "level")?,
        territory_id: row.try_get("territory_id")?,
        indicator: row.try_get("indicator")?,
        numerator: row.try_get("numerator")?,
        denominator: row.try_get("denominator")?,
        numerator_as_of: date("numerator_as_of")?,
        denominator_as_of: date("denominator_as_of")?,
        state: word(row, "state")?,
        chosen_source: row.try_get("chosen_source")?,
    })
}

fn read_summary(row: &PgRow) -> Result<MaturitySummary, sqlx::Error> {
    Ok(MaturitySummary {
        level: word(row, "level")?,
        territory_id: row.try_get("territory_id")?,
        method: word(row, "method")?,
        value_hundredths: row.try_get("value_hundredths")?,
    })
}
