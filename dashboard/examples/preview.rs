//! The pages over the seeded regions of the tests, to be looked at: `DATABASE_URL=… cargo run -p deploy -p dashboard
//! --example preview`, then http://127.0.0.1:8087/. The database must be empty or seeded by an earlier run.

#[path = "../tests/it/seed.rs"]
mod seed;
#[path = "../tests/it/seed_accounts.rs"]
mod seed_accounts;
#[path = "../tests/it/seed_country.rs"]
mod seed_country;
#[path = "../tests/it/seed_figures.rs"]
mod seed_figures;
#[path = "../tests/it/seed_kept.rs"]
mod seed_kept;
#[path = "../tests/it/seed_maturity.rs"]
mod seed_maturity;

use std::path::PathBuf;
use warehouse::Warehouse;
use warehouse::model::Regions;

/// Publishes regions beside the seeded one, for the eye: two that can be compared with it, and two that stand apart.
async fn other_regions(warehouse: &Warehouse) {
    let figures = [
        seed_country::ok(91_250, 98_400),
        seed_country::ok(0, 0),
        seed_country::ok(71_120, 98_400),
        seed_country::ok(60_010, 88_000),
        seed_country::ok(99_410, 101_000),
    ];
    seed_country::publish(warehouse, seed_country::release("98", seed_country::MOMENT, figures)).await;
    let unseen = seed_country::Shown {
        outage: 4_000,
        state: warehouse::model::ValueState::LowCoverage,
        ..seed_country::ok(2_000, 4_400)
    };
    seed_country::publish(
        warehouse,
        seed_country::release(
            "97",
            seed_country::MOMENT,
            [
                seed_country::ok(8_120, 9_000),
                seed_country::ok(0, 0),
                unseen,
                seed_country::ok(7_001, 8_000),
                seed_country::ok(970, 1_000),
            ],
        ),
    )
    .await;
    let mut other_rules = seed_country::release(
        "70",
        seed_country::MOMENT,
        [
            seed_country::ok(40, 50),
            seed_country::ok(0, 0),
            seed_country::ok(41, 50),
            seed_country::ok(42, 50),
            seed_country::ok(43, 50),
        ],
    );
    other_rules.inputs.methodology_version = 2;
    seed_country::publish(warehouse, other_rules).await;
    let mut early = seed_country::release(
        "77",
        "2024-10-01T21:00:00Z",
        [
            seed_country::ok(70, 80),
            seed_country::ok(0, 0),
            seed_country::ok(71, 80),
            seed_country::ok(72, 80),
            seed_country::ok(73, 80),
        ],
    );
    early.inputs.lake_snapshot.0 += 1;
    seed_country::publish(warehouse, early).await;
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let lake_folder =
        std::env::var("SVODKA_LAKE_PATH").map_or_else(|_| std::env::temp_dir().join("svodka-preview"), PathBuf::from);
    let settings = warehouse::Settings { database_url: std::env::var("DATABASE_URL")?, lake_folder };
    let warehouse = Warehouse::connect(&settings).await?;
    warehouse.migrate().await?;
    let reach = std::env::var("SVODKA_DASHBOARD_SCOPE").unwrap_or_else(|_| "country".to_owned()).parse()?;
    let published = warehouse.published(warehouse.scope_by_configuration(reach)?);
    if warehouse.releases().latest(&seed::REGION.into()).await?.is_none() {
        seed::region(&warehouse).await;
        other_regions(&warehouse).await;
    }
    let listener = tokio::net::TcpListener::bind("127.0.0.1:8087").await?;
    let settings = dashboard::Settings::new(&Regions::bundled()?, || seed::moment("2024-11-03T19:00:00Z"))?;
    dashboard::serve(listener, dashboard::router(published, settings), std::future::pending()).await?;
    Ok(())
}
