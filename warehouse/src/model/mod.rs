//! The nouns of the field: time, territory, events, and the facts and registers that keep them.

mod duty;
mod event;
mod fact;
mod field;
mod register;
mod rejection;
mod territory;
mod time;
mod topic_partition;

pub use duty::*;
pub use event::*;
pub use fact::*;
pub use field::*;
pub use polars::prelude::{AnyValue, Column};
pub use register::*;
pub use rejection::RejectionReason;
pub use territory::*;
pub use time::{Instant, LocalDate};
pub use topic_partition::TopicPartition;
