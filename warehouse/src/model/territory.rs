//! Whose figures they are: a school, a municipality, a region.

use super::{MunicipalityId, RegionCode, SchoolId, SettlementType};
use crate::symbols;
use sqlx::postgres::PgRow;
use sqlx::{FromRow, Row as _};
use std::fmt;

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

impl Level {
    /// Returns the level of the territory that a territory of this level belongs to.
    pub fn above(self) -> Option<Self> {
        match self {
            Self::School => Some(Self::Municipality),
            Self::Municipality => Some(Self::Region),
            Self::Region => None,
        }
    }
}

/// A territory. In tables it stands as two columns: `level` and `territory_id`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Territory {
    /// One school.
    School(SchoolId),
    /// A municipality.
    Municipality(MunicipalityId),
    /// A region.
    Region(RegionCode),
}

impl Territory {
    /// Returns the territory of a level with that identity.
    pub fn new(level: Level, id: &str) -> Self {
        match level {
            Level::School => Self::School(id.into()),
            Level::Municipality => Self::Municipality(id.into()),
            Level::Region => Self::Region(id.into()),
        }
    }

    /// Returns its level.
    pub fn level(&self) -> Level {
        match self {
            Self::School(_) => Level::School,
            Self::Municipality(_) => Level::Municipality,
            Self::Region(_) => Level::Region,
        }
    }

    /// Returns its identity, which is unique among the territories of its level.
    pub fn id(&self) -> &str {
        match self {
            Self::School(id) => id.as_str(),
            Self::Municipality(id) => id.as_str(),
            Self::Region(code) => code.as_str(),
        }
    }
}

impl fmt::Display for Territory {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.level(), self.id())
    }
}

impl FromRow<'_, PgRow> for Territory {
    fn from_row(row: &PgRow) -> Result<Self, sqlx::Error> {
        Ok(Self::new(row.try_get("level")?, row.try_get("territory_id")?))
    }
}

/// A territory as a release published it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublishedTerritory {
    /// Which one.
    pub territory: Territory,
    /// A school's municipality, a municipality's region, at the release's moment.
    pub parent: Option<Territory>,
    /// The name.
    pub name: String,
    /// Where a school stands.
    pub settlement: Option<SettlementType>,
    /// Pupils, as the registers say.
    pub pupils_count: Option<i32>,
    /// Journal systems in use, joined by a comma.
    pub source_systems: String,
}

impl PublishedTerritory {
    /// Returns its level.
    pub fn level(&self) -> Level {
        self.territory.level()
    }

    /// Returns its identity, which is unique among the territories of its level.
    pub fn id(&self) -> &str {
        self.territory.id()
    }
}

/// The parent's level follows from the territory's own, and only its identity is kept.
impl FromRow<'_, PgRow> for PublishedTerritory {
    fn from_row(row: &PgRow) -> Result<Self, sqlx::Error> {
        let territory = Territory::from_row(row)?;
        let parent_id: Option<&str> = row.try_get("parent_id")?;
        Ok(Self {
            parent: territory.level().above().zip(parent_id).map(|(level, id)| Territory::new(level, id)),
            territory,
            name: row.try_get("name")?,
            settlement: row.try_get("settlement")?,
            pupils_count: row.try_get("pupils_count")?,
            source_systems: row.try_get("source_systems")?,
        })
    }
}
