//! The versions of a methodology, of which each day has its own.

use super::{Methodology, MethodologyError, Rules};
use std::path::Path;
use warehouse::model::LocalDate;

/// The versions of one methodology, in the order in which they came into force. There is at least one.
#[derive(Debug, Clone, PartialEq)]
pub struct Versions(Vec<Methodology>);

impl From<Methodology> for Versions {
    fn from(methodology: Methodology) -> Self {
        Self(vec![methodology])
    }
}

impl Versions {
    /// Arranges versions and checks them against each other.
    ///
    /// # Errors
    /// When there is none, when they are of different methodologies, or when two are in force on one day.
    pub fn new(versions: Vec<Methodology>) -> Result<Self, MethodologyError> {
        let mut versions = versions;
        versions.sort_by_key(|it| (it.rules().in_force_from, it.rules().version));
        let contradictions = contradictions(&versions);
        if contradictions.is_empty() {
            Ok(Self(versions))
        } else {
            Err(MethodologyError::Contradictions(contradictions))
        }
    }

    /// Reads a file, or every `.toml` file of a folder, each a version.
    ///
    /// # Errors
    /// When one cannot be read, or when they contradict each other.
    pub fn load(path: &Path) -> Result<Self, MethodologyError> {
        if !path.is_dir() {
            return Ok(Methodology::load(path)?.into());
        }
        let failed = |source| MethodologyError::File { path: path.to_owned(), source };
        let mut versions = Vec::new();
        for entry in std::fs::read_dir(path).map_err(failed)? {
            let file = entry.map_err(failed)?.path();
            if file.extension().is_some_and(|extension| extension == "toml") {
                let named = |source| MethodologyError::Version { path: file.clone(), source: Box::new(source) };
                versions.push(Methodology::load(&file).map_err(named)?);
            }
        }
        Self::new(versions)
    }

    /// Returns every version.
    pub fn all(&self) -> &[Methodology] {
        &self.0
    }

    /// Returns the version that a release of a day is computed by; none when none is in force.
    pub fn of_release(&self, day: LocalDate) -> Option<&Methodology> {
        self.0.iter().find(|it| it.rules().is_in_force_on(day))
    }

    /// Returns the rules that a lesson of a day is judged by: of the version that came into force last by then, and of days
    /// before all of them, of the first.
    pub fn of_lesson(&self, day: LocalDate) -> Option<&Rules> {
        let begun = self.0.iter().rev().find(|it| it.rules().in_force_from <= day);
        begun.or_else(|| self.0.first()).map(Methodology::rules)
    }

    /// Returns the versions that came into force by a day: a release of that day can use no other.
    pub fn until(&self, day: LocalDate) -> &[Methodology] {
        let count = self.0.iter().take_while(|it| it.rules().in_force_from <= day).count();
        self.0.get(..count).unwrap_or_default()
    }
}

fn contradictions(versions: &[Methodology]) -> Vec<String> {
    let mut found = Vec::new();
    if versions.is_empty() {
        found.push("there is no version: a folder needs a file .toml for each".to_owned());
    }
    for (earlier, later) in versions.iter().zip(versions.iter().skip(1)) {
        let (earlier, later) = (earlier.rules(), later.rules());
        if earlier.code != later.code {
            found.push(format!("code: «{}» and «{}» are two methodologies", earlier.code, later.code));
        }
        if later.version != earlier.version + 1 {
            found.push(format!(
                "version: {} comes into force on {}, after version {}: it must be {}",
                later.version,
                later.in_force_from,
                earlier.version,
                earlier.version + 1
            ));
        }
        let day_before = later.in_force_from.plus_days(-1);
        if earlier.in_force_to != Some(day_before) {
            found.push(format!(
                "in_force_to: version {} must end on {day_before}, the day before version {} comes into force",
                earlier.version, later.version
            ));
        }
    }
    found
}
