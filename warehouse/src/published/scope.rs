//! Who may read which figures.

/// The right to read figures of a territory. Only sign-in makes one; there is no way to read figures without it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scope {
    region_code: String,
}

impl Scope {
    /// Returns the scope of a whole region, granted by the operator's configuration to everyone who reaches the
    /// dashboard. It stands where sign-in will stand.
    pub fn region_by_configuration(region_code: &str) -> Self {
        Self { region_code: region_code.to_owned() }
    }

    /// Returns the region whose figures may be read.
    pub fn region_code(&self) -> &str {
        &self.region_code
    }
}
