//! Releases, and the inputs of which each is a function.

use super::{Instant, RegionCode, RegisterVersion, ReleaseId, ReleaseKey, SnapshotId};
use crate::{digest, symbols};

/// How many hexadecimal digits of the digest of its inputs name a release in the lake.
const KEY_DIGITS: usize = 16;

symbols! {
    /// Whether a release can still be followed by a corrected one of the same moment.
    pub enum ReleaseState {
        /// It can.
        Preliminary = "preliminary",
        /// It is final.
        Frozen = "frozen",
    }
}

symbols! {
    /// What a text that a release ran is.
    pub enum TextKind {
        /// The manifest of the measures: their order, and the table that the rows of each become.
        Manifest = "manifest",
        /// The SQL of a measure; its name is the file's.
        Measure = "measure",
        /// A version of the methodology: of a release that judges lessons by several, all of them.
        Methodology = "methodology",
        /// What the sources can prove.
        Sources = "sources",
        /// The register of regions.
        Regions = "regions",
    }
}

/// What a release is a function of, and the region it speaks of.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct RunInputs {
    /// The region.
    pub region_code: RegionCode,
    /// The moment it speaks of.
    pub as_of: Instant,
    /// The snapshot of the lake that lists its facts.
    pub lake_snapshot: SnapshotId,
    /// The version of the registers.
    pub register_version: RegisterVersion,
    /// The methodology's code.
    pub methodology_code: String,
    /// The methodology's version.
    pub methodology_version: i32,
    /// SHA-256 of the methodology's text, hexadecimal.
    pub methodology_sha256: String,
    /// The methodology's text, TOML.
    pub methodology_text: String,
    /// SHA-256 over the measures that it ran, hexadecimal; empty for a release from before releases kept them.
    pub texts_sha256: String,
    /// The version of the program's part that computes figures; 0 for a release from before it had one.
    pub engine_version: i32,
}

/// A text that a release ran, word for word. The same text of many releases is kept once, by its digest.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct ReleaseText {
    /// What it is.
    pub kind: TextKind,
    /// What it is called. Example, of a measure: `50_duties.sql`.
    pub name: String,
    /// SHA-256 of the text, hexadecimal, as the release lists it.
    pub sha256: String,
    /// The text as it is kept.
    pub content: String,
}

impl ReleaseText {
    /// Returns a text that a release runs.
    pub fn new(kind: TextKind, name: impl Into<String>, content: impl Into<String>) -> Self {
        let content = content.into();
        Self { kind, name: name.into(), sha256: digest::sha256(content.as_bytes()), content }
    }
}

impl RunInputs {
    /// Returns the key of a release of these inputs: its rows in the lake begin with it, and its files are named after it.
    /// Of the methodology only its digest counts: code and version are words of the text. A published release keeps
    /// its key, so that how keys are made may change.
    pub fn release_key(&self) -> ReleaseKey {
        let text = format!(
            "{}|{}|{}|{}|{}|{}|{}",
            self.region_code,
            self.as_of.micros(),
            self.lake_snapshot,
            self.register_version,
            self.methodology_sha256,
            self.texts_sha256,
            self.engine_version
        );
        ReleaseKey::from(&digest::sha256(text.as_bytes())[..KEY_DIGITS])
    }
}

/// A published release.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Release {
    /// Its number.
    pub release_id: ReleaseId,
    /// Whether it is final.
    pub state: ReleaseState,
    /// What it is a function of.
    #[sqlx(flatten)]
    pub inputs: RunInputs,
    /// What its rows in the lake begin with.
    pub release_key: ReleaseKey,
    /// The snapshot of the lake that lists its duties.
    pub duties_snapshot: SnapshotId,
    /// SHA-256 over all that it shows, hexadecimal.
    pub digest: String,
    /// When it was computed.
    pub created_at: Instant,
}

/// A release without the text of its methodology, for lists.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct ReleaseHead {
    /// Its number.
    pub release_id: ReleaseId,
    /// Whether it is final.
    pub state: ReleaseState,
    /// The moment it speaks of.
    pub as_of: Instant,
    /// The snapshot of the lake it was computed from.
    pub lake_snapshot: SnapshotId,
    /// The version of the registers.
    pub register_version: RegisterVersion,
    /// The methodology's code.
    pub methodology_code: String,
    /// The methodology's version.
    pub methodology_version: i32,
    /// SHA-256 over all that it shows, hexadecimal.
    pub digest: String,
    /// When it was computed.
    pub created_at: Instant,
}
