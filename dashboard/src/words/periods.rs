//! The names of periods.

use super::format;
use super::speaker::Speaker;
use chrono::{Datelike as _, NaiveDate};
use warehouse::model::{
    CalendarMonth, DatedPeriod, LocalDate, Period, PeriodKind, ReportingPeriod, ReportingPeriodKind, TermKind,
};

impl Speaker {
    /// Returns a period's name.
    pub(crate) fn period(&self, dated: &DatedPeriod) -> String {
        match dated.period.kind {
            PeriodKind::Week => {
                let days = format::days(self.language(), dated.starts_on, dated.ends_on);
                let number = dated.starts_on.naive().iso_week().week().to_string();
                self.say_with("period-week", &[("number", &number), ("days", &days)])
            }
            PeriodKind::Month => month(self, dated.starts_on.naive()),
            PeriodKind::Term => term(self, &dated.period),
            PeriodKind::Year => {
                let year = dated.starts_on.naive().year();
                self.say_with("period-year", &[("year", &school_year(year))])
            }
        }
    }

    /// Returns a reporting period's name: `октябрь 2024`, `IV квартал 2024 года`, `2024 год`.
    pub(crate) fn reporting_period(&self, period: ReportingPeriod) -> String {
        let year = period.year().to_string();
        match period.kind() {
            ReportingPeriodKind::Month => month(self, period.starts_on().naive()),
            ReportingPeriodKind::Quarter => {
                let number =
                    ["I", "II", "III", "IV"].into_iter().zip(1..).find(|(_, number)| *number == period.number());
                let number = number.map_or("", |(roman, _)| roman);
                self.say_with("reporting-quarter", &[("number", number), ("year", &year)])
            }
            ReportingPeriodKind::CalendarYear => self.say_with("reporting-calendar-year", &[("year", &year)]),
        }
    }

    /// Returns a month in numbers: `10.2024`.
    pub(crate) fn month_in_numbers(&self, month: CalendarMonth) -> String {
        format!("{:02}.{}", month.number(), month.year())
    }

    /// Returns the days of a week: `04.11–10.11.2024`; what is no week of ISO 8601 stays as it is.
    pub(crate) fn week_days(&self, week_id: &str) -> String {
        let monday = NaiveDate::parse_from_str(&format!("{week_id}-1"), "%G-W%V-%u").map(LocalDate::from);
        let days = |monday: LocalDate| format::days(self.language(), monday, monday.plus_days(6));
        monday.map_or_else(|_| week_id.to_owned(), days)
    }
}

fn month(speaker: &Speaker, first: NaiveDate) -> String {
    let month = speaker.say(match first.month() {
        1 => "month-1",
        2 => "month-2",
        3 => "month-3",
        4 => "month-4",
        5 => "month-5",
        6 => "month-6",
        7 => "month-7",
        8 => "month-8",
        9 => "month-9",
        10 => "month-10",
        11 => "month-11",
        _ => "month-12",
    });
    format!("{month} {}", first.year())
}

/// Names `2024-quarter-1`; what does not look so is shown as it is.
fn term(speaker: &Speaker, period: &Period) -> String {
    let mut parts = period.id.splitn(3, '-');
    let year = parts.next().and_then(|word| word.parse::<i32>().ok());
    let (Some(year), Some(kind), Some(number)) = (year, period.term_kind(), parts.nth(1)) else {
        return period.id.clone();
    };
    let key = match kind {
        TermKind::Quarter => "term-quarter",
        TermKind::Trimester => "term-trimester",
        TermKind::HalfYear => "term-half-year",
        TermKind::Module => "term-module",
        TermKind::Semester => "term-semester",
        TermKind::Year => "term-year",
    };
    let school_year = school_year(year);
    speaker.say_with(key, &[("number", number), ("year", &school_year)])
}

/// Names the school year that begins in a calendar year: `2024/25`.
fn school_year(year: i32) -> String {
    format!("{year}/{:02}", (year + 1).rem_euclid(100))
}
