//! Facts of the feed itself: that a connector is alive, and how much a journal holds.

use crate::model::{Instant, LocalDate};
use crate::row;

row! {
    /// E27. A connector is alive.
    pub struct FeedHeartbeat {
        /// The hour it speaks of, its beginning. Unit: microseconds since 1970-01-01T00:00:00Z.
        /// Example: `1728979200000000`.
        hour_at: Instant where days_ahead(1),
        /// Whether the journal behind the connector answers.
        is_alive: bool,
        /// How far the connector is behind the journal. Unit: seconds. Example: `40`.
        lag_seconds: i32 where between(0, i32::MAX as i64),
        /// The version of the event contract that it speaks. Example: `1`.
        contract_version: i32 where between(1, 1000),
    }
}

row! {
    /// E28. How many entities of a type a journal holds for a day, to notice losses.
    pub struct FeedControlTotals {
        /// The day, local. Example: `2024-10-15`.
        totals_on: LocalDate where days_ahead(1),
        /// The type counted, by its code. Example: `E14`.
        event_code: String where bytes(3, 3),
        /// How many entities entered on that day are valid now. Example: `118`.
        entities_count: i64 where between(0, 1_000_000_000),
        /// A checksum over these entities: the sum of the CRC-32 (IEEE 802.3) of each `entity_key|entity_version`, the
        /// version that is valid now in decimal digits, the text in UTF-8; modulo 2^63. Example: `90121331`.
        checksum: i64 where between(0, i64::MAX),
    }
}
