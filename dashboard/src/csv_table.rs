//! CSV of a table: UTF-8 with a byte order mark; `;` and a decimal comma for Russian, `,` and a decimal point for English,
//! as spreadsheets of either language expect.

use crate::failure::Failure;
use crate::format;
use crate::language::Language;
use crate::respond::CachePolicy;
use axum::http::HeaderValue;
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse as _, Response};

/// What a cell holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Cell {
    Text(String),
    Number(i64),
    /// A number in hundredths, printed with two decimals.
    Hundredths(i64),
    Empty,
}

impl Cell {
    /// Returns a cell of text.
    pub(crate) fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    /// Returns a cell of a number, empty when there is none.
    pub(crate) fn number(number: Option<i64>) -> Self {
        number.map_or(Self::Empty, Self::Number)
    }

    /// Returns a cell of a number in hundredths, empty when there is none.
    pub(crate) fn hundredths(number: Option<i64>) -> Self {
        number.map_or(Self::Empty, Self::Hundredths)
    }

    fn print(&self, language: Language) -> String {
        match self {
            Self::Text(text) => defuse(text),
            Self::Number(number) => number.to_string(),
            Self::Hundredths(number) => format::decimal(language, *number).replace('−', "-"),
            Self::Empty => String::new(),
        }
    }
}

/// A table on its way to a file.
pub(crate) struct CsvTable {
    /// The file's name without its extension.
    pub(crate) name: String,
    /// The headings.
    pub(crate) headings: Vec<String>,
    /// The lines.
    pub(crate) rows: Vec<Vec<Cell>>,
}

impl CsvTable {
    /// Returns the file.
    pub(crate) fn response(&self, language: Language) -> Result<Response, Failure> {
        let broken = |error: &dyn std::fmt::Display| Failure::Rendering(format!("CSV: {error}"));
        let delimiter = match language {
            Language::Russian => b';',
            Language::English => b',',
        };
        let mut writer = csv::WriterBuilder::new()
            .delimiter(delimiter)
            .terminator(csv::Terminator::CRLF)
            .from_writer("\u{feff}".as_bytes().to_vec());
        writer.write_record(&self.headings).map_err(|error| broken(&error))?;
        for row in &self.rows {
            writer.write_record(row.iter().map(|cell| cell.print(language))).map_err(|error| broken(&error))?;
        }
        let content = writer.into_inner().map_err(|error| broken(&error))?;
        let disposition = HeaderValue::try_from(format!("attachment; filename=\"{}.csv\"", file_name(&self.name)))
            .map_err(|error| broken(&error))?;
        let headers = [
            (CONTENT_TYPE, HeaderValue::from_static("text/csv; charset=utf-8")),
            (CACHE_CONTROL, CachePolicy::Published.header()),
            (CONTENT_DISPOSITION, disposition),
        ];
        Ok((headers, content).into_response())
    }
}

/// Puts an apostrophe before text that a spreadsheet would take for a formula.
fn defuse(text: &str) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{text}") } else { text.to_owned() }
}

fn file_name(text: &str) -> String {
    text.chars().map(|c| if c.is_ascii_alphanumeric() || matches!(c, '-' | '_') { c } else { '-' }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_no_formula_and_numbers_stay_numbers() {
        assert_eq!(Cell::text("=1+1").print(Language::Russian), "'=1+1");
        assert_eq!(Cell::text("@school").print(Language::Russian), "'@school");
        assert_eq!(Cell::Number(-3).print(Language::Russian), "-3");
        assert_eq!(Cell::Hundredths(9091).print(Language::Russian), "90,91");
        assert_eq!(Cell::Hundredths(0).print(Language::English), "0.00");
        assert_eq!(Cell::Empty.print(Language::English), "");
    }
}
