//! Self-describing records: one declaration of a record yields its Rust type, its description for the
//! event contract, and its columns in the lake, so the three cannot drift apart.

use super::{Instant, LocalDate};
use polars::prelude::{
    AnyValue, ChunkedBuilder as _, Column, IntoColumn as _, IntoSeries as _, StringChunkedBuilder, TimeZone,
};
use polars::prelude::{BooleanChunkedBuilder, DataType, Int32Type, Int64Type, PrimitiveChunkedBuilder, TimeUnit};

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

/// A field of a record: its name, its meaning with unit and example, and what it can hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Field {
    /// The name, in `snake_case`.
    pub name: &'static str,
    /// The meaning, the unit and an example, as the event contract prints them.
    pub doc: &'static str,
    /// What it can hold.
    pub kind: Kind,
}

/// A Rust type that a field can have.
pub trait FieldType {
    /// Its description.
    const KIND: Kind;
    /// Shows every text, date and instant of the value, however deep, to `visit`.
    fn inspect(&self, _visit: &mut dyn FnMut(Inspected<'_>)) {}
}

/// A part of a value whose content a rule may judge.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Inspected<'a> {
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
}

impl<T: FieldType> FieldType for Option<T> {
    const KIND: Kind = Kind::Optional(&T::KIND);
    fn inspect(&self, visit: &mut dyn FnMut(Inspected<'_>)) {
        if let Some(value) = self {
            value.inspect(visit);
        }
    }
}

impl<T: FieldType> FieldType for Vec<T> {
    const KIND: Kind = Kind::List(&T::KIND);
    fn inspect(&self, visit: &mut dyn FnMut(Inspected<'_>)) {
        for value in self {
            value.inspect(visit);
        }
    }
}

/// A record whose fields are all scalars, so that it fits a row of a table.
pub trait Row: Record + Sized {
    /// Appends this row to the builders, one per field, in the order of the fields.
    fn push(&self, builders: &mut [ColumnBuilder]);
    /// Reads row `index` of the columns, one per field, in the order of the fields.
    fn read(columns: &[Column], index: usize) -> Result<Self, CellError>;
}

/// A cell did not hold what its field can hold.
#[derive(Debug, thiserror::Error)]
#[error("a cell holds {found}, and {expected} was expected")]
pub struct CellError {
    /// What stands in the cell.
    pub found: String,
    /// What the field can hold.
    pub expected: &'static str,
}

/// A column being built.
pub enum ColumnBuilder {
    /// Text and symbols.
    Text(StringChunkedBuilder),
    /// [`Kind::Integer`].
    Integer(PrimitiveChunkedBuilder<Int32Type>),
    /// [`Kind::Long`].
    Long(PrimitiveChunkedBuilder<Int64Type>),
    /// [`Kind::Flag`].
    Flag(BooleanChunkedBuilder),
    /// [`Kind::Date`].
    Date(PrimitiveChunkedBuilder<Int32Type>),
    /// [`Kind::Instant`].
    Instant(PrimitiveChunkedBuilder<Int64Type>),
}

impl ColumnBuilder {
    /// Returns an empty builder for a field.
    ///
    /// # Panics
    /// When the field is a list or a record: such fields have no column, and no [`Row`] has them.
    pub fn new(field: &Field, capacity: usize) -> Self {
        let name = field.name.into();
        match scalar(field.kind) {
            Kind::Text | Kind::Symbol { .. } => Self::Text(StringChunkedBuilder::new(name, capacity)),
            Kind::Integer => Self::Integer(PrimitiveChunkedBuilder::new(name, capacity)),
            Kind::Long => Self::Long(PrimitiveChunkedBuilder::new(name, capacity)),
            Kind::Flag => Self::Flag(BooleanChunkedBuilder::new(name, capacity)),
            Kind::Date => Self::Date(PrimitiveChunkedBuilder::new(name, capacity)),
            Kind::Instant => Self::Instant(PrimitiveChunkedBuilder::new(name, capacity)),
            Kind::Optional(_) | Kind::List(_) | Kind::Record { .. } => panic!("field {} has no column", field.name),
        }
    }

    /// Appends an empty cell.
    pub fn push_null(&mut self) {
        match self {
            Self::Text(builder) => builder.append_null(),
            Self::Integer(builder) | Self::Date(builder) => builder.append_null(),
            Self::Long(builder) | Self::Instant(builder) => builder.append_null(),
            Self::Flag(builder) => builder.append_null(),
        }
    }

