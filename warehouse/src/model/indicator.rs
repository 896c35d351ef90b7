//! The indicators of the journals as a release describes them.

use crate::symbols;

symbols! {
    /// Which figure is better.
    pub enum Direction {
        /// The higher one.
        Up = "up",
        /// The lower one.
        Down = "down",
    }
}

/// An indicator as a release published it.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct PublishedIndicator {
    /// The code. Example: `I01`.
    pub code: String,
    /// Its place in the list.
    pub ordinal: i32,
    /// The name in Russian.
    pub name_ru: String,
    /// The name in English.
    pub name_en: String,
    /// Numerator over denominator in words, in Russian.
    pub formula_ru: String,
    /// Numerator over denominator in words, in English.
    pub formula_en: String,
    /// What is counted, in Russian. Example: `уроков`.
    pub unit_ru: String,
    /// What is counted, in English.
    pub unit_en: String,
    /// Which figure is better.
    pub direction: Direction,
    /// The denominator below which a figure is not ranked.
    pub minimum_denominator: i64,
}
