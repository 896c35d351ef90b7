//! What is kept: the domain's nouns, all SQL and all file paths, the lake and its one commit.
//!
//! The stages meet only here. `ingest` commits facts and register changes ([`intake`]), `rating` reads them
//! ([`lake`], [`registers`]) and publishes releases, `dashboard` reads what was published ([`published`]).

mod error;
mod health;
pub mod intake;
pub mod lake;
pub mod model;
pub mod published;
pub mod registers;

pub use error::Error;
pub use health::Health;

use error::During as _;
use sqlx::postgres::{PgConnectOptions, PgPool, PgPoolOptions};
use std::path::{Path, PathBuf};
use std::time::Duration;

static MIGRATIONS: sqlx::migrate::Migrator = sqlx::migrate!("./migrations");

/// Where the warehouse is.
#[derive(Debug, Clone)]
pub struct Settings {
    /// PostgreSQL: `postgres://user@host:port/database`.
    pub database_url: String,
    /// The folder of the lake's files.
    pub lake_folder: PathBuf,
}

/// The open warehouse. Cloning it shares its connections.
#[derive(Debug, Clone)]
pub struct Warehouse {
    pool: PgPool,
    lake_folder: PathBuf,
}

impl Warehouse {
    /// Connects to PostgreSQL and makes the lake's folder when it is missing.
    pub async fn connect(settings: &Settings) -> Result<Self, Error> {
        let options: PgConnectOptions =
            settings.database_url.parse().during("cannot read the database's address (database.url)")?;
        let pool = PgPoolOptions::new()
            .max_connections(8)
            .acquire_timeout(Duration::from_secs(10))
            .connect_with(options)
            .await
            .during("cannot connect to the database (database.url)")?;
        Self::with_pool(pool, &settings.lake_folder)
    }

    /// Opens the warehouse over connections that exist already; tests use it.
    pub fn with_pool(pool: PgPool, lake_folder: &Path) -> Result<Self, Error> {
        std::fs::create_dir_all(lake_folder).map_err(|source| Error::File {
            operation: "cannot make the lake's folder (lake.path)",
            path: lake_folder.to_owned(),
            source,
        })?;
        let lake_folder = lake_folder.canonicalize().map_err(|source| Error::File {
            operation: "cannot find the lake's folder (lake.path)",
            path: lake_folder.to_owned(),
            source,
        })?;
        Ok(Self { pool, lake_folder })
    }

    /// Brings the database to this program's version. Applying it twice does nothing.
    pub async fn migrate(&self) -> Result<(), Error> {
        MIGRATIONS.run(&self.pool).await.map_err(Error::Migration)?;
        lake::catalog::create_tables(self).await
    }

    /// Returns the database's connections, for the modules of this crate and for tests.
    pub fn pool(&self) -> &PgPool {
        &self.pool
    }

    /// Returns the folder of the lake's files.
    pub fn lake_folder(&self) -> &Path {
        &self.lake_folder
    }
}
