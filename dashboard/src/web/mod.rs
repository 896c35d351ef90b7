//! What comes in and what goes out: addresses, who visits, headers, and what is served as it lies.

pub(crate) mod address;
pub(crate) mod assets;
pub(crate) mod cache;
pub(crate) mod dashboard;
pub(crate) mod reader;
pub(crate) mod respond;
pub(crate) mod visit;
