//! Which schools and which words are a region's: a school by the municipality that it is in, a line about a whole region by
//! what is declared of the installation that sent it.

use crate::journal::Journal;
use crate::sources::Sources;
use warehouse::model::{LocalDate, MunicipalityId, RegionCode, Regions};

/// A region among the others.
#[derive(Clone, Copy)]
pub struct Bounds<'a> {
    /// The region.
    pub region_code: &'a RegionCode,
    /// The register of regions. Engine version 1 had none: every school and every line were the one region's.
    pub regions: Option<&'a Regions>,
    /// What is declared of the installations.
    pub sources: &'a Sources,
    /// Whether schools are told of too whose numbers are no region's. Releases of earlier measures left them out.
    pub is_every_school_told: bool,
}

impl Bounds<'_> {
    /// Returns whether a municipality is the region's.
    pub fn holds(&self, municipality_id: &MunicipalityId) -> bool {
        self.regions.is_none_or(|regions| {
            regions.of_municipality(municipality_id).is_some_and(|region| region.code == *self.region_code)
        })
    }

    /// Returns whether a municipality is no region's.
    pub fn is_in_none(&self, municipality_id: &MunicipalityId) -> bool {
        self.regions.is_some_and(|regions| regions.of_municipality(municipality_id).is_none())
    }

    /// Returns whether a КПП was given in the region: it begins with the code of the tax office, and that with the region's.
    pub fn is_numbered(&self, kpp: &str) -> bool {
        kpp.starts_with(self.region_code.as_str())
    }

    /// Returns whether a school of no region is this one's to tell: its КПП was given here, or in no region of the register, and
    /// its journal speaks for this one.
    pub fn is_told_of(&self, journal: &Journal, kpp: &str) -> bool {
        let is_numbered = |regions: &Regions| regions.all().iter().any(|region| kpp.starts_with(region.code.as_str()));
        let is_numbered_in_none = self.regions.is_some_and(|regions| !is_numbered(regions));
        let is_spoken_for = || self.is_every_school_told && self.sources.ever_speaks_for(journal, self.region_code);
        self.is_numbered(kpp) || is_numbered_in_none && is_spoken_for()
    }

    /// Returns whether what an installation says of a whole region on a day is said of this one.
    pub fn is_spoken_for_by(&self, journal: &Journal, day: LocalDate) -> bool {
        self.regions.is_none()
            || self.sources.of(journal, day).is_some_and(|source| source.region.as_ref() == Some(self.region_code))
    }
}
