//! The integration tests of `ingest`, in one binary.

mod contract;
mod golden;
mod pipeline;
mod support;
