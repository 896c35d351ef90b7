//! What may be hidden.

/// A number that is known, and hidden when it counts too few persons.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Disclosed {
    /// It can be shown.
    Shown(i64),
    /// It, or what could be computed from it, would speak of persons one can name.
    Hidden,
}
