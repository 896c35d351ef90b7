//! Whether a published release comes out again, bit for bit, from what it says it was computed from: its own snapshot, register
//! version and moment, by its own rules and its own measures' texts.

use crate::canonical::{Contents, canonical_lines, digest_of};
use crate::engine::{ENGINE_VERSION, reproduces};
use crate::rulebook::{Rulebook, sha256_of_texts};
use crate::run::{OnStep, compute, lines_of};
use crate::{Doors, Error};
use std::collections::{BTreeMap, BTreeSet};
use warehouse::digest::sha256;
use warehouse::lake::Rows;
use warehouse::model::{Instant, Release, ReleaseId, ReleaseText, RunInputs};
use warehouse::releases::{NewRelease, kept_digests, kept_lines};

/// What came of computing a release again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verification {
    /// The release as it is published.
    pub release: Release,
    /// How many lines were compared: a line for each figure, territory, period, description and text, and for each table
    /// of rows that stand behind the figures.
    pub lines_count: usize,
    /// The digest of what is published, as it is stored now.
    pub stored_digest: String,
    /// The digest of what was computed again.
    pub recomputed_digest: String,
    /// What differs, a line each.
    pub differences: Vec<Difference>,
}

/// A line that differs.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Difference {
    /// It is published, and does not come out again. The words are the line of the digest, or a row of a table of the lake.
    OnlyPublished(String),
    /// It comes out, and is not published.
    OnlyRecomputed(String),
}

impl Verification {
    /// Returns whether the release is what it says it is: every line, and the digest it was published with.
    pub fn is_exact(&self) -> bool {
        self.differences.is_empty()
            && self.release.digest == self.recomputed_digest
            && self.release.digest == self.stored_digest
    }
}

/// Computes a release again, from its own snapshot, register version, texts and moment, and compares.
///
/// # Errors
/// When it cannot be computed again at all: an engine version that this program does not reproduce, a text that is not
/// kept as it ran.
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
    let engine_version = release.inputs.engine_version;
    if !reproduces(engine_version) {
        return Err(Error::OtherEngine { release_id, engine_version, own: ENGINE_VERSION });
    }
    let texts = doors.releases.texts(release_id).await?;
    check_texts(&release, &texts)?;
    let recomputed = recompute(doors, release.inputs.clone(), &texts, release.created_at, progress).await?;
    let recomputed_lines = lines_of(&recomputed).await?;
    let published_lines = published_lines(doors, &release).await?;
    let mut differences = differences(&published_lines, &recomputed_lines);
    differences.extend(differing_rows(&doors.releases.kept(&release).await?, &recomputed.kept, &differences)?);
    Ok(Verification {
        release,
        lines_count: recomputed_lines.len(),
        stored_digest: digest_of(&published_lines),
        recomputed_digest: digest_of(&recomputed_lines),
        differences,
    })
}

/// Returns the lines of a release as it is stored now.
pub async fn published_lines(doors: &Doors, release: &Release) -> Result<Vec<String>, Error> {
    let (releases, release_id) = (&doors.releases, release.release_id);
    Ok(canonical_lines(Contents {
        inputs: &release.inputs,
        texts: &releases.texts(release_id).await?,
        descriptions: &releases.descriptions(release_id).await?,
        dispositions: &releases.dispositions(release_id).await?,
        findings: &releases.findings(release).await?,
        figures: &releases.figures(release_id).await?,
        kept: &kept_digests(releases.kept(release).await?).await?,
    }))
}

/// Computes a release by the texts that it ran, and by nothing of this program's beside its engine. Nothing is published.
pub async fn recompute(
    doors: &Doors,
    inputs: RunInputs,
    texts: &[ReleaseText],
    now: Instant,
    progress: OnStep<'_>,
) -> Result<NewRelease, Error> {
    let rulebook = Rulebook::of_release(&inputs.methodology_text, texts)?;
    compute(doors, &rulebook, inputs, now, progress).await
}

/// Stops when a text that a release ran is not kept as it ran.
fn check_texts(release: &Release, texts: &[ReleaseText]) -> Result<(), Error> {
    let is_kept = |name: &str, listed: &str, found: String| {
        let (release_id, name, listed) = (release.release_id, name.to_owned(), listed.to_owned());
        if found == listed { Ok(()) } else { Err(Error::TextChanged { release_id, name, listed, found }) }
    };
    let inputs = &release.inputs;
    is_kept("the methodology", &inputs.methodology_sha256, sha256(inputs.methodology_text.as_bytes()))?;
    for text in texts {
        is_kept(&format!("{} {}", text.kind, text.name), &text.sha256, sha256(text.content.as_bytes()))?;
    }
    is_kept("the list of texts", &inputs.texts_sha256, sha256_of_texts(texts))
}

/// Returns the lines that only one side has.
fn differences(published: &[String], recomputed: &[String]) -> Vec<Difference> {
    let published: BTreeSet<&String> = published.iter().collect();
    let recomputed: BTreeSet<&String> = recomputed.iter().collect();
    let lost = published.difference(&recomputed).map(|line| Difference::OnlyPublished((*line).clone()));
    let new = recomputed.difference(&published).map(|line| Difference::OnlyRecomputed((*line).clone()));
    lost.chain(new).collect()
}

/// Returns the rows that differ, of the tables whose digests do: a row's line after its table's name.
fn differing_rows(
    published: &[(&'static str, Rows)],
    recomputed: &[(&'static str, Rows)],
    differences: &[Difference],
) -> Result<Vec<Difference>, Error> {
    let tables: BTreeSet<&str> = published.iter().chain(recomputed).map(|(table, _)| *table).collect();
    let mut rows = Vec::new();
    for table in tables {
        let beginning = format!("kept|{table}|");
        let is_named = |difference: &Difference| match difference {
            Difference::OnlyPublished(line) | Difference::OnlyRecomputed(line) => line.starts_with(&beginning),
        };
        if !differences.iter().any(is_named) {
            continue;
        }
        // How many times each row is there more in the one than in the other.
        let mut surplus: BTreeMap<String, i64> = BTreeMap::new();
        for (side, sign) in [(published, 1), (recomputed, -1)] {
            for (name, kept) in side.iter().filter(|(name, _)| *name == table) {
                for line in kept_lines(name, kept)? {
                    *surplus.entry(line).or_default() += sign;
                }
            }
        }
        rows.extend(surplus.into_iter().filter(|(_, times)| *times != 0).map(|(line, times)| {
            let line = format!("{table}|{line}");
            if times > 0 { Difference::OnlyPublished(line) } else { Difference::OnlyRecomputed(line) }
        }));
    }
    Ok(rows)
}
