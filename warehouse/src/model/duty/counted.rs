//! What an indicator counts: duties in their states, or the planned hours of the timetable.

use super::{DutyKind, DutyState};
use crate::model::{ColumnBuilder, FieldType, Kind, Scalar, ScalarError, push_text};
use polars::prelude::AnyValue;
use std::fmt;
use std::str::FromStr;

/// What an indicator counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Counted {
    /// Duties of a kind.
    Duty(DutyKind),
    /// Planned hours, and those of them that stand in the timetable.
    Timetable,
}

/// In which state something is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum CountedState {
    /// A duty's.
    Duty(DutyState),
    /// Of the timetable: planned hours have no other.
    Planned,
}

impl Counted {
    const TIMETABLE: &'static str = "timetable";

    /// Returns the word as it is written.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Duty(duty) => duty.as_str(),
            Self::Timetable => Self::TIMETABLE,
        }
    }

    /// Returns the states in which it is counted.
    pub fn states(self) -> Vec<CountedState> {
        match self {
            Self::Duty(_) => DutyState::ALL.iter().copied().map(CountedState::Duty).collect(),
            Self::Timetable => vec![CountedState::Planned],
        }
    }
}

impl CountedState {
    const PLANNED: &'static str = "planned";

    /// Returns the word as it is written.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Duty(state) => state.as_str(),
            Self::Planned => Self::PLANNED,
        }
    }
}

impl FromStr for Counted {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        match text {
            Self::TIMETABLE => Ok(Self::Timetable),
            duty => duty.parse().map(Self::Duty).map_err(|_| format!("there is no duty «{text}»")),
        }
    }
}

impl FromStr for CountedState {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        match text {
            Self::PLANNED => Ok(Self::Planned),
            state => state.parse().map(Self::Duty).map_err(|_| format!("there is no state «{text}»")),
        }
    }
}

/// Both stand in files and columns as words.
macro_rules! word {
    ($name:ident, $expected:literal) => {
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.as_str())
            }
        }
        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                <String as serde::Deserialize>::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
            }
        }
        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }
        impl FieldType for $name {
            const KIND: Kind = Kind::Text;
        }
        impl Scalar for $name {
            fn push(&self, builder: &mut ColumnBuilder) {
                push_text(self.as_str(), builder);
            }
            fn read(value: AnyValue<'_>) -> Result<Self, ScalarError> {
                let text = String::read(value)?;
                text.parse().map_err(|_| ScalarError { found: text, expected: $expected })
            }
        }
    };
}

word!(Counted, "what an indicator counts");
word!(CountedState, "a state of what an indicator counts");
