//! The regions of the register, as pages need them.

use chrono::NaiveTime;
use chrono_tz::Tz;
use warehouse::model::{Instant, LocalDate, Region, RegionCode, RegionName, Regions};

/// A region of the register has a zone that nobody knows.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the register of regions: {region_code}: «{time_zone}» is no time zone")]
pub struct UnknownZone {
    region_code: RegionCode,
    time_zone: String,
}

/// A region of the register.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct KnownRegion {
    /// Its code.
    pub(crate) code: RegionCode,
    /// What the ОКТМО of its municipalities begin with.
    pub(crate) oktmo: String,
    /// Its name in both languages.
    pub(crate) name: RegionName,
    /// The zone of its capital.
    pub(crate) zone: Tz,
}

/// All regions of the register.
#[derive(Debug, Clone)]
pub(crate) struct KnownRegions(Vec<KnownRegion>);

impl KnownRegion {
    /// Returns the day that it is in the region's capital.
    pub(crate) fn day_of(&self, moment: Instant) -> LocalDate {
        moment.utc().with_timezone(&self.zone).date_naive().into()
    }

    /// Returns what the clocks of the region's capital show at a moment.
    pub(crate) fn time_of(&self, moment: Instant) -> NaiveTime {
        moment.utc().with_timezone(&self.zone).time()
    }
}

impl TryFrom<&Region> for KnownRegion {
    type Error = UnknownZone;

    fn try_from(region: &Region) -> Result<Self, UnknownZone> {
        let unknown = || UnknownZone { region_code: region.code.clone(), time_zone: region.time_zone.clone() };
        Ok(Self {
            code: region.code.clone(),
            oktmo: region.oktmo.clone(),
            name: region.name.clone(),
            zone: region.time_zone.parse().map_err(|_| unknown())?,
        })
    }
}

impl KnownRegions {
    /// Takes the regions of a register.
    pub(crate) fn new(regions: &Regions) -> Result<Self, UnknownZone> {
        regions.all().iter().map(KnownRegion::try_from).collect::<Result<_, _>>().map(Self)
    }

    /// Returns the region with that code.
    pub(crate) fn get(&self, code: &RegionCode) -> Option<&KnownRegion> {
        self.0.iter().find(|region| region.code == *code)
    }
}
