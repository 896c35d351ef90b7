//! The nouns of the field: time, territory, facts and registers.

mod duty;
mod fact;
mod field;
mod register;
mod rejection;
mod territory;
mod time;
mod topic_partition;

pub use duty::*;
pub use fact::*;
pub use field::*;
pub use polars::prelude::{AnyValue, Column};
pub use register::*;
pub use rejection::RejectionReason;
pub use territory::*;
pub use time::{Instant, LocalDate};
pub use topic_partition::TopicPartition;
