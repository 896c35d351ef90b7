//! Who may read which figures.

use crate::model::RegionCode;

/// The right to read figures of a territory. There is no way to read figures without it, and only
/// [`Warehouse`](crate::Warehouse) makes one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scope {
    region_code: RegionCode,
}

impl Scope {
    /// Returns the scope of a whole region.
    pub(crate) fn of_region(region_code: RegionCode) -> Self {
        Self { region_code }
    }

    /// Returns the region whose figures may be read.
    pub fn region_code(&self) -> &RegionCode {
        &self.region_code
    }
}
