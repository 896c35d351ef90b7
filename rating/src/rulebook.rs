//! All texts by which a release is computed: its rules, its measures, and what its sources can prove.

use crate::Error;
use crate::bounds::Bounds;
use crate::measures::MeasureSet;
use crate::methodology::{Methodology, Rules};
use crate::sources::{SOURCES, Sources};
use warehouse::digest::sha256_of_lines;
use warehouse::model::{REGIONS, Region, RegionCode, Regions, ReleaseText, TextKind};

/// All texts by which a release is computed.
#[derive(Debug, Clone, PartialEq)]
pub struct Rulebook {
    /// The rules.
    pub methodology: Methodology,
    /// The measures.
    pub measures: MeasureSet,
    /// What the sources can prove.
    pub sources: Sources,
    /// The register of regions. Releases of engine version 1 had none: their every school was the region's.
    pub regions: Option<Regions>,
}

impl Rulebook {
    /// Returns the texts of a release: its methodology's, and those that it lists.
    ///
    /// # Errors
    /// When a text is none of its kind.
    pub fn of_release(methodology_text: &str, texts: &[ReleaseText]) -> Result<Self, Error> {
        let sources = texts.iter().find(|text| text.kind == TextKind::Sources);
        let regions = texts.iter().find(|text| text.kind == TextKind::Regions);
        Ok(Self {
            methodology: Methodology::parse(methodology_text)?,
            measures: MeasureSet::of_release(texts)?,
            sources: Sources::parse(sources.map_or("", |text| &text.content))?,
            regions: regions.map(|text| Regions::parse(&text.content)).transpose()?,
        })
    }

    /// Returns the rules.
    pub fn rules(&self) -> &Rules {
        self.methodology.rules()
    }

    /// Returns the texts that a release keeps besides its methodology's.
    pub fn texts(&self) -> Vec<ReleaseText> {
        let mut texts = self.measures.texts();
        // In the order of their kinds' words, in which they are read back.
        let regions = self.regions.as_ref();
        texts.extend(regions.map(|regions| ReleaseText::new(TextKind::Regions, REGIONS, regions.text())));
        texts.push(ReleaseText::new(TextKind::Sources, SOURCES, self.sources.text()));
        texts
    }

    /// Returns a region among the others.
    pub fn bounds<'a>(&'a self, region_code: &'a RegionCode) -> Bounds<'a> {
        Bounds { region_code, regions: self.regions.as_ref(), sources: &self.sources }
    }

    /// Returns the entry of a region in the register.
    ///
    /// # Errors
    /// When there is a register, and it has none.
    pub fn region(&self, region_code: &RegionCode) -> Result<Option<&Region>, Error> {
        let Some(regions) = &self.regions else { return Ok(None) };
        regions.get(region_code).map(Some).ok_or_else(|| Error::NoSuchRegion(region_code.clone()))
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
