//! What a table holds.

use crate::words::{Speaker, Word};
use warehouse::model::{DatedPeriod, Instant, LocalDate};

/// A value of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// There is none.
    Empty,
    /// Text that is the same in every language: a name, a code, a label.
    Text(String),
    /// Text that the release has in both languages.
    Translated {
        /// In Russian.
        russian: String,
        /// In English.
        english: String,
    },
    /// A word of a closed list.
    Word(Word),
    /// Several words of a closed list.
    Words(Vec<Word>),
    /// A whole number.
    Number(i64),
    /// A number in hundredths.
    Hundredths(i64),
    /// So many of a unit.
    Amount {
        /// How many.
        count: i64,
        /// The unit's name in Russian.
        unit_ru: String,
        /// The unit's name in English.
        unit_en: String,
    },
    /// A date.
    Date(LocalDate),
    /// A moment that people read from the clocks of the region.
    Moment(Instant),
    /// A moment that concerns programs, and stands in UTC everywhere.
    ProgramMoment(Instant),
    /// A period.
    Period(DatedPeriod),
}

impl Value {
    /// Returns a text.
    pub(crate) fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    /// Returns a text that a release has in both languages.
    pub(crate) fn translated(russian: &str, english: &str) -> Self {
        Self::Translated { russian: russian.to_owned(), english: english.to_owned() }
    }

    /// Returns a word of a closed list.
    pub(crate) fn word(word: impl Into<Word>) -> Self {
        Self::Word(word.into())
    }

    /// Returns the value that something is, or the absence of one.
    pub(crate) fn of<T>(value: Option<T>, is: impl FnOnce(T) -> Self) -> Self {
        value.map_or(Self::Empty, is)
    }

    /// Returns the value in words. Numbers of a table are not grouped, so that programs can read them.
    pub fn in_words(&self, speaker: &Speaker) -> String {
        match self {
            Self::Empty => String::new(),
            Self::Text(text) => text.clone(),
            Self::Translated { russian, english } => speaker.pick(russian, english).clone(),
            Self::Word(word) => speaker.word(*word),
            Self::Words(words) => words.iter().map(|word| speaker.word(*word)).collect::<Vec<_>>().join(", "),
            Self::Number(number) => number.to_string(),
            Self::Hundredths(hundredths) => speaker.decimal(*hundredths),
            Self::Amount { count, unit_ru, unit_en } => {
                format!("{} {}", speaker.count(*count), speaker.pick(unit_ru, unit_en))
            }
            Self::Date(date) => speaker.date(*date),
            Self::Moment(moment) => speaker.moment(*moment),
            Self::ProgramMoment(moment) => moment.to_string(),
            Self::Period(period) => speaker.period(period),
        }
    }
}
