//! The pages: each reads the parameters of an address, has a view read, and gives it to a form. `page` answers with HTML,
//! `file` with a table in the form of file that the address names.

pub(crate) mod country;
pub(crate) mod country_maturity;
pub(crate) mod data;
pub(crate) mod failure;
pub(crate) mod findings;
pub(crate) mod lessons;
pub(crate) mod maturity;
pub(crate) mod methodology;
pub(crate) mod municipality;
pub(crate) mod outside;
pub(crate) mod outside_schools;
pub(crate) mod rating;
pub(crate) mod school;
pub(crate) mod timetable;

use crate::failure::Failure;
use crate::forms::file::FileForm;
use crate::views::query::filled;
use crate::web::address::encode;
use crate::web::dashboard::Dashboard;
use crate::web::visit::Parameters;
use crate::words::Language;
use axum::Extension;
use axum::extract::State;
use axum::http::header::ACCEPT_LANGUAGE;
use axum::http::{HeaderMap, Uri};
use axum::response::Redirect;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use std::sync::Arc;

/// The form of file that an address names by its extension.
type AskedForm = Extension<&'static dyn FileForm>;

/// Which of a page's tables a file holds: an address may name it as `table`.
#[derive(Debug, Deserialize)]
#[serde(bound = "T: DeserializeOwned")]
pub(crate) struct TableQuery<T> {
    #[serde(default, deserialize_with = "filled")]
    table: Option<T>,
}

/// The same of an address that may mean a page, where it has no meaning.
type AskedTable<T> = Result<Parameters<TableQuery<T>>, Failure>;

impl<T: Copy + Default> TableQuery<T> {
    fn table(&self) -> T {
        self.table.unwrap_or_default()
    }
}

/// Shows the way to the first page: of the language in the address, or of the one that the browser asks for.
pub(crate) async fn welcome(uri: Uri, headers: HeaderMap) -> Result<Redirect, Failure> {
    let language = match uri.path() {
        "/" => preferred(&headers),
        path => Language::of_path(path).ok_or(Failure::NotFound)?,
    };
    Ok(to(format!("/{}/", language.code()), &uri))
}

/// Shows the way to the region that the scope is kept to.
pub(crate) async fn to_only_region(State(dashboard): State<Arc<Dashboard>>, uri: Uri) -> Result<Redirect, Failure> {
    let language = Language::of_path(uri.path()).ok_or(Failure::NotFound)?;
    let code = dashboard.only_region().ok_or(Failure::NotFound)?;
    Ok(to(format!("/{}/regions/{}/", language.code(), encode(code.as_str())), &uri))
}

/// Shows the way to a region's page, whose address ends in a slash.
pub(crate) async fn to_region(uri: Uri) -> Redirect {
    to(format!("{}/", uri.path()), &uri)
}

/// Shows the way to a path; what an address asks for there stays.
fn to(path: String, asked: &Uri) -> Redirect {
    Redirect::to(&asked.query().map_or_else(|| path.clone(), |query| format!("{path}?{query}")))
}

/// Answers an address that names no page.
pub(crate) async fn nowhere() -> Failure {
    Failure::NotFound
}

/// Returns the language that a request asks for.
fn preferred(headers: &HeaderMap) -> Language {
    let asked = headers.get(ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
    Language::preferred(asked.unwrap_or_default())
}
