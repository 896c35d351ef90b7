//! The lake: tables of Parquet files, listed in a DuckLake catalog in PostgreSQL (schema `lake`).
//!
//! A file is written under a temporary name, brought to the disk, renamed, and only then listed, in the same
//! transaction as everything else that belongs to it (`catalog::add_files`). A file that no snapshot lists does not
//! exist for any reader. Readers list files from the catalog as of a snapshot, never by a pattern.

mod append;
pub(crate) mod catalog;
mod files;
mod frame;
mod known;
mod session;
mod table;

pub(crate) use files::{NewFile, write_file};
pub use frame::{Frame, FrameBuilder};
pub use known::{FactFile, KnownVersion};
pub use session::Session;
pub(crate) use table::{TABLES, Table, table};
