//! What each installation of a journal can prove, with dates: a file that the region's operators keep. What is not declared
//! proves nothing.

use crate::journal::Journal;
use serde::Deserialize;
use std::path::Path;
use warehouse::model::{LocalDate, RegionCode};

/// The file's name among the texts of a release.
pub const SOURCES: &str = "sources.toml";

/// The installations of the simulated region.
const SIMULATED: &str = include_str!("../methodology/sources.toml");

/// A file of sources that cannot be used. Each message names the line and the rule.
#[derive(Debug, thiserror::Error)]
pub enum SourcesError {
    /// The file cannot be read.
    #[error("cannot read {path}")]
    File {
        /// Which file.
        path: std::path::PathBuf,
        /// What the system says.
        source: std::io::Error,
    },
    /// The text is none.
    #[error("{SOURCES}: {0}")]
    Text(#[from] toml::de::Error),
    /// It contradicts itself.
    #[error("{}", .0.join("; "))]
    Contradictions(Vec<String>),
}

/// What an installation can prove between two days.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// The journal system. Example: `dnevnik`.
    pub system: String,
    /// Its installation. Example: `dnevnik-70`.
    pub instance: String,
    /// The first day of lessons of which it is declared, local.
    pub from_on: LocalDate,
    /// The last such day; none until further notice.
    pub to_on: Option<LocalDate>,
    /// Whether it keeps when an entry was made.
    pub entry_time: bool,
    /// Whether it has a mark «all present».
    pub all_present_flag: bool,
    /// Whether it is believed when it says that an operator confirmed an outage; undeclared, its word confirms nothing.
    #[serde(default)]
    pub confirms_outages: bool,
    /// The region of which its lines about a whole region speak (E25, E26); none when it may say nothing of a region.
    pub region: Option<RegionCode>,
}

#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    sources: Vec<Source>,
}

/// What is declared of all installations, with the text word for word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sources {
    text: String,
    sources: Vec<Source>,
    believes_every_confirmation: bool,
}

impl Sources {
    /// Returns what is declared of the simulated region's installations, which come with this program.
    ///
    /// # Errors
    /// When the text contradicts itself.
    pub fn simulated() -> Result<Self, SourcesError> {
        Self::parse(SIMULATED)
    }

    /// Reads a file.
    ///
    /// # Errors
    /// When it cannot be read, or contradicts itself.
    pub fn load(path: &Path) -> Result<Self, SourcesError> {
        let text = std::fs::read_to_string(path);
        Self::parse(&text.map_err(|source| SourcesError::File { path: path.to_owned(), source })?)
    }

    /// Reads a text and lints it.
    ///
    /// # Errors
    /// When it contradicts itself.
    pub fn parse(text: &str) -> Result<Self, SourcesError> {
        let sources = toml::from_str::<File>(text)?.sources;
        let contradictions = contradictions(text, &sources);
        if contradictions.is_empty() {
            Ok(Self { text: text.to_owned(), sources, believes_every_confirmation: false })
        } else {
            Err(SourcesError::Contradictions(contradictions))
        }
    }

    /// Returns the same for a release from before it was declared who is believed of outages: everyone was.
    pub fn believing_every_confirmation(self) -> Self {
        Self { believes_every_confirmation: true, ..self }
    }

    /// Returns whether an installation is believed on a day when it says that an operator confirmed an outage.
    pub fn confirms_outages(&self, journal: &Journal, day: LocalDate) -> bool {
        self.believes_every_confirmation || self.of(journal, day).is_some_and(|source| source.confirms_outages)
    }

    /// Returns the text word for word.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Returns whether a journal speaks for a region on any day.
    pub fn ever_speaks_for(&self, journal: &Journal, region_code: &RegionCode) -> bool {
        let is_of = |it: &&Source| it.system == journal.system && it.instance == journal.instance;
        self.sources.iter().filter(is_of).any(|source| source.region.as_ref() == Some(region_code))
    }

    /// Returns the regions for which installations speak.
    pub fn regions(&self) -> impl Iterator<Item = &RegionCode> {
        self.sources.iter().filter_map(|source| source.region.as_ref())
    }

    /// Returns what is declared of a journal for a day's lessons; none when nothing is.
    pub fn of(&self, journal: &Journal, day: LocalDate) -> Option<&Source> {
        self.sources.iter().find(|it| {
            it.system == journal.system
                && it.instance == journal.instance
                && it.from_on <= day
                && it.to_on.is_none_or(|to_on| day <= to_on)
        })
    }
}

/// Returns everything that the sources contradict, each with the line in which its source begins.
fn contradictions(text: &str, sources: &[Source]) -> Vec<String> {
    let lines: Vec<usize> =
        (1..).zip(text.lines()).filter(|(_, line)| line.trim() == "[[sources]]").map(|(number, _)| number).collect();
    let mut found = Vec::new();
    for (index, source) in sources.iter().enumerate() {
        let mut complain = |rule: String| {
            let line = lines.get(index).copied().unwrap_or_default();
            found.push(format!("{SOURCES}:{line}: {}: {rule}", source.instance));
        };
        if source.system.trim().is_empty() || source.instance.trim().is_empty() {
            complain("system, instance: both must be given".to_owned());
        }
        if source.to_on.is_some_and(|to_on| to_on < source.from_on) {
            complain("to_on lies before from_on".to_owned());
        }
        let is_same = |other: &&Source| other.system == source.system && other.instance == source.instance;
        let overlaps = |other: &&Source| {
            other.to_on.is_none_or(|to_on| source.from_on <= to_on)
                && source.to_on.is_none_or(|to_on| other.from_on <= to_on)
        };
        if let Some(other) = sources[..index].iter().filter(is_same).find(overlaps) {
            complain(format!("from_on, to_on: the same installation is declared from {} on as well", other.from_on));
        }
    }
    found
}
