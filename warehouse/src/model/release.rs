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

/// The four things of which a release is a function, and the region it speaks of.
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
}

impl RunInputs {
    /// Returns the release's key, made from its inputs: its rows in the lake begin with it, and its files are named after
    /// it. Only the methodology's digest counts for it: code and version are words of the text.
    pub fn release_key(&self) -> ReleaseKey {
        let text = format!(
            "{}|{}|{}|{}|{}",
            self.region_code,
            self.as_of.micros(),
            self.lake_snapshot,
            self.register_version,
            self.methodology_sha256
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
    /// The snapshot of the lake that lists its duties.
    pub duties_snapshot: SnapshotId,
    /// SHA-256 over its figures, hexadecimal.
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
    /// SHA-256 over its figures, hexadecimal.
    pub digest: String,
    /// When it was computed.
    pub created_at: Instant,
}
