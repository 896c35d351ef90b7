//! Whether the warehouse is fit for work: for `svodka doctor` and for health checks.

use crate::error::During as _;
use crate::model::Instant;
use crate::{Error, MIGRATIONS, Warehouse};
use chrono::{DateTime, Utc};

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

impl Warehouse {
    /// Looks at the database and writes, reads and removes a file of the lake's folder.
    pub async fn health(&self) -> Result<Health, Error> {
        let operation = "cannot look at the database";
        let database_now: DateTime<Utc> =
            sqlx::query_scalar("select clock_timestamp()").fetch_one(&self.pool).await.during(operation)?;
        let has_migrations: bool = sqlx::query_scalar("select to_regclass('_sqlx_migrations') is not null")
            .fetch_one(&self.pool)
            .await
            .during(operation)?;
        let applied: Vec<i64> = if has_migrations {
            sqlx::query_scalar("select version from _sqlx_migrations where success")
                .fetch_all(&self.pool)
                .await
                .during(operation)?
        } else {
            Vec::new()
        };
        let missing_migrations = MIGRATIONS.iter().filter(|migration| !applied.contains(&migration.version)).count();
        let catalog_folder = if missing_migrations == 0 {
            sqlx::query_scalar("select value from lake.ducklake_metadata where key = 'data_path'")
                .fetch_optional(&self.pool)
                .await
                .during(operation)?
        } else {
            None
        };
        self.try_folder()?;
        Ok(Health { database_now: database_now.into(), missing_migrations, catalog_folder })
    }

    fn try_folder(&self) -> Result<(), Error> {
        let path = self.lake_folder.join(".writable");
        std::fs::write(&path, b"svodka").and_then(|()| std::fs::remove_file(&path)).map_err(|source| Error::File {
            operation: "cannot write to the lake's folder (lake.path)",
            path,
            source,
        })
    }
}
