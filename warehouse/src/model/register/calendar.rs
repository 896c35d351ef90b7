//! Registers of time: the days of a year, the bells of a day, the periods that are reported.

use crate::model::LocalDate;
use crate::{record, symbols};

symbols! {
    /// What kind of day it is for a grade of a school.
    pub enum DayType {
        /// Lessons are held.
        Instructional = "instructional",
        /// Vacation.
        Vacation = "vacation",
        /// A public holiday or a day of rest.
        Holiday = "holiday",
        /// Lessons are held remotely.
        Remote = "remote",
        /// Lessons are held, pupils may stay away (frost).
        FreeAttendance = "free_attendance",
        /// Lessons are cancelled by force majeure.
        CancelledForceMajeure = "cancelled_force_majeure",
    }
}

record! {
    /// A day of a calendar.
    pub struct CalendarDay {
        /// The date, local. Example: `2024-11-04`.
        on: LocalDate where days_ahead(800),
        /// What kind of day it is.
        day_type: DayType,
        /// The act that made it so. Example: `Приказ № 118`.
        act: Option<String> where bytes(0, 1000),
    }
}

record! {
    /// E04. The calendar of a grade of a school for a school year, day by day. A day that it does not name is no
    /// instructional day.
    pub struct CalendarPublished {
        /// The school year by its first calendar year. Example: `2024`.
        school_year: i32 where between(2000, 2099),
        /// The grade. Example: `5`.
        grade: i32 where between(1, 12),
        /// Its days.
        days: Vec<CalendarDay> where items(400),
    }
}

record! {
    /// A lesson's hours in a bell timetable.
    pub struct Bell {
        /// The lesson's number. Example: `3`.
        lesson_number: i32 where between(0, 30),
        /// The beginning, local. Unit: minutes after midnight. Example: `610`.
        starts_minute: i32 where between(0, 1440),
        /// The end, local. Unit: minutes after midnight. Example: `655`.
        ends_minute: i32 where between(0, 1440),
    }
}

record! {
    /// E05. The bells of a shift in a building.
    pub struct BellsPublished {
        /// The building in the source. Example: `building-1`.
        building_id: String,
        /// The shift, 1 or 2. Example: `1`.
        shift: i32 where between(1, 3),
        /// The first day they ring so, local. Example: `2024-09-01`.
        from_on: LocalDate where days_ahead(800),
        /// The bells.
        bells: Vec<Bell> where items(31),
    }
}

symbols! {
    /// What a reporting period is.
    pub enum TermKind {
        /// A quarter (четверть).
        Quarter = "quarter",
        /// A trimester.
        Trimester = "trimester",
        /// A half-year.
        HalfYear = "half_year",
        /// A module of five or six weeks.
        Module = "module",
        /// A semester.
        Semester = "semester",
        /// The year.
        Year = "year",
    }
}

record! {
    /// E06. A reporting period of a grade of a school.
    pub struct PeriodDefined {
        /// The school year by its first calendar year. Example: `2024`.
        school_year: i32 where between(2000, 2099),
        /// The grade. Example: `5`.
        grade: i32 where between(1, 12),
        /// What the period is.
        term_kind: TermKind,
        /// Its number in the year, from 1. Example: `2`.
        term_number: i32 where between(1, 12),
        /// The first day, local. Example: `2024-11-05`.
        from_on: LocalDate where days_ahead(800),
        /// The last day, local. Example: `2024-12-28`.
        to_on: LocalDate where days_ahead(800),
    }
}
