//! Where events are kept: facts in tables of the lake, the rest in registers.

use crate::model::{ColumnBuilder, Fact, FactTable, Field, Record, Row};
use crate::symbols;

/// The content of an event as it is kept.
#[derive(Debug, Clone, PartialEq)]
pub enum KeptContent {
    /// In a table of facts.
    Fact(FactContent),
    /// In the registers.
    Register(RegisterContent),
}

/// Tells the facts of the list from the registers.
macro_rules! kept {
    (@sort { $($facts:tt)* } { $($registers:tt)* }) => {
        facts! { $($facts)* }
        registers! { $($registers)* }
    };
    (@sort { $($facts:tt)* } { $($registers:tt)* }
     $code:literal $name:literal $family:ident $content:ident fact($table:literal) key($($key:tt)+); $($rest:tt)*) => {
        kept! { @sort { $($facts)* $code $content $table; } { $($registers)* } $($rest)* }
    };
    (@sort { $($facts:tt)* } { $($registers:tt)* }
     $code:literal $name:literal $family:ident $content:ident register($variant:ident $word:literal) key($($key:tt)+); $($rest:tt)*) => {
        kept! { @sort { $($facts)* } { $($registers)* $code $content $variant $word; } $($rest)* }
    };
    ($($list:tt)+) => {
        kept! { @sort {} {} $($list)+ }
    };
}

macro_rules! facts {
    ($($code:literal $content:ident $table:literal;)+) => {
        /// Every table of facts.
        pub const FACT_TABLES: &[FactTable] =
            &[$(FactTable { name: $table, content: <crate::model::$content as Record>::FIELDS }),+];

        /// The content of a fact, by kind.
        #[derive(Debug, Clone, PartialEq)]
        pub enum FactContent { $(#[doc = $code] $content(crate::model::$content)),+ }

        impl FactContent {
            /// Returns the name of the table that keeps it.
            pub fn table(&self) -> &'static str {
                match self { $(Self::$content(_) => $table),+ }
            }

            /// Returns the content's fields.
            pub fn fields(&self) -> &'static [Field] {
                match self { $(Self::$content(_) => <crate::model::$content as Record>::FIELDS),+ }
            }

            /// Appends the content to the builders, one per field, in the order of the fields.
            pub fn push(&self, builders: &mut [ColumnBuilder]) {
                match self { $(Self::$content(content) => content.push(builders)),+ }
            }
        }

        $(impl Fact for crate::model::$content { const TABLE: &'static str = $table; }

        impl From<crate::model::$content> for KeptContent {
            fn from(content: crate::model::$content) -> Self {
                Self::Fact(FactContent::$content(content))
            }
        })+
    };
}

macro_rules! registers {
    ($($code:literal $content:ident $variant:ident $word:literal;)+) => {
        symbols! {
            /// A kind of register, by the word that the database keeps.
            pub enum RegisterKind { $(#[doc = $code] $variant = $word),+ }
        }

        /// The content of a register change, by kind.
        #[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
        #[serde(tag = "kind", content = "content")]
        pub enum RegisterContent { $(#[doc = $code] #[serde(rename = $word)] $variant(crate::model::$content)),+ }

        impl RegisterContent {
            /// Returns the content's kind.
            pub fn kind(&self) -> RegisterKind {
                match self { $(Self::$variant(_) => RegisterKind::$variant),+ }
            }
        }

        $(impl From<crate::model::$content> for KeptContent {
            fn from(content: crate::model::$content) -> Self {
                Self::Register(RegisterContent::$variant(content))
            }
        })+
    };
}

crate::for_each_event!(kept);