    /// Returns the finished column.
    pub fn finish(self) -> Column {
        match self {
            Self::Text(builder) => builder.finish().into_column(),
            Self::Integer(builder) => builder.finish().into_column(),
            Self::Long(builder) => builder.finish().into_column(),
            Self::Flag(builder) => builder.finish().into_column(),
            Self::Date(builder) => builder.finish().into_date().into_series().into_column(),
            Self::Instant(builder) => {
                builder.finish().into_datetime(TimeUnit::Microseconds, Some(TimeZone::UTC)).into_series().into_column()
            }
        }
    }
}

/// Returns the kind of a field's cells: the inner kind of an optional one.
pub fn scalar(kind: Kind) -> Kind {
    match kind {
        Kind::Optional(inner) => scalar(*inner),
        other => other,
    }
}

/// Returns the Polars type of a field's cells.
///
/// # Panics
/// When the field is a list or a record: such fields have no column.
pub fn data_type(kind: Kind) -> DataType {
    match scalar(kind) {
        Kind::Text | Kind::Symbol { .. } => DataType::String,
        Kind::Integer => DataType::Int32,
        Kind::Long => DataType::Int64,
        Kind::Flag => DataType::Boolean,
        Kind::Date => DataType::Date,
        Kind::Instant => DataType::Datetime(TimeUnit::Microseconds, Some(TimeZone::UTC)),
        Kind::Optional(_) | Kind::List(_) | Kind::Record { .. } => panic!("lists and records have no column"),
    }
}

/// A scalar that fits a cell.
pub trait Cell: FieldType + Sized {
    /// Appends the value to a builder of its kind.
    fn push(&self, builder: &mut ColumnBuilder);
    /// Reads the value back.
    fn read(value: AnyValue<'_>) -> Result<Self, CellError>;
}

/// Appends text to a text builder; for cells made of symbols.
pub fn push_text(text: &str, builder: &mut ColumnBuilder) {
    match builder {
        ColumnBuilder::Text(builder) => builder.append_value(text),
        _ => wrong_builder("text"),
    }
}

fn wrong_builder(kind: &str) -> ! {
    unreachable!("builders are made from the same fields as the rows, so a {kind} cell meets a {kind} builder")
}

macro_rules! cell {
    ($ty:ty, $kind:expr, $builder:ident, $self:ident => $push:expr, $inspected:expr, $expected:literal, $($pattern:pat => $read:expr),+) => {
        impl FieldType for $ty {
            const KIND: Kind = $kind;
            fn inspect(&self, visit: &mut dyn FnMut(Inspected<'_>)) {
                let inspected: fn(&Self) -> Option<Inspected<'_>> = $inspected;
                if let Some(inspected) = inspected(self) {
                    visit(inspected);
                }
            }
        }
        impl Cell for $ty {
            fn push(&self, builder: &mut ColumnBuilder) {
                let $self = self;
                match builder {
                    ColumnBuilder::$builder(builder) => builder.append_value($push),
                    _ => wrong_builder($expected),
                }
            }
            fn read(value: AnyValue<'_>) -> Result<Self, CellError> {
                match value {
                    $($pattern => Ok($read),)+
                    other => Err(CellError { found: format!("{other:?}"), expected: $expected }),
                }
            }
        }
    };
}

cell!(String, Kind::Text, Text, it => it.as_str(), |it| Some(Inspected::Text(it)), "text", AnyValue::String(text) => text.to_owned(), AnyValue::StringOwned(text) => text.to_string());
cell!(i32, Kind::Integer, Integer, it => *it, |_| None, "a whole number", AnyValue::Int32(number) => number);
cell!(i64, Kind::Long, Long, it => *it, |_| None, "a whole number", AnyValue::Int64(number) => number, AnyValue::Int32(number) => number.into(), AnyValue::UInt32(number) => number.into());
cell!(bool, Kind::Flag, Flag, it => *it, |_| None, "true or false", AnyValue::Boolean(flag) => flag);
cell!(LocalDate, Kind::Date, Date, it => it.days(), |it| Some(Inspected::Date(*it)), "a date", AnyValue::Date(days) => LocalDate::from_days(days).ok_or(CellError { found: format!("{days} days"), expected: "a date" })?);
cell!(Instant, Kind::Instant, Instant, it => it.micros(), |it| Some(Inspected::Instant(*it)), "an instant", AnyValue::Datetime(micros, TimeUnit::Microseconds, _) => Instant::from_micros(micros), AnyValue::DatetimeOwned(micros, TimeUnit::Microseconds, _) => Instant::from_micros(micros));

impl<T: Cell> Cell for Option<T> {
    fn push(&self, builder: &mut ColumnBuilder) {
        match self {
            Some(value) => value.push(builder),
            None => builder.push_null(),
        }
    }
    fn read(value: AnyValue<'_>) -> Result<Self, CellError> {
        match value {
            AnyValue::Null => Ok(None),
            other => T::read(other).map(Some),
        }
    }
}

/// Declares a closed list of words: a Rust enum whose variants are written in `snake_case`.
#[macro_export]
macro_rules! symbols {
    ($(#[doc = $doc:literal])* pub enum $name:ident { $($(#[doc = $variant_doc:literal])* $variant:ident = $word:literal),+ $(,)? }) => {
        $(#[doc = $doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        pub enum $name { $($(#[doc = $variant_doc])* #[serde(rename = $word)] $variant),+ }
        impl $name {
            /// Every word, in the order of the wire.
            pub const ALL: &'static [$name] = &[$($name::$variant),+];
            /// Returns the word as it is written.
            pub fn as_str(self) -> &'static str {
                match self { $($name::$variant => $word),+ }
            }
        }
        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }
        impl $crate::model::FieldType for $name {
            const KIND: $crate::model::Kind = $crate::model::Kind::Symbol {
                name: stringify!($name), symbols: &[$($word),+], docs: &[$(concat!($($variant_doc),*)),+],
            };
        }
        impl std::str::FromStr for $name {
            type Err = $crate::model::CellError;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                match text {
                    $($word => Ok($name::$variant),)+
                    other => Err($crate::model::CellError { found: other.to_owned(), expected: concat!("a ", stringify!($name)) }),
                }
            }
        }
        impl $crate::model::Cell for $name {
            fn push(&self, builder: &mut $crate::model::ColumnBuilder) {
                $crate::model::push_text(self.as_str(), builder);
            }
            fn read(value: $crate::model::AnyValue<'_>) -> Result<Self, $crate::model::CellError> {
                <String as $crate::model::Cell>::read(value)?.parse()
            }
        }
    };
}

/// Declares a described record: a struct whose fields are public and documented.
#[macro_export]
macro_rules! record {
    ($(#[doc = $doc:literal])* pub struct $name:ident { $($(#[doc = $field_doc:literal])* $field:ident: $ty:ty),+ $(,)? }) => {
        $(#[doc = $doc])*
        #[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
        pub struct $name { $($(#[doc = $field_doc])* pub $field: $ty),+ }
        impl $crate::model::Record for $name {
            const NAME: &'static str = stringify!($name);
            const DOC: &'static str = concat!($($doc),*);
            const FIELDS: &'static [$crate::model::Field] = &[$($crate::model::Field {
                name: stringify!($field), doc: concat!($($field_doc),*), kind: <$ty as $crate::model::FieldType>::KIND,
            }),+];
        }
        impl $crate::model::FieldType for $name {
            const KIND: $crate::model::Kind = $crate::model::Kind::Record {
                name: stringify!($name), doc: concat!($($doc),*), fields: <$name as $crate::model::Record>::FIELDS,
            };
            fn inspect(&self, visit: &mut dyn FnMut($crate::model::Inspected<'_>)) {
                $($crate::model::FieldType::inspect(&self.$field, visit);)+
            }
        }
    };
}

/// Declares a described record that fits a row of a table.
#[macro_export]
macro_rules! row {
    ($(#[doc = $doc:literal])* pub struct $name:ident { $($(#[doc = $field_doc:literal])* $field:ident: $ty:ty),+ $(,)? }) => {
        $crate::record! { $(#[doc = $doc])* pub struct $name { $($(#[doc = $field_doc])* $field: $ty),+ } }
        impl $crate::model::Row for $name {
            fn push(&self, builders: &mut [$crate::model::ColumnBuilder]) {
                let mut builders = builders.iter_mut();
                $($crate::model::Cell::push(&self.$field, builders.next().expect("a builder per field"));)+
            }
            fn read(columns: &[$crate::model::Column], index: usize) -> Result<Self, $crate::model::CellError> {
                let mut columns = columns.iter();
                Ok(Self { $($field: $crate::model::Cell::read($crate::model::value_at(columns.next(), index))?),+ })
            }
        }
    };
}

/// Returns the value of a column's row, or null where there is no such column or row.
pub fn value_at(column: Option<&Column>, index: usize) -> AnyValue<'_> {
    column.and_then(|column| column.get(index).ok()).unwrap_or(AnyValue::Null)
}
