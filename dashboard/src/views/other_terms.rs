//! Schools that a rating by a term does not compare: theirs are of another kind.

use super::shown::Shown;
use super::territory::Named;
use crate::failure::Failure;
use std::collections::{BTreeSet, HashMap};
use warehouse::model::{Level, SchoolId, TermKind, Territory};

/// A school whose terms are of other kinds than those compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct OtherTerms {
    /// The school.
    pub(crate) school: Named,
    /// Its municipality's name, where schools of several stand together.
    pub(crate) within: Option<String>,
    /// The kinds of its terms; none are known when it is empty.
    pub(crate) kinds: BTreeSet<TermKind>,
}

impl OtherTerms {
    /// Reads the schools of the region, or of a municipality, that have no terms of a kind, by name.
    pub(super) async fn read(
        shown: &Shown,
        kind: TermKind,
        municipality: Option<&Territory>,
    ) -> Result<Vec<Self>, Failure> {
        let mut kinds = shown.release.term_kinds().await?;
        let municipalities = if municipality.is_some() { Vec::new() } else { shown.municipalities().await? };
        let names: HashMap<Territory, String> =
            municipalities.into_iter().map(|named| (named.territory, named.name)).collect();
        let schools = shown.release.territories(Level::School, municipality).await?.into_iter();
        let with_kinds = schools.map(|school| {
            let kinds = kinds.remove(&SchoolId::from(school.id())).unwrap_or_default();
            let within = school.parent.as_ref().and_then(|parent| names.get(parent)).cloned();
            Self { school: Named::from(school), within, kinds }
        });
        Ok(with_kinds.filter(|it| !it.kinds.contains(&kind)).collect())
    }
}
