//! The way to a target: how a value went by month, and the straight line from the first value to the target.

use super::maturity_line::{MaturityLine, capped};
use warehouse::model::{CalendarMonth, LocalDate, MaturityMonth, PublishedMaturityIndicator};

const MONTHS_OF_YEAR: i32 = 12;

/// The way of an indicator to its target.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Way {
    /// The indicator.
    pub(crate) indicator: PublishedMaturityIndicator,
    /// The months from the first that has a value to the last of the target's year.
    pub(crate) points: Vec<WayPoint>,
    /// The target in percent.
    pub(crate) target: i64,
    /// The target's year, with the end of which it is to be reached.
    pub(crate) year: i32,
}

/// A month on the way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct WayPoint {
    /// The month.
    pub(crate) month: CalendarMonth,
    /// The day of which it is told; of one that lies ahead, its last.
    pub(crate) on: LocalDate,
    /// The published value in hundredths of a percent, where there is one.
    pub(crate) value: Option<i64>,
    /// Where the straight line is on that day, in hundredths of a percent.
    pub(crate) planned: i64,
}

impl Way {
    /// Returns the way of an indicator by its lines of each month, in the order of time; none without a target that lies ahead,
    /// and none without any value.
    pub(super) fn new(by_month: &[(MaturityMonth, &MaturityLine)]) -> Option<Self> {
        let value = |line: &MaturityLine| line.figure.ratio().map(capped);
        let told = &by_month[by_month.iter().position(|(_, line)| value(line).is_some())?..];
        let (first, line) = told.first()?;
        let (target, year) = (line.target?, line.indicator.target_year?);
        let begins = first.month;
        let last = begins.plus(MONTHS_OF_YEAR * (year - begins.year()) + MONTHS_OF_YEAR - begins.number());
        let to = target * 100;
        // Who is over the target already has nothing to climb: the line is the target's.
        let straight = Straight { from_on: first.as_of_on, from: value(line)?.min(to), to_on: last.ends_on(), to };
        let point = |number: usize, month: CalendarMonth| {
            let on = told.get(number).map_or(month.ends_on(), |(month, _)| month.as_of_on);
            WayPoint { month, on, value: told.get(number).and_then(|(_, line)| value(line)), planned: straight.on(on) }
        };
        let points: Vec<WayPoint> =
            (0..).zip(0..=last.since(begins)).map(|(number, later)| point(number, begins.plus(later))).collect();
        // Nothing leads to a year that is over.
        let is_ahead = points.len() >= told.len();
        is_ahead.then(|| Self { indicator: line.indicator.clone(), points, target, year })
    }

    /// Returns the first and the last point that has a value, each with it.
    pub(crate) fn ends(&self) -> Option<[(WayPoint, i64); 2]> {
        let mut known = self.points.iter().filter_map(|point| Some((*point, point.value?)));
        let first = known.next()?;
        Some([first, known.next_back().unwrap_or(first)])
    }
}

/// A straight line between two days.
struct Straight {
    from_on: LocalDate,
    from: i64,
    to_on: LocalDate,
    to: i64,
}

impl Straight {
    /// Returns where the line is on a day, rounded to the nearest whole number.
    fn on(&self, day: LocalDate) -> i64 {
        let (passed, all) =
            (i64::from(day.days() - self.from_on.days()), i64::from(self.to_on.days() - self.from_on.days()));
        if all <= 0 {
            return self.to;
        }
        self.from + (2 * (self.to - self.from) * passed + all).div_euclid(2 * all)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_straight_line_passes_its_ends_and_its_middle() {
        let day = |text: &str| text.parse::<LocalDate>().expect("a day");
        let line = Straight { from_on: day("2024-01-01"), from: 1_000, to_on: day("2024-01-11"), to: 2_000 };
        assert_eq!((line.on(day("2024-01-01")), line.on(day("2024-01-11"))), (1_000, 2_000));
        assert_eq!(line.on(day("2024-01-06")), 1_500);
    }
}
