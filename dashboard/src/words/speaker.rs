//! Who says everything: a language, its texts, and the clocks of a region, or of Moscow.

use super::format;
use super::language::Language;
use super::names::Word;
use super::texts::Texts;
use chrono_tz::Tz;
use warehouse::model::{Change, Instant, LocalDate, PublishedIndicator, PublishedMaturityIndicator};

/// Says in one language what is otherwise kept without words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Speaker {
    language: Language,
    zone: Tz,
}

impl Speaker {
    /// Returns the speaker of a language, who reads moments from the clocks of a zone.
    pub(crate) fn new(language: Language, zone: Tz) -> Self {
        Self { language, zone }
    }

    /// Returns the speaker of a language, who reads moments from the clocks of Moscow.
    pub(crate) fn of_moscow(language: Language) -> Self {
        Self::new(language, chrono_tz::Europe::Moscow)
    }

    /// Returns the language.
    pub fn language(&self) -> Language {
        self.language
    }

    /// Returns a text without variables.
    pub(crate) fn say(&self, key: &str) -> String {
        Texts::of(self.language).say(key)
    }

    /// Returns a text with its variables set.
    pub(crate) fn say_with(&self, key: &str, variables: &[(&'static str, &str)]) -> String {
        Texts::of(self.language).say_with(key, variables)
    }

    /// Returns a text about a number of things.
    pub(crate) fn say_count(&self, key: &str, count: i64) -> String {
        Texts::of(self.language).say_count(key, count, &self.count(count))
    }

    /// Returns the text of a word of a closed list.
    pub(crate) fn word(&self, word: impl Into<Word>) -> String {
        self.say(word.into().key)
    }

    /// Returns the one of two texts that is in the language.
    pub(crate) fn pick<'a, T: ?Sized>(&self, russian: &'a T, english: &'a T) -> &'a T {
        self.language.pick(russian, english)
    }

    /// Returns an indicator's name.
    pub(crate) fn indicator<'a>(&self, indicator: &'a PublishedIndicator) -> &'a str {
        self.pick(&indicator.name_ru, &indicator.name_en)
    }

    /// Returns the name of an indicator of digital maturity.
    pub(crate) fn maturity_indicator<'a>(&self, indicator: &'a PublishedMaturityIndicator) -> &'a str {
        self.pick(&indicator.name_ru, &indicator.name_en)
    }

    /// Returns a whole number as it is written.
    pub(crate) fn count(&self, number: i64) -> String {
        format::count(self.language, number)
    }

    /// Returns a percentage as it is written.
    pub(crate) fn percent(&self, hundredths: i64) -> String {
        format::percent(self.language, hundredths)
    }

    /// Returns a whole percentage as it is written.
    pub(crate) fn whole_percent(&self, percent: i64) -> String {
        format::whole_percent(self.language, percent)
    }

    /// Returns a number in hundredths as it is written.
    pub(crate) fn decimal(&self, hundredths: i64) -> String {
        format::decimal(self.language, hundredths)
    }

    /// Returns a change of a ratio in percentage points, with its sign.
    pub(crate) fn points(&self, change: Change) -> String {
        let points = format::change(self.language, change.point_hundredths(), change.direction());
        self.say_with("change-points", &[("points", &points)])
    }

    /// Returns a date as it is written.
    pub(crate) fn date(&self, date: LocalDate) -> String {
        format::date(self.language, date)
    }

    /// Returns a date without its year.
    pub(crate) fn short_date(&self, date: LocalDate) -> String {
        format::short_date(self.language, date)
    }

    /// Returns a moment as it is written, on the clocks of the region.
    pub(crate) fn moment(&self, moment: Instant) -> String {
        format::moment(self.language, moment, self.zone)
    }

    /// Returns a moment that readers of several regions compare: on the clocks of the region, and beside it on those of
    /// Moscow where they differ.
    pub(crate) fn moment_and_moscow(&self, moment: Instant) -> String {
        let local = self.moment(moment);
        let moscow = Self::of_moscow(self.language).moment(moment);
        if local == moscow {
            return local;
        }
        self.say_with("moment-and-moscow", &[("local", &local), ("moscow", &moscow)])
    }

    /// Says how long a time is, in the largest unit that fits.
    pub(crate) fn age(&self, seconds: i64) -> String {
        match seconds {
            ..120 => self.say_count("age-seconds", seconds),
            120..7_200 => self.say_count("age-minutes", seconds / 60),
            7_200..172_800 => self.say_count("age-hours", seconds / 3_600),
            _ => self.say_count("age-days", seconds / 86_400),
        }
    }
}
