//! A journal, as events name it.

/// A journal: its system and its installation.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Journal {
    /// The journal system. Example: `dnevnik`.
    pub system: String,
    /// Its installation. Example: `dnevnik-70`.
    pub instance: String,
}
