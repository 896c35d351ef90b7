//! Exact shares: whole numbers below, percentages only where they are shown.

use std::cmp::Ordering;

/// A numerator over a denominator that is not zero.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ratio {
    numerator: i64,
    denominator: i64,
}

impl Ratio {
    /// Returns the ratio, or nothing when the denominator is not positive or the numerator is negative.
    pub fn new(numerator: i64, denominator: i64) -> Option<Self> {
        (denominator > 0 && numerator >= 0).then_some(Self { numerator, denominator })
    }

    /// Returns the numerator.
    pub fn numerator(self) -> i64 {
        self.numerator
    }

    /// Returns the denominator.
    pub fn denominator(self) -> i64 {
        self.denominator
    }

    /// Compares exactly, by cross-multiplication: 10/11 equals 30/33.
    pub fn compare(self, other: Self) -> Ordering {
        let left = i128::from(self.numerator) * i128::from(other.denominator);
        let right = i128::from(other.numerator) * i128::from(self.denominator);
        left.cmp(&right)
    }

    /// Returns the percentage in hundredths of a percent, rounded half up: 10/11 is 9091, to be shown as 90,91 %.
    pub fn percent_hundredths(self) -> i64 {
        let scaled = i128::from(self.numerator) * 20_000 + i128::from(self.denominator);
        i64::try_from(scaled / (2 * i128::from(self.denominator))).unwrap_or(i64::MAX)
    }
}
