//! What a source gives: messages, and the partitions they come from.

use warehouse::model::TopicPartition;

/// A message as a source gives it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// The partition it was read from.
    pub topic_partition: TopicPartition,
    /// The offset there.
    pub offset: i64,
    /// The key; empty where there is none.
    pub key: Vec<u8>,
    /// The payload; empty where there is none.
    pub payload: Vec<u8>,
}

/// A partition that is ours, and where it begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assignment {
    /// The partition.
    pub topic_partition: TopicPartition,
    /// The fence under which it may be committed.
    pub fence: i64,
    /// The offset of the next message.
    pub next_offset: i64,
}
