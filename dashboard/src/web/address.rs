//! Addresses within the dashboard.

use std::fmt;

/// An address: a path and its parameters. Printing it encodes what must be encoded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Address {
    path: String,
    parameters: Vec<(&'static str, String)>,
}

impl Address {
    /// Returns the address of a path, whose segments are encoded already.
    pub(crate) fn new(path: impl Into<String>) -> Self {
        Self { path: path.into(), parameters: Vec::new() }
    }

    /// Returns the address with a parameter set; an empty value removes it.
    pub(crate) fn with(mut self, name: &'static str, value: impl fmt::Display) -> Self {
        self.parameters.retain(|(known, _)| *known != name);
        let value = value.to_string();
        if !value.is_empty() {
            self.parameters.push((name, value));
        }
        self
    }

    /// Returns the address with all parameters of another one.
    pub(crate) fn with_all(self, other: &Self) -> Self {
        other.parameters.iter().fold(self, |address, (name, value)| address.with(name, value))
    }

    /// Returns the path.
    pub(crate) fn path(&self) -> &str {
        &self.path
    }

    /// Returns the parameters, for the hidden fields of a form.
    pub(crate) fn parameters(&self) -> &[(&'static str, String)] {
        &self.parameters
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.path)?;
        for (index, (name, value)) in self.parameters.iter().enumerate() {
            write!(f, "{}{name}={}", if index == 0 { '?' } else { '&' }, encode(value))?;
        }
        Ok(())
    }
}

/// Encodes a segment of a path or a value of a parameter.
pub(crate) fn encode(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'~') {
            encoded.push(char::from(byte));
        } else {
            encoded.push_str(&format!("%{byte:02X}"));
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::Address;

    #[test]
    fn values_are_encoded_and_empty_ones_left_out() {
        let address = Address::new("/ru/").with("level", "school").with("sort", "a&b=я").with("municipality", "");
        assert_eq!(address.to_string(), "/ru/?level=school&sort=a%26b%3D%D1%8F");
        assert_eq!(address.with("level", "").with("sort", "").to_string(), "/ru/");
    }
}
