//! From what the warehouse keeps to what a region publishes: duties, indicators, digital maturity, ranks, releases.
//!
//! A release is a function of a snapshot of the lake, a version of the registers, a [`rulebook`] (rules, measures, what sources can
//! prove), the [`engine`]'s version and a moment. [`rate`] computes and publishes one; [`verify()`] computes a published one again and compares it bit for bit;
//! [`run_on_schedule`] publishes by a cron expression. In the order of the data's way:
//!
//! 1. [`registers`] arranges what is in force: schools, calendars, terms, groups, plans, official forms.
//! 2. [`measures`] are SQL texts that run in the service (Polars) and, unchanged, in DuckDB and Spark, in the order of
//!    their manifest. The first find the lessons; [`context`] then works out all that is local ([`calendar`]: zones, deadlines, weeks) for exactly
//!    their days, as small tables; the others give every lesson a disposition, judge its duties, and add these to whole numbers.
//! 3. [`figures`] gives each number a [`state`] and, where it can be compared, a place ([`places`](warehouse::model::places)).
//! 4. [`maturity`] divides counted persons by the lines of official forms.
//! 5. [`run`] checks that everything adds up, and publishes all of it in one transaction, or nothing.
//!
//! What is counted is no code: it stands in the [`methodology`], a TOML file, and in the measures' folder. `CONTRIBUTING.md` adds
//! an indicator and a duty without compiling. The clock is an argument everywhere.

pub mod bounds;
pub mod calendar;
pub mod canonical;
pub mod context;
mod doors;
pub mod engine;
mod error;
pub mod figures;
pub mod findings;
pub mod journal;
pub mod maturity;
pub mod measures;
pub mod methodology;
pub mod registers;
pub mod release;
pub mod rulebook;
pub mod run;
pub mod schedule;
pub mod sources;
pub mod state;
pub mod territories;
pub mod verify;

pub use doors::Doors;
pub use engine::ENGINE_VERSION;
pub use error::Error;
pub use measures::MeasureSet;
pub use methodology::{Methodology, Versions};
pub use rulebook::Rulebook;
pub use run::{OnStep, RunStep, rate, regions_with_schools};
pub use schedule::{RegionChoice, Scheduled, Ticks, run_on_schedule, time_zone};
pub use sources::Sources;
pub use verify::{Difference, Verification, verify, verify_with_progress};
