//! `svodka migrate`.

use crate::config::Config;
use crate::progress::say;
use std::process::ExitCode;

/// Brings the database and the lake's catalog to this version.
pub async fn run(config: &Config) -> anyhow::Result<ExitCode> {
    super::warehouse(config).await?.migrate().await?;
    say("the database and the lake's catalog are at this version");
    Ok(ExitCode::SUCCESS)
}
