//! A territory as views speak of it.

use crate::failure::Failure;
use warehouse::model::{Level, MunicipalityId, PublishedTerritory, Territory};

/// A territory and its name, and nothing that would have to be hidden.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Named {
    /// Which one.
    pub(crate) territory: Territory,
    /// The name, which is Russian in every language.
    pub(crate) name: String,
}

impl Named {
    /// Returns its level.
    pub(crate) fn level(&self) -> Level {
        self.territory.level()
    }

    /// Returns its identity, which is unique among the territories of its level.
    pub(crate) fn id(&self) -> &str {
        self.territory.id()
    }
}

impl From<PublishedTerritory> for Named {
    fn from(published: PublishedTerritory) -> Self {
        Self { territory: published.territory, name: published.name }
    }
}

/// Finds the municipality that an address names among others.
pub(super) fn find(municipalities: &[Named], id: &MunicipalityId) -> Result<Named, Failure> {
    municipalities.iter().find(|known| known.id() == id.as_str()).cloned().ok_or(Failure::NotFound)
}
