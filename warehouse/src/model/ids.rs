//! Identities. Each has a type of its own, so that a school can never be passed for a region, nor a release for a
//! snapshot of the lake.

use super::{ColumnBuilder, Field, FieldType, Inspected, Kind, Scalar, ScalarError};
use crate::stored_as;
use polars::prelude::AnyValue;
use serde::{Deserialize, Serialize};
use std::fmt;

/// Declares identities that are texts.
macro_rules! text_ids {
    ($($(#[doc = $doc:literal])+ $name:ident),+ $(,)?) => {$(
        $(#[doc = $doc])+
        #[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(String);

        impl $name {
            /// Returns it as it is written.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }
        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                Self(text.to_owned())
            }
        }
        impl From<String> for $name {
            fn from(text: String) -> Self {
                Self(text)
            }
        }
        impl std::borrow::Borrow<str> for $name {
            fn borrow(&self) -> &str {
                &self.0
            }
        }
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
        impl FieldType for $name {
            const KIND: Kind = Kind::Text;
            fn inspect(&self, field: &'static Field, visit: &mut dyn FnMut(&'static Field, Inspected<'_>)) {
                visit(field, Inspected::Text(&self.0));
            }
        }
        impl Scalar for $name {
            fn push(&self, builder: &mut ColumnBuilder) {
                self.0.push(builder);
            }
            fn read(value: AnyValue<'_>) -> Result<Self, ScalarError> {
                String::read(value).map(Self)
            }
        }
        stored_as! { $name as String: |id| id.0.clone(), |text| Self(text) }
    )+};
}

/// Declares identities that are numbers.
macro_rules! number_ids {
    ($($(#[doc = $doc:literal])+ $name:ident),+ $(,)?) => {$(
        $(#[doc = $doc])+
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub i64);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }
        impl std::str::FromStr for $name {
            type Err = std::num::ParseIntError;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().map(Self)
            }
        }
        impl FieldType for $name {
            const KIND: Kind = Kind::Long;
            fn inspect(&self, field: &'static Field, visit: &mut dyn FnMut(&'static Field, Inspected<'_>)) {
                visit(field, Inspected::Number(self.0));
            }
        }
        impl Scalar for $name {
            fn push(&self, builder: &mut ColumnBuilder) {
                self.0.push(builder);
            }
            fn read(value: AnyValue<'_>) -> Result<Self, ScalarError> {
                i64::read(value).map(Self)
            }
        }
        stored_as! { $name as i64: |id| id.0, |number| Self(number) }
    )+};
}

text_ids! {
    /// A school's identity across journals: ОГРН and КПП, joined by a hyphen. Example: `1027000861568-701701001`.
    SchoolId,
    /// A municipality, by its ОКТМО. Example: `69701000`.
    MunicipalityId,
    /// A region, by its code of the constitution's list. Example: `70`.
    RegionCode,
    /// What the rows of a release in the lake begin with: the first digits of SHA-256 over its inputs.
    ReleaseKey,
}

number_ids! {
    /// The number of a release, growing with each.
    ReleaseId,
    /// The number of a rejected event.
    RejectionId,
    /// The number of a snapshot of the lake, growing with each commit.
    SnapshotId,
    /// The version of the registers: the number of the last change that it has; 0 before the first.
    RegisterVersion,
}

/// The numbers cannot be those of a school.
#[derive(Debug, thiserror::Error)]
#[error("ОГРН «{ogrn}» must have 13 digits and КПП «{kpp}» 9 digits")]
pub struct SchoolIdError {
    ogrn: String,
    kpp: String,
}

impl SchoolId {
    /// Returns the identity of the school with these numbers (13 and 9 digits).
    pub fn new(ogrn: &str, kpp: &str) -> Result<Self, SchoolIdError> {
        let digits = |text: &str, count| text.len() == count && text.bytes().all(|byte| byte.is_ascii_digit());
        if digits(ogrn, 13) && digits(kpp, 9) {
            Ok(Self(format!("{ogrn}-{kpp}")))
        } else {
            Err(SchoolIdError { ogrn: ogrn.to_owned(), kpp: kpp.to_owned() })
        }
    }
}
