//! What is kept: the domain's nouns, all SQL and all file paths, the lake and its one commit.
//!
//! [`Warehouse`] is opened by the executable, which gives each stage its door and no other: `ingest` commits facts and
//! register changes through [`intake`], `rating` reads them through [`lake`] and [`registers`] and publishes by way of
//! [`releases`], `dashboard` reads what was [`published`] to a [`access::Scope`].

pub mod access;
pub mod digest;
mod error;
mod health;
pub mod intake;
pub mod lake;
pub mod model;
mod open;
pub mod published;
pub mod registers;
pub mod releases;
mod store;
#[cfg(feature = "testing")]
pub mod testing;

pub use error::Error;
pub use health::Health;
pub use open::{Settings, Warehouse};
