//! The page that says that there is nothing, or that something failed.

use crate::Dashboard;
use crate::failure::Failure;
use crate::frame::{Frame, Section, page};
use crate::language::Language;
use crate::respond::CachePolicy;
use crate::visit::Visit;
use askama::Template;
use axum::response::Response;
use std::sync::Arc;

#[derive(Template)]
#[template(path = "failure.html")]
struct FailurePage<'a> {
    frame: Frame<'a>,
    explanation: String,
}

/// Shows a failure. It reads nothing: the warehouse may be what failed.
pub(crate) fn show(dashboard: &Arc<Dashboard>, language: Language, failure: &Failure) -> Result<Response, Failure> {
    let visit = Visit::without_release(dashboard, language);
    let (title, explanation) = match failure {
        Failure::NotFound => ("failure-not-found-title", "failure-not-found"),
        Failure::NothingPublished => ("failure-nothing-published-title", "failure-nothing-published"),
        Failure::Warehouse(_) | Failure::Rendering(_) => ("failure-broken-title", "failure-broken"),
    };
    let template =
        FailurePage { frame: Frame::new(&visit, Section::None, visit.say(title)), explanation: visit.say(explanation) };
    let mut response = page(&template, CachePolicy::Never)?;
    *response.status_mut() = failure.status();
    Ok(response)
}
