//! What span of time a figure is about.

use super::{LocalDate, TermKind};
use crate::symbols;
use std::fmt;

symbols! {
    /// What a period is.
    pub enum PeriodKind {
        /// Monday to Sunday.
        Week = "week",
        /// A calendar month.
        Month = "month",
        /// A school year, from September to August; of the one that runs, as far as it has come.
        Year = "year",
        /// A quarter, trimester, half-year or module, as the schools' registers define it.
        Term = "term",
    }
}

/// A period. In tables it stands as two columns: `period_kind` and `period_id`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, sqlx::FromRow)]
pub struct Period {
    /// What it is.
    #[sqlx(rename = "period_kind")]
    pub kind: PeriodKind,
    /// `2024-W42`, `2024-10`, `2024-quarter-1`, `2024` for the school year that begins in 2024: unique among the periods of its kind.
    #[sqlx(rename = "period_id")]
    pub id: String,
}

impl Period {
    /// Returns the period of a kind with that identity.
    pub fn new(kind: PeriodKind, id: impl Into<String>) -> Self {
        Self { kind, id: id.into() }
    }

    /// Returns the kind of a term; nothing of what is no term. Only terms of one kind can be compared.
    pub fn term_kind(&self) -> Option<TermKind> {
        (self.kind == PeriodKind::Term).then(|| self.id.split('-').nth(1)?.parse().ok()).flatten()
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.kind, self.id)
    }
}

/// A period with its days, as a release has it.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct DatedPeriod {
    /// Which one.
    #[sqlx(flatten)]
    pub period: Period,
    /// The first day.
    pub starts_on: LocalDate,
    /// The last day.
    pub ends_on: LocalDate,
}

impl DatedPeriod {
    /// Returns whether it is over when it is that day.
    pub fn is_over_on(&self, day: LocalDate) -> bool {
        day > self.ends_on
    }
}

/// A period of a release, and how much was due in it in the whole region.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct PublishedPeriod {
    /// The period.
    #[sqlx(flatten)]
    pub dated: DatedPeriod,
    /// The region's denominators, all indicators together, in whole units. It says whether there is anything to see.
    pub due_count: i64,
}
