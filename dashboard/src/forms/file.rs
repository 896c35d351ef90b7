//! A table as a file.

use super::table::Table;
use crate::failure::Failure;
use crate::web::cache::CachePolicy;
use crate::words::Speaker;
use axum::http::HeaderValue;
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse as _, Response};
use std::io;

/// A form of file: how a table becomes bytes. One form serves every table of every page.
pub trait FileForm: Send + Sync {
    /// Returns the extension by which addresses ask for the form, and which its files get. Example: `csv`.
    fn extension(&self) -> &'static str;

    /// Returns the media type. Example: `text/csv; charset=utf-8`.
    fn media_type(&self) -> &'static str;

    /// Returns a table as bytes; the speaker says what has no meaning without a language.
    ///
    /// # Errors
    /// When the form cannot hold the table.
    fn write(&self, table: &Table, speaker: &Speaker) -> io::Result<Vec<u8>>;
}

/// The forms that a dashboard offers.
#[derive(Clone, Copy)]
pub(crate) struct FileForms(pub(crate) &'static [&'static dyn FileForm]);

impl FileForms {
    /// Takes a form's extension off a name, when it has one.
    pub(crate) fn split(self, name: &str) -> (&str, Option<&'static dyn FileForm>) {
        let of = |form: &&'static dyn FileForm| {
            let stem = name.strip_suffix(form.extension())?.strip_suffix('.')?;
            Some((stem, Some(*form)))
        };
        self.0.iter().find_map(of).unwrap_or((name, None))
    }
}

/// Answers with a table in a form of file.
pub(crate) fn answer(form: &dyn FileForm, table: &Table, speaker: &Speaker) -> Result<Response, Failure> {
    let extension = form.extension();
    let broken = |error: &dyn std::fmt::Display| Failure::Rendering(format!("a file {extension}: {error}"));
    let content = form.write(table, speaker).map_err(|error| broken(&error))?;
    let disposition = format!("attachment; filename=\"{}.{extension}\"", file_name(&table.name));
    let headers = [
        (CONTENT_TYPE, HeaderValue::from_static(form.media_type())),
        (CACHE_CONTROL, CachePolicy::Published.header()),
        (CONTENT_DISPOSITION, HeaderValue::try_from(disposition).map_err(|error| broken(&error))?),
    ];
    Ok((headers, content).into_response())
}

/// Answers with a text that a release keeps, word for word.
pub(crate) fn text(name: &str, content: String) -> Result<Response, Failure> {
    let name = name.split('.').map(file_name).collect::<Vec<_>>().join(".");
    let disposition = HeaderValue::try_from(format!("attachment; filename=\"{name}\""))
        .map_err(|error| Failure::Rendering(format!("the text {name}: {error}")))?;
    let headers = [
        (CONTENT_TYPE, HeaderValue::from_static("text/plain; charset=utf-8")),
        (CACHE_CONTROL, CachePolicy::Published.header()),
        (CONTENT_DISPOSITION, disposition),
    ];
    Ok((headers, content).into_response())
}

fn file_name(text: &str) -> String {
    text.chars().map(|c| if c.is_ascii_alphanumeric() || matches!(c, '-' | '_') { c } else { '-' }).collect()
}
