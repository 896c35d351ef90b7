//! The nouns of the field: identities, time, territory; events, and the facts and registers that keep them; figures and
//! releases.

mod describe;
mod duty;
mod event;
mod fact;
mod ids;
mod indicator;
mod maturity;
mod period;
mod place;
mod ratio;
mod region;
mod register;
mod rejection;
mod release;
mod reporting;
#[doc(hidden)]
pub mod stored;
mod territory;
mod time;
mod topic_partition;
mod value;

pub use describe::*;
pub use duty::*;
pub use event::*;
pub use fact::*;
pub use ids::*;
pub use indicator::*;
pub use maturity::*;
pub use period::*;
pub use place::places;
pub use polars::prelude::{AnyValue, Column};
pub use ratio::{Change, Ratio};
pub use region::*;
pub use register::*;
pub use rejection::RejectionReason;
pub use release::*;
pub use reporting::*;
pub use territory::*;
pub use time::{Instant, LocalDate};
pub use topic_partition::TopicPartition;
pub use value::*;
