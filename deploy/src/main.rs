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
    /// Simulates the journals of up to three regions into Kafka or files, with a ledger of what was sent.
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
            tell(&format!("svodka: {}", in_one_line(&error)));
            ExitCode::FAILURE
        }
    }
}

/// Returns the whole chain in one line, and no stack trace: it says what happened, where, and what to do. Some libraries
/// repeat their cause in their own words; what was said already is left out.
fn in_one_line(error: &anyhow::Error) -> String {
    error.chain().map(ToString::to_string).fold(String::new(), |said, cause| match said.as_str() {
        "" => cause,
        before if before.contains(&cause) => said,
        before => format!("{before}: {cause}"),
    })
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

#[cfg(test)]
mod tests {
    use super::in_one_line;

    #[derive(Debug)]
    struct Repeating(std::io::Error);

    impl std::fmt::Display for Repeating {
        fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            write!(f, "the database says: {}", self.0)
        }
    }

    impl std::error::Error for Repeating {
        fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
            Some(&self.0)
        }
    }

    #[test]
    fn a_cause_is_said_once() {
        let cause = Repeating(std::io::Error::other("duplicate key"));
        let error = anyhow::Error::new(cause).context("could not commit journal.lessons/0 offsets 3..9");
        let line = "could not commit journal.lessons/0 offsets 3..9: the database says: duplicate key";
        assert_eq!(in_one_line(&error), line);
    }
}
