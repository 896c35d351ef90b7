//! How much of a long table is read: a page of it for the eye, all of it for a file.

/// How much of a long table is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Extent {
    /// A page, from 1.
    Page(usize),
    /// All of it.
    Whole,
}

/// Which lines of how many were read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Stretch {
    /// The page, from 1.
    pub(crate) page: usize,
    /// How many lines stand before it.
    pub(crate) offset: usize,
    /// How many lines it has.
    pub(crate) count: usize,
    /// How many lines there are in all.
    pub(crate) total_count: i64,
}

impl Extent {
    /// Returns how many lines are left out before, and how many are read at most, of a table with pages of `per_page`
    /// lines and files of `whole` lines.
    pub(crate) fn bounds(self, per_page: usize, whole: usize) -> (usize, usize) {
        match self {
            Self::Page(number) => (number.saturating_sub(1).saturating_mul(per_page), per_page),
            Self::Whole => (0, whole),
        }
    }

    /// Returns which lines were read, when it was `count` lines after `offset`.
    pub(crate) fn stretch(self, offset: usize, count: usize, total_count: i64) -> Stretch {
        let page = match self {
            Self::Page(number) => number,
            Self::Whole => 1,
        };
        Stretch { page, offset, count, total_count }
    }
}

impl Stretch {
    /// Returns the number of the first line, from 1; 0 when there are none.
    pub(crate) fn from(self) -> usize {
        if self.count == 0 { 0 } else { self.offset + 1 }
    }

    /// Returns the number of the last line.
    pub(crate) fn to(self) -> usize {
        self.offset + self.count
    }

    /// Returns whether lines follow.
    pub(crate) fn has_more(self) -> bool {
        i64::try_from(self.to()).is_ok_and(|to| to < self.total_count)
    }
}
