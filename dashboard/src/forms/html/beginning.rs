//! The first page of a region before its first figures.

use super::surroundings::{Section, Surroundings};
use crate::failure::Failure;
use crate::views::beginning::{Arrived, Beginning};
use crate::web::cache::CachePolicy;
use crate::web::reader::{Place, Reader};
use crate::words::{Speaker, Word};
use askama::Template;
use axum::response::Response;

#[derive(Template)]
#[template(path = "beginning.html")]
struct BeginningPage<'a> {
    around: Surroundings<'a>,
    lead: String,
    /// What there is: each with its name.
    facts: Vec<(String, String)>,
    /// Whether these tell how many events came in.
    has_arrived: bool,
    /// Says that there is no release, and how to publish one.
    no_release: Option<String>,
    has_schools: bool,
}

/// Shows what there is and what is missing.
pub(crate) fn page(reader: &Reader, view: &Beginning) -> Result<Response, Failure> {
    let speaker = &reader.speaker;
    let (title, lead) = match view.known {
        Some(_) => ("beginning-title", "beginning-lead"),
        None => ("beginning-unreleased-title", "beginning-unreleased"),
    };
    super::answer(
        &BeginningPage {
            lead: speaker.say(lead),
            facts: facts(reader, view),
            has_arrived: view.arrived.is_some(),
            no_release: no_release(reader, view),
            has_schools: view.known.is_some_and(|known| known.schools_count > 0),
            around: Surroundings::new(reader, Section::Rating, speaker.say(title)).own(),
        },
        CachePolicy::Published,
    )
}

fn no_release(reader: &Reader, view: &Beginning) -> Option<String> {
    match (view.known, &reader.place) {
        (None, Place::Region(region)) => {
            Some(reader.speaker.say_with("beginning-no-release", &[("code", region.code.as_str())]))
        }
        _ => None,
    }
}

fn facts(reader: &Reader, view: &Beginning) -> Vec<(String, String)> {
    let speaker = &reader.speaker;
    let count = |count: usize| speaker.count(i64::try_from(count).unwrap_or(i64::MAX));
    let mut facts = Vec::new();
    match (view.known, &reader.place) {
        (Some(known), _) => {
            facts.push((speaker.say("levels-school"), count(known.schools_count)));
            facts.push((speaker.say("levels-municipality"), count(known.municipalities_count)));
        }
        (None, Place::Region(region)) => {
            facts.push((speaker.say("region-code"), region.code.to_string()));
            facts.push((speaker.say("region-oktmo"), region.oktmo.clone()));
            facts.push((speaker.say("region-zone"), region.zone.name().to_owned()));
        }
        (None, Place::Country) => {}
    }
    facts.extend(view.arrived.iter().flat_map(|arrived| arrived_facts(speaker, arrived)));
    facts
}

fn arrived_facts(speaker: &Speaker, arrived: &Arrived) -> [(String, String); 3] {
    let last = arrived.last_emitted_at;
    [
        (speaker.say("data-admitted"), speaker.count(arrived.admitted_count)),
        (speaker.say("data-rejected"), speaker.count(arrived.rejected_count)),
        (
            speaker.say("data-last-emitted"),
            last.map_or_else(|| speaker.word(Word::NEVER), |moment| speaker.moment(moment)),
        ),
    ]
}
