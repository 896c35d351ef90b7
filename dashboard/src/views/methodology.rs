//! The methodology of the shown release: its indicators in words, and its text.

use super::shown::Shown;
use crate::failure::Failure;
use warehouse::model::{PublishedIndicator, RunInputs};

/// The methodology of a release.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Methodology {
    /// The code. Example: `region`.
    pub(crate) code: String,
    /// The version.
    pub(crate) version: i32,
    /// SHA-256 of the text, hexadecimal.
    pub(crate) sha256: String,
    /// The text, TOML.
    pub(crate) text: String,
    /// The indicators in their order.
    pub(crate) indicators: Vec<PublishedIndicator>,
}

impl Methodology {
    /// Reads the methodology of a release.
    pub(crate) async fn read(shown: &Shown) -> Result<Self, Failure> {
        let RunInputs { methodology_code, methodology_version, methodology_sha256, methodology_text, .. } =
            shown.head().inputs.clone();
        Ok(Self {
            code: methodology_code,
            version: methodology_version,
            sha256: methodology_sha256,
            text: methodology_text,
            indicators: shown.release.indicators().await?,
        })
    }
}
