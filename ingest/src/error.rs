//! What can stop ingest. What is wrong with an event never does: that is a rejection.

use crate::message_file::MessageFileError;
use std::path::PathBuf;
use warehouse::model::TopicPartition;

/// Ingest cannot go on.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A batch could not be committed.
    #[error("could not commit {batch}")]
    Commit {
        /// What it held: its partitions with their offsets, and its schools.
        batch: String,
        /// What the warehouse says.
        source: warehouse::Error,
    },
    /// The warehouse did not do something.
    #[error("the warehouse did not take or give something")]
    Warehouse(#[from] warehouse::Error),
    /// The broker did not do something that waiting does not repair.
    #[error("the broker refused")]
    Broker(#[from] rdkafka::error::KafkaError),
    /// A file of messages could not be read.
    #[error("a file of messages could not be read")]
    MessageFile(#[from] MessageFileError),
    /// A folder could not be used.
    #[error("{operation} {}", path.display())]
    Folder {
        /// What was being done.
        operation: &'static str,
        /// With which folder.
        path: PathBuf,
        /// What the system says.
        source: std::io::Error,
    },
    /// The broker does not have our next offset.
    #[error(
        "{topic_partition}: the next offset is {next_offset}, and the broker has {first}..{end}: \
         the topic was made anew, or events were removed before they were taken; nothing is skipped by itself"
    )]
    OffsetGone {
        /// The partition.
        topic_partition: TopicPartition,
        /// Our next offset.
        next_offset: i64,
        /// The first offset that the broker has.
        first: i64,
        /// The offset after the last one.
        end: i64,
    },
}
