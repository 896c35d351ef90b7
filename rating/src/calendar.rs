//! Local time: zones, days, deadlines, weeks and months. SQL dialects disagree on all of it, so it is worked out here and
//! joined to the facts as dates and instants. Everything is pure: no clock is read.

use chrono::{Datelike as _, Months, NaiveDateTime, NaiveTime, Offset as _, TimeDelta, TimeZone as _};
use chrono_tz::Tz;
use warehouse::model::{Instant, LocalDate};

/// A zone of the IANA database, whose rules change with time: Volgograd was at +4 until 26 December 2020 and is at +3.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Zone(Tz);

impl Zone {
    /// Returns the zone of that name, if the database has it. Example: `Asia/Tomsk`.
    pub fn named(name: &str) -> Option<Self> {
        name.parse().ok().map(Self)
    }

    /// Returns its name.
    pub fn name(self) -> &'static str {
        self.0.name()
    }

    /// Returns the instant at which the zone's clocks show `minute` minutes after the midnight that begins `day`. Where
    /// they show it twice, the first time; where they skip it, the moment it would have been by the offset before.
    pub fn instant(self, day: LocalDate, minute: i32) -> Instant {
        let shown = day.naive().and_time(NaiveTime::MIN) + TimeDelta::minutes(minute.into());
        match self.0.from_local_datetime(&shown).earliest() {
            Some(moment) => Instant::from(moment.to_utc()),
            None => self.in_a_gap(shown),
        }
    }

    /// No zone skips more than a day, so a day earlier the offset before the gap holds.
    fn in_a_gap(self, shown: NaiveDateTime) -> Instant {
        let before = self.0.offset_from_utc_datetime(&(shown - TimeDelta::days(1))).fix();
        Instant::from((shown - before).and_utc())
    }

    /// Returns the last microsecond of a day.
    pub fn end_of_day(self, day: LocalDate) -> Instant {
        Instant::from_micros(self.instant(day.plus_days(1), 0).micros() - 1)
    }

    /// Returns the date that the zone's calendars show at a moment.
    pub fn date_at(self, moment: Instant) -> LocalDate {
        moment.utc().with_timezone(&self.0).date_naive().into()
    }

    /// Returns the day of which a release speaks: the local date at its moment, or the day that ends with it.
    pub fn release_day(self, as_of: Instant) -> LocalDate {
        self.date_at(Instant::from_micros(as_of.micros() - 1))
    }
}

/// Returns the week of a day by ISO 8601, which may belong to another year than the day. Example: `2024-W42`.
pub fn week_id(day: LocalDate) -> String {
    let week = day.naive().iso_week();
    format!("{:04}-W{:02}", week.year(), week.week())
}

/// Returns the month of a day. Example: `2024-10`.
pub fn month_id(day: LocalDate) -> String {
    format!("{:04}-{:02}", day.naive().year(), day.naive().month())
}

/// Returns the Monday of a day's week.
pub fn monday(day: LocalDate) -> LocalDate {
    day.plus_days(-i64::from(day.naive().weekday().num_days_from_monday()))
}

/// Returns the first and the last day of a day's month.
pub fn month_bounds(day: LocalDate) -> (LocalDate, LocalDate) {
    let first = LocalDate::from(day.naive().with_day(1).unwrap_or(day.naive()));
    let next = first.naive().checked_add_months(Months::new(1)).map_or(first, LocalDate::from);
    (first, next.plus_days(-1))
}

/// Returns the school year of a day by its first calendar year: it begins on 1 September.
pub fn school_year(day: LocalDate) -> i32 {
    if day.naive().month() >= 9 { day.naive().year() } else { day.naive().year() - 1 }
}

/// Returns the first and the last day of a school year.
pub fn school_year_bounds(school_year: i32) -> (LocalDate, LocalDate) {
    let day = |year, month, day| chrono::NaiveDate::from_ymd_opt(year, month, day).unwrap_or_default().into();
    (day(school_year, 9, 1), day(school_year + 1, 8, 31))
}

/// Returns the first of the twelve months that end with a day: 2025-06-30 gives 2024-07-01, 2024-02-29 gives 2023-03-01.
pub fn twelve_months_up_to(day: LocalDate) -> LocalDate {
    day.naive().checked_sub_months(Months::new(12)).map_or(day, LocalDate::from).plus_days(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> LocalDate {
        text.parse().expect("a date")
    }

    fn zone(name: &str) -> Zone {
        Zone::named(name).expect("a zone")
    }

    #[test]
    fn a_day_ends_by_the_rule_of_its_date() {
        let end = |name, on| zone(name).end_of_day(day(on)).to_string();
        assert_eq!(end("Asia/Tomsk", "2024-10-15"), "2024-10-15T16:59:59.999999Z");
        assert_eq!(end("Europe/Kaliningrad", "2024-10-15"), "2024-10-15T21:59:59.999999Z");
        assert_eq!(end("Europe/Volgograd", "2020-12-26"), "2020-12-26T19:59:59.999999Z");
        assert_eq!(end("Europe/Volgograd", "2020-12-28"), "2020-12-28T20:59:59.999999Z");
        // The day on which the clocks go back has 25 hours.
        assert_eq!(end("Europe/Volgograd", "2020-12-27"), "2020-12-27T20:59:59.999999Z");
    }

    #[test]
    fn skipped_and_repeated_minutes_have_one_instant() {
        // Tomsk, 2016-05-29: 02:00 became 03:00; 02:30 was never shown. Volgograd, 2020-12-27: 01:30 was shown twice.
        assert_eq!(zone("Asia/Tomsk").instant(day("2016-05-29"), 150).to_string(), "2016-05-28T20:30:00Z");
        assert_eq!(zone("Europe/Volgograd").instant(day("2020-12-27"), 90).to_string(), "2020-12-26T21:30:00Z");
    }

    #[test]
    fn a_release_at_midnight_speaks_of_the_day_that_ends() {
        let at = |text: &str| zone("Asia/Tomsk").release_day(text.parse().expect("an instant")).to_string();
        assert_eq!(at("2024-11-30T17:00:00Z"), "2024-11-30");
        assert_eq!(at("2024-11-30T17:00:00.000001Z"), "2024-12-01");
    }

    #[test]
    fn periods_are_named_after_their_days() {
        assert_eq!(week_id(day("2024-12-30")), "2025-W01");
        assert_eq!(week_id(day("2024-10-15")), "2024-W42");
        assert_eq!(month_id(day("2024-10-15")), "2024-10");
        assert_eq!(monday(day("2024-11-03")), day("2024-10-28"));
        assert_eq!(month_bounds(day("2024-02-10")), (day("2024-02-01"), day("2024-02-29")));
        assert_eq!((school_year(day("2024-08-31")), school_year(day("2024-09-01"))), (2023, 2024));
    }

    #[test]
    fn the_rolling_year_ends_with_the_releases_day() {
        assert_eq!(twelve_months_up_to(day("2025-06-30")), day("2024-07-01"));
        assert_eq!(twelve_months_up_to(day("2024-02-29")), day("2023-03-01"));
    }
}
