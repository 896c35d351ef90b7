//! The measures' SQL, in the order in which it runs. A file's name is its number and the table that its rows become.

/// A statement of the measures and the table that its rows become.
#[derive(Debug, Clone, Copy)]
pub struct Measure {
    /// The table.
    pub table: &'static str,
    /// The statement.
    pub sql: &'static str,
}

macro_rules! measure {
    ($number:literal, $table:literal) => {
        Measure { table: $table, sql: include_str!(concat!("../measures/", $number, "_", $table, ".sql")) }
    };
}

/// What runs before the context is worked out: it needs to know on which days there are lessons.
pub const LESSONS: [Measure; 2] = [measure!("10", "lessons"), measure!("15", "lesson_days")];

/// What runs over facts and context.
pub const MEASURES: [Measure; 12] = [
    measure!("20", "scoped_lessons"),
    measure!("25", "enrolled_days"),
    measure!("30", "due_lessons"),
    measure!("40", "lesson_entries"),
    measure!("50", "duties"),
    measure!("60", "timetable_weeks"),
    measure!("70", "school_measures"),
    measure!("75", "territory_values"),
    measure!("80", "profiles_now"),
    measure!("82", "uses_now"),
    measure!("85", "maturity_counts"),
    measure!("90", "conservation"),
];

/// The measures' tables that a release keeps in the lake, beside its context.
pub const KEPT: [&str; 4] = ["duties", "timetable_weeks", "school_measures", "maturity_counts"];
