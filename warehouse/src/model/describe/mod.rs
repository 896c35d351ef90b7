//! Self-describing records: one declaration of a record yields its Rust type, its description for the
//! event contract, and its columns in the lake, so the three cannot drift apart.

pub mod bound;
mod declare;
mod scalar;

pub use bound::Bound;
pub use scalar::*;

use super::{Instant, LocalDate};

/// What a field can hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Text in UTF-8.
    Text,
    /// A whole number of 32 bits.
    Integer,
    /// A whole number of 64 bits.
    Long,
    /// Yes or no.
    Flag,
    /// A [`LocalDate`].
    Date,
    /// An [`Instant`].
    Instant,
    /// One word of a closed list.
    Symbol {
        /// The list's name.
        name: &'static str,
        /// The words, in the order of the wire.
        symbols: &'static [&'static str],
        /// What each word means, in the same order.
        docs: &'static [&'static str],
    },
    /// The same, or nothing.
    Optional(&'static Kind),
    /// Any number of the same.
    List(&'static Kind),
    /// A record inside a record.
    Record {
        /// The record's name.
        name: &'static str,
        /// What it is.
        doc: &'static str,
        /// Its fields, in the order of the wire.
        fields: &'static [Field],
    },
}

/// A field of a record: its name, its meaning with unit and example, what it can hold and what its values keep to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Field {
    /// The name, in `snake_case`.
    pub name: &'static str,
    /// The meaning, the unit and an example, as the event contract prints them.
    pub doc: &'static str,
    /// What it can hold.
    pub kind: Kind,
    /// What it declares its values to keep to.
    pub bound: Bound,
}

/// A Rust type that a field can have.
pub trait FieldType {
    /// Its description.
    const KIND: Kind;
    /// Shows every number, text, date, instant and list of the value of a field, however deep, to `visit`, with the field
    /// that holds it.
    fn inspect(&self, _field: &'static Field, _visit: &mut dyn FnMut(&'static Field, Inspected<'_>)) {}
}

/// A part of a value whose content a rule may judge.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Inspected<'a> {
    /// A whole number.
    Number(i64),
    /// A list of so many items; they are shown after it.
    Items(usize),
    /// A text.
    Text(&'a str),
    /// A date.
    Date(LocalDate),
    /// An instant.
    Instant(Instant),
}

/// A described record. Declared with [`record!`](crate::record) or [`row!`](crate::row).
pub trait Record {
    /// The type's name.
    const NAME: &'static str;
    /// What it is.
    const DOC: &'static str;
    /// Its fields, in the order of the wire.
    const FIELDS: &'static [Field];
    /// Shows what its fields hold: see [`FieldType::inspect`].
    fn inspect_fields(&self, visit: &mut dyn FnMut(&'static Field, Inspected<'_>));
}

impl<T: FieldType> FieldType for Option<T> {
    const KIND: Kind = Kind::Optional(&T::KIND);
    fn inspect(&self, field: &'static Field, visit: &mut dyn FnMut(&'static Field, Inspected<'_>)) {
        if let Some(value) = self {
            value.inspect(field, visit);
        }
    }
}

impl<T: FieldType> FieldType for Vec<T> {
    const KIND: Kind = Kind::List(&T::KIND);
    fn inspect(&self, field: &'static Field, visit: &mut dyn FnMut(&'static Field, Inspected<'_>)) {
        visit(field, Inspected::Items(self.len()));
        for value in self {
            value.inspect(field, visit);
        }
    }
}
