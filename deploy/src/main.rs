//! The one executable: a subcommand per role, in the order of the data's way.

mod commands;
mod config;
mod lifecycle;
mod progress;

use clap::{Parser, Subcommand};
use config::Config;
use std::path::PathBuf;
use std::process::ExitCode;

/// Svodka: how schools keep their electronic journals, from the journals' events to a published rating.
///
/// A journal event arrives in Kafka; `ingest` admits it, or rejects it with a reason; the warehouse keeps it, once;
/// `rate` looks at what is kept and publishes indicators and ranks; `serve` shows what was published.
#[derive(Debug, Parser)]
#[command(name = "svodka", version, max_term_width = 100)]
struct Arguments {
    /// The configuration file (TOML). Every key can also be given as SVODKA_SECTION_KEY in the environment.
    #[arg(long, global = true, value_name = "FILE", env = "SVODKA_CONFIG")]
    config: Option<PathBuf>,
    /// One key of the configuration, stronger than file and environment. Example: --set kafka.brokers=localhost:9092
    #[arg(long, global = true, value_name = "SECTION.KEY=VALUE")]
    set: Vec<String>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Brings the database and the lake's catalog to this version. Applying it twice does nothing.
    Migrate,
    /// Simulates a region's journals into Kafka or files, with a ledger of what was sent.
    Simulate(commands::simulate::Arguments),
    /// Takes events from Kafka (or files) into the warehouse, exactly once.
    Ingest(commands::ingest::Arguments),
    /// Computes the indicators and publishes a release: now, as of a moment, or on the schedule.
    Rate(commands::rate::Arguments),
    /// Recomputes a release from what it was computed from, and compares bit for bit.
    Verify(commands::verify::Arguments),
    /// Serves the dashboard.
    Serve,
    /// Checks configuration, database, broker, lake and clock; says what is wrong and what to do.
    Doctor,
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let outcome = Config::load(arguments.config.as_deref(), &arguments.set).and_then(|config| {
        lifecycle::start_log(&config)?;
        lifecycle::runtime()?.block_on(run(arguments.command, config))
    });
    match outcome {
        Ok(code) => code,
        Err(error) => {
            // The whole chain in one line, and no stack trace: it says what happened, where, and what to do.
            tell(&format!("svodka: {error:#}"));
            ExitCode::FAILURE
        }
    }
}

#[expect(clippy::print_stderr, reason = "the last word of a command goes to its user")]
fn tell(line: &str) {
    eprintln!("{line}");
}

async fn run(command: Command, config: Config) -> anyhow::Result<ExitCode> {
    match command {
        Command::Migrate => commands::migrate::run(&config).await,
        Command::Simulate(arguments) => commands::simulate::run(&config, arguments).await,
        Command::Ingest(arguments) => commands::ingest::run(&config, arguments).await,
        Command::Rate(arguments) => commands::rate::run(&config, arguments).await,
        Command::Verify(arguments) => commands::verify::run(&config, arguments).await,
        Command::Serve => commands::serve::run(&config).await,
        Command::Doctor => commands::doctor::run(&config).await,
    }
}
