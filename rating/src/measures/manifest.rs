//! The manifest of a folder of measures: for each file its table, what it reads, what a row is, and what it may assume.

use serde::Deserialize;

/// The manifest's name in its folder.
pub const MANIFEST: &str = "manifest.toml";

/// What the manifest says.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Manifest {
    /// The files in the order in which they run.
    pub measures: Vec<Entry>,
}

/// What the manifest says of a file.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Entry {
    /// The file. Example: `50_duties.sql`.
    pub file: String,
    /// The table that its rows become. Where several files name one table, it has the rows of all of them.
    pub table: String,
    /// The tables that it reads: facts, what is worked out of the registers, the tables of files before it.
    pub reads: Vec<String>,
    /// The columns that tell one row from another.
    pub key: Vec<String>,
    /// What a row is, in words.
    pub grain: String,
    /// What its numbers count. Example: `lessons`; empty where it has none.
    pub unit: String,
    /// What it may take for granted of what it reads.
    pub assumes: String,
    /// The duties that it says are owed, by their codes.
    #[serde(default)]
    pub duties: Vec<String>,
    /// The lines of digital maturity that it counts.
    #[serde(default)]
    pub lines: Vec<String>,
}

impl Entry {
    /// Returns what is wrong with the entry, given the tables of the entries before it.
    pub(super) fn complaint(&self, before: &[&Self], given: &[&str]) -> Option<String> {
        let is_made =
            |table: &String| before.iter().any(|entry| entry.table == *table) || given.contains(&table.as_str());
        if let Some(unknown) = self.reads.iter().find(|table| !is_made(table)) {
            return Some(format!("reads: no file before it makes the table {unknown}, and no fact or register has it"));
        }
        let is_continued = before.last().is_none_or(|last| last.table == self.table);
        if !is_continued && before.iter().any(|entry| entry.table == self.table) {
            return Some(format!("table: the files that make {} must follow one another", self.table));
        }
        if self.key.is_empty() || self.grain.trim().is_empty() {
            return Some("key, grain: what a row is must be said".to_owned());
        }
        let is_code = |code: &&String| {
            !code.is_empty()
                && code.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_')
        };
        let codes = || self.duties.iter().chain(&self.lines);
        codes().find(|code| !is_code(code)).map(|code| format!("duties, lines: «{code}» is no code (a-z, 0-9, _)"))
    }
}
