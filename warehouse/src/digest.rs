//! The one digest of this project: SHA-256, written in hexadecimal.

use sha2::{Digest as _, Sha256};

/// Returns SHA-256 of some bytes: 64 hexadecimal digits.
pub fn sha256(bytes: &[u8]) -> String {
    hexadecimal(&Sha256::digest(bytes))
}

/// Returns SHA-256 over lines of text, each ended by a line feed: 64 hexadecimal digits.
pub fn sha256_of_lines<T: AsRef<str>>(lines: impl IntoIterator<Item = T>) -> String {
    let mut hasher = Sha256::new();
    for line in lines {
        hasher.update(line.as_ref().as_bytes());
        hasher.update(b"\n");
    }
    hexadecimal(&hasher.finalize())
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
