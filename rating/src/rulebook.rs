//! All texts by which a release is computed: its rules, its measures, and what its sources can prove.

use crate::Error;
use crate::measures::MeasureSet;
use crate::methodology::{Methodology, Rules};
use crate::sources::{SOURCES, Sources};
use warehouse::digest::sha256_of_lines;
use warehouse::model::{ReleaseText, TextKind};

/// All texts by which a release is computed.
#[derive(Debug, Clone, PartialEq)]
pub struct Rulebook {
    /// The rules.
    pub methodology: Methodology,
    /// The measures.
    pub measures: MeasureSet,
    /// What the sources can prove.
    pub sources: Sources,
}

impl Rulebook {
    /// Returns the texts of a release: its methodology's, and those that it lists.
    ///
    /// # Errors
    /// When a text is none of its kind.
    pub fn of_release(methodology_text: &str, texts: &[ReleaseText]) -> Result<Self, Error> {
        let sources = texts.iter().find(|text| text.kind == TextKind::Sources);
        Ok(Self {
            methodology: Methodology::parse(methodology_text)?,
            measures: MeasureSet::of_release(texts)?,
            sources: Sources::parse(sources.map_or("", |text| &text.content))?,
        })
    }

    /// Returns the rules.
    pub fn rules(&self) -> &Rules {
        self.methodology.rules()
    }

    /// Returns the texts that a release keeps besides its methodology's.
    pub fn texts(&self) -> Vec<ReleaseText> {
        let mut texts = self.measures.texts();
        texts.push(ReleaseText::new(TextKind::Sources, SOURCES, self.sources.text()));
        texts
    }

    /// Returns SHA-256 over names and texts in their order, hexadecimal.
    pub fn texts_sha256(&self) -> String {
        sha256_of_texts(&self.texts())
    }
}

/// Returns SHA-256 over the names and digests of texts in their order, hexadecimal.
pub fn sha256_of_texts(texts: &[ReleaseText]) -> String {
    sha256_of_lines(texts.iter().map(|text| format!("{} {}", text.name, text.sha256)))
}
