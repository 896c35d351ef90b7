//! The register of outages.

use crate::model::Instant;
use crate::{record, symbols};

symbols! {
    /// What an outage touches.
    pub enum OutageScope {
        /// One school's feed.
        School = "school",
        /// All schools of the installation.
        Instance = "instance",
    }
}

record! {
    /// E29. A feed was broken: what was not seen then is no one's fault.
    pub struct OutageDeclared {
        /// The beginning. Unit: microseconds since 1970-01-01T00:00:00Z. Example: `1728867600000000`.
        from_at: Instant where days_ahead(31),
        /// The end. Unit: microseconds since 1970-01-01T00:00:00Z. Example: `1728883800000000`.
        to_at: Instant where days_ahead(31),
        /// What it touches.
        scope: OutageScope,
        /// Who confirmed it, by role. Example: `regional_operator`.
        confirmed_by: Option<String>,
    }
}
