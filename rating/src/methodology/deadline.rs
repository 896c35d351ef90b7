//! Kinds of deadlines. By which of them a duty is to be fulfilled is the methodology's word, not code.

use serde::Deserialize;

/// By when a duty is to be fulfilled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum Deadline {
    /// By the last microsecond of the lesson's day in the school's zone.
    EndOfLocalDay,
    /// By an hour of the next calendar day in the school's zone.
    NextDayAt {
        /// The hour, 0 to 23.
        hour: i32,
        /// The minute, 0 to 59.
        #[serde(default)]
        minute: i32,
    },
    /// So long after the end of the last lesson that the group's classes have on the day.
    AfterLastLesson {
        /// How long. Unit: minutes.
        minutes: i32,
    },
    /// By the end of the day so many calendar days later.
    DaysLater {
        /// How many days.
        days: i32,
    },
    /// By the end of the day so many school days of the grade later.
    WorkingDaysLater {
        /// How many school days.
        days: i32,
    },
}

impl Deadline {
    /// Returns what is wrong with its numbers.
    pub(super) fn complaint(self) -> Option<String> {
        let within = |name: &str, number: i32, most: i32| {
            (!(0..=most).contains(&number)).then(|| format!("{name} is {number}, not 0 to {most}"))
        };
        match self {
            Self::EndOfLocalDay => None,
            Self::NextDayAt { hour, minute } => within("hour", hour, 23).or_else(|| within("minute", minute, 59)),
            Self::AfterLastLesson { minutes } => within("minutes", minutes, 1440),
            Self::DaysLater { days } => within("days", days, 366),
            Self::WorkingDaysLater { days } => within("days", days, 60),
        }
    }
}
