//! What every request shares.

use super::reader::Place;
use crate::views::regions::{KnownRegions, UnknownZone};
use warehouse::access::Reach;
use warehouse::model::{Instant, RegionCode, Regions};
use warehouse::published::Published;

/// What the operator decides about the dashboard.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The register of regions: their names, and the zones in which moments are shown.
    pub(crate) regions: KnownRegions,
    /// The clock, for the age of the last event.
    pub(crate) now: fn() -> Instant,
}

/// What every request shares: the door to what was published, and the settings.
pub(crate) struct Dashboard {
    /// The door to what was published.
    pub(crate) published: Published,
    /// What the operator decided.
    pub(crate) settings: Settings,
}

impl Settings {
    /// Takes the register of regions, and the clock for the age of the last event.
    ///
    /// # Errors
    /// When a region's time zone is not known.
    pub fn new(regions: &Regions, now: fn() -> Instant) -> Result<Self, UnknownZone> {
        Ok(Self { regions: KnownRegions::new(regions)?, now })
    }
}

impl Dashboard {
    /// Returns whether the regions may be seen side by side.
    pub(crate) fn has_country(&self) -> bool {
        self.published.scope().is_country()
    }

    /// Returns the region that the scope is kept to, when it is kept to one.
    pub(crate) fn only_region(&self) -> Option<&RegionCode> {
        match self.published.scope().reach() {
            Reach::Region(code) => Some(code),
            Reach::Country | Reach::Municipality(_) | Reach::School(_) => None,
        }
    }

    /// Returns where an address is, though nothing may be there: in the region that it names when the scope reaches it, else
    /// where the first page is.
    pub(crate) fn place_at(&self, path: &str) -> Place {
        let mut segments = path.trim_start_matches('/').split('/').skip(1);
        let named = (segments.next() == Some("regions")).then(|| segments.next().map(RegionCode::from)).flatten();
        let reached = named.filter(|code| self.published.scope().has_region(code));
        let known = reached.as_ref().or(self.only_region()).and_then(|code| self.settings.regions.get(code));
        known.cloned().map_or(Place::Country, Place::Region)
    }
}
