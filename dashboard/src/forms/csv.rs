//! CSV of a table: UTF-8 with a byte order mark; `;` and a decimal comma for Russian, `,` and a decimal point for English,
//! as spreadsheets of either language expect.

use super::file::FileForm;
use super::table::{Table, Value};
use crate::words::{Language, Speaker};
use csv::{Terminator, WriterBuilder};
use std::io;

/// The form.
pub(super) struct Csv;

impl FileForm for Csv {
    fn extension(&self) -> &'static str {
        "csv"
    }

    fn media_type(&self) -> &'static str {
        "text/csv; charset=utf-8"
    }

    fn write(&self, table: &Table, speaker: &Speaker) -> io::Result<Vec<u8>> {
        let delimiter = match speaker.language() {
            Language::Russian => b';',
            Language::English => b',',
        };
        let mut writer = WriterBuilder::new()
            .delimiter(delimiter)
            .terminator(Terminator::CRLF)
            .from_writer("\u{feff}".as_bytes().to_vec());
        writer.write_record(table.headings.iter().map(|heading| heading.text(speaker)))?;
        for row in &table.rows {
            writer.write_record(row.iter().map(|value| cell(value, speaker)))?;
        }
        writer.into_inner().map_err(|error| error.into_error())
    }
}

fn cell(value: &Value, speaker: &Speaker) -> String {
    match value {
        Value::Number(_) => value.in_words(speaker),
        Value::Hundredths(_) => value.in_words(speaker).replace('−', "-"),
        _ => defuse(value.in_words(speaker)),
    }
}

/// Puts an apostrophe before text that a spreadsheet would take for a formula.
fn defuse(text: String) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{text}") } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_no_formula_and_numbers_stay_numbers() {
        let print = |value: Value, language| cell(&value, &Speaker::new(language, chrono_tz::UTC));
        assert_eq!(print(Value::text("=1+1"), Language::Russian), "'=1+1");
        assert_eq!(print(Value::text("@school"), Language::Russian), "'@school");
        assert_eq!(print(Value::Number(-3), Language::Russian), "-3");
        assert_eq!(print(Value::Hundredths(9091), Language::Russian), "90,91");
        assert_eq!(print(Value::Hundredths(0), Language::English), "0.00");
        assert_eq!(print(Value::Empty, Language::English), "");
    }
}
