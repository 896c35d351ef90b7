//! The integration tests of `ingest`, in one binary.

mod admission;
mod containers;
mod contract;
mod deciding;
mod golden;
mod pipeline;
mod support;
