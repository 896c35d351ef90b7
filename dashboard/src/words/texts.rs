//! What the pages say, in Fluent files: `texts/ru.ftl` and `texts/en.ftl`, and for what is said of lessons, of periods, of the
//! country and of reporting periods `texts/lessons.ru.ftl`, `texts/periods.ru.ftl`, `texts/country.ru.ftl`,
//! `texts/reporting.ru.ftl` and the same in English.
//!
//! A new text is a key in both languages; a test compares their keys, and checks every key that the templates and the code name.

use super::language::Language;
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use std::sync::LazyLock;
use unic_langid::langid;

static RUSSIAN: LazyLock<Texts> = LazyLock::new(|| Texts::new(Language::Russian));
static ENGLISH: LazyLock<Texts> = LazyLock::new(|| Texts::new(Language::English));

/// The texts of a language.
pub(crate) struct Texts {
    bundle: FluentBundle<FluentResource>,
}

impl Texts {
    /// Returns the texts of a language, which are part of the program.
    ///
    /// # Panics
    /// When a file of texts cannot be parsed; a test reads both.
    pub(crate) fn of(language: Language) -> &'static Self {
        language.pick(&*RUSSIAN, &*ENGLISH)
    }

    fn new(language: Language) -> Self {
        let (identifier, sources) = match language {
            Language::Russian => (
                langid!("ru"),
                [
                    include_str!("../../texts/ru.ftl"),
                    include_str!("../../texts/lessons.ru.ftl"),
                    include_str!("../../texts/periods.ru.ftl"),
                    include_str!("../../texts/country.ru.ftl"),
                    include_str!("../../texts/reporting.ru.ftl"),
                ],
            ),
            Language::English => (
                langid!("en"),
                [
                    include_str!("../../texts/en.ftl"),
                    include_str!("../../texts/lessons.en.ftl"),
                    include_str!("../../texts/periods.en.ftl"),
                    include_str!("../../texts/country.en.ftl"),
                    include_str!("../../texts/reporting.en.ftl"),
                ],
            ),
        };
        let mut bundle = FluentBundle::new_concurrent(vec![identifier]);
        // The marks that isolate directions help where writing runs both ways; here they would only spoil copied numbers.
        bundle.set_use_isolating(false);
        for source in sources {
            let resource = FluentResource::try_new(source.to_owned()).expect("the texts are valid Fluent");
            bundle.add_resource(resource).expect("no key stands twice");
        }
        Self { bundle }
    }

    /// Returns a text without variables.
    pub(crate) fn say(&self, key: &str) -> String {
        self.format(key, None)
    }

    /// Returns a text with its variables set.
    pub(crate) fn say_with(&self, key: &str, variables: &[(&'static str, &str)]) -> String {
        let mut arguments = FluentArgs::new();
        for (name, value) in variables {
            arguments.set(*name, FluentValue::from(*value));
        }
        self.format(key, Some(&arguments))
    }

    /// Returns a text about a number of things: `$count` chooses the form of the word, `$shown` is the number as it is
    /// written in the language.
    pub(crate) fn say_count(&self, key: &str, count: i64, shown: &str) -> String {
        let mut arguments = FluentArgs::new();
        arguments.set("count", FluentValue::from(count));
        arguments.set("shown", FluentValue::from(shown));
        self.format(key, Some(&arguments))
    }

    fn format(&self, key: &str, arguments: Option<&FluentArgs<'_>>) -> String {
        let pattern = self.bundle.get_message(key).and_then(|message| message.value());
        let Some(pattern) = pattern else {
            tracing::error!(key, "a text is missing");
            return key.to_owned();
        };
        let mut errors = Vec::new();
        let text = self.bundle.format_pattern(pattern, arguments, &mut errors);
        for error in errors {
            tracing::error!(key, %error, "a text cannot be formed");
        }
        text.into_owned()
    }
}
