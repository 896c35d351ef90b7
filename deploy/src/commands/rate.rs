//! `svodka rate`.

use crate::config::Config;
use crate::lifecycle::stop_wished;
use crate::progress::{bar, say};
use anyhow::Context as _;
use rating::{MeasureSet, Methodology, Rulebook, Scheduled, Sources, Ticks};
use std::process::ExitCode;
use warehouse::model::{Instant, Release};

/// What `svodka rate` is told.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// The moment of which the release speaks, RFC 3339. Without it, now.
    #[arg(long, value_name = "MOMENT", conflicts_with = "on_schedule")]
    as_of: Option<Instant>,
    /// Stay, and publish a release at each tick of rating.schedule.
    #[arg(long)]
    on_schedule: bool,
}

/// Publishes a release, or one at each tick.
pub async fn run(config: &Config, arguments: Arguments) -> anyhow::Result<ExitCode> {
    let rulebook = rulebook(config)?;
    let doors = super::rating_doors(config).await?;
    if arguments.on_schedule {
        let scheduled = Scheduled {
            ticks: ticks(config)?,
            rulebook: &rulebook,
            region_code: &config.rating.region_code,
            clock: &super::now,
            progress: &|_| {},
            published: &tell,
        };
        rating::run_on_schedule(&doors, &scheduled, stop_wished()).await?;
        return Ok(ExitCode::SUCCESS);
    }
    let now = super::now();
    let as_of = arguments.as_of.unwrap_or(now);
    let steps = bar(0, "steps");
    let progress = |progress: rating::RunStep<'_>| {
        steps.set_length(u64::try_from(progress.total).unwrap_or(u64::MAX));
        steps.set_position(u64::try_from(progress.done).unwrap_or(u64::MAX));
    };
    let region_code = &config.rating.region_code;
    let release = rating::rate(&doors, &rulebook, as_of, region_code, now, &progress).await?;
    steps.finish_and_clear();
    tell(&release);
    say(&release.release_id.to_string());
    Ok(ExitCode::SUCCESS)
}

fn tell(release: &Release) {
    say(&format!(
        "release {} as of {}: lake snapshot {}, register version {}, methodology {} {}, digest {}",
        release.release_id,
        release.inputs.as_of,
        release.inputs.lake_snapshot,
        release.inputs.register_version,
        release.inputs.methodology_code,
        release.inputs.methodology_version,
        release.digest
    ));
}

/// Returns the rules, the measures and the sources of the configuration.
pub fn rulebook(config: &Config) -> anyhow::Result<Rulebook> {
    Ok(Rulebook { methodology: methodology(config)?, measures: measures(config)?, sources: sources(config)? })
}

fn sources(config: &Config) -> anyhow::Result<Sources> {
    let path = &config.rating.sources;
    if path.as_os_str().is_empty() {
        return Sources::simulated().context("the sources that come with the program");
    }
    Sources::load(path).with_context(|| format!("rating.sources {}", path.display()))
}

fn measures(config: &Config) -> anyhow::Result<MeasureSet> {
    let path = &config.rating.measures;
    if path.as_os_str().is_empty() {
        return MeasureSet::bundled().context("the measures that come with the program");
    }
    MeasureSet::load(path).with_context(|| format!("rating.measures {}", path.display()))
}

fn methodology(config: &Config) -> anyhow::Result<Methodology> {
    let path = &config.rating.methodology;
    if path.as_os_str().is_empty() {
        return Methodology::region_2024().context("the methodology that comes with the program");
    }
    Methodology::load(path).with_context(|| format!("rating.methodology {}", path.display()))
}

/// Returns the schedule of the configuration.
pub fn ticks(config: &Config) -> anyhow::Result<Ticks> {
    Ticks::new(&config.rating.schedule, super::time_zone(config)?).context("rating.schedule")
}
