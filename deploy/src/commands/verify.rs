//! `svodka verify`.

use crate::config::Config;
use crate::progress::{bar, say};
use anyhow::Context as _;
use rating::Doors;
use rating::verify::Difference;
use std::process::ExitCode;
use warehouse::model::{RegionCode, ReleaseId};

/// How many differences are named.
const NAMED_DIFFERENCES: usize = 20;

/// What `svodka verify` is told.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// The release's number. Without it, the latest: of the greatest moment, and of one moment the last.
    release: Option<ReleaseId>,
    /// The region whose latest release is meant, by its code of two digits. Without it, rating.region_code.
    #[arg(long, value_name = "CODE", conflicts_with = "release")]
    region: Option<RegionCode>,
}

/// Computes a release again and compares it.
pub async fn run(config: &Config, arguments: Arguments) -> anyhow::Result<ExitCode> {
    let doors = super::rating_doors(config).await?;
    let release_id = match arguments.release {
        Some(release_id) => release_id,
        None => {
            let region_code = arguments.region.as_ref().unwrap_or(&config.rating.region_code);
            super::rate::rulebook(config)?.region(region_code)?;
            latest(region_code, &doors).await?
        }
    };
    let steps = bar(0, "steps");
    let progress = |progress: rating::RunStep<'_>| {
        steps.set_length(u64::try_from(progress.total).unwrap_or(u64::MAX));
        steps.set_position(u64::try_from(progress.done).unwrap_or(u64::MAX));
    };
    let found = rating::verify_with_progress(&doors, release_id, &progress).await?;
    steps.finish_and_clear();
    for difference in found.differences.iter().take(NAMED_DIFFERENCES) {
        match difference {
            Difference::OnlyPublished(line) => say(&format!("published, and does not come out: {line}")),
            Difference::OnlyRecomputed(line) => say(&format!("comes out, and is not published: {line}")),
        }
    }
    let count = found.lines_count;
    if found.is_exact() {
        say(&format!("verify: OK release={release_id} lines={count} digest={}", found.recomputed_digest));
        return Ok(ExitCode::SUCCESS);
    }
    say(&format!(
        "verify: DIFFERENT release={release_id} lines={count} differences={} published={} stored={} recomputed={}",
        found.differences.len(),
        found.release.digest,
        found.stored_digest,
        found.recomputed_digest
    ));
    Ok(ExitCode::FAILURE)
}

/// Returns the number of a region's latest release.
async fn latest(region_code: &RegionCode, doors: &Doors) -> anyhow::Result<ReleaseId> {
    let release = doors.releases.latest(region_code).await?;
    Ok(release.with_context(|| format!("region {region_code} has no release yet"))?.release_id)
}
