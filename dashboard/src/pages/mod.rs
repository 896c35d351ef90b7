//! The pages, each in the order: parameters, page, handler, CSV.

pub(crate) mod data;
pub(crate) mod data_csv;
pub(crate) mod failure;
pub(crate) mod lessons;
pub(crate) mod maturity;
pub(crate) mod methodology;
pub(crate) mod municipality;
pub(crate) mod rating;
pub(crate) mod school;
pub(crate) mod timetable;

use crate::failure::Failure;
use crate::language::Language;
use crate::respond::preferred;
use axum::http::{HeaderMap, Uri};
use axum::response::Redirect;

/// Shows the way to the first page: of the language in the address, or of the one that the browser asks for.
pub(crate) async fn welcome(uri: Uri, headers: HeaderMap) -> Result<Redirect, Failure> {
    let language = match uri.path() {
        "/" => preferred(&headers),
        path => Language::of_path(path).ok_or(Failure::NotFound)?,
    };
    Ok(Redirect::to(&format!("/{}/", language.code())))
}

/// Answers an address that names no page.
pub(crate) async fn nowhere() -> Failure {
    Failure::NotFound
}

/// Returns a parameter's value; forms send empty ones for «all».
fn filled(value: Option<&String>) -> Option<&str> {
    value.map(String::as_str).filter(|text| !text.is_empty())
}
