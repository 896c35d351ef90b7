//! The page of what looks wrong in the data.

use super::choices::{ChoiceOption, Choices, filter_options, municipality_options};
use super::found::{FoundSection, Place, findings_address, place};
use super::opened::Pager;
use super::surroundings::{Section, Surroundings};
use crate::failure::Failure;
use crate::views::findings::Findings;
use crate::web::address::Address;
use crate::web::cache::CachePolicy;
use crate::web::reader::Reader;
use askama::Template;
use axum::response::Response;
use warehouse::model::{FindingKind, Level};
use warehouse::published::PublishedFinding;

struct FindingLine {
    kind: String,
    place: Place,
    municipality: String,
    count: String,
    example: String,
}

#[derive(Template)]
#[template(path = "findings.html")]
struct FindingsPage<'a> {
    around: Surroundings<'a>,
    form: Choices,
    municipalities: Vec<ChoiceOption>,
    kinds: Vec<ChoiceOption>,
    found: FoundSection,
    findings: Vec<FindingLine>,
    csv: Address,
    pager: Pager,
}

/// Shows the findings.
pub(crate) fn page(reader: &Reader, view: &Findings) -> Result<Response, Failure> {
    let speaker = &reader.speaker;
    let territory = &view.found.territory;
    let address =
        findings_address(reader, &territory.territory).with("kind", view.choice.map_or("", FindingKind::as_str));
    let choices = view.found.kinds.iter().map(|count| (count.finding, speaker.word(count.finding)));
    let total = speaker.say_count("count-of-lines", view.stretch.total_count);
    let title = match territory.level() {
        Level::Region => speaker.say("findings-title"),
        Level::Municipality | Level::School => speaker.say_with("findings-of", &[("name", &territory.name)]),
    };
    super::answer(
        &FindingsPage {
            form: Choices::new(&address, &["kind", "municipality"]),
            municipalities: match territory.level() {
                // A school's findings are chosen by their kind alone.
                Level::School => Vec::new(),
                _ => municipality_options(&view.municipalities, view.municipality.as_ref()),
            },
            kinds: filter_options(speaker.say("findings-kind-all"), choices, view.choice),
            found: FoundSection { all: None, ..FoundSection::new(reader, &view.found) },
            findings: view.findings.iter().map(|finding| line(reader, finding)).collect(),
            csv: Address::new(format!("{}.csv", address.path())).with_all(&address),
            pager: Pager::new(speaker, &address, view.stretch, &total),
            around: Surroundings::new(reader, Section::Findings, title).below(&view.trail),
        },
        CachePolicy::Published,
    )
}

fn line(reader: &Reader, finding: &PublishedFinding) -> FindingLine {
    FindingLine {
        kind: reader.speaker.word(finding.finding),
        place: place(reader, finding),
        municipality: finding.municipality_name.clone().unwrap_or_default(),
        count: reader.speaker.count(finding.findings_count),
        example: finding.example.clone(),
    }
}
