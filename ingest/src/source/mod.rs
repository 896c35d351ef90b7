//! Where messages come from: Kafka, or files that hold the same messages. Both give [`Polled`]; the run above them
//! knows no difference.
//!
//! Positions belong to the warehouse. A source that is given partitions takes them over there (a new fence, the next
//! offset) and begins exactly at that offset; what the broker remembers of offsets is a hint for lag tools.

mod file;
mod kafka;

pub use file::FileSource;
pub use kafka::{KafkaSettings, KafkaSource, topics};

use crate::error::Error;
use crate::message::{Assignment, Message};
use std::time::Duration;
use warehouse::model::TopicPartition;

/// What a source has to say.
#[derive(Debug)]
pub enum Polled {
    /// A message.
    Message(Message),
    /// These partitions are ours from now on, and no others: whatever was gathered before must be dropped.
    Assigned(Vec<Assignment>),
    /// Nothing within the time.
    Idle,
    /// Every message that there is has been given.
    CaughtUp,
}

/// A source of messages.
#[expect(clippy::large_enum_variant, reason = "there is one in a process")]
pub enum Source {
    /// Topics of a broker.
    Kafka(KafkaSource),
    /// Files of a folder.
    Files(FileSource),
}

impl Source {
    /// Returns the name under which the source's positions are kept.
    pub fn name(&self) -> &str {
        match self {
            Self::Kafka(_) => "kafka",
            Self::Files(source) => source.name(),
        }
    }

    /// Waits for something to say, at most for `patience`.
    pub fn poll(&mut self, patience: Duration) -> Result<Polled, Error> {
        match self {
            Self::Kafka(source) => source.poll(patience),
            Self::Files(source) => source.poll(),
        }
    }

    /// Keeps the membership alive for `pause` while nothing can be taken.
    pub fn wait(&mut self, pause: Duration) -> Result<(), Error> {
        match self {
            Self::Kafka(source) => source.wait(pause),
            Self::Files(_) => {
                std::thread::sleep(pause);
                Ok(())
            }
        }
    }

    /// Tells the broker how far the warehouse is, for lag tools.
    pub fn hint(&self, partition: &TopicPartition, next_offset: i64) {
        if let Self::Kafka(source) = self {
            source.hint(partition, next_offset);
        }
    }

    /// Gives all partitions up and asks for them again, after ownership was lost.
    pub fn rejoin(&mut self) -> Result<(), Error> {
        match self {
            Self::Kafka(source) => source.rejoin(),
            Self::Files(source) => source.rejoin(),
        }
    }
}
