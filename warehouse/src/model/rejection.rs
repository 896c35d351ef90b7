//! Rejections: why a message is not an event that can be kept.

use crate::symbols;

symbols! {
    /// Why a message is not an event that can be kept.
    pub enum RejectionReason {
        /// The message is larger than 1 MiB.
        Oversized = "oversized",
        /// The message does not begin with a known frame.
        Unframed = "unframed",
        /// The frame names a schema that is not the contract's.
        UnknownSchema = "unknown_schema",
        /// The body does not follow its schema.
        Malformed = "malformed",
        /// Bytes follow the body.
        TrailingBytes = "trailing_bytes",
        /// The event belongs to another topic.
        WrongTopic = "wrong_topic",
        /// The key is not the envelope's `instance|school`.
        KeyMismatch = "key_mismatch",
        /// A date or an instant lies outside 2000–2100 or too far ahead, or the clocks contradict each other.
        ImplausibleTime = "implausible_time",
        /// A field's value breaks a rule of the contract.
        InvalidContent = "invalid_content",
        /// No register names the school.
        UnknownSchool = "unknown_school",
    }
}
