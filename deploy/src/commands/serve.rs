//! `svodka serve`.

use crate::config::Config;
use crate::lifecycle::stop_wished;
use crate::progress::say;
use anyhow::Context as _;
use std::process::ExitCode;
use tokio::net::TcpListener;

/// Serves the dashboard until it is asked to stop.
pub async fn run(config: &Config) -> anyhow::Result<ExitCode> {
    let warehouse = super::warehouse(config).await?;
    let listen = &config.dashboard.listen;
    let listener = TcpListener::bind(listen)
        .await
        .with_context(|| format!("cannot listen at {listen} (dashboard.listen): is another program there?"))?;
    let scope = warehouse.scope_by_configuration(config.rating.region_code.clone());
    let settings = dashboard::Settings { time_zone: super::rate::time_zone(config)?, now: super::now };
    say(&format!("the dashboard is at http://{listen}/"));
    dashboard::serve(listener, dashboard::router(warehouse.published(scope), settings), stop_wished()).await?;
    Ok(ExitCode::SUCCESS)
}
