//! A view's table as columns and typed values: what every form of file is made of.
//!
//! Headings and words stand as keys, numbers as numbers, moments as instants: nothing has a language before a form writes
//! it. There is a module for each view, which names the columns.

pub(crate) mod account;
pub(crate) mod country;
pub(crate) mod country_maturity;
pub(crate) mod data;
pub(crate) mod figure;
pub(crate) mod findings;
pub(crate) mod lessons;
pub(crate) mod maturity;
pub(crate) mod methodology;
pub(crate) mod outside;
mod period;
pub(crate) mod ranking;
pub(crate) mod school;
pub(crate) mod timetable;
pub(crate) mod trend;
mod value;

pub use value::Value;

use crate::words::Speaker;
use warehouse::model::Level;

/// A table on its way to a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// The file's name without its extension.
    pub name: String,
    /// The headings.
    pub headings: Vec<Heading>,
    /// The lines, with a value for each heading.
    pub rows: Vec<Vec<Value>>,
}

/// The heading of a column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    level: Option<Level>,
    indicator: Option<String>,
    what: What,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum What {
    Key(&'static str),
    Percent,
}

impl Heading {
    /// Returns a heading of a key of the texts.
    pub(crate) fn of(key: &'static str) -> Self {
        Self { level: None, indicator: None, what: What::Key(key) }
    }

    /// Returns the heading of an indicator's percentage.
    pub(crate) fn percent(indicator: &str) -> Self {
        Self { what: What::Percent, ..Self::of("").about(indicator) }
    }

    /// Says of which indicator the column is.
    pub(crate) fn about(self, indicator: &str) -> Self {
        Self { indicator: Some(indicator.to_owned()), ..self }
    }

    /// Says of which level's territory the column is.
    pub(crate) fn at(self, level: Level) -> Self {
        Self { level: Some(level), ..self }
    }

    /// Returns the heading as programs may name it, the same in every language. Example: `region/I01/csv-numerator`.
    pub fn key(&self) -> String {
        let what = match self.what {
            What::Key(key) => key,
            What::Percent => "percent",
        };
        let parts = [self.level.map(Level::as_str), self.indicator.as_deref(), Some(what)];
        parts.into_iter().flatten().collect::<Vec<_>>().join("/")
    }

    /// Returns the heading in words.
    pub fn text(&self, speaker: &Speaker) -> String {
        let mut text = String::new();
        if let Some(level) = self.level {
            text = format!("{}: ", speaker.word(level));
        }
        if let Some(indicator) = &self.indicator {
            text = format!("{text}{indicator} ");
        }
        text.push_str(&match self.what {
            What::Key(key) => speaker.say(key),
            What::Percent => "%".to_owned(),
        });
        text
    }
}

/// Returns headings of keys of the texts.
pub(crate) fn headings<const N: usize>(keys: [&'static str; N]) -> Vec<Heading> {
    keys.map(Heading::of).to_vec()
}
