//! The declarations: a closed list of words, a record, a row. Each macro writes the type and everything that follows
//! from it.

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
            type Err = $crate::model::ScalarError;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                match text {
                    $($word => Ok($name::$variant),)+
                    other => Err($crate::model::ScalarError { found: other.to_owned(), expected: concat!("a ", stringify!($name)) }),
                }
            }
        }
        impl $crate::model::Scalar for $name {
            fn push(&self, builder: &mut $crate::model::ColumnBuilder) {
                $crate::model::push_text(self.as_str(), builder);
            }
            fn read(value: $crate::model::AnyValue<'_>) -> Result<Self, $crate::model::ScalarError> {
                <String as $crate::model::Scalar>::read(value)?.parse()
            }
        }
        $crate::stored_as! { $name as String: |word| word.as_str().to_owned(), |text| text.parse()? }
    };
}

/// Declares a described record: a struct whose fields are public and documented. A field may say what its values must keep
/// to: `grade: i32 where between(1, 12)`; see [`Bound`](crate::model::Bound).
#[macro_export]
macro_rules! record {
    ($(#[doc = $doc:literal])* pub struct $name:ident {
        $($(#[doc = $field_doc:literal])* $field:ident: $ty:ty $(where $bound:expr)?),+ $(,)?
    }) => {
        $(#[doc = $doc])*
        #[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
        pub struct $name { $($(#[doc = $field_doc])* pub $field: $ty),+ }
        impl $crate::model::Record for $name {
            const NAME: &'static str = stringify!($name);
            const DOC: &'static str = concat!($($doc),*);
            const FIELDS: &'static [$crate::model::Field] = &[$($crate::model::Field {
                name: stringify!($field), doc: concat!($($field_doc),*), kind: <$ty as $crate::model::FieldType>::KIND,
                bound: $crate::declared_bound!($($bound)?),
            }),+];
            fn inspect_fields(&self, visit: &mut dyn FnMut(&'static $crate::model::Field, $crate::model::Inspected<'_>)) {
                let mut fields = <Self as $crate::model::Record>::FIELDS.iter();
                $($crate::model::FieldType::inspect(&self.$field, fields.next().expect("a description per field"), visit);)+
            }
        }
        impl $crate::model::FieldType for $name {
            const KIND: $crate::model::Kind = $crate::model::Kind::Record {
                name: stringify!($name), doc: concat!($($doc),*), fields: <$name as $crate::model::Record>::FIELDS,
            };
            fn inspect(
                &self,
                _field: &'static $crate::model::Field,
                visit: &mut dyn FnMut(&'static $crate::model::Field, $crate::model::Inspected<'_>),
            ) {
                $crate::model::Record::inspect_fields(self, visit);
            }
        }
    };
}

/// The bound that a field declares, or none.
#[doc(hidden)]
#[macro_export]
macro_rules! declared_bound {
    () => {
        $crate::model::Bound::None
    };
    ($bound:expr) => {{
        use $crate::model::bound::*;
        $bound
    }};
}

/// Declares a described record that fits a row of a table.
#[macro_export]
macro_rules! row {
    ($(#[doc = $doc:literal])* pub struct $name:ident {
        $($(#[doc = $field_doc:literal])* $field:ident: $ty:ty $(where $bound:expr)?),+ $(,)?
    }) => {
        $crate::record! { $(#[doc = $doc])* pub struct $name { $($(#[doc = $field_doc])* $field: $ty $(where $bound)?),+ } }
        impl $crate::model::Row for $name {
            fn push(&self, builders: &mut [$crate::model::ColumnBuilder]) {
                let mut builders = builders.iter_mut();
                $($crate::model::Scalar::push(&self.$field, builders.next().expect("a builder per field"));)+
            }
            fn read(columns: &[$crate::model::Column], index: usize) -> Result<Self, $crate::model::ScalarError> {
                let mut columns = columns.iter();
                Ok(Self { $($field: $crate::model::Scalar::read($crate::model::value_at(columns.next(), index))?),+ })
            }
        }
    };
}

/// Says as what a type is kept in PostgreSQL, for values, arrays and rows: the type of the driver, the way there, and the
/// way back, which may fail when what is kept is not a value of the type.
#[macro_export]
macro_rules! stored_as {
    ($name:ident as $stored:ty: |$value:ident| $there:expr, |$kept:ident| $back:expr) => {
        impl $crate::model::stored::Type<$crate::model::stored::Postgres> for $name {
            fn type_info() -> $crate::model::stored::PgTypeInfo {
                <$stored as $crate::model::stored::Type<$crate::model::stored::Postgres>>::type_info()
            }
            fn compatible(ty: &$crate::model::stored::PgTypeInfo) -> bool {
                <$stored as $crate::model::stored::Type<$crate::model::stored::Postgres>>::compatible(ty)
            }
        }
        impl $crate::model::stored::PgHasArrayType for $name {
            fn array_type_info() -> $crate::model::stored::PgTypeInfo {
                <$stored as $crate::model::stored::PgHasArrayType>::array_type_info()
            }
        }
        impl<'q> $crate::model::stored::Encode<'q, $crate::model::stored::Postgres> for $name {
            fn encode_by_ref(
                &self,
                buffer: &mut $crate::model::stored::PgArgumentBuffer,
            ) -> Result<$crate::model::stored::IsNull, $crate::model::stored::BoxDynError> {
                let $value = self;
                let stored: $stored = $there;
                $crate::model::stored::Encode::<'_, $crate::model::stored::Postgres>::encode_by_ref(&stored, buffer)
            }
        }
        impl<'r> $crate::model::stored::Decode<'r, $crate::model::stored::Postgres> for $name {
            fn decode(
                value: $crate::model::stored::PgValueRef<'r>,
            ) -> Result<Self, $crate::model::stored::BoxDynError> {
                let $kept =
                    <$stored as $crate::model::stored::Decode<'r, $crate::model::stored::Postgres>>::decode(value)?;
                Ok($back)
            }
        }
    };
}
