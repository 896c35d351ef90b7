//! How long a response may be kept, and by whom.

use axum::http::HeaderValue;

/// How long a response may be kept, and by whom.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
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
