//! What there is before the first lesson: a release without periods has no rating, and still says what it has.

use super::shown::Shown;
use crate::failure::Failure;
use warehouse::model::{Instant, Level};
use warehouse::published::Published;

/// What there is before the first lesson.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Beginning {
    /// How many municipalities the release knows.
    pub(crate) municipalities_count: usize,
    /// How many schools.
    pub(crate) schools_count: usize,
    /// How many events were admitted until now.
    pub(crate) admitted_count: i64,
    /// How many were rejected.
    pub(crate) rejected_count: i64,
    /// When the latest was sent.
    pub(crate) last_emitted_at: Option<Instant>,
}

impl Beginning {
    /// Reads what there is.
    pub(crate) async fn read(published: &Published, shown: &Shown) -> Result<Self, Failure> {
        let topics = published.topics().await?;
        Ok(Self {
            municipalities_count: shown.release.territories(Level::Municipality, None).await?.len(),
            schools_count: shown.release.territories(Level::School, None).await?.len(),
            admitted_count: topics.iter().map(|topic| topic.admitted_count).sum(),
            rejected_count: topics.iter().map(|topic| topic.rejected_count).sum(),
            last_emitted_at: topics.iter().filter_map(|topic| topic.last_emitted_at).max(),
        })
    }
}
