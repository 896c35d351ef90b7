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
