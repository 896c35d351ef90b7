//! What every response gets on its way out: headers, and a page in the visitor's language when something failed.

use crate::Dashboard;
use crate::failure::Failure;
use crate::language::Language;
use crate::pages;
use axum::extract::{Request, State};
use axum::http::header::{
    ACCEPT_LANGUAGE, CACHE_CONTROL, CONTENT_SECURITY_POLICY, HeaderName, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use std::error::Error as _;
use std::sync::Arc;

/// No scripts at all, styles and fonts of our own; drawings stand in the page itself.
const POLICY: &str = "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self' data:; \
                      form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// How long a response may be kept, and by whom.
#[derive(Debug, Clone, Copy)]
pub(crate) enum CachePolicy {
    /// A page of published figures: the reader's own browser may keep it for a minute.
    Published,
    /// A file whose name changes with its content.
    Immutable,
    /// What is true only now.
    Never,
}

impl CachePolicy {
    /// Returns the header's value.
    pub(crate) fn header(self) -> HeaderValue {
        HeaderValue::from_static(match self {
            Self::Published => "private, max-age=60",
            Self::Immutable => "public, max-age=31536000, immutable",
            Self::Never => "no-store",
        })
    }
}

/// Adds the headers, logs a failure once, and shows it.
pub(crate) async fn finish(State(dashboard): State<Arc<Dashboard>>, request: Request, next: Next) -> Response {
    let path = request.uri().path().to_owned();
    let language = Language::of_path(&path).unwrap_or_else(|| preferred(request.headers()));
    let mut response = next.run(request).await;
    // What axum itself cannot read, such as a path that is no UTF-8, names nothing either.
    let unreadable = (response.status() == StatusCode::BAD_REQUEST).then_some(Failure::NotFound);
    if let Some(failure) = response.extensions_mut().remove::<Failure>().or(unreadable) {
        log(&failure, &path);
        response = pages::failure::show(&dashboard, language, &failure).unwrap_or_else(|second| {
            log(&second, &path);
            failure.status().into_response()
        });
    }
    let headers = response.headers_mut();
    headers.entry(CACHE_CONTROL).or_insert(CachePolicy::Never.header());
    headers.insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY));
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(REFERRER_POLICY, HeaderValue::from_static("same-origin"));
    headers.insert(HeaderName::from_static("x-frame-options"), HeaderValue::from_static("DENY"));
    response
}

/// Returns the language that the request asks for.
pub(crate) fn preferred(headers: &HeaderMap) -> Language {
    let asked = headers.get(ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
    Language::preferred(asked.unwrap_or_default())
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
