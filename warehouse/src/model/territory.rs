//! Whose figures they are: a school, a municipality, a region.

use crate::symbols;
use std::fmt;

/// A school's identity across journals: ОГРН and КПП, joined by a hyphen.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SchoolId(String);

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

    /// Takes an identity that this project has written itself.
    pub(crate) fn from_stored(text: String) -> Self {
        Self(text)
    }

    /// Returns it as it is stored. Example: `1027000861568-701701001`.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for SchoolId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

symbols! {
    /// A level of the territory: what a figure is summed over.
    pub enum Level {
        /// One school.
        School = "school",
        /// A municipality, by its ОКТМО.
        Municipality = "municipality",
        /// A region, by its code of the constitution's list.
        Region = "region",
    }
}
