//! The page that says that there is nothing, or that something failed.

use super::surroundings::{Section, Surroundings};
use crate::failure::Failure;
use crate::web::cache::CachePolicy;
use crate::web::reader::Reader;
use askama::Template;
use axum::response::Response;

#[derive(Template)]
#[template(path = "failure.html")]
struct FailurePage<'a> {
    around: Surroundings<'a>,
    explanation: String,
}

/// Shows a failure.
pub(crate) fn page(reader: &Reader, failure: &Failure) -> Result<Response, Failure> {
    let (title, explanation) = match failure {
        Failure::NotFound => ("failure-not-found-title", "failure-not-found"),
        Failure::UnknownRegion => ("failure-unknown-region-title", "failure-unknown-region"),
        Failure::NothingDue => ("beginning-title", "beginning-lead"),
        Failure::NothingPublished => ("failure-nothing-published-title", "failure-nothing-published"),
        Failure::Warehouse(_) | Failure::Rendering(_) => ("failure-broken-title", "failure-broken"),
    };
    let around = Surroundings::new(reader, Section::None, reader.speaker.say(title));
    let explanation = reader.speaker.say(explanation);
    let mut response = super::answer(&FailurePage { around, explanation }, CachePolicy::Never)?;
    *response.status_mut() = failure.status();
    Ok(response)
}
