//! `svodka rate`.

use crate::config::Config;
use crate::lifecycle::stop_wished;
use crate::progress::{bar, say};
use anyhow::{Context as _, bail};
use rating::{Doors, MeasureSet, Methodology, RegionChoice, Rulebook, Scheduled, Sources, Ticks, Versions};
use std::process::{Command, ExitCode};
use tokio::task::JoinSet;
use warehouse::model::{Instant, RegionCode, Regions, Release};

/// What `svodka rate` is told.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// The moment of which the release speaks, RFC 3339. Without it, now.
    #[arg(long, value_name = "MOMENT", conflicts_with = "on_schedule")]
    as_of: Option<Instant>,
    /// Stay, and publish a release at each tick of rating.schedule, in each region's own zone.
    #[arg(long)]
    on_schedule: bool,
    /// The region, by its code of two digits. Without it, rating.region_code.
    #[arg(long, value_name = "CODE", conflicts_with = "all_regions")]
    region: Option<RegionCode>,
    /// Every region that has schools, one after another.
    #[arg(long)]
    all_regions: bool,
    /// So many regions at a time, each in a process of its own.
    #[arg(long, value_name = "COUNT", default_value_t = 1, requires = "all_regions", conflicts_with = "on_schedule",
          value_parser = clap::value_parser!(u16).range(1..=64))]
    jobs: u16,
}

impl Arguments {
    fn regions(&self, config: &Config) -> RegionChoice {
        if self.all_regions {
            return RegionChoice::All;
        }
        RegionChoice::One(self.region.clone().unwrap_or_else(|| config.rating.region_code.clone()))
    }
}

/// Publishes a release of each region, or one at each tick.
pub async fn run(config: &Config, arguments: Arguments) -> anyhow::Result<ExitCode> {
    let rulebook = rulebook(config)?;
    let doors = super::rating_doors(config).await?;
    let regions = arguments.regions(config);
    if arguments.on_schedule {
        let scheduled = Scheduled {
            expression: &config.rating.schedule,
            rulebook: &rulebook,
            regions: &regions,
            clock: &super::now,
            progress: &|_| {},
            published: &tell,
        };
        rating::run_on_schedule(&doors, &scheduled, stop_wished()).await?;
        return Ok(ExitCode::SUCCESS);
    }
    let now = super::now();
    let as_of = arguments.as_of.unwrap_or(now);
    let codes = regions.regions(&doors, &rulebook, as_of).await?;
    if codes.is_empty() {
        bail!("no region has a school yet: send the schools (E01) to journal.registers, and ingest them");
    }
    if arguments.jobs > 1 {
        return in_processes(&codes, as_of, arguments.jobs).await;
    }
    let mut failed = Vec::new();
    for region_code in &codes {
        match rate_region(&doors, &rulebook, as_of, region_code, now).await {
            Ok(()) => {}
            Err(error) if codes.len() == 1 => return Err(error),
            Err(error) => failed.push(format!("{region_code}: {error:#}")),
        }
    }
    outcome(codes.len(), &failed)
}

async fn rate_region(
    doors: &Doors,
    rulebook: &Rulebook,
    as_of: Instant,
    region_code: &RegionCode,
    now: Instant,
) -> anyhow::Result<()> {
    let steps = bar(0, "steps");
    let progress = |progress: rating::RunStep<'_>| {
        steps.set_length(u64::try_from(progress.total).unwrap_or(u64::MAX));
        steps.set_position(u64::try_from(progress.done).unwrap_or(u64::MAX));
    };
    let release = rating::rate(doors, rulebook, as_of, region_code, now, &progress).await;
    steps.finish_and_clear();
    let release = release?;
    tell(&release);
    say(&release.release_id.to_string());
    Ok(())
}

/// Says which of several regions failed.
fn outcome(regions_count: usize, failed: &[String]) -> anyhow::Result<ExitCode> {
    if failed.is_empty() {
        return Ok(ExitCode::SUCCESS);
    }
    bail!("{} of {regions_count} regions have no new release: {}", failed.len(), failed.join("; "))
}

/// Rates regions in processes of their own: this command again, for one region each.
async fn in_processes(codes: &[RegionCode], as_of: Instant, jobs: u16) -> anyhow::Result<ExitCode> {
    let program = std::env::current_exe().context("cannot find this program")?;
    let arguments = arguments_of_one(std::env::args().skip(1));
    let mut running = JoinSet::new();
    let mut failed = Vec::new();
    let mut waiting = codes.iter();
    loop {
        while running.len() < usize::from(jobs)
            && let Some(region_code) = waiting.next()
        {
            let mut command = Command::new(&program);
            command.args(&arguments).args(["--region", region_code.as_str(), "--as-of", &as_of.to_string()]);
            let mut child = command.spawn().context("cannot begin a process")?;
            let region_code = region_code.clone();
            running.spawn_blocking(move || (region_code, child.wait()));
        }
        let Some(ended) = running.join_next().await else { break };
        let (region_code, status) = ended.context("a region's process was lost")?;
        if !status.is_ok_and(|status| status.success()) {
            failed.push(format!("{region_code}: see its own words above"));
        }
    }
    outcome(codes.len(), &failed)
}

/// Returns the arguments of this command without those that say that there are several regions, and when.
fn arguments_of_one(arguments: impl Iterator<Item = String>) -> Vec<String> {
    let mut kept = Vec::new();
    let mut arguments = arguments;
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--all-regions" => {}
            "--jobs" | "--as-of" => drop(arguments.next()),
            other if other.starts_with("--jobs=") || other.starts_with("--as-of=") => {}
            _ => kept.push(argument),
        }
    }
    kept
}

fn tell(release: &Release) {
    say(&format!(
        "release {} of region {} as of {}: lake snapshot {}, register version {}, methodology {} {}, digest {}",
        release.release_id,
        release.inputs.region_code,
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
    Ok(Rulebook {
        methodologies: methodologies(config)?,
        measures: measures(config)?,
        sources: sources(config)?,
        regions: Some(regions(config)?),
    })
}

/// Returns the register of regions.
pub fn regions(config: &Config) -> anyhow::Result<Regions> {
    let path = &config.rating.regions;
    if path.as_os_str().is_empty() {
        return Regions::bundled().context("the register of regions that comes with the program");
    }
    Regions::load(path).with_context(|| format!("rating.regions {}", path.display()))
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

fn methodologies(config: &Config) -> anyhow::Result<Versions> {
    let path = &config.rating.methodology;
    if path.as_os_str().is_empty() {
        return Methodology::region_2024().map(Versions::from).context("the methodology that comes with the program");
    }
    Versions::load(path).with_context(|| format!("rating.methodology {}", path.display()))
}

/// Returns the schedule of the configuration's region.
pub fn ticks(config: &Config) -> anyhow::Result<Ticks> {
    Ticks::new(&config.rating.schedule, time_zone(config)?).context("rating.schedule")
}

/// Returns the zone of the configuration's region.
pub fn time_zone(config: &Config) -> anyhow::Result<chrono_tz::Tz> {
    Ok(rating::time_zone(&rulebook(config)?, &config.rating.region_code)?)
}
