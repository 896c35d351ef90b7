//! Registers: what is in force and since when: schools, calendars, groups, plans, official counts.
//! A register is append-only: each change has a sequence number, and a register's version is that number.

mod calendar;
mod counts;
mod outage;
mod school;
mod teaching;

pub use calendar::*;
pub use counts::*;
pub use outage::*;
pub use school::*;
pub use teaching::*;

use super::RegisterContent;

impl RegisterContent {
    /// Returns the school year of which it speaks; none when it speaks of no one year. The register of another year is another
    /// one, also under the same key.
    pub fn school_year(&self) -> Option<i32> {
        match self {
            Self::Calendar(content) => Some(content.school_year),
            Self::Period(content) => Some(content.school_year),
            Self::ClassGroup(content) => Some(content.school_year),
            Self::Curriculum(content) => Some(content.school_year),
            Self::School(_)
            | Self::Membership(_)
            | Self::Authority(_)
            | Self::Bells(_)
            | Self::Tasks(_)
            | Self::OfficialCount(_)
            | Self::Outage(_) => None,
        }
    }
}
