//! Reporting periods: the calendar months, quarters and years of which official reports speak. Terms of schools, which are
//! called quarters too, and school years are [`Period`](super::Period)s.

use super::LocalDate;
use crate::{stored_as, symbols};
use chrono::{Datelike as _, NaiveDate};
use serde::{Deserialize, Deserializer, de::Error as _};
use std::fmt;
use std::str::FromStr;

const MONTHS_OF_YEAR: i32 = 12;

/// A calendar month. Example: `2024-10`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CalendarMonth {
    /// Months since the beginning of the calendar's year 0.
    count: i32,
}

impl CalendarMonth {
    /// Returns the month of a day.
    pub fn of(day: LocalDate) -> Self {
        Self { count: day.naive().year() * MONTHS_OF_YEAR + day.naive().month0().cast_signed() }
    }

    /// Returns the month that lies so many months later; earlier when negative.
    pub fn plus(self, months: i32) -> Self {
        Self { count: self.count + months }
    }

    /// Returns how many months later than another it is; negative when it is earlier.
    pub fn since(self, other: Self) -> i32 {
        self.count - other.count
    }

    /// Returns its calendar year.
    pub fn year(self) -> i32 {
        self.count.div_euclid(MONTHS_OF_YEAR)
    }

    /// Returns its number in the year, from 1.
    pub fn number(self) -> i32 {
        self.count.rem_euclid(MONTHS_OF_YEAR) + 1
    }

    /// Returns its first day.
    pub fn starts_on(self) -> LocalDate {
        NaiveDate::from_ymd_opt(self.year(), self.number().cast_unsigned(), 1).unwrap_or_default().into()
    }

    /// Returns its last day.
    pub fn ends_on(self) -> LocalDate {
        self.plus(1).starts_on().plus_days(-1)
    }
}

impl fmt::Display for CalendarMonth {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.year(), self.number())
    }
}

impl FromStr for CalendarMonth {
    type Err = NoReportingPeriod;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text.parse()? {
            ReportingPeriod { kind: ReportingPeriodKind::Month, last } => Ok(last),
            _ => Err(NoReportingPeriod),
        }
    }
}

stored_as! { CalendarMonth as String: |month| month.to_string(), |text| text.parse()? }

symbols! {
    /// What a reporting period is.
    pub enum ReportingPeriodKind {
        /// A calendar month.
        Month = "month",
        /// A calendar quarter.
        Quarter = "quarter",
        /// A calendar year.
        CalendarYear = "calendar_year",
    }
}

impl ReportingPeriodKind {
    /// Returns how many months such a period has.
    fn months(self) -> i32 {
        match self {
            Self::Month => 1,
            Self::Quarter => 3,
            Self::CalendarYear => MONTHS_OF_YEAR,
        }
    }
}

/// The text names no reporting period.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a reporting period is written like 2024-10, 2024-Q4 or 2024")]
pub struct NoReportingPeriod;

/// A reporting period: `2024-10`, `2024-Q4` or `2024`. What is a state on a day is, for a period, the state on its last day;
/// and that is the last day of its last month.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ReportingPeriod {
    kind: ReportingPeriodKind,
    last: CalendarMonth,
}

impl ReportingPeriod {
    /// Returns the period of a kind that a month is in.
    pub fn of(kind: ReportingPeriodKind, month: CalendarMonth) -> Self {
        let months = kind.months();
        Self { kind, last: CalendarMonth { count: month.count.div_euclid(months) * months + months - 1 } }
    }

    /// Returns what it is.
    pub fn kind(self) -> ReportingPeriodKind {
        self.kind
    }

    /// Returns its calendar year.
    pub fn year(self) -> i32 {
        self.last.year()
    }

    /// Returns its number among the periods of its kind in the year, from 1.
    pub fn number(self) -> i32 {
        self.last.number() / self.kind.months()
    }

    /// Returns its first day.
    pub fn starts_on(self) -> LocalDate {
        self.last.plus(1 - self.kind.months()).starts_on()
    }

    /// Returns its last day.
    pub fn ends_on(self) -> LocalDate {
        self.last.ends_on()
    }

