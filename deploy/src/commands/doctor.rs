//! `svodka doctor`.

use crate::config::Config;
use crate::progress::say;
use rating::Methodology;
use std::process::ExitCode;

/// How far the database's clock may be from ours.
const CLOCK_TOLERANCE_SECONDS: i64 = 5;

/// Checks everything that the roles need, and goes on after what is wrong.
pub async fn run(config: &Config) -> anyhow::Result<ExitCode> {
    say("the configuration is understood:");
    for line in config.redacted().lines() {
        say(&format!("    {line}"));
    }
    let mut checks = Vec::new();
    let rulebook = super::rate::rulebook(config).map(|rulebook| {
        let version = |it: &Methodology| format!("{} version {}", it.rules().code, it.rules().version);
        rulebook.methodologies.all().iter().map(version).collect::<Vec<_>>().join(", ")
    });
    checks.push(("methodology", rulebook));
    checks.push(("schedule", schedule(config)));
    checks.extend(warehouse_checks(config).await);
    checks.push(("broker", broker(config).await));

    let mut is_well = true;
    for (name, outcome) in checks {
        match outcome {
            Ok(found) => say(&format!("ok      {name}: {found}")),
            Err(error) => {
                is_well = false;
                say(&format!("WRONG   {name}: {error:#}"));
            }
        }
    }
    Ok(if is_well { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn schedule(config: &Config) -> anyhow::Result<String> {
    let next = super::rate::ticks(config)?.next(super::now());
    let next = next.ok_or_else(|| anyhow::anyhow!("rating.schedule «{}» never comes", config.rating.schedule))?;
    Ok(format!("the next release is due at {next}"))
}

async fn warehouse_checks(config: &Config) -> Vec<(&'static str, anyhow::Result<String>)> {
    let warehouse = match super::warehouse(config).await {
        Ok(warehouse) => warehouse,
        Err(error) => return vec![("database", Err(error))],
    };
    let before = super::now();
    let health = match warehouse.health().await {
        Ok(health) => health,
        Err(error) => return vec![("database and lake", Err(error.into()))],
    };
    let database = if health.missing_migrations == 0 {
        Ok("it answers and is at this version".to_owned())
    } else {
        Err(anyhow::anyhow!("{} migrations are missing; run `svodka migrate`", health.missing_migrations))
    };
    let folder = format!("{}/", warehouse.lake_folder().display());
    let lake = match health.catalog_folder {
        Some(kept) if kept != folder => Err(anyhow::anyhow!(
            "the catalog says {kept}, lake.path is {folder}; set lake.path to the catalog's folder"
        )),
        _ => Ok(format!("{folder} can be written")),
    };
    let ahead_seconds = (health.database_now.micros() - before.micros()) / 1_000_000;
    let clock = if ahead_seconds.abs() <= CLOCK_TOLERANCE_SECONDS {
        Ok("ours and the database's agree".to_owned())
    } else {
        Err(anyhow::anyhow!("the database's clock is {ahead_seconds} s ahead of ours; let both follow one time server"))
    };
    vec![("database", database), ("lake", lake), ("clock", clock)]
}

async fn broker(config: &Config) -> anyhow::Result<String> {
    let brokers = config.kafka.brokers.clone();
    let topics = tokio::task::spawn_blocking(move || ingest::source::topics(&brokers)).await??;
    if topics.is_empty() {
        anyhow::bail!("it answers at {}, and has no topic journal.*; create them before ingest", config.kafka.brokers);
    }
    Ok(format!("it answers at {} and has {} topics of the contract", config.kafka.brokers, topics.len()))
}
