//! The first page before the first lesson.

use super::surroundings::{Section, Surroundings};
use crate::failure::Failure;
use crate::views::beginning::Beginning;
use crate::web::cache::CachePolicy;
use crate::web::reader::Reader;
use crate::words::Word;
use askama::Template;
use axum::response::Response;

#[derive(Template)]
#[template(path = "beginning.html")]
struct BeginningPage<'a> {
    around: Surroundings<'a>,
    schools: String,
    municipalities: String,
    admitted: String,
    rejected: String,
    last_emitted_at: String,
    has_schools: bool,
}

/// Shows what there is and what is missing.
pub(crate) fn page(reader: &Reader, view: &Beginning) -> Result<Response, Failure> {
    let speaker = &reader.speaker;
    let count = |count: usize| speaker.count(i64::try_from(count).unwrap_or(i64::MAX));
    super::answer(
        &BeginningPage {
            schools: count(view.schools_count),
            municipalities: count(view.municipalities_count),
            admitted: speaker.count(view.admitted_count),
            rejected: speaker.count(view.rejected_count),
            last_emitted_at: view
                .last_emitted_at
                .map_or_else(|| speaker.word(Word::NEVER), |moment| speaker.moment(moment)),
            has_schools: view.schools_count > 0,
            around: Surroundings::new(reader, Section::Rating, speaker.say("beginning-title")),
        },
        CachePolicy::Published,
    )
}
