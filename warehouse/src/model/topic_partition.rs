//! Where messages come from: a partition of a topic.

use std::fmt;

/// A partition of a topic. It is written `topic/partition`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, sqlx::FromRow)]
pub struct TopicPartition {
    /// The topic. Example: `journal.lessons`.
    pub topic: String,
    /// The partition's number, from 0.
    #[sqlx(rename = "topic_partition")]
    pub partition: i32,
}

impl TopicPartition {
    /// Names a partition of a topic.
    pub fn new(topic: impl Into<String>, partition: i32) -> Self {
        Self { topic: topic.into(), partition }
    }
}

impl fmt::Display for TopicPartition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.topic, self.partition)
    }
}
