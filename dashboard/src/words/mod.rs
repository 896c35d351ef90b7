//! Words: the two languages, their texts, how numbers and moments are written, and the names of what the warehouse keeps
//! as symbols.
//!
//! A [`Speaker`] is given to whoever needs words. Views never get one.

mod codes;
mod explained;
mod format;
mod language;
mod names;
mod periods;
mod speaker;
mod texts;

pub use language::Language;
pub use names::Word;
pub use speaker::Speaker;
