//! The methodology of the shown release: its indicators in words, and its text.

use super::shown::Shown;
use crate::failure::Failure;
use warehouse::model::{PublishedIndicator, ReleaseText, RunInputs, TextKind};

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
    /// The measures in their order; none for a release from before releases kept them.
    pub(crate) measures: Vec<Measure>,
    /// The version of the program's part that computes figures.
    pub(crate) engine_version: i32,
}

/// A measure that the release ran.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Measure {
    /// The table that its rows became.
    pub(crate) table: String,
    /// SHA-256 of its text, hexadecimal.
    pub(crate) sha256: String,
    /// Its text, SQL.
    pub(crate) text: String,
}

impl Measure {
    /// Reads the measures of a release.
    async fn read_all(shown: &Shown) -> Result<Vec<Self>, Failure> {
        let texts = shown.release.texts().await?.into_iter().filter(|text| text.kind == TextKind::Measure);
        let measure = |ReleaseText { name, sha256, content, .. }| Self { table: name, sha256, text: content };
        Ok(texts.map(measure).collect())
    }

    /// Reads the measure that makes a table.
    pub(crate) async fn read(shown: &Shown, table: &str) -> Result<Self, Failure> {
        let measures = Self::read_all(shown).await?;
        measures.into_iter().find(|measure| measure.table == table).ok_or(Failure::NotFound)
    }
}

impl Methodology {
    /// Reads the methodology of a release.
    pub(crate) async fn read(shown: &Shown) -> Result<Self, Failure> {
        let RunInputs {
            methodology_code,
            methodology_version,
            methodology_sha256,
            methodology_text,
            engine_version,
            ..
        } = shown.head().inputs.clone();
        Ok(Self {
            code: methodology_code,
            version: methodology_version,
            sha256: methodology_sha256,
            text: methodology_text,
            indicators: shown.release.indicators().await?,
            measures: Measure::read_all(shown).await?,
            engine_version,
        })
    }
}
