//! Publishing a release: one transaction lists what it keeps in the lake and adds all of its figures, or nothing.
//!
//! A release is a function of its [`RunInputs`]. It is added once and never changed: to publish the same inputs again
//! returns the release that is there.

mod insert;
mod verify;

pub use verify::Figures;

use super::{
    MaturitySummary, MaturityValue, Period, PublishedIndicator, PublishedMaturityIndicator, PublishedValue, Release,
    Territory,
};
use crate::error::During as _;
use crate::lake::{Frame, NewFile, Table, catalog, table, write_file};
use crate::model::Instant;
use crate::{Error, Warehouse};
use polars::prelude::{Column, DataFrame, PolarsResult, SortMultipleOptions};
use sha2::{Digest as _, Sha256};
use sqlx::{Connection as _, PgConnection};

/// The advisory lock under which one rating runs at a time ("rating" in ASCII).
const RATING_LOCK: i64 = 0x72_61_74_69_6E_67;

/// How many bytes of the digest of its inputs name a release in the lake.
const KEY_BYTES: usize = 8;

/// The four things of which a release is a function, and the region it speaks of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RunInputs {
    /// The region.
    pub region_code: String,
    /// The moment it speaks of.
    pub as_of: Instant,
    /// The snapshot of the lake that lists its facts.
    pub lake_snapshot: i64,
    /// The version of the registers.
    pub register_version: i64,
    /// The methodology's code.
    pub methodology_code: String,
    /// The methodology's version.
    pub methodology_version: i32,
    /// SHA-256 of the methodology's text, hexadecimal.
    pub methodology_sha256: String,
    /// The methodology's text.
    pub methodology_text: String,
}

