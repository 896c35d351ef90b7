//! Who may read which figures.

use crate::model::{MunicipalityId, RegionCode, SchoolId};
use std::fmt;
use std::str::FromStr;

/// How far somebody may read. In the configuration it is a word, and what it names after a space: `country`, `region 70`,
/// `municipality 69701000`, `school 1027000000001-701701001`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reach {
    /// Every region.
    Country,
    /// A region and all below it.
    Region(RegionCode),
    /// A municipality and its schools.
    Municipality(MunicipalityId),
    /// One school.
    School(SchoolId),
}

/// Why there is no scope.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ScopeError {
    /// The text names no reach.
    #[error("«{0}» is no scope: write country, or region and its code of two digits, as in: region 70")]
    Unreadable(String),
    /// Figures cannot be kept to it yet.
    #[error("a scope of one {0} cannot be served yet, because the pages of a whole region would be open with it")]
    TooNarrow(&'static str),
}

impl FromStr for Reach {
    type Err = ScopeError;

    fn from_str(text: &str) -> Result<Self, ScopeError> {
        let words: Vec<&str> = text.split_whitespace().collect();
        match words.as_slice() {
            ["country"] => Ok(Self::Country),
            ["region", code] => Ok(Self::Region((*code).into())),
            ["municipality", id] => Ok(Self::Municipality((*id).into())),
            ["school", id] => Ok(Self::School((*id).into())),
            _ => Err(ScopeError::Unreadable(text.to_owned())),
        }
    }
}

impl fmt::Display for Reach {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Country => f.write_str("country"),
            Self::Region(code) => write!(f, "region {code}"),
            Self::Municipality(id) => write!(f, "municipality {id}"),
            Self::School(id) => write!(f, "school {id}"),
        }
    }
}

/// The right to read figures of a territory. There is no way to read figures without it, and only
/// [`Warehouse`](crate::Warehouse) makes one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scope {
    reach: Reach,
}

impl Scope {
    /// Returns the scope of a reach, unless the doors would have to open wider than it.
    pub(crate) fn new(reach: Reach) -> Result<Self, ScopeError> {
        match reach {
            Reach::Country | Reach::Region(_) => Ok(Self { reach }),
            Reach::Municipality(_) => Err(ScopeError::TooNarrow("municipality")),
            Reach::School(_) => Err(ScopeError::TooNarrow("school")),
        }
    }

    /// Returns how far it reaches.
    pub fn reach(&self) -> &Reach {
        &self.reach
    }

    /// Returns whether the figures of every region may be read.
    pub fn is_country(&self) -> bool {
        self.reach == Reach::Country
    }

    /// Returns whether all figures of a region may be read.
    pub fn has_region(&self, region_code: &RegionCode) -> bool {
        match &self.reach {
            Reach::Country => true,
            Reach::Region(own) => own == region_code,
            Reach::Municipality(_) | Reach::School(_) => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reach_is_written_as_it_is_read() {
        for text in ["country", "region 70", "municipality 69701000", "school 1027000000001-701701001"] {
            let reach: Reach = text.parse().expect("it is a reach");
            assert_eq!(reach.to_string(), text);
        }
        for text in ["", "region", "70", "country 70", "region 70 71", "Region 70"] {
            assert_eq!(text.parse::<Reach>(), Err(ScopeError::Unreadable(text.to_owned())));
        }
    }

    #[test]
    fn a_scope_that_no_door_can_keep_to_is_refused() {
        assert!(Scope::new(Reach::Country).is_ok_and(|scope| scope.is_country() && scope.has_region(&"70".into())));
        let region = Scope::new(Reach::Region("70".into())).expect("a region can be served");
        assert!(region.has_region(&"70".into()) && !region.has_region(&"69".into()) && !region.is_country());
        for (text, level) in [("municipality 69701000", "municipality"), ("school 1-2", "school")] {
            let reach: Reach = text.parse().expect("it is a reach");
            assert_eq!(Scope::new(reach), Err(ScopeError::TooNarrow(level)));
        }
    }
}
