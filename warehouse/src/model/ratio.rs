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

    /// Returns how it changed since an earlier ratio.
    pub fn since(self, before: Self) -> Change {
        Change { now: self, before }
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

/// How a ratio changed: the exact difference of two ratios.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Change {
    now: Ratio,
    before: Ratio,
}

impl Change {
    /// Returns whether it grew, by the exact ratios: also a change that rounds to nothing has a direction.
    pub fn direction(self) -> Ordering {
        self.now.compare(self.before)
    }

    /// Returns the difference in hundredths of a percentage point. The exact difference is rounded once, a half away from zero, so
    /// that the way back is as long; it may differ by one from the difference of two rounded percentages.
    pub fn point_hundredths(self) -> i64 {
        let [numerator, denominator, was_numerator, was_denominator] =
            [self.now.numerator, self.now.denominator, self.before.numerator, self.before.denominator].map(i128::from);
        let difference = numerator * was_denominator - was_numerator * denominator;
        let whole = denominator * was_denominator;
        // Counts are far below 2⁵⁰, so that nothing saturates.
        let hundredths = (difference.abs().saturating_mul(20_000).saturating_add(whole)) / whole.saturating_mul(2);
        i64::try_from(hundredths * difference.signum()).unwrap_or(i64::MAX)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn since(now: (i64, i64), before: (i64, i64)) -> (Ordering, i64) {
        let ratio = |(numerator, denominator)| Ratio::new(numerator, denominator).expect("a ratio");
        let change = ratio(now).since(ratio(before));
        (change.direction(), change.point_hundredths())
    }

    #[test]
    fn a_change_is_the_exact_difference_of_ratios() {
        assert_eq!(since((10, 11), (78, 87)), (Ordering::Greater, 125), "0,909090… − 0,896551… = 0,012539…");
        assert_eq!(since((78, 87), (10, 11)), (Ordering::Less, -125), "the way back is as long");
        assert_eq!(since((30, 33), (10, 11)), (Ordering::Equal, 0));
        // 66,665 % shows as 66,67 and 66,6649 % as 66,66, and a ten-thousandth of a point lies between them.
        assert_eq!(since((13_333, 20_000), (666_649, 1_000_000)), (Ordering::Greater, 0));
        // A half of a hundredth goes away from zero, both ways.
        assert_eq!(since((1, 20_000), (0, 1)), (Ordering::Greater, 1));
        assert_eq!(since((0, 1), (1, 20_000)), (Ordering::Less, -1));
        assert_eq!(since((1, 1), (0, 9)), (Ordering::Greater, 10_000));
        let large = 1 << 49;
        assert_eq!(since((large - 1, large), (large, large - 1)), (Ordering::Less, 0));
    }
}