    /// Returns whether a month is in it.
    pub fn has(self, month: CalendarMonth) -> bool {
        Self::of(self.kind, month) == self
    }
}

impl fmt::Display for ReportingPeriod {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.kind {
            ReportingPeriodKind::Month => self.last.fmt(f),
            ReportingPeriodKind::Quarter => write!(f, "{:04}-Q{}", self.year(), self.number()),
            ReportingPeriodKind::CalendarYear => write!(f, "{:04}", self.year()),
        }
    }
}

impl FromStr for ReportingPeriod {
    type Err = NoReportingPeriod;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (year, part) = text.split_once('-').map_or((text, None), |(year, part)| (year, Some(part)));
        let (kind, number) = match part.map(|part| part.strip_prefix('Q').ok_or(part)) {
            None => (ReportingPeriodKind::CalendarYear, "1"),
            Some(Ok(quarter)) => (ReportingPeriodKind::Quarter, quarter),
            Some(Err(month)) => (ReportingPeriodKind::Month, month),
        };
        let year: i32 = year.parse().map_err(|_| NoReportingPeriod)?;
        let number: i32 = number.parse().map_err(|_| NoReportingPeriod)?;
        let month = number.checked_sub(1).and_then(|number| number.checked_mul(kind.months()));
        let month = month.filter(|month| (0..MONTHS_OF_YEAR).contains(month)).ok_or(NoReportingPeriod)?;
        let period =
            Self::of(kind, CalendarMonth { count: year.checked_mul(MONTHS_OF_YEAR).ok_or(NoReportingPeriod)? + month });
        // One period has one name: neither `2024-Q04` nor `+2024`, nor a year of five digits.
        if (0..=9999).contains(&year) && period.to_string() == text { Ok(period) } else { Err(NoReportingPeriod) }
    }
}

impl<'de> Deserialize<'de> for ReportingPeriod {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(D::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn period(text: &str) -> ReportingPeriod {
        text.parse().expect("a period")
    }

    #[test]
    fn a_period_ends_with_its_last_month() {
        let month: CalendarMonth = "2024-11".parse().expect("a month");
        let of = |kind| ReportingPeriod::of(kind, month);
        let days = |it: ReportingPeriod| (it.to_string(), it.starts_on().to_string(), it.ends_on().to_string());
        let expected = |id: &str, from: &str, to: &str| (id.to_owned(), from.to_owned(), to.to_owned());
        assert_eq!(days(of(ReportingPeriodKind::Month)), expected("2024-11", "2024-11-01", "2024-11-30"));
        assert_eq!(days(of(ReportingPeriodKind::Quarter)), expected("2024-Q4", "2024-10-01", "2024-12-31"));
        assert_eq!(days(of(ReportingPeriodKind::CalendarYear)), expected("2024", "2024-01-01", "2024-12-31"));
        assert!(period("2024-Q4").has(month) && !period("2024-Q3").has(month) && !period("2023").has(month));
        assert_eq!((period("2024-Q3").number(), period("2024-02").ends_on().to_string()), (3, "2024-02-29".to_owned()));
    }

    #[test]
    fn a_period_has_one_name() {
        for text in ["2024-10", "2024-Q1", "2024", "0999-12"] {
            assert_eq!(period(text).to_string(), text);
        }
        for text in
            ["", "2024-13", "2024-00", "2024-Q0", "2024-Q5", "2024-Q04", "2024-1", "+2024", "99999", "2024-10-01"]
        {
            assert_eq!(text.parse::<ReportingPeriod>(), Err(NoReportingPeriod), "{text}");
        }
        assert!("2024-Q4".parse::<CalendarMonth>().is_err());
    }

    #[test]
    fn months_follow_one_another_over_the_years() {
        let december: CalendarMonth = "2023-12".parse().expect("a month");
        assert_eq!(december.plus(1).to_string(), "2024-01");
        assert_eq!(december.plus(1).since(december), 1);
        assert_eq!(CalendarMonth::of(december.ends_on()), december);
    }
}
