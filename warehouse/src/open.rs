//! Opening the warehouse, and its doors. Whoever holds a [`Warehouse`] may do everything; a stage is given only its door.

use crate::access::{Reach, Scope, ScopeError};
use crate::error::During as _;
use crate::health::{self, Health};
use crate::intake::Intake;
use crate::lake::{self, Lake};
use crate::published::Published;
use crate::registers::Registers;
use crate::releases::Releases;
use crate::store::Store;
use crate::{Error, health::MIGRATIONS};
use sqlx::postgres::{PgConnectOptions, PgPool, PgPoolOptions};
use std::path::{Path, PathBuf};
use std::time::Duration;

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
    pub(crate) store: Store,
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

    /// Opens the warehouse over connections that exist already.
    pub(crate) fn with_pool(pool: PgPool, lake_folder: &Path) -> Result<Self, Error> {
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
        Ok(Self { store: Store { pool, lake_folder } })
    }

    /// Brings the database to this program's version. Applying it twice does nothing.
    pub async fn migrate(&self) -> Result<(), Error> {
        MIGRATIONS.run(&self.store.pool).await.map_err(Error::Migration)?;
        lake::create_tables(&self.store).await
    }

    /// Looks at the database and writes, reads and removes a file of the lake's folder.
    pub async fn health(&self) -> Result<Health, Error> {
        health::look(&self.store).await
    }

    /// Returns the folder of the lake's files.
    pub fn lake_folder(&self) -> &Path {
        &self.store.lake_folder
    }

    /// The door of ingest: taking partitions over, and the one commit.
    pub fn intake(&self) -> Intake {
        Intake::new(self.store.clone())
    }

    /// The door to the facts: queries over a snapshot.
    pub fn lake(&self) -> Lake {
        Lake::new(self.store.clone())
    }

    /// The door to the registers as they were at a version.
    pub fn registers(&self) -> Registers {
        Registers::new(self.store.clone())
    }

    /// The door of the rating: publishing releases, and reading them back whole.
    pub fn releases(&self) -> Releases {
        Releases::new(self.store.clone())
    }

    /// The door of whoever reads: what was published, as far as a scope reaches.
    pub fn published(&self, scope: Scope) -> Published {
        Published::new(self.store.clone(), scope)
    }

    /// Returns the scope that the operator's configuration grants to everyone who reaches the dashboard. It stands where
    /// sign-in will stand, and nothing else makes a scope.
    ///
    /// # Errors
    /// When no door can keep to the reach yet.
    pub fn scope_by_configuration(&self, reach: Reach) -> Result<Scope, ScopeError> {
        Scope::new(reach)
    }
}
