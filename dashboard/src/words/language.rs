//! The two languages of the pages, and how one is chosen.

/// A language of the pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Language {
    /// Russian, the default.
    Russian,
    /// English.
    English,
}

impl Language {
    /// Every language, in the order of the switch.
    pub(crate) const ALL: [Self; 2] = [Self::Russian, Self::English];

    /// Returns the code, as it stands in addresses and in `<html lang>`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Russian => "ru",
            Self::English => "en",
        }
    }

    /// Returns the language's name in itself, so that whoever needs it can read it.
    pub(crate) fn own_name(self) -> &'static str {
        match self {
            Self::Russian => "Русский",
            Self::English => "English",
        }
    }

    /// Returns the language of an address by its first segment.
    pub(crate) fn of_path(path: &str) -> Option<Self> {
        let first = path.trim_start_matches('/').split('/').next()?;
        Self::ALL.into_iter().find(|language| language.code() == first)
    }

    /// Returns the language that a browser asks for: the one of ours with the greatest weight, Russian when it names none.
    pub(crate) fn preferred(accept_language: &str) -> Self {
        let weight = |language: Self| {
            accept_language
                .split(',')
                .filter_map(|range| {
                    let mut parts = range.split(';');
                    let tag = parts.next()?.trim().to_ascii_lowercase();
                    let is_ours = tag == language.code() || tag.starts_with(&format!("{}-", language.code()));
                    let quality = parts.find_map(|part| part.trim().strip_prefix("q=")?.parse::<f32>().ok());
                    is_ours.then(|| quality.unwrap_or(1.0))
                })
                .fold(0.0, f32::max)
        };
        if weight(Self::English) > weight(Self::Russian) { Self::English } else { Self::Russian }
    }

    /// Returns the one of two texts that is in this language.
    pub(crate) fn pick<'a, T: ?Sized>(self, russian: &'a T, english: &'a T) -> &'a T {
        match self {
            Self::Russian => russian,
            Self::English => english,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Language;

    #[test]
    fn the_heavier_language_is_preferred_and_russian_is_the_default() {
        assert_eq!(Language::preferred("en-GB,en;q=0.9,ru;q=0.8"), Language::English);
        assert_eq!(Language::preferred("ru,en;q=0.9"), Language::Russian);
        assert_eq!(Language::preferred("de"), Language::Russian);
        assert_eq!(Language::preferred("de, en;q=0.2"), Language::English);
    }
}
