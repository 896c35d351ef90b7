//! `svodka simulate`.

use crate::config::Config;
use crate::progress::{bar, say};
use fixtures::{DaysSent, Destination, Part, Settings};
use std::path::PathBuf;
use std::process::ExitCode;
use warehouse::model::LocalDate;

/// What `svodka simulate` is told.
#[derive(Debug, clap::Args)]
#[command(group = clap::ArgGroup::new("destination").required(true))]
pub struct Arguments {
    /// Send to the broker of kafka.brokers.
    #[arg(long, group = "destination")]
    to_kafka: bool,
    /// Write to files of this folder: TOPIC/PARTITION.avro.
    #[arg(long, value_name = "FOLDER", group = "destination")]
    to_files: Option<PathBuf>,
    /// The folder of the ledger: every event sent, what should become of it, and what is true in the region.
    #[arg(long, value_name = "FOLDER")]
    ledger: PathBuf,
    /// The seed: the same seed gives the same bytes.
    #[arg(long)]
    seed: Option<u64>,
    /// How many schools.
    #[arg(long)]
    schools: Option<u32>,
    /// The first day with lessons, within the school year 2024/25.
    #[arg(long, value_name = "DATE")]
    from: Option<LocalDate>,
    /// The last day with lessons.
    #[arg(long, value_name = "DATE")]
    to: Option<LocalDate>,
    /// Which part is sent: what comes until the moment after the last day, or what comes in the week after it.
    #[arg(long, value_enum, default_value_t = PartArgument::Main)]
    part: PartArgument,
    /// Events a second at most; without it, at full speed.
    #[arg(long, value_name = "EVENTS")]
    pace: Option<u32>,
    /// Send no broken messages.
    #[arg(long)]
    without_faults: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum PartArgument {
    Main,
    Late,
}

/// Sends a simulated region's journals.
pub async fn run(config: &Config, arguments: Arguments) -> anyhow::Result<ExitCode> {
    let default = Settings::default();
    let settings = Settings {
        seed: arguments.seed.unwrap_or(default.seed),
        schools_count: arguments.schools.unwrap_or(default.schools_count),
        from: arguments.from.unwrap_or(default.from),
        to: arguments.to.unwrap_or(default.to),
        part: match arguments.part {
            PartArgument::Main => Part::Main,
            PartArgument::Late => Part::Late,
        },
        faults: !arguments.without_faults,
        partitions_count: default.partitions_count,
    };
    let destination = match arguments.to_files {
        Some(folder) => Destination::Files { folder, pace_events_per_second: arguments.pace },
        None => Destination::Kafka { brokers: config.kafka.brokers.clone(), pace_events_per_second: arguments.pace },
    };
    let ledger = arguments.ledger;
    let summary = tokio::task::spawn_blocking(move || {
        let days = bar(0, "days");
        let progress = |progress: DaysSent| {
            days.set_length(progress.days_total.into());
            days.set_position(progress.days_done.into());
        };
        let summary = fixtures::simulate(&settings, &destination, &ledger, &progress);
        days.finish_and_clear();
        summary
    })
    .await??;
    say(&format!(
        "sent {} events of {} schools in {} municipalities: {} to be kept, {} repeated, {} to be rejected; the moment is {}",
        summary.events,
        summary.schools,
        summary.municipalities,
        summary.admitted,
        summary.duplicates,
        summary.rejected,
        summary.moment
    ));
    Ok(ExitCode::SUCCESS)
}
