//! All texts by which a release is computed: its rules, its measures, and what its sources can prove.

use crate::Error;
use crate::bounds::Bounds;
use crate::calendar::Zone;
use crate::measures::{LATE_REGISTERS, MeasureSet};
use crate::methodology::{Methodology, Rules, Versions};
use crate::sources::{SOURCES, Sources};
use warehouse::digest::sha256_of_lines;
use warehouse::model::{LocalDate, REGIONS, Region, RegionCode, Regions, ReleaseText, TextKind};

/// All texts by which a release is computed.
#[derive(Debug, Clone, PartialEq)]
pub struct Rulebook {
    /// The rules, in all their versions.
    pub methodologies: Versions,
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
        let versions = texts.iter().filter(|text| text.kind == TextKind::Methodology);
        let mut versions = versions.map(|text| Methodology::parse(&text.content)).collect::<Result<Vec<_>, _>>()?;
        if versions.is_empty() {
            versions.push(Methodology::parse(methodology_text)?);
        }
        let measures = MeasureSet::of_release(texts)?;
        let sources = Sources::parse(sources.map_or("", |text| &text.content))?;
        Ok(Self {
            methodologies: Versions::new(versions)?,
            sources: if measures.reads(LATE_REGISTERS) { sources } else { sources.believing_every_confirmation() },
            measures,
            regions: regions.map(|text| Regions::parse(&text.content)).transpose()?,
        })
    }

    /// Checks that the register of regions can be used for a region, and knows those for which installations speak.
    ///
    /// # Errors
    /// When it has no such region, no known zone for it, or not a region that the sources name.
    pub fn check_region(&self, region_code: &RegionCode) -> Result<(), Error> {
        if let Some(region) = self.region(region_code)?
            && Zone::named(&region.time_zone).is_none()
        {
            return Err(Error::Register(format!(
                "{REGIONS}: region {region_code}: time_zone: the IANA database has no {}",
                region.time_zone
            )));
        }
        let unknown = self.sources.regions().find(|code| self.region(code).is_err());
        unknown.map_or(Ok(()), |code| {
            Err(Error::Register(format!("{SOURCES}: region: the register of regions has no «{code}»")))
        })
    }

    /// Returns the version of the methodology that a release of a day is computed by.
    ///
    /// # Errors
    /// When none is in force.
    pub fn methodology_on(&self, day: LocalDate) -> Result<&Methodology, Error> {
        let versions = self.methodologies.all();
        let first = versions.first().map(Methodology::rules);
        self.methodologies.of_release(day).ok_or_else(|| Error::NotInForce {
            code: first.map(|rules| rules.code.clone()).unwrap_or_default(),
            versions: versions.iter().map(|it| it.rules().version.to_string()).collect::<Vec<_>>().join(", "),
            day,
        })
    }

    /// Returns the texts that a release of a day keeps besides its methodology's: where there are several versions of that, all
    /// that had come into force.
    pub fn texts_on(&self, day: LocalDate) -> Vec<ReleaseText> {
        let mut texts = self.measures.texts();
        let versions = self.methodologies.until(day);
        if versions.len() > 1 {
            texts.extend(versions.iter().map(version_text));
        }
        // In the order of their kinds' words, in which they are read back.
        let regions = self.regions.as_ref();
        texts.extend(regions.map(|regions| ReleaseText::new(TextKind::Regions, REGIONS, regions.text())));
        texts.push(ReleaseText::new(TextKind::Sources, SOURCES, self.sources.text()));
        texts
    }

    /// Returns a region among the others.
    pub fn bounds<'a>(&'a self, region_code: &'a RegionCode) -> Bounds<'a> {
        let is_every_school_told = self.measures.reads(LATE_REGISTERS);
        Bounds { region_code, regions: self.regions.as_ref(), sources: &self.sources, is_every_school_told }
    }

    /// Returns the entry of a region in the register.
    ///
    /// # Errors
    /// When there is a register, and it has none.
    pub fn region(&self, region_code: &RegionCode) -> Result<Option<&Region>, Error> {
        let Some(regions) = &self.regions else { return Ok(None) };
        regions.get(region_code).map(Some).ok_or_else(|| Error::NoSuchRegion(region_code.clone()))
    }
}

/// Returns a version of the methodology as a text that is named after its days.
fn version_text(methodology: &Methodology) -> ReleaseText {
    let Rules { code, version, in_force_from, in_force_to, .. } = methodology.rules();
    let until = in_force_to.map_or_else(String::new, |to| to.to_string());
    ReleaseText::new(TextKind::Methodology, format!("{code}-{version} {in_force_from}…{until}"), methodology.text())
}

/// Returns SHA-256 over the names and digests of texts in their order, hexadecimal.
pub fn sha256_of_texts(texts: &[ReleaseText]) -> String {
    sha256_of_lines(texts.iter().map(|text| format!("{} {}", text.name, text.sha256)))
}
