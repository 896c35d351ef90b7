//! The pages over the seeded region of the tests, to be looked at: `DATABASE_URL=… cargo run -p deploy -p dashboard
//! --example preview`, then http://127.0.0.1:8087/. The database must be empty or seeded by an earlier run.

#[path = "../tests/it/seed.rs"]
mod seed;
#[path = "../tests/it/seed_accounts.rs"]
mod seed_accounts;
#[path = "../tests/it/seed_figures.rs"]
mod seed_figures;
#[path = "../tests/it/seed_kept.rs"]
mod seed_kept;
#[path = "../tests/it/seed_maturity.rs"]
mod seed_maturity;

use std::path::PathBuf;
use warehouse::Warehouse;

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let lake_folder =
        std::env::var("SVODKA_LAKE_PATH").map_or_else(|_| std::env::temp_dir().join("svodka-preview"), PathBuf::from);
    let settings = warehouse::Settings { database_url: std::env::var("DATABASE_URL")?, lake_folder };
    let warehouse = Warehouse::connect(&settings).await?;
    warehouse.migrate().await?;
    let region_code = std::env::var("SVODKA_REGION").unwrap_or_else(|_| seed::REGION.to_owned());
    let published = warehouse.published(warehouse.scope_by_configuration(region_code.into()));
    if published.release(None).await?.is_none() {
        seed::region(&warehouse).await;
    }
    let listener = tokio::net::TcpListener::bind("127.0.0.1:8087").await?;
    let settings =
        dashboard::Settings { time_zone: chrono_tz::Asia::Tomsk, now: || seed::moment("2024-11-03T19:00:00Z") };
    dashboard::serve(listener, dashboard::router(published, settings), std::future::pending()).await?;
    Ok(())
}
