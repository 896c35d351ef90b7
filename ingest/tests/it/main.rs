//! The integration tests of `ingest`, in one binary.

mod contract;
mod deciding;
mod golden;
mod pipeline;
mod support;
