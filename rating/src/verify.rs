//! Whether a published release comes out again, bit for bit, from what it says it was computed from.

use crate::methodology::Methodology;
use crate::release::{canonical_lines, digest_of};
use crate::run::{OnStep, compute};
use crate::{Doors, Error};
use std::collections::BTreeSet;
use warehouse::model::{Release, ReleaseId, RunInputs};

/// What came of computing a release again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verification {
    /// The release as it is published.
    pub release: Release,
    /// How many figures were compared.
    pub figures_count: usize,
    /// The digest of the published figures as they are stored now.
    pub stored_digest: String,
    /// The digest of the figures computed again.
    pub recomputed_digest: String,
    /// The figures that differ, one line each.
    pub differences: Vec<Difference>,
}

/// A figure that differs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Difference {
    /// It is published, and does not come out again. The words are the figure's line of the digest.
    OnlyPublished(String),
    /// It comes out, and is not published.
    OnlyRecomputed(String),
}

impl Verification {
    /// Returns whether the release is what it says it is: every figure, and the digest it was published with.
    pub fn is_exact(&self) -> bool {
        self.differences.is_empty()
            && self.release.digest == self.recomputed_digest
            && self.release.digest == self.stored_digest
    }
}

/// Computes a release again, from its own snapshot, register version, methodology and moment, and compares.
pub async fn verify(doors: &Doors, release_id: ReleaseId) -> Result<Verification, Error> {
    verify_with_progress(doors, release_id, &|_| {}).await
}

/// The same, telling how far it is.
pub async fn verify_with_progress(
    doors: &Doors,
    release_id: ReleaseId,
    progress: OnStep<'_>,
) -> Result<Verification, Error> {
    let release = doors.releases.release(release_id).await?.ok_or(Error::NoSuchRelease(release_id))?;
    let methodology = Methodology::parse(&release.inputs.methodology_text)?;
    // Of the text as it is stored: a text that was changed since makes another release.
    let inputs = RunInputs { methodology_sha256: methodology.sha256(), ..release.inputs.clone() };
    let recomputed = compute(doors, methodology.rules(), inputs, release.created_at, progress).await?;
    let published_lines = canonical_lines(&doors.releases.figures(release_id).await?);
    let recomputed_lines = canonical_lines(&recomputed.figures);
    Ok(Verification {
        release,
        figures_count: recomputed_lines.len(),
        stored_digest: digest_of(&published_lines),
        recomputed_digest: digest_of(&recomputed_lines),
        differences: differences(&published_lines, &recomputed_lines),
    })
}

fn differences(published: &[String], recomputed: &[String]) -> Vec<Difference> {
    let published: BTreeSet<&String> = published.iter().collect();
    let recomputed: BTreeSet<&String> = recomputed.iter().collect();
    let lost = published.difference(&recomputed).map(|line| Difference::OnlyPublished((*line).clone()));
    let new = recomputed.difference(&published).map(|line| Difference::OnlyRecomputed((*line).clone()));
    lost.chain(new).collect()
}
