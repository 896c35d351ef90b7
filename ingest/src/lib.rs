//! From Kafka or files into the warehouse: decode, admit or reject with a reason, commit once.
//!
//! The way of a message: a [`source`] gives it; [`admit`] decodes it ([`codec`]) and applies the contract's rules
//! ([`event`], [`schema`]); [`known`] tells whether it was kept already; [`batch`] gathers it; [`run`] commits the
//! batch with the partitions' positions in one transaction of the warehouse. A message that is no event becomes a
//! rejection, with its bytes and a reason, and never stops the stream; a store that is away is waited for.

pub mod admit;
pub mod batch;
pub mod codec;
mod error;
pub mod event;
pub mod fingerprint;
pub mod known;
pub mod message_file;
pub mod run;
pub mod schema;
pub mod source;

pub use error::Error;
pub use warehouse::model;
