//! What can go wrong in the warehouse, by who must act.

use crate::model::TopicPartition;
use std::path::PathBuf;

/// An operation of the warehouse failed.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// PostgreSQL did not do something.
    #[error("{operation}: PostgreSQL did not do it")]
    Database {
        /// What was being done.
        operation: &'static str,
        /// What the driver says.
        source: sqlx::Error,
    },
    /// A migration could not be applied.
    #[error("the database's migrations could not be applied")]
    Migration(#[source] sqlx::migrate::MigrateError),
    /// The file system did not do something.
    #[error("{operation} {}", path.display())]
    File {
        /// What was being done. Example: `cannot write`.
        operation: &'static str,
        /// With which file or folder.
        path: PathBuf,
        /// What the system says.
        source: std::io::Error,
    },
    /// The engine of the lake did not do something.
    #[error("{operation}")]
    Engine {
        /// What was being done, and with what.
        operation: String,
        /// What the engine says.
        source: polars::error::PolarsError,
    },
    /// Another process has taken a partition over; everything buffered for it must be dropped.
    #[error("{topic_partition} is no longer ours: it does not stand at offset {expected_offset} under our fence")]
    OwnershipLost {
        /// The partition.
        topic_partition: TopicPartition,
        /// Where we believed it to stand.
        expected_offset: i64,
    },
    /// What is kept contradicts itself; nothing may go on before a person has looked.
    #[error("the warehouse contradicts itself: {0}")]
    Corrupt(String),
    /// The database is not prepared for this version of the program.
    #[error("the database is not prepared: {0}; run `svodka migrate`")]
    NotPrepared(String),
}

impl Error {
    /// Returns whether waiting may help: the store is away or full, and nothing was found wrong with it.
    pub fn is_passing(&self) -> bool {
        match self {
            Self::Database { source, .. } => match source {
                sqlx::Error::Io(_)
                | sqlx::Error::PoolTimedOut
                | sqlx::Error::PoolClosed
                | sqlx::Error::WorkerCrashed => true,
                // Classes 08 (connection), 53 (resources), 57P (shutdown), 40 (rolled back): PostgreSQL will be back.
                sqlx::Error::Database(error) => error
                    .code()
                    .is_some_and(|code| ["08", "53", "57P", "40", "55P"].iter().any(|class| code.starts_with(class))),
                _ => false,
            },
            Self::File { .. } => true,
            Self::Migration(_)
            | Self::Engine { .. }
            | Self::OwnershipLost { .. }
            | Self::Corrupt(_)
            | Self::NotPrepared(_) => false,
        }
    }
}

/// Names the operation that failed.
pub(crate) trait During<T> {
    /// Returns the value, or the error with the operation's name.
    fn during(self, operation: &'static str) -> Result<T, Error>;
}

impl<T> During<T> for Result<T, sqlx::Error> {
    fn during(self, operation: &'static str) -> Result<T, Error> {
        self.map_err(|source| Error::Database { operation, source })
    }
}
