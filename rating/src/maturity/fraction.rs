//! Exact fractions, for means of ratios with different denominators: rounding happens once, at the end.

/// A fraction that is not negative, in lowest terms.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Fraction {
    numerator: i128,
    denominator: i128,
}

impl Fraction {
    /// Zero.
    pub(super) const ZERO: Self = Self { numerator: 0, denominator: 1 };
    /// One.
    pub(super) const ONE: Self = Self { numerator: 1, denominator: 1 };

    /// Returns the fraction; none when the denominator is not positive.
    pub(super) fn new(numerator: i128, denominator: i128) -> Option<Self> {
        if denominator <= 0 || numerator < 0 {
            return None;
        }
        let divisor = greatest_common_divisor(numerator, denominator);
        Some(Self { numerator: numerator / divisor, denominator: denominator / divisor })
    }

    /// Returns the sum, if it can be written.
    pub(super) fn plus(self, other: Self) -> Option<Self> {
        let divisor = greatest_common_divisor(self.denominator, other.denominator);
        let factor = other.denominator / divisor;
        let left = self.numerator.checked_mul(factor)?;
        let right = other.numerator.checked_mul(self.denominator / divisor)?;
        Self::new(left.checked_add(right)?, self.denominator.checked_mul(factor)?)
    }

    /// Returns the fraction times `numerator`/`denominator`, if it can be written.
    pub(super) fn times(self, numerator: i128, denominator: i128) -> Option<Self> {
        Self::new(self.numerator.checked_mul(numerator)?, self.denominator.checked_mul(denominator)?)
    }

    /// Returns the fraction, or one when it is more.
    pub(super) fn capped(self) -> Self {
        if self.numerator > self.denominator { Self::ONE } else { self }
    }

    /// Returns the fraction in ten-thousandths (hundredths of a percent), rounded half up, if it can be written.
    pub(super) fn percent_hundredths(self) -> Option<i64> {
        let doubled = self.numerator.checked_mul(20_000)?.checked_add(self.denominator)?;
        i64::try_from(doubled / self.denominator.checked_mul(2)?).ok()
    }
}

fn greatest_common_divisor(left: i128, right: i128) -> i128 {
    let (mut left, mut right) = (left, right);
    while right != 0 {
        (left, right) = (right, left % right);
    }
    left.max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_are_exact_and_round_once() {
        let third = Fraction::new(1, 3).expect("a fraction");
        let sum = third.plus(third).and_then(|sum| sum.plus(third)).expect("a sum");
        assert_eq!(sum, Fraction::ONE);
        assert_eq!(third.percent_hundredths(), Some(3333));
        // 0.875 % is exactly between two hundredths of a tenth: half goes up.
        assert_eq!(Fraction::new(5, 100_000).and_then(Fraction::percent_hundredths), Some(1));
        assert_eq!(Fraction::new(1, 0), None);
        assert_eq!(Fraction::new(3, 2).map(Fraction::capped), Some(Fraction::ONE));
    }
}
