//! What surrounds every page: its title, the navigation, and whence its figures come.

use crate::forms::plain::versioned;
use crate::web::address::Address;
use crate::web::assets;
use crate::web::reader::Reader;
use crate::words::{Language, Speaker};
use warehouse::model::ReleaseState;

/// A part of the dashboard, as the navigation names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Section {
    Rating,
    Findings,
    Maturity,
    Data,
    Methodology,
    /// None of them: the page of a failure.
    None,
}

/// What surrounds a page.
pub(super) struct Surroundings<'a> {
    reader: &'a Reader,
    /// Who says what stands on the page.
    pub(super) speaker: Speaker,
    /// The page's title.
    pub(super) title: String,
    section: Section,
}

/// A line of the navigation.
pub(super) struct NavigationLink {
    pub(super) text: String,
    pub(super) address: Address,
    pub(super) is_current: bool,
}

/// A language to change to.
pub(super) struct LanguageLink {
    pub(super) language: Language,
    pub(super) address: String,
    pub(super) is_current: bool,
}

/// What the footer says of the release.
pub(super) struct ReleaseNote {
    pub(super) number: i64,
    pub(super) moment: String,
    pub(super) methodology: String,
    pub(super) digest: String,
    pub(super) state: String,
    pub(super) is_preliminary: bool,
}

impl<'a> Surroundings<'a> {
    /// Returns the surroundings of a page.
    pub(super) fn new(reader: &'a Reader, section: Section, title: String) -> Self {
        Self { reader, speaker: reader.speaker, title, section }
    }

    pub(super) fn style(&self) -> String {
        assets::style()
    }

    pub(super) fn mark(&self) -> String {
        assets::mark()
    }

    pub(super) fn fonts(&self) -> [String; 2] {
        assets::fonts()
    }

    pub(super) fn to(&self, path: &str) -> Address {
        self.reader.to(path)
    }

    pub(super) fn region_name(&self) -> &str {
        self.reader.region_name.as_deref().unwrap_or_default()
    }

    pub(super) fn navigation(&self) -> Vec<NavigationLink> {
        [
            (Section::Rating, self.speaker.say("nav-rating"), ""),
            (Section::Findings, self.speaker.say("nav-findings"), "findings"),
            (Section::Maturity, self.speaker.say("nav-maturity"), "maturity"),
            (Section::Data, self.speaker.say("nav-data"), "data"),
            (Section::Methodology, self.speaker.say("nav-methodology"), "methodology"),
        ]
        .into_iter()
        .map(|(section, text, path)| NavigationLink {
            text,
            address: self.reader.to(path),
            is_current: section == self.section,
        })
        .collect()
    }

    pub(super) fn languages(&self) -> Vec<LanguageLink> {
        Language::ALL
            .into_iter()
            .map(|language| LanguageLink {
                language,
                address: self.reader.in_language(language),
                is_current: language == self.speaker.language(),
            })
            .collect()
    }

    pub(super) fn release_note(&self) -> Option<ReleaseNote> {
        let source = self.reader.release.as_ref()?;
        Some(ReleaseNote {
            number: source.release_id.0,
            moment: self.speaker.moment(source.as_of),
            methodology: versioned(&source.methodology_code, source.methodology_version),
            digest: source.digest.chars().take(12).collect(),
            state: self.speaker.word(source.state),
            is_preliminary: source.state == ReleaseState::Preliminary,
        })
    }
}
