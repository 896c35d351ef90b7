//! Publishing a release: one transaction lists what it keeps in the lake and adds all of its figures, or nothing.
//!
//! A release is a function of its [`RunInputs`]. It is added once and never changed: to publish the same inputs again
//! returns the release that is there.

mod insert;
mod kept;
mod read_back;

pub use kept::{KeptDigest, kept_digests, kept_lines};
pub(crate) use read_back::texts;

use crate::Error;
use crate::error::During as _;
use crate::lake::{Rows, catalog, files};
use crate::model::{
    DatedPeriod, DispositionCount, Finding, Instant, MaturitySummary, MaturityValue, PublishedIndicator,
    PublishedMaturityIndicator, PublishedTerritory, PublishedValue, RegionCode, Release, ReleaseId, ReleaseText,
    RunInputs, SnapshotId,
};
use crate::store::Store;
use sqlx::{Connection as _, PgConnection};

/// The class of the advisory locks under which one rating of a region runs at a time ("rate" in ASCII).
const RATING_LOCK: i32 = 0x72_61_74_65;

/// A release that is to be published.
#[derive(Debug, Clone)]
pub struct NewRelease {
    /// What it is a function of.
    pub inputs: RunInputs,
    /// The texts that it ran, in their order, besides its methodology's.
    pub texts: Vec<ReleaseText>,
    /// Its rows in the lake, by table.
    pub kept: Vec<(&'static str, Rows)>,
    /// SHA-256 over all that it shows, hexadecimal.
    pub digest: String,
    /// When it was computed.
    pub created_at: Instant,
    /// What its figures are of.
    pub descriptions: Descriptions,
    /// What became of the lessons, by territory and period.
    pub dispositions: Vec<DispositionCount>,
    /// What looks wrong in the data.
    pub findings: Vec<Finding>,
    /// All of its figures.
    pub figures: Figures,
}

/// What the figures of a release are of.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Descriptions {
    /// The indicators of the journals.
    pub indicators: Vec<PublishedIndicator>,
    /// The indicators of digital maturity.
    pub maturity_indicators: Vec<PublishedMaturityIndicator>,
    /// The territories that have figures.
    pub territories: Vec<PublishedTerritory>,
    /// The periods that have figures.
    pub periods: Vec<DatedPeriod>,
}

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

/// The right to run a rating; dropping it gives it back, and so does the death of the process.
#[derive(Debug)]
pub struct RatingLock {
    _connection: PgConnection,
}

/// The door of the rating.
#[derive(Debug, Clone)]
pub struct Releases {
    store: Store,
}

impl Releases {
    pub(crate) fn new(store: Store) -> Self {
        Self { store }
    }

    /// Waits until no other rating of a region runs, and keeps others of it waiting for as long as the lock lives. Ratings of
    /// other regions run beside it.
    pub async fn lock(&self, region_code: &RegionCode) -> Result<RatingLock, Error> {
        let operation = "cannot take the rating's lock";
        // A connection of its own: a run is long, and the pool's few are for short work.
        let options = self.store.pool.connect_options();
        let mut connection = PgConnection::connect_with(&options).await.during(operation)?;
        // Two regions whose codes have one hash wait for each other, which is slow and right.
        sqlx::query("select pg_advisory_lock($1, hashtext($2))")
            .bind(RATING_LOCK)
            .bind(region_code)
            .execute(&mut connection)
            .await
            .during(operation)?;
        Ok(RatingLock { _connection: connection })
    }

    /// Returns the last snapshot that no release made: releases add no facts, so that a repeated run has the same inputs,
    /// though the first one, or another region's, has added its duties.
    pub async fn latest_facts_snapshot(&self) -> Result<SnapshotId, Error> {
        catalog::latest_facts_snapshot(&self.store).await
    }

    /// Returns the release of exactly these inputs, when it is published.
    pub async fn of_inputs(&self, inputs: &RunInputs) -> Result<Option<ReleaseId>, Error> {
        let mut connection = self.store.pool.acquire().await.during("cannot look for a release")?;
        find(&mut connection, inputs).await
    }

    /// Returns the moment of the latest release of a region.
    pub async fn latest_moment(&self, region_code: &RegionCode) -> Result<Option<Instant>, Error> {
        sqlx::query_scalar("select max(as_of) from published.releases where region_code = $1")
            .bind(region_code)
            .fetch_one(&self.store.pool)
            .await
            .during("cannot read the moment of the last release")
    }

