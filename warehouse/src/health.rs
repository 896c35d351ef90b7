//! Whether the warehouse is fit for work: for `svodka doctor` and for health checks.

use crate::Error;
use crate::error::During as _;
use crate::model::Instant;
use crate::store::Store;
use std::path::Path;

pub(crate) static MIGRATIONS: sqlx::migrate::Migrator = sqlx::migrate!("./migrations");

/// What was found of the warehouse.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Health {
    /// The database's clock.
    pub database_now: Instant,
    /// How many migrations this program has and the database has not.
    pub missing_migrations: usize,
    /// The folder that the catalog says the lake's files are in; none before the first migration.
    pub catalog_folder: Option<String>,
}

/// Looks at the database and writes, reads and removes a file of the lake's folder.
pub(crate) async fn look(store: &Store) -> Result<Health, Error> {
    let operation = "cannot look at the database";
    let pool = &store.pool;
    let database_now = sqlx::query_scalar("select clock_timestamp()").fetch_one(pool).await.during(operation)?;
    let has_migrations: bool = sqlx::query_scalar("select to_regclass('_sqlx_migrations') is not null")
        .fetch_one(pool)
        .await
        .during(operation)?;
    let applied: Vec<i64> = if has_migrations {
        sqlx::query_scalar("select version from _sqlx_migrations where success")
            .fetch_all(pool)
            .await
            .during(operation)?
    } else {
        Vec::new()
    };
    let missing_migrations = MIGRATIONS.iter().filter(|migration| !applied.contains(&migration.version)).count();
    let catalog_folder = if missing_migrations == 0 {
        sqlx::query_scalar("select value from lake.ducklake_metadata where key = 'data_path'")
            .fetch_optional(pool)
            .await
            .during(operation)?
    } else {
        None
    };
    try_folder(&store.lake_folder)?;
    Ok(Health { database_now, missing_migrations, catalog_folder })
}

fn try_folder(lake_folder: &Path) -> Result<(), Error> {
    let path = lake_folder.join(".writable");
    std::fs::write(&path, b"svodka").and_then(|()| std::fs::remove_file(&path)).map_err(|source| Error::File {
        operation: "cannot write to the lake's folder (lake.path)",
        path,
        source,
    })
}
