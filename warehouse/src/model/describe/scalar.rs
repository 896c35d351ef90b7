//! Cells: how the fields of a record become columns in memory, and come back.

use super::{Field, FieldType, Inspected, Kind, Record};
use crate::model::{Instant, LocalDate};
use polars::prelude::{
    AnyValue, ChunkedBuilder as _, Column, IntoColumn as _, IntoSeries as _, StringChunkedBuilder, TimeZone,
};
use polars::prelude::{BooleanChunkedBuilder, DataType, Int32Type, Int64Type, PrimitiveChunkedBuilder, TimeUnit};

/// A record whose fields are all scalars, so that it fits a row of a table.
pub trait Row: Record + Sized {
    /// Appends this row to the builders, one per field, in the order of the fields.
    fn push(&self, builders: &mut [ColumnBuilder]);
    /// Reads row `index` of the columns, one per field, in the order of the fields.
    fn read(columns: &[Column], index: usize) -> Result<Self, ScalarError>;
}

/// A cell did not hold what its field can hold.
#[derive(Debug, thiserror::Error)]
#[error("a cell holds {found}, and {expected} was expected")]
pub struct ScalarError {
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
pub trait Scalar: FieldType + Sized {
    /// Appends the value to a builder of its kind.
    fn push(&self, builder: &mut ColumnBuilder);
    /// Reads the value back.
    fn read(value: AnyValue<'_>) -> Result<Self, ScalarError>;
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

macro_rules! scalar {
    ($ty:ty, $kind:expr, $builder:ident, $self:ident => $push:expr, $inspected:expr, $expected:literal, $($pattern:pat => $read:expr),+) => {
        impl FieldType for $ty {
            const KIND: Kind = $kind;
            fn inspect(&self, field: &'static Field, visit: &mut dyn FnMut(&'static Field, Inspected<'_>)) {
                let inspected: fn(&Self) -> Option<Inspected<'_>> = $inspected;
                if let Some(inspected) = inspected(self) {
                    visit(field, inspected);
                }
            }
        }
        impl Scalar for $ty {
            fn push(&self, builder: &mut ColumnBuilder) {
                let $self = self;
                match builder {
                    ColumnBuilder::$builder(builder) => builder.append_value($push),
                    _ => wrong_builder($expected),
                }
            }
            fn read(value: AnyValue<'_>) -> Result<Self, ScalarError> {
                match value {
                    $($pattern => Ok($read),)+
                    other => Err(ScalarError { found: format!("{other:?}"), expected: $expected }),
                }
            }
        }
    };
}

scalar!(String, Kind::Text, Text, it => it.as_str(), |it| Some(Inspected::Text(it)), "text", AnyValue::String(text) => text.to_owned(), AnyValue::StringOwned(text) => text.to_string());
scalar!(i32, Kind::Integer, Integer, it => *it, |it| Some(Inspected::Number(i64::from(*it))), "a whole number", AnyValue::Int32(number) => number);
scalar!(i64, Kind::Long, Long, it => *it, |it| Some(Inspected::Number(*it)), "a whole number", AnyValue::Int64(number) => number, AnyValue::Int32(number) => number.into(), AnyValue::UInt32(number) => number.into());
scalar!(bool, Kind::Flag, Flag, it => *it, |_| None, "true or false", AnyValue::Boolean(flag) => flag);
scalar!(LocalDate, Kind::Date, Date, it => it.days(), |it| Some(Inspected::Date(*it)), "a date", AnyValue::Date(days) => LocalDate::from_days(days).ok_or(ScalarError { found: format!("{days} days"), expected: "a date" })?);
scalar!(Instant, Kind::Instant, Instant, it => it.micros(), |it| Some(Inspected::Instant(*it)), "an instant", AnyValue::Datetime(micros, TimeUnit::Microseconds, _) => Instant::from_micros(micros), AnyValue::DatetimeOwned(micros, TimeUnit::Microseconds, _) => Instant::from_micros(micros));

impl<T: Scalar> Scalar for Option<T> {
    fn push(&self, builder: &mut ColumnBuilder) {
        match self {
            Some(value) => value.push(builder),
            None => builder.push_null(),
        }
    }
    fn read(value: AnyValue<'_>) -> Result<Self, ScalarError> {
        match value {
            AnyValue::Null => Ok(None),
            other => T::read(other).map(Some),
        }
    }
}

/// Returns the value of a column's row, or null where there is no such column or row.
pub fn value_at(column: Option<&Column>, index: usize) -> AnyValue<'_> {
    column.and_then(|column| column.get(index).ok()).unwrap_or(AnyValue::Null)
}
