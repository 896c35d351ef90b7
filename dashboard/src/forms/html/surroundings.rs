//! What surrounds every page: its title, the trail to it, the navigation, and whence its figures come.

use super::territory_address;
use crate::forms::plain::versioned;
use crate::views::territory::Named;
use crate::web::address::Address;
use crate::web::assets;
use crate::web::reader::{Place, Reader, ShownRelease};
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
    /// The territories below the region to which the page is kept, the narrowest last.
    below: Vec<Named>,
    /// Whether the page is the last territory's own.
    is_own: bool,
}

/// A step of the trail from the country to a school.
pub(super) struct TrailLink {
    pub(super) text: String,
    pub(super) address: Address,
    /// The language of the text, where it is not the page's.
    pub(super) language: Option<&'static str>,
    pub(super) is_current: bool,
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
    /// The newest release, when this one is older: what it is, and this page of it.
    pub(super) newest: Option<(String, String)>,
}

impl<'a> Surroundings<'a> {
    /// Returns the surroundings of a page.
    pub(super) fn new(reader: &'a Reader, section: Section, title: String) -> Self {
        Self { reader, speaker: reader.speaker, title, section, below: Vec::new(), is_own: false }
    }

    /// Says to which territories below the region the page is kept, the narrowest last.
    pub(super) fn below(self, below: &[Named]) -> Self {
        Self { below: below.to_vec(), ..self }
    }

    /// Says that the page is the own one of the narrowest territory.
    pub(super) fn own(self) -> Self {
        Self { is_own: true, ..self }
    }

    /// Returns the steps from the country, where the reader may see it, to the page's territory.
    pub(super) fn trail(&self) -> Vec<TrailLink> {
        let step = |text: String, address: Address| TrailLink { text, address, language: None, is_current: false };
        let mut trail = Vec::new();
        if self.reader.has_country {
            trail.push(step(self.speaker.say("country"), self.reader.to_country("")));
        }
        if let Place::Region(region) = &self.reader.place {
            let name = self.speaker.pick(&region.name.ru, &region.name.en).clone();
            trail.push(step(name, self.reader.to("")));
        }
        trail.extend(self.below.iter().filter_map(|named| {
            let address = territory_address(self.reader, &named.territory)?;
            Some(TrailLink { language: Some("ru"), ..step(named.name.clone(), address) })
        }));
        if let Some(last) = trail.last_mut() {
            last.is_current = self.is_own;
        }
        trail
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

    /// Returns the name of the place: a region's, or nothing where the regions stand side by side.
    pub(super) fn place_name(&self) -> Option<&str> {
        match &self.reader.place {
            Place::Country => None,
            Place::Region(region) => Some(self.speaker.pick(&region.name.ru, &region.name.en)),
        }
    }

    pub(super) fn navigation(&self) -> Vec<NavigationLink> {
        let sections = [
            (Section::Rating, self.speaker.say("nav-rating"), ""),
            (Section::Findings, self.speaker.say("nav-findings"), "findings"),
            (Section::Maturity, self.speaker.say("nav-maturity"), "maturity"),
            (Section::Data, self.speaker.say("nav-data"), "data"),
            (Section::Methodology, self.speaker.say("nav-methodology"), "methodology"),
        ];
        // Findings, data and methodology are a release's, and a release is a region's.
        let is_here = |section: Section| match self.reader.place {
            Place::Country => matches!(section, Section::Rating | Section::Maturity),
            Place::Region(_) => true,
        };
        let links = sections.into_iter().filter(|(section, ..)| is_here(*section)).map(|(section, text, path)| {
            NavigationLink { text, address: self.reader.to(path), is_current: section == self.section }
        });
        links.collect()
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

    fn newest(&self, newest: &ShownRelease) -> String {
        let (number, moment) = (newest.release_id.to_string(), self.speaker.moment(newest.as_of));
        self.speaker.say_with("release-newest", &[("number", &number), ("moment", &moment)])
    }

    pub(super) fn release_note(&self) -> Option<ReleaseNote> {
        let source = self.reader.release.as_ref()?;
        Some(ReleaseNote {
            number: source.release_id.0,
            moment: self.speaker.moment_and_moscow(source.as_of),
            methodology: versioned(&source.methodology_code, source.methodology_version),
            digest: source.digest.chars().take(12).collect(),
            state: self.speaker.word(source.state),
            is_preliminary: source.state == ReleaseState::Preliminary,
            newest: self.reader.newest.as_ref().map(|newest| (self.newest(newest), self.reader.in_newest_release())),
        })
    }
}
