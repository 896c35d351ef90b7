//! The two ways this project speaks of time: a local calendar date, and an instant.

use crate::stored_as;
use chrono::{DateTime, Days, NaiveDate, SecondsFormat, Utc};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};
use std::fmt;

/// A calendar date as the school's own wall calendar shows it; never derived from a UTC instant.
///
/// On the wire (Avro) it is days since 1970-01-01; in JSON and in print it is `2024-10-15`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LocalDate(NaiveDate);

impl LocalDate {
    /// Returns the date that lies `days` after 1970-01-01, if the calendar has it.
    pub fn from_days(days: i32) -> Option<Self> {
        NaiveDate::from_epoch_days(days).map(Self)
    }

    /// Returns days since 1970-01-01.
    pub fn days(self) -> i32 {
        self.0.to_epoch_days()
    }

    /// Returns the date `days` later (earlier when negative), clamped to the calendar's ends.
    pub fn plus_days(self, days: i64) -> Self {
        let step = Days::new(days.unsigned_abs());
        let moved = if days < 0 { self.0.checked_sub_days(step) } else { self.0.checked_add_days(step) };
        Self(moved.unwrap_or(self.0))
    }

    /// Returns the date as chrono's type.
    pub fn naive(self) -> NaiveDate {
        self.0
    }
}

impl From<NaiveDate> for LocalDate {
    fn from(date: NaiveDate) -> Self {
        Self(date)
    }
}

impl fmt::Display for LocalDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0.format("%Y-%m-%d"))
    }
}

impl std::str::FromStr for LocalDate {
    type Err = chrono::ParseError;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        NaiveDate::parse_from_str(text, "%Y-%m-%d").map(Self)
    }
}

impl Serialize for LocalDate {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if serializer.is_human_readable() {
            serializer.collect_str(self)
        } else {
            serializer.serialize_i32(self.days())
        }
    }
}

impl<'de> Deserialize<'de> for LocalDate {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        if deserializer.is_human_readable() {
            String::deserialize(deserializer)?.parse().map_err(D::Error::custom)
        } else {
            let days = i32::deserialize(deserializer)?;
            Self::from_days(days).ok_or_else(|| D::Error::custom(format!("{days} days from 1970-01-01 is no date")))
        }
    }
}

/// A moment in UTC with the precision of a microsecond.
///
/// On the wire (Avro) it is microseconds since 1970-01-01T00:00:00Z; in JSON and in print it is RFC 3339.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Instant(i64);

impl Instant {
    /// Returns the instant `micros` microseconds after 1970-01-01T00:00:00Z.
    pub const fn from_micros(micros: i64) -> Self {
        Self(micros)
    }

    /// Returns microseconds since 1970-01-01T00:00:00Z.
    pub const fn micros(self) -> i64 {
        self.0
    }

    /// Returns the instant `seconds` later (earlier when negative).
    pub const fn plus_seconds(self, seconds: i64) -> Self {
        Self(self.0 + seconds * 1_000_000)
    }

    /// Returns the instant as chrono's type; instants outside chrono's range are clamped to its ends.
    pub fn utc(self) -> DateTime<Utc> {
        DateTime::from_timestamp_micros(self.0).unwrap_or(if self.0 < 0 {
            DateTime::<Utc>::MIN_UTC
        } else {
            DateTime::<Utc>::MAX_UTC
        })
    }
}

impl From<DateTime<Utc>> for Instant {
    fn from(moment: DateTime<Utc>) -> Self {
        Self(moment.timestamp_micros())
    }
}

impl fmt::Display for Instant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.utc().to_rfc3339_opts(SecondsFormat::AutoSi, true))
    }
}

impl std::str::FromStr for Instant {
    type Err = chrono::ParseError;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        DateTime::parse_from_rfc3339(text).map(|moment| Self(moment.timestamp_micros()))
    }
}

impl Serialize for Instant {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if serializer.is_human_readable() { serializer.collect_str(self) } else { serializer.serialize_i64(self.0) }
    }
}

impl<'de> Deserialize<'de> for Instant {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        if deserializer.is_human_readable() {
            String::deserialize(deserializer)?.parse().map_err(D::Error::custom)
        } else {
            i64::deserialize(deserializer).map(Self)
        }
    }
}

stored_as! { LocalDate as NaiveDate: |date| date.0, |date| Self(date) }

stored_as! { Instant as DateTime<Utc>: |instant| instant.utc(), |moment| Self::from(moment) }
