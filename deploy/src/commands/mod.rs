//! One file per subcommand: its arguments, then what it does.

pub mod doctor;
pub mod ingest;
pub mod migrate;
pub mod rate;
pub mod serve;
pub mod simulate;
pub mod verify;

use crate::config::Config;
use rating::Doors;
use warehouse::model::Instant;
use warehouse::{Settings, Warehouse};

/// Opens the warehouse of the configuration.
pub async fn warehouse(config: &Config) -> anyhow::Result<Warehouse> {
    let settings = Settings { database_url: config.database.url.clone(), lake_folder: config.lake.path.clone() };
    Ok(Warehouse::connect(&settings).await?)
}

/// Opens the warehouse of the configuration, and returns what a rating may touch of it.
pub async fn rating_doors(config: &Config) -> anyhow::Result<Doors> {
    let warehouse = warehouse(config).await?;
    Ok(Doors { lake: warehouse.lake(), registers: warehouse.registers(), releases: warehouse.releases() })
}

/// Returns the moment; below the commands the clock is an argument.
#[expect(clippy::disallowed_methods, reason = "the commands are where the clock comes from")]
pub fn now() -> Instant {
    chrono::Utc::now().into()
}
