//! What every door opens onto: the database's connections and the folder of the lake. Only this crate sees it.

use sqlx::PgPool;
use std::path::PathBuf;

/// The database and the folder. Cloning it shares the connections.
#[derive(Debug, Clone)]
pub(crate) struct Store {
    /// Connections to PostgreSQL.
    pub pool: PgPool,
    /// The folder of the lake's files.
    pub lake_folder: PathBuf,
}
