//! What a run has done so far.

use super::Fate;

/// What a run has done so far.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Progress {
    /// Events admitted.
    pub admitted_count: u64,
    /// Events known already.
    pub duplicate_count: u64,
    /// Events rejected.
    pub rejected_count: u64,
    /// Rejections of earlier times that were taken after all.
    pub replayed_count: u64,
    /// Commits.
    pub commits_count: u64,
}

impl Progress {
    /// Returns how many messages were taken.
    pub fn taken_count(&self) -> u64 {
        self.admitted_count + self.duplicate_count + self.rejected_count
    }

    pub(super) fn count(&mut self, fate: Fate) {
        match fate {
            Fate::Admitted => self.admitted_count += 1,
            Fate::Duplicate => self.duplicate_count += 1,
            Fate::Rejected => self.rejected_count += 1,
        }
    }
}