    /// Returns the latest release of a region: of the greatest moment, and of one moment the last that was published.
    pub async fn latest(&self, region_code: &RegionCode) -> Result<Option<Release>, Error> {
        read_back::latest(&self.store, region_code).await
    }

    /// Returns a release, when there is one of that number.
    pub async fn release(&self, release_id: ReleaseId) -> Result<Option<Release>, Error> {
        read_back::release(&self.store, release_id).await
    }

    /// Returns every figure of a release, in no order.
    pub async fn figures(&self, release_id: ReleaseId) -> Result<Figures, Error> {
        read_back::figures(&self.store, release_id).await
    }

    /// Returns what the figures of a release are of, in no order.
    pub async fn descriptions(&self, release_id: ReleaseId) -> Result<Descriptions, Error> {
        read_back::descriptions(&self.store, release_id).await
    }

    /// Returns what became of a release's lessons, by territory and period, in no order.
    pub async fn dispositions(&self, release_id: ReleaseId) -> Result<Vec<DispositionCount>, Error> {
        read_back::dispositions(&self.store, release_id).await
    }

    /// Returns what looks wrong in the data of a release, in its order.
    pub async fn findings(&self, release: &Release) -> Result<Vec<Finding>, Error> {
        read_back::findings(&self.store, release).await
    }

    /// Returns the texts that a release ran, in their order.
    pub async fn texts(&self, release_id: ReleaseId) -> Result<Vec<ReleaseText>, Error> {
        read_back::texts(&self.store, release_id).await
    }

    /// Returns the rows that a release keeps in the lake, by table; tables without any are left out.
    pub async fn kept(&self, release: &Release) -> Result<Vec<(&'static str, Rows)>, Error> {
        kept::rows_of(&self.store, release).await
    }

    /// Publishes a release and returns its number. What it keeps in the lake and its figures become visible together.
    #[tracing::instrument(skip_all, fields(region = %release.inputs.region_code, as_of = %release.inputs.as_of))]
    pub async fn publish(&self, release: &NewRelease) -> Result<ReleaseId, Error> {
        // Asked before anything is written, too: the files that a release lists are never written again.
        if let Some(existing) = self.of_inputs(&release.inputs).await? {
            return Ok(existing);
        }
        let name = format!("release-{}.parquet", release.inputs.release_key());
        // Cloning rows shares their columns.
        let files = files::write_files(&self.store.lake_folder, name, release.kept.clone(), kept::fit).await?;
        let operation = "cannot publish a release";
        let mut transaction = self.store.pool.begin().await.during(operation)?;
        // Under the writers' lock nobody can publish the same inputs between the question and the answer.
        catalog::lock_writers(&mut transaction).await?;
        if let Some(existing) = find(&mut transaction, &release.inputs).await? {
            return Ok(existing);
        }
        let duties_snapshot = catalog::add_files(&mut transaction, &files, "release").await?;
        let release_id = insert::release(&mut transaction, release, duties_snapshot).await?;
        insert::texts(&mut transaction, &release.texts, release_id).await?;
        insert::descriptions(&mut transaction, &release.descriptions, release_id).await?;
        insert::accounts(&mut transaction, &release.dispositions, &release.findings, release_id).await?;
        insert::figures(&mut transaction, &release.figures, release_id).await?;
        transaction.commit().await.during(operation)?;
        Ok(release_id)
    }
}

async fn find(connection: &mut PgConnection, inputs: &RunInputs) -> Result<Option<ReleaseId>, Error> {
    sqlx::query_scalar(
        "select release_id from published.releases
          where region_code = $1 and as_of = $2 and lake_snapshot = $3 and register_version = $4 and methodology_sha256 = $5
            and texts_sha256 = $6 and engine_version = $7
          order by release_id limit 1",
    )
    .bind(&inputs.region_code)
    .bind(inputs.as_of)
    .bind(inputs.lake_snapshot)
    .bind(inputs.register_version)
    .bind(&inputs.methodology_sha256)
    .bind(&inputs.texts_sha256)
    .bind(inputs.engine_version)
    .fetch_optional(connection)
    .await
    .during("cannot look for a release")
}
