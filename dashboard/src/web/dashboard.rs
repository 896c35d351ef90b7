//! What every request shares.

use warehouse::model::Instant;
use warehouse::published::Published;

/// What the operator decides about the dashboard.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The zone in which moments are shown.
    pub time_zone: chrono_tz::Tz,
    /// The clock, for the age of the last event.
    pub now: fn() -> Instant,
}

/// What every request shares: the door to what was published, and the settings.
pub(crate) struct Dashboard {
    /// The door to what was published.
    pub(crate) published: Published,
    /// What the operator decided.
    pub(crate) settings: Settings,
}
