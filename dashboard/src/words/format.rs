//! How numbers, dates and moments are written in each language.

use super::language::Language;
use chrono::{Datelike as _, Offset as _, Timelike as _};
use chrono_tz::Tz;
use std::cmp::Ordering;
use warehouse::model::{Instant, LocalDate};

/// Keeps a number and its sign on one line.
const NO_BREAK_SPACE: char = '\u{a0}';

/// Returns a percentage given in hundredths of a percent: `90,91 %` or `90.91%`.
pub(crate) fn percent(language: Language, hundredths: i64) -> String {
    match language {
        Language::Russian => format!("{}{NO_BREAK_SPACE}%", decimal(language, hundredths)),
        Language::English => format!("{}%", decimal(language, hundredths)),
    }
}

/// Returns a whole percentage: `90 %` or `90%`.
pub(crate) fn whole_percent(language: Language, percent: i64) -> String {
    match language {
        Language::Russian => format!("{percent}{NO_BREAK_SPACE}%"),
        Language::English => format!("{percent}%"),
    }
}

/// Returns a number given in hundredths, with two decimals: `90,91` or `90.91`.
pub(crate) fn decimal(language: Language, hundredths: i64) -> String {
    let sign = if hundredths < 0 { "−" } else { "" };
    let absolute = hundredths.unsigned_abs();
    format!("{sign}{}{}{:02}", absolute / 100, decimal_mark(language), absolute % 100)
}

/// Returns a change given in hundredths, with the sign of the exact change: `+1,25`, `−0,50`, `0,00`, and `+0,00` of one that
/// rounds to nothing.
pub(crate) fn change(language: Language, hundredths: i64, direction: Ordering) -> String {
    let sign = match direction {
        Ordering::Less => "−",
        Ordering::Equal => "",
        Ordering::Greater => "+",
    };
    format!("{sign}{}", decimal(language, hundredths.abs()))
}

fn decimal_mark(language: Language) -> char {
    match language {
        Language::Russian => ',',
        Language::English => '.',
    }
}

/// Returns a whole number with its thousands apart: `12 845` or `12,845`.
pub(crate) fn count(language: Language, number: i64) -> String {
    let mark = match language {
        Language::Russian => NO_BREAK_SPACE,
        Language::English => ',',
    };
    let digits = number.unsigned_abs().to_string();
    let mut grouped = String::new();
    for (index, digit) in digits.chars().enumerate() {
        // Four digits are read well without a gap.
        if index > 0 && (digits.len() - index).is_multiple_of(3) && digits.len() > 4 {
            grouped.push(mark);
        }
        grouped.push(digit);
    }
    if number < 0 { format!("−{grouped}") } else { grouped }
}

/// Returns a date: `15.10.2024` or `15 Oct 2024`.
pub(crate) fn date(language: Language, date: LocalDate) -> String {
    let pattern = match language {
        Language::Russian => "%d.%m.%Y",
        Language::English => "%-d %b %Y",
    };
    date.naive().format(pattern).to_string()
}

/// Returns a date without its year: `15.10` or `15 Oct`.
pub(crate) fn short_date(language: Language, date: LocalDate) -> String {
    let pattern = match language {
        Language::Russian => "%d.%m",
        Language::English => "%-d %b",
    };
    date.naive().format(pattern).to_string()
}

/// Returns a stretch of days: `14.10–20.10.2024` or `14–20 Oct 2024`.
pub(crate) fn days(language: Language, from: LocalDate, to: LocalDate) -> String {
    let (first, last) = (from.naive(), to.naive());
    if first.year() != last.year() {
        return format!("{} – {}", date(language, from), date(language, to));
    }
    match language {
        Language::Russian => format!("{}–{}", short_date(language, from), date(language, to)),
        Language::English if first.month() == last.month() => format!("{}–{}", first.day(), date(language, to)),
        Language::English => format!("{} – {}", short_date(language, from), date(language, to)),
    }
}

/// Returns a moment on the clocks of a zone, with the zone's distance from UTC: `15.10.2024 23:59 (UTC+7)`.
pub(crate) fn moment(language: Language, moment: Instant, zone: Tz) -> String {
    let local = moment.utc().with_timezone(&zone);
    let minutes = local.offset().fix().local_minus_utc() / 60;
    let distance = match (minutes / 60, minutes.abs() % 60) {
        (0, 0) => String::new(),
        (hours, 0) => format!("{hours:+}"),
        (hours, rest) => format!("{hours:+}:{rest:02}"),
    };
    let on = date(language, LocalDate::from(local.date_naive()));
    format!("{on} {:02}:{:02} (UTC{})", local.hour(), local.minute(), distance.replace('-', "−"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> LocalDate {
        text.parse().expect("a date")
    }

    #[test]
    fn percentages_follow_the_language() {
        assert_eq!(percent(Language::Russian, 9091), "90,91\u{a0}%");
        assert_eq!(percent(Language::English, 9091), "90.91%");
        assert_eq!(percent(Language::Russian, 5), "0,05\u{a0}%");
    }

    #[test]
    fn a_change_has_the_sign_of_the_exact_one() {
        assert_eq!(change(Language::Russian, 125, Ordering::Greater), "+1,25");
        assert_eq!(change(Language::English, -50, Ordering::Less), "−0.50");
        assert_eq!(change(Language::Russian, 0, Ordering::Equal), "0,00");
        assert_eq!(change(Language::Russian, 0, Ordering::Greater), "+0,00");
    }

    #[test]
    fn counts_are_grouped_from_five_digits_on() {
        assert_eq!(count(Language::Russian, 1284), "1284");
        assert_eq!(count(Language::Russian, 128_145), "128\u{a0}145");
        assert_eq!(count(Language::English, 1_128_145), "1,128,145");
    }

    #[test]
    fn days_name_the_year_once() {
        assert_eq!(days(Language::Russian, day("2024-10-14"), day("2024-10-20")), "14.10–20.10.2024");
        assert_eq!(days(Language::English, day("2024-10-14"), day("2024-10-20")), "14–20 Oct 2024");
        assert_eq!(days(Language::English, day("2024-09-30"), day("2024-10-06")), "30 Sep – 6 Oct 2024");
        assert_eq!(days(Language::English, day("2024-12-30"), day("2025-01-05")), "30 Dec 2024 – 5 Jan 2025");
    }

    #[test]
    fn a_moment_is_local_and_says_so() {
        let moment_at: Instant = "2024-10-15T16:59:59Z".parse().expect("a moment");
        assert_eq!(moment(Language::Russian, moment_at, chrono_tz::Asia::Tomsk), "15.10.2024 23:59 (UTC+7)");
        assert_eq!(moment(Language::English, moment_at, chrono_tz::UTC), "15 Oct 2024 16:59 (UTC)");
    }
}
