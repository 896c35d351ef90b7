//! The page that says that there is nothing, or that something failed.

use super::preferred;
use crate::failure::Failure;
use crate::forms::html;
use crate::web::dashboard::Dashboard;
use crate::web::reader::Reader;
use crate::words::{Language, Speaker};
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use std::error::Error as _;
use std::sync::Arc;

/// Logs a failure once, and shows it in the reader's language. It reads nothing: the warehouse may be what failed.
pub(crate) async fn show_failures(State(dashboard): State<Arc<Dashboard>>, request: Request, next: Next) -> Response {
    let path = request.uri().path().to_owned();
    let language = Language::of_path(&path).unwrap_or_else(|| preferred(request.headers()));
    let mut response = next.run(request).await;
    // What axum itself cannot read, such as a path that is no UTF-8, names nothing either.
    let unreadable = (response.status() == StatusCode::BAD_REQUEST).then_some(Failure::NotFound);
    let Some(failure) = response.extensions_mut().remove::<Failure>().or(unreadable) else { return response };
    log(&failure, &path);
    // A failure tells no moments.
    let speaker = Speaker::of_moscow(language);
    let reader = Reader::of_failure(speaker, dashboard.place_at(&path), dashboard.has_country());
    html::failure::page(&reader, &failure).unwrap_or_else(|second| {
        log(&second, &path);
        failure.status().into_response()
    })
}

fn log(failure: &Failure, path: &str) {
    if failure.status().is_client_error() {
        tracing::debug!(path, "nothing to show: {failure}");
        return;
    }
    let mut causes = Vec::new();
    let mut cause = failure.source();
    while let Some(error) = cause {
        causes.push(error.to_string());
        cause = error.source();
    }
    tracing::error!(path, causes = causes.join(": "), "a page failed: {failure}");
}
