//! The version of the part of the program that computes figures: the Rust between the measures' texts.
//!
//! A release keeps the text of its rules and of every measure, and runs them again word for word. What it cannot keep is
//! the program: how registers become calendars and deadlines, how sums get states and places, how lines are written for
//! the digest. All of that has one number, which a release names.

/// The engine version of this program. Raise it when the Rust of `rating` gives another figure, another kept row or
/// another line of the digest from the same inputs; `CONTRIBUTING.md` says how.
pub const ENGINE_VERSION: i32 = 3;

/// The engine versions whose releases this program computes as they were: its own, and those whose differences the code
/// still knows how to make.
pub const REPRODUCED: &[i32] = &[WITHOUT_REGIONS, WITHOUT_MONTHS, ENGINE_VERSION];

/// The engine version that had no register of regions: every school was in the one region that was rated, whose day was the
/// day of most of its schools. It is reproduced: a release of it keeps no such register.
const WITHOUT_REGIONS: i32 = 1;

/// The engine version that told digital maturity for the release's own day alone. It is reproduced: the measures of its
/// releases do not ask for months.
const WITHOUT_MONTHS: i32 = 2;

/// Returns whether this program computes a release of an engine version as that version did.
pub fn reproduces(engine_version: i32) -> bool {
    REPRODUCED.contains(&engine_version)
}
