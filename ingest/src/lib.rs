//! From Kafka or files into the warehouse: decode, admit or reject with a reason, commit once.
//!
//! The way of a message: a [`source`] gives it; [`core`] decides what becomes of it: [`admit`] decodes it ([`codec`]) and
//! applies the contract's rules ([`event`], [`schema`]), its version is compared with what is kept, a batch is gathered;
//! [`run`] does what the core decides, and commits the batch with the partitions' positions in one transaction of the
//! warehouse. A message that is no event becomes a rejection, with its bytes and a reason, and never stops the stream; a
//! store that is away is waited for.

pub mod admit;
mod blocking;
pub mod codec;
pub mod core;
mod error;
pub mod event;
pub mod fingerprint;
pub mod message;
pub mod message_file;
pub mod run;
pub mod schema;
pub mod source;

pub use blocking::BlockingIntake;
pub use error::Error;
pub use warehouse::model;
