//! Registers of official figures: electronic tasks, and lines of official forms.

use crate::model::LocalDate;
use crate::{record, symbols};

symbols! {
    /// What an official figure is about.
    pub enum CountScope {
        /// One school.
        School = "school",
        /// A whole region.
        Region = "region",
    }
}

record! {
    /// E25. How many electronic tasks a provider offers, and how many are checked automatically.
    pub struct TasksCounted {
        /// The provider. Example: `resh`.
        provider: String,
        /// What the figure is about.
        scope: CountScope,
        /// The month, its first day, local. Example: `2024-09-01`.
        month_on: LocalDate where days_ahead(31),
        /// Tasks in electronic form for pupils. Example: `480`.
        tasks_count: i64 where between(0, 1_000_000_000),
        /// Of these, tasks that are checked automatically. Example: `360`.
        auto_checked_count: i64 where between(0, 1_000_000_000),
    }
}

record! {
    /// E26. A line of an official form, for a school or a region.
    pub struct OfficialCount {
        /// The form. Example: `OO-1`.
        form: String,
        /// The line: `pupils`, `teachers`, `schools`, `pupils_with_content_access`, `pupils_with_profile`,
        /// `pupils_with_recommendation`, `teachers_with_content`. Example: `pupils`.
        line: String,
        /// What the figure is about.
        scope: CountScope,
        /// The day the figure is as of, local. Example: `2024-09-20`.
        as_of_on: LocalDate where days_ahead(1),
        /// The figure. Example: `640`.
        value: i64 where between(0, 1_000_000_000),
    }
}