impl RunInputs {
    /// Returns the release's key, made from its inputs: its rows in the lake begin with it, and its files are named after
    /// it. Only the methodology's digest counts for it: code and version are words of the text.
    pub fn release_key(&self) -> String {
        let text = format!(
            "{}|{}|{}|{}|{}",
            self.region_code,
            self.as_of.micros(),
            self.lake_snapshot,
            self.register_version,
            self.methodology_sha256
        );
        Sha256::digest(text.as_bytes())[..KEY_BYTES].iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

impl From<&Release> for RunInputs {
    fn from(release: &Release) -> Self {
        Self {
            region_code: release.region_code.clone(),
            as_of: release.as_of,
            lake_snapshot: release.lake_snapshot,
            register_version: release.register_version,
            methodology_code: release.methodology_code.clone(),
            methodology_version: release.methodology_version,
            methodology_sha256: release.methodology_sha256.clone(),
            methodology_text: release.methodology_text.clone(),
        }
    }
}

impl Release {
    /// Returns the key with which the release's rows in the lake begin.
    pub fn release_key(&self) -> String {
        RunInputs::from(self).release_key()
    }
}

/// A release that is to be published.
#[derive(Debug, Clone)]
pub struct NewRelease {
    /// What it is a function of.
    pub inputs: RunInputs,
    /// Its rows in the lake, by table.
    pub kept: Vec<(&'static str, Frame)>,
    /// SHA-256 over its figures, hexadecimal.
    pub digest: String,
    /// When it was computed.
    pub created_at: Instant,
    /// The indicators of the journals.
    pub indicators: Vec<PublishedIndicator>,
    /// The indicators of digital maturity.
    pub maturity_indicators: Vec<PublishedMaturityIndicator>,
    /// The territories that have figures.
    pub territories: Vec<Territory>,
    /// The periods that have figures.
    pub periods: Vec<Period>,
    /// The figures of the journals.
    pub values: Vec<PublishedValue>,
    /// The figures of digital maturity.
    pub maturity_values: Vec<MaturityValue>,
    /// Those joined to one figure.
    pub maturity_summaries: Vec<MaturitySummary>,
}

/// The right to run a rating; dropping it gives it back, and so does the death of the process.
#[derive(Debug)]
pub struct RatingLock {
    _connection: PgConnection,
}

impl Warehouse {
    /// Waits until no other rating runs, and keeps others waiting for as long as the lock lives.
    pub async fn lock_rating(&self) -> Result<RatingLock, Error> {
        let operation = "cannot take the rating's lock";
        // A connection of its own: a run is long, and the pool's few are for short work.
        let options = self.pool.connect_options();
        let mut connection = PgConnection::connect_with(&options).await.during(operation)?;
        sqlx::query("select pg_advisory_lock($1)")
            .bind(RATING_LOCK)
            .execute(&mut connection)
            .await
            .during(operation)?;
        Ok(RatingLock { _connection: connection })
    }

    /// Returns the last snapshot that can hold a new fact: when the lake's last one was made by a release, the snapshot
    /// of which that release speaks. So a repeated run has the same inputs, though the first one has added its duties.
    pub async fn latest_facts_snapshot(&self) -> Result<i64, Error> {
        let latest = self.latest_snapshot().await?;
        let of_release: Option<i64> = sqlx::query_scalar(
            "select lake_snapshot from published.releases where duties_snapshot = $1 order by release_id limit 1",
        )
        .bind(latest)
        .fetch_optional(&self.pool)
        .await
        .during("cannot read what the last release was computed from")?;
        Ok(of_release.unwrap_or(latest))
    }

    /// Returns the release of exactly these inputs, when it is published.
    pub async fn release_of(&self, inputs: &RunInputs) -> Result<Option<i64>, Error> {
        let mut connection = self.pool.acquire().await.during("cannot look for a release")?;
        find_release(&mut connection, inputs).await
    }

    /// Returns the moment of the latest release of a region.
    pub async fn latest_release_moment(&self, region_code: &str) -> Result<Option<Instant>, Error> {
        let moment: Option<chrono::DateTime<chrono::Utc>> =
            sqlx::query_scalar("select max(as_of) from published.releases where region_code = $1")
                .bind(region_code)
                .fetch_one(&self.pool)
                .await
                .during("cannot read the moment of the last release")?;
        Ok(moment.map(Instant::from))
    }

    /// Publishes a release and returns its number. What it keeps in the lake and its figures become visible together.
    pub async fn publish(&self, release: &NewRelease) -> Result<i64, Error> {
        // Asked before anything is written, too: the files that a release lists are never written again.
        if let Some(existing) = self.release_of(&release.inputs).await? {
            return Ok(existing);
        }
        let files = self.write_kept(release).await?;
        let operation = "cannot publish a release";
        let mut transaction = self.pool.begin().await.during(operation)?;
        // Under the writers' lock nobody can publish the same inputs between the question and the answer.
        catalog::lock_writers(&mut transaction).await?;
        if let Some(existing) = find_release(&mut transaction, &release.inputs).await? {
            return Ok(existing);
        }
        let duties_snapshot = catalog::add_files(&mut transaction, &files, "release").await?;
        let release_id = insert::release(&mut transaction, release, duties_snapshot).await?;
        insert::descriptions(&mut transaction, release, release_id).await?;
        insert::values(&mut transaction, &release.values, release_id).await?;
        insert::maturity(&mut transaction, release, release_id).await?;
        transaction.commit().await.during(operation)?;
        Ok(release_id)
    }

    async fn write_kept(&self, release: &NewRelease) -> Result<Vec<NewFile>, Error> {
        let lake = self.lake_folder.clone();
        let name = format!("release-{}.parquet", release.inputs.release_key());
        // Cloning a frame shares its columns.
        let kept = release.kept.clone();
        tokio::task::spawn_blocking(move || {
            kept.into_iter()
                .filter(|(_, frame)| !frame.is_empty())
                .map(|(name_of_table, frame)| {
                    let table = table(name_of_table)
                        .ok_or_else(|| Error::NotPrepared(format!("the lake has no table {name_of_table}")))?;
                    let fitting = fit(table, frame).map_err(|source| Error::Engine {
                        operation: format!("the rows for {name_of_table} do not fit the table"),
                        source,
                    })?;
                    write_file(&lake, table, name.clone(), fitting)
                })
                .collect()
        })
        .await
        .unwrap_or_else(|_| Err(Error::Corrupt("writing files stopped by a defect of the program".to_owned())))
    }
}

/// Returns the rows with exactly the table's columns and types, in a fixed order: a query leaves the width of its whole
/// numbers and the order of its rows to the engine.
fn fit(table: &Table, frame: Frame) -> PolarsResult<Frame> {
    let columns = table
        .schema()
        .iter()
        .map(|(name, data_type)| frame.0.column(name)?.strict_cast(data_type))
        .collect::<PolarsResult<Vec<Column>>>()?;
    let fitting = DataFrame::new(frame.0.height(), columns)?;
    fitting
        .sort(sort_columns(table).iter().copied(), SortMultipleOptions::default().with_maintain_order(true))
        .map(Frame)
}

/// Returns the columns by which a table's rows are sorted: a school's rows lie together, so that readers skip the others,
/// and the same run writes the same bytes. What is worked out in order already is sorted by its key alone.
fn sort_columns(table: &Table) -> &'static [&'static str] {
    match table.name {
        "duties" => &["school_id", "lesson_on", "lesson_id", "duty", "source_instance", "source_system"],
        "timetable_weeks" => {
            &["school_id", "week_id", "class_group_id", "subject_id", "source_instance", "source_system"]
        }
        "school_measures" => &["school_id", "municipality_id", "period_kind", "period_id", "indicator"],
        "maturity_counts" => &["level", "territory_id", "line"],
        _ => &["release_key"],
    }
}

async fn find_release(connection: &mut PgConnection, inputs: &RunInputs) -> Result<Option<i64>, Error> {
    sqlx::query_scalar(
        "select release_id from published.releases
          where region_code = $1 and as_of = $2 and lake_snapshot = $3 and register_version = $4 and methodology_sha256 = $5
          order by release_id limit 1",
    )
    .bind(&inputs.region_code)
    .bind(inputs.as_of.utc())
    .bind(inputs.lake_snapshot)
    .bind(inputs.register_version)
    .bind(&inputs.methodology_sha256)
    .fetch_optional(connection)
    .await
    .during("cannot look for a release")
}
