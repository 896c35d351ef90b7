//! Files that hold a topic's messages (see [`crate::message_file`]), read registers first.

use super::Polled;
use crate::blocking::BlockingIntake;
use crate::error::Error;
use crate::event::Family;
use crate::message::{Assignment, Message};
use crate::message_file::{MessageFileReader, list_message_files};
use std::collections::VecDeque;
use std::path::{Path, PathBuf};
use warehouse::model::TopicPartition;

/// The messages of a folder.
pub struct FileSource {
    folder: PathBuf,
    name: String,
    intake: BlockingIntake,
    is_assigned: bool,
    waiting: VecDeque<Assignment>,
    reading: Option<(Assignment, MessageFileReader)>,
}

impl FileSource {
    /// Opens a folder. Its positions are kept under its absolute path.
    pub fn open(folder: &Path, intake: BlockingIntake) -> Result<Self, Error> {
        let folder = folder.canonicalize().map_err(|source| Error::Folder {
            operation: "cannot find the folder",
            path: folder.to_owned(),
            source,
        })?;
        let name = format!("files {}", folder.display());
        Ok(Self { folder, name, intake, is_assigned: false, waiting: VecDeque::new(), reading: None })
    }

    pub(super) fn name(&self) -> &str {
        &self.name
    }

    pub(super) fn rejoin(&mut self) -> Result<(), Error> {
        self.is_assigned = false;
        self.waiting.clear();
        self.reading = None;
        Ok(())
    }

    pub(super) fn poll(&mut self) -> Result<Polled, Error> {
        if !self.is_assigned {
            return self.assign();
        }
        loop {
            if let Some((assignment, messages)) = &mut self.reading
                && let Some(message) = messages.next().transpose()?
            {
                return Ok(Polled::Message(Message {
                    topic_partition: assignment.topic_partition.clone(),
                    offset: message.offset,
                    key: message.key,
                    payload: message.value,
                }));
            }
            let Some(next) = self.waiting.pop_front() else { return Ok(Polled::CaughtUp) };
            let messages = MessageFileReader::open(&self.folder, &next.topic_partition, next.next_offset)?;
            self.reading = Some((next, messages));
        }
    }

    fn assign(&mut self) -> Result<Polled, Error> {
        let mut found: Vec<TopicPartition> =
            list_message_files(&self.folder)?.into_iter().filter(|it| Family::of_topic(&it.topic).is_some()).collect();
        // Registers first, so that the schools are known; the families stand in the order of the data's way.
        found.sort_by_key(|it| (Family::of_topic(&it.topic), it.partition));
        let partitions: Vec<(TopicPartition, i64)> = found.into_iter().map(|it| (it, 0)).collect();
        let (fence, offsets) = self.intake.take_over(&self.name, &partitions)?;
        let assigned: Vec<Assignment> = partitions
            .into_iter()
            .zip(offsets)
            .map(|((topic_partition, _), next_offset)| Assignment { topic_partition, fence, next_offset })
            .collect();
        self.waiting = assigned.iter().cloned().collect();
        self.is_assigned = true;
        Ok(Polled::Assigned(assigned))
    }
}
