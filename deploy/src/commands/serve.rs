//! `svodka serve`.

use crate::config::Config;
use crate::lifecycle::stop_wished;
use crate::progress::say;
use anyhow::{Context as _, bail};
use std::process::ExitCode;
use tokio::net::TcpListener;
use warehouse::access::Reach;
use warehouse::model::Regions;

/// Serves the dashboard until it is asked to stop.
pub async fn run(config: &Config) -> anyhow::Result<ExitCode> {
    let regions = super::rate::regions(config)?;
    let reach = reach(config, &regions)?;
    let warehouse = super::warehouse(config).await?;
    let listen = &config.dashboard.listen;
    let listener = TcpListener::bind(listen)
        .await
        .with_context(|| format!("cannot listen at {listen} (dashboard.listen): is another program there?"))?;
    let settings = dashboard::Settings::new(&regions, super::now)?;
    let scope = warehouse.scope_by_configuration(reach.clone()).context("dashboard.scope")?;
    say(&format!("the dashboard is at http://{listen}/ and shows: {reach}"));
    dashboard::serve(listener, dashboard::router(warehouse.published(scope), settings), stop_wished()).await?;
    Ok(ExitCode::SUCCESS)
}

/// Returns how far the readers of the dashboard may see.
fn reach(config: &Config, regions: &Regions) -> anyhow::Result<Reach> {
    let reach: Reach = config.dashboard.scope.parse().context("dashboard.scope")?;
    match &reach {
        Reach::Region(code) if regions.get(code).is_none() => {
            bail!("dashboard.scope: the register of regions has no region {code}")
        }
        _ => Ok(reach),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_dashboard_shows_the_country_or_a_region_of_the_register() {
        let regions = Regions::bundled().expect("the register is sound");
        let reached = |scope: &str| {
            let mut config = Config::default();
            config.dashboard.scope = scope.to_owned();
            reach(&config, &regions).map_err(|error| format!("{error:#}"))
        };
        assert_eq!(reach(&Config::default(), &regions).expect("the default is sound"), Reach::Country);
        assert_eq!(reached("region 70"), Ok(Reach::Region("70".into())));
        assert_eq!(reached("region 00"), Err("dashboard.scope: the register of regions has no region 00".to_owned()));
        assert!(reached("tomsk").is_err_and(|error| error.starts_with("dashboard.scope: «tomsk» is no scope")));
    }
}
