//! What there is of a region before its first figures: without a release, or with one that has no periods, it has no
//! rating, and still says what it has.

use super::shown::Shown;
use crate::failure::Failure;
use warehouse::model::{Instant, Level};
use warehouse::published::PublishedIntake;

/// What there is before the first figures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Beginning {
    /// What the release knows; none when there is no release.
    pub(crate) known: Option<KnownTerritories>,
    /// What came in, of all regions together; none when the reader may not know it.
    pub(crate) arrived: Option<Arrived>,
}

/// How many territories a release knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct KnownTerritories {
    /// Municipalities.
    pub(crate) municipalities_count: usize,
    /// Schools.
    pub(crate) schools_count: usize,
}

/// How many events came in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Arrived {
    /// How many were admitted until now.
    pub(crate) admitted_count: i64,
    /// How many were rejected.
    pub(crate) rejected_count: i64,
    /// When the latest was sent.
    pub(crate) last_emitted_at: Option<Instant>,
}

impl Beginning {
    /// Reads what there is.
    pub(crate) async fn read(intake: Option<&PublishedIntake>, shown: Option<&Shown>) -> Result<Self, Failure> {
        let known = match shown {
            Some(shown) => Some(KnownTerritories::read(shown).await?),
            None => None,
        };
        let arrived = match intake {
            Some(intake) => Some(Arrived::read(intake).await?),
            None => None,
        };
        Ok(Self { known, arrived })
    }
}

impl KnownTerritories {
    async fn read(shown: &Shown) -> Result<Self, Failure> {
        Ok(Self {
            municipalities_count: shown.release.territories(Level::Municipality, None).await?.len(),
            schools_count: shown.release.territories(Level::School, None).await?.len(),
        })
    }
}

impl Arrived {
    async fn read(intake: &PublishedIntake) -> Result<Self, Failure> {
        let topics = intake.topics().await?;
        Ok(Self {
            admitted_count: topics.iter().map(|topic| topic.admitted_count).sum(),
            rejected_count: topics.iter().map(|topic| topic.rejected_count).sum(),
            last_emitted_at: topics.iter().filter_map(|topic| topic.last_emitted_at).max(),
        })
    }
}
