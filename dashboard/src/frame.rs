//! What surrounds every page: its title, the navigation, and whence its figures come.

use crate::address::Address;
use crate::assets;
use crate::failure::Failure;
use crate::language::Language;
use crate::respond::CachePolicy;
use crate::visit::Visit;
use askama::Template;
use axum::http::HeaderValue;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse as _, Response};

/// A part of the dashboard, as the navigation names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Section {
    Rating,
    Maturity,
    Data,
    Methodology,
    /// None of them: the page of a failure.
    None,
}

/// What surrounds a page.
pub(crate) struct Frame<'a> {
    /// Whose page it is.
    pub(crate) visit: &'a Visit,
    /// Its title.
    pub(crate) title: String,
    section: Section,
}

/// A line of the navigation.
pub(crate) struct NavigationLink {
    pub(crate) text: String,
    pub(crate) address: Address,
    pub(crate) is_current: bool,
}

/// A language to change to.
pub(crate) struct LanguageLink {
    pub(crate) language: Language,
    pub(crate) address: String,
    pub(crate) is_current: bool,
}

/// What the footer says of the release.
pub(crate) struct ReleaseNote {
    pub(crate) number: i64,
    pub(crate) moment: String,
    pub(crate) methodology: String,
    pub(crate) digest: String,
    pub(crate) state: String,
    pub(crate) is_preliminary: bool,
}

impl<'a> Frame<'a> {
    /// Returns the surroundings of a page.
    pub(crate) fn new(visit: &'a Visit, section: Section, title: String) -> Self {
        Self { visit, title, section }
    }

    pub(crate) fn style(&self) -> String {
        assets::style()
    }

    pub(crate) fn mark(&self) -> String {
        assets::mark()
    }

    pub(crate) fn fonts(&self) -> [String; 2] {
        assets::fonts()
    }

    pub(crate) fn region_name(&self) -> &str {
        self.visit.region.as_ref().map_or("", |region| region.name.as_str())
    }

    pub(crate) fn navigation(&self) -> Vec<NavigationLink> {
        [
            (Section::Rating, self.visit.say("nav-rating"), ""),
            (Section::Maturity, self.visit.say("nav-maturity"), "maturity"),
            (Section::Data, self.visit.say("nav-data"), "data"),
            (Section::Methodology, self.visit.say("nav-methodology"), "methodology"),
        ]
        .into_iter()
        .map(|(section, text, path)| NavigationLink {
            text,
            address: self.visit.to(path),
            is_current: section == self.section,
        })
        .collect()
    }

    pub(crate) fn languages(&self) -> Vec<LanguageLink> {
        Language::ALL
            .into_iter()
            .map(|language| LanguageLink {
                language,
                address: self.visit.in_language(language),
                is_current: language == self.visit.language,
            })
            .collect()
    }

    pub(crate) fn release_note(&self) -> Option<ReleaseNote> {
        let release = self.visit.release.as_ref()?;
        let is_preliminary = release.state == "preliminary";
        Some(ReleaseNote {
            number: release.release_id,
            moment: self.visit.moment(release.as_of),
            methodology: format!("{} v{}", release.methodology_code, release.methodology_version),
            digest: release.digest.chars().take(12).collect(),
            state: self.visit.say(if is_preliminary { "release-preliminary" } else { "release-frozen" }),
            is_preliminary,
        })
    }
}

/// Returns a page as a response.
pub(crate) fn page(template: &impl Template, cache: CachePolicy) -> Result<Response, Failure> {
    let headers =
        [(CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8")), (CACHE_CONTROL, cache.header())];
    Ok((headers, template.render()?).into_response())
}
