//! `svodka simulate`.
//!
//! Several regions are simulated one after another, each with a ledger of its own and, into files, a folder of its own; in
//! Kafka they share the topics, as the journals of a country would.

use crate::config::Config;
use crate::progress::{bar, say};
use fixtures::{DaysSent, Destination, Part, Settings};
use std::path::{Path, PathBuf};
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
    /// The folder of the ledger: every event sent, what should become of it, and what is true in the region. Of several
    /// regions each has its ledger (and its files) in a folder there, named by its code.
    #[arg(long, value_name = "FOLDER")]
    ledger: PathBuf,
    /// The seed: the same seed gives the same bytes.
    #[arg(long)]
    seed: Option<u64>,
    /// How many regions: of codes 99, 98 and 97.
    #[arg(long, value_name = "COUNT", default_value_t = 1, value_parser = clap::value_parser!(u8).range(1..=3))]
    regions: u8,
    /// How many schools the first region has; the others have fewer.
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

/// Sends simulated regions' journals.
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
        ..default
    };
    let count = usize::from(arguments.regions);
    let place = |folder: &Path, settings: &Settings| match count {
        1 => folder.to_owned(),
        _ => folder.join(settings.region_code),
    };
    for settings in settings.of_regions(count, arguments.to_files.is_none()) {
        let pace_events_per_second = arguments.pace;
        let destination = match &arguments.to_files {
            Some(folder) => Destination::Files { folder: place(folder, &settings), pace_events_per_second },
            None => Destination::Kafka { brokers: config.kafka.brokers.clone(), pace_events_per_second },
        };
        let ledger = place(&arguments.ledger, &settings);
        simulate(settings, destination, ledger).await?;
    }
    Ok(ExitCode::SUCCESS)
}

async fn simulate(settings: Settings, destination: Destination, ledger: PathBuf) -> anyhow::Result<()> {
    let region_code = settings.region_code;
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
        "sent {} events of {} schools in {} municipalities of region {region_code}: {} to be kept, {} repeated, {} to be \
         rejected; the moment is {}",
        summary.events,
        summary.schools,
        summary.municipalities,
        summary.admitted,
        summary.duplicates,
        summary.rejected,
        summary.moment
    ));
    Ok(())
}
