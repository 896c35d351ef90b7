//! What a rating may touch of the warehouse: it reads facts and registers, and publishes releases. It cannot reach ingest's
//! checkpoints, and no page's scope.

use warehouse::lake::Lake;
use warehouse::registers::Registers;
use warehouse::releases::Releases;

/// The doors of a rating.
#[derive(Debug, Clone)]
pub struct Doors {
    /// The facts.
    pub lake: Lake,
    /// The registers.
    pub registers: Registers,
    /// The releases.
    pub releases: Releases,
}
