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
pub const LESSONS: [Measure; 6] = [
    measure!("02", "timetable_versions"),
    measure!("03", "timetable_states"),
    measure!("04", "timetable_entries"),
    measure!("06", "timetable_changes"),
    measure!("10", "lessons"),
    measure!("12", "lesson_days"),
];

/// What runs over facts and context.
pub const MEASURES: [Measure; 18] = [
    measure!("20", "placed_lessons"),
    measure!("24", "enrolled_days"),
    measure!("28", "same_lessons"),
    measure!("30", "dispositions"),
    measure!("32", "entry_versions"),
    measure!("36", "lesson_entries"),
    measure!("40", "due_lessons"),
    measure!("50", "duties"),
    measure!("60", "timetable_weeks"),
    measure!("64", "amounts"),
    measure!("66", "disposition_counts"),
    measure!("68", "lesson_findings"),
    measure!("70", "school_measures"),
    measure!("75", "territory_values"),
    measure!("80", "profiles_now"),
    measure!("82", "uses_now"),
    measure!("85", "maturity_counts"),
    measure!("90", "conservation"),
];

/// The measures' tables that a release keeps in the lake, beside its context.
pub const KEPT: [&str; 5] = ["dispositions", "duties", "timetable_weeks", "school_measures", "maturity_counts"];
