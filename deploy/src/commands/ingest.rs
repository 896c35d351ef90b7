//! `svodka ingest`.

use crate::config::Config;
use crate::lifecycle::stop_flag;
use crate::progress::{counter, say};
use anyhow::bail;
use ingest::BlockingIntake;
use ingest::run::{Ended, Limits, Progress, Run};
use ingest::source::{FileSource, KafkaSettings, KafkaSource, Source};
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::Duration;
use tokio::runtime::Handle;

/// What `svodka ingest` is told.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// End when everything that there is has been taken.
    #[arg(long)]
    until_caught_up: bool,
    /// Read messages from this folder (`TOPIC/PARTITION.avro`) instead of Kafka; of several folders, one after another.
    #[arg(long, value_name = "FOLDER")]
    files: Vec<PathBuf>,
}

/// Takes events until it is asked to stop, or until there are none.
pub async fn run(config: &Config, arguments: Arguments) -> anyhow::Result<ExitCode> {
    if arguments.files.len() > 1 && !arguments.until_caught_up {
        bail!("of several folders the first one would never end: give --until-caught-up, or a process to each");
    }
    let stop = stop_flag();
    let mut folders = arguments.files.into_iter();
    let mut folder = folders.next();
    loop {
        let ended = take(config, folder, arguments.until_caught_up, &stop).await?;
        folder = folders.next();
        if folder.is_none() || ended == Ended::Stopped {
            return Ok(ExitCode::SUCCESS);
        }
    }
}

/// Takes events from a folder, or from Kafka where none is named.
async fn take(
    config: &Config,
    folder: Option<PathBuf>,
    until_caught_up: bool,
    stop: &Arc<AtomicBool>,
) -> anyhow::Result<Ended> {
    let warehouse = super::warehouse(config).await?;
    let stop = Arc::clone(stop);
    let intake = BlockingIntake::new(warehouse.intake(), Handle::current());
    let limits = Limits {
        batch_events: config.ingest.batch_events,
        batch_bytes: config.ingest.batch_bytes,
        batch_age: Duration::from_secs(config.ingest.batch_age_seconds),
    };
    let kafka = KafkaSettings {
        brokers: config.kafka.brokers.clone(),
        group: config.kafka.group.clone(),
        member: Some(config.kafka.member.clone()).filter(|member| !member.is_empty()),
    };
    let (ended, progress) = tokio::task::spawn_blocking(move || -> anyhow::Result<(Ended, Progress)> {
        let source = match &folder {
            Some(folder) => Source::Files(FileSource::open(folder, intake.clone())?),
            None => Source::Kafka(KafkaSource::join(&kafka, intake.clone())?),
        };
        let bar = counter("events");
        let observe = |progress: Progress| {
            bar.set_position(progress.taken_count());
            bar.set_message(format!("{} rejected, {} commits", progress.rejected_count, progress.commits_count));
        };
        let run = Run::new(intake, limits, source, &super::now, &observe, &stop);
        let outcome = run.take(until_caught_up)?;
        bar.finish_and_clear();
        Ok(outcome)
    })
    .await??;
    let how = match ended {
        Ended::CaughtUp => "everything is taken",
        Ended::Stopped => "stopped",
    };
    say(&format!(
        "{how}: {} admitted, {} known already, {} rejected, {} replayed, in {} commits",
        progress.admitted_count,
        progress.duplicate_count,
        progress.rejected_count,
        progress.replayed_count,
        progress.commits_count
    ));
    Ok(ended)
}
