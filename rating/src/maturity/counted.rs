//! What the measures counted, read from their tables.

use crate::Error;
use crate::measures::MaturityCountTables;
use warehouse::lake::Rows;
use warehouse::model::{Level, MaturityMonthCount};
use warehouse::row;

row! {
    /// How many persons (or schools) a line counts in a territory, over the schools that had sent an indicator's denominator
    /// (`86_month_form_counts.sql`).
    pub struct FormCount {
        /// The month. Example: `2024-10`.
        month_id: String,
        /// The indicator's code.
        indicator: String,
        /// The level.
        level: Level,
        /// The territory.
        territory_id: String,
        /// The line.
        line: String,
        /// How many.
        value: i64,
    }
}

/// The identity that stands in the place of a month's, where measures from before there were months counted.
pub(super) const NO_MONTH: &str = "";

/// What the measures counted.
pub struct Counted {
    /// Over all schools.
    pub(super) of_all: Vec<MaturityMonthCount>,
    /// Over the schools that had sent an indicator's denominator.
    pub(super) of_forms: Vec<FormCount>,
}

impl Counted {
    /// Reads the tables of measures; `rows` gives a table of theirs.
    ///
    /// # Errors
    /// When a table is not there, or has other columns.
    pub fn read(
        tables: MaturityCountTables,
        has_months: bool,
        rows: impl Fn(&'static str) -> Result<Rows, Error>,
    ) -> Result<Self, Error> {
        let of_months = |table| {
            let rows = rows(table)?;
            Ok::<_, Error>(if has_months { rows } else { rows.with_text("month_id", NO_MONTH) })
        };
        Ok(Self { of_all: of_months(tables.of_all)?.read()?, of_forms: of_months(tables.of_forms)?.read()? })
    }
}
