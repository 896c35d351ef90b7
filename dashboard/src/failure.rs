//! Why a page cannot be shown. A handler returns it; `pages::failure` logs it once and shows it in the reader's language.

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use std::sync::Arc;

/// Why a page cannot be shown.
#[derive(Debug, Clone, thiserror::Error)]
pub(crate) enum Failure {
    /// The address names nothing: a page, a territory, a period or a release that does not exist, or a word that is no choice.
    #[error("the address names nothing")]
    NotFound,
    /// The address names a region that the register does not have.
    #[error("the register has no such region")]
    UnknownRegion,
    /// The release has no period that figures could be of: no lesson is known that was to be held by its moment.
    #[error("the release has no lessons")]
    NothingDue,
    /// There is no release yet.
    #[error("nothing is published yet")]
    NothingPublished,
    /// The warehouse failed.
    #[error("the warehouse failed")]
    Warehouse(#[source] Arc<warehouse::Error>),
    /// A page could not be made of what was read.
    #[error("cannot make the page: {0}")]
    Rendering(String),
}

impl Failure {
    /// Returns the status that tells it to programs.
    pub(crate) fn status(&self) -> StatusCode {
        match self {
            Self::NotFound | Self::UnknownRegion | Self::NothingDue | Self::NothingPublished => StatusCode::NOT_FOUND,
            Self::Warehouse(error) if error.is_passing() => StatusCode::SERVICE_UNAVAILABLE,
            Self::Warehouse(_) | Self::Rendering(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }
}

impl From<warehouse::Error> for Failure {
    fn from(error: warehouse::Error) -> Self {
        Self::Warehouse(Arc::new(error))
    }
}

impl From<askama::Error> for Failure {
    fn from(error: askama::Error) -> Self {
        Self::Rendering(error.to_string())
    }
}

impl IntoResponse for Failure {
    /// Only carries the failure to `pages::failure`, which knows the language.
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        response.extensions_mut().insert(self);
        response
    }
}
