//! `svodka verify`.

use crate::config::Config;
use crate::progress::{bar, say};
use rating::verify::Difference;
use std::process::ExitCode;
use warehouse::model::ReleaseId;

/// How many differences are named.
const NAMED_DIFFERENCES: usize = 20;

/// What `svodka verify` is told.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// The release's number.
    release: ReleaseId,
}

/// Computes a release again and compares it.
pub async fn run(config: &Config, arguments: Arguments) -> anyhow::Result<ExitCode> {
    let doors = super::rating_doors(config).await?;
    let steps = bar(0, "steps");
    let progress = |progress: rating::RunStep| {
        steps.set_length(u64::try_from(progress.total).unwrap_or(u64::MAX));
        steps.set_position(u64::try_from(progress.done).unwrap_or(u64::MAX));
    };
    let found = rating::verify_with_progress(&doors, arguments.release, &progress).await?;
    steps.finish_and_clear();
    for difference in found.differences.iter().take(NAMED_DIFFERENCES) {
        match difference {
            Difference::OnlyPublished(line) => say(&format!("published, and does not come out: {line}")),
            Difference::OnlyRecomputed(line) => say(&format!("comes out, and is not published: {line}")),
        }
    }
    let (release_id, count) = (found.release.release_id, found.figures_count);
    if found.is_exact() {
        say(&format!("verify: OK release={release_id} figures={count} digest={}", found.recomputed_digest));
        return Ok(ExitCode::SUCCESS);
    }
    say(&format!(
        "verify: DIFFERENT release={release_id} figures={count} differences={} published={} stored={} recomputed={}",
        found.differences.len(),
        found.release.digest,
        found.stored_digest,
        found.recomputed_digest
    ));
    Ok(ExitCode::FAILURE)
}
