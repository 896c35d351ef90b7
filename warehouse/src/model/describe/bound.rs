//! Bounds: what the values of a field keep to, declared beside the field, printed by the event contract, and checked by
//! ingest from the same declaration.

use super::{Field, Inspected, Kind};
use crate::model::Instant;
use std::fmt;

/// How many bytes of UTF-8 a text may have that declares no bound of its own: an identity or a word.
pub const TEXT_BYTES: i64 = 255;
const DAY_MICROS: i64 = 24 * 60 * 60 * 1_000_000;

/// What the values of a field keep to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bound {
    /// Nothing of its own is declared. A text then has at most [`TEXT_BYTES`].
    None,
    /// A whole number from `least` to `greatest`.
    Number {
        /// The least.
        least: i64,
        /// The greatest.
        greatest: i64,
    },
    /// A text of so many bytes of UTF-8.
    Bytes {
        /// At least.
        least: i64,
        /// At most.
        most: i64,
    },
    /// A text of exactly so many decimal digits.
    Digits {
        /// How many.
        count: i64,
    },
    /// A list of at most so many items.
    Items {
        /// At most.
        most: i64,
    },
    /// A date or an instant at most so many days after the event was sent.
    DaysAhead {
        /// At most.
        most: i64,
    },
}

/// A whole number from `least` to `greatest`.
pub const fn between(least: i64, greatest: i64) -> Bound {
    assert!(least <= greatest, "a range has numbers");
    Bound::Number { least, greatest }
}

/// A text of `least` to `most` bytes of UTF-8.
pub const fn bytes(least: i64, most: i64) -> Bound {
    assert!(least <= most, "a range has lengths");
    Bound::Bytes { least, most }
}

/// A text of exactly `count` decimal digits.
pub const fn digits(count: i64) -> Bound {
    Bound::Digits { count }
}

/// A list of at most `most` items.
pub const fn items(most: i64) -> Bound {
    Bound::Items { most }
}

/// A date or an instant at most `most` days after the event was sent.
pub const fn days_ahead(most: i64) -> Bound {
    Bound::DaysAhead { most }
}

impl Field {
    /// Returns what a value in this field keeps to: for a list, what its items do.
    pub const fn bound_of_values(&self) -> Bound {
        match (self.bound, innermost(self.kind)) {
            (Bound::None | Bound::Items { .. }, Kind::Text) => Bound::Bytes { least: 0, most: TEXT_BYTES },
            (bound, _) => bound,
        }
    }

    /// Returns the bound of a part of the field's value.
    pub const fn bound_of(&self, inspected: Inspected<'_>) -> Bound {
        match inspected {
            Inspected::Items(_) => self.bound,
            _ => self.bound_of_values(),
        }
    }

    /// Returns whether a part of the field's value keeps to the bound, in an event that was sent at a moment.
    pub fn admits(&self, inspected: Inspected<'_>, sent_at: Instant) -> bool {
        let has_length = |length: usize, least: i64, most: i64| {
            i64::try_from(length).is_ok_and(|length| (least..=most).contains(&length))
        };
        match (inspected, self.bound_of(inspected)) {
            (Inspected::Number(number), Bound::Number { least, greatest }) => (least..=greatest).contains(&number),
            (Inspected::Text(text), Bound::Bytes { least, most }) => has_length(text.len(), least, most),
            (Inspected::Text(text), Bound::Digits { count }) => {
                has_length(text.len(), count, count) && text.bytes().all(|byte| byte.is_ascii_digit())
            }
            (Inspected::Items(count), Bound::Items { most }) => has_length(count, 0, most),
            (Inspected::Date(date), Bound::DaysAhead { most }) => {
                i64::from(date.days()) <= sent_at.micros().div_euclid(DAY_MICROS) + most
            }
            (Inspected::Instant(moment), Bound::DaysAhead { most }) => {
                moment.micros() <= sent_at.micros().saturating_add(most * DAY_MICROS)
            }
            _ => true,
        }
    }
}

/// Returns whether every number and every list of these fields, however deep, has a bound, and no bound is of another
/// kind than its field.
pub const fn are_bounded(fields: &[Field]) -> bool {
    let mut index = 0;
    while index < fields.len() {
        let field = &fields[index];
        let is_list = matches!(unwrapped(field.kind), Kind::List(_));
        let is_sound = match innermost(field.kind) {
            Kind::Record { fields, .. } => are_bounded(fields) && is_list == matches!(field.bound, Bound::Items { .. }),
            _ if is_list => matches!(field.bound, Bound::Items { .. }),
            Kind::Integer | Kind::Long => matches!(field.bound, Bound::Number { .. }),
            Kind::Text => matches!(field.bound, Bound::Bytes { .. } | Bound::Digits { .. } | Bound::None),
            Kind::Date | Kind::Instant => matches!(field.bound, Bound::DaysAhead { .. } | Bound::None),
            Kind::Flag | Kind::Symbol { .. } | Kind::Optional(_) | Kind::List(_) => matches!(field.bound, Bound::None),
        };
        if !is_sound {
            return false;
        }
        index += 1;
    }
    true
}

const fn unwrapped(kind: Kind) -> Kind {
    match kind {
        Kind::Optional(inner) => unwrapped(*inner),
        other => other,
    }
}

const fn innermost(kind: Kind) -> Kind {
    match kind {
        Kind::Optional(inner) | Kind::List(inner) => innermost(*inner),
        other => other,
    }
}

impl fmt::Display for Bound {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::None => Ok(()),
            Self::Number { least, greatest: i64::MAX } => write!(f, "{least} or more"),
            Self::Number { least, greatest } => write!(f, "{least}…{greatest}"),
            Self::Bytes { least: 0, most } => write!(f, "at most {most} bytes"),
            Self::Bytes { least, most } if least == most => write!(f, "{most} bytes"),
            Self::Bytes { least, most } => write!(f, "{least}…{most} bytes"),
            Self::Digits { count } => write!(f, "{count} digits"),
            Self::Items { most } => write!(f, "at most {most} items"),
            Self::DaysAhead { most: 1 } => write!(f, "at most 1 day after `emitted_at`"),
            Self::DaysAhead { most } => write!(f, "at most {most} days after `emitted_at`"),
        }
    }
}
