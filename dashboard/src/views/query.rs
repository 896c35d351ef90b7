//! How an address's parameters are read: closed lists of words are types, and an empty value means the same as none.

use serde::de::{DeserializeOwned, IntoDeserializer as _};
use serde::{Deserialize, Deserializer};

/// Reads a parameter; forms send empty ones for «all».
pub(crate) fn filled<'de, D: Deserializer<'de>, T: DeserializeOwned>(value: D) -> Result<Option<T>, D::Error> {
    let text = String::deserialize(value)?;
    if text.is_empty() { Ok(None) } else { T::deserialize(text.into_deserializer()).map(Some) }
}
