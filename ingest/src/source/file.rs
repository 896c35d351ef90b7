//! Files that hold a topic's messages (see [`crate::message_file`]), read registers first.

use super::{Assignment, Polled};
use crate::admit::Message;
use crate::error::Error;
use crate::event::Family;
use crate::message_file::{MessageFileReader, list_message_files};
use std::collections::VecDeque;
use std::path::{Path, PathBuf};
use tokio::runtime::Handle;
use warehouse::Warehouse;

/// The messages of a folder.
pub struct FileSource {
    folder: PathBuf,
    name: String,
    warehouse: Warehouse,
    runtime: Handle,
    is_assigned: bool,
    waiting: VecDeque<Assignment>,
    reading: Option<(Assignment, MessageFileReader)>,
}

impl FileSource {
    /// Opens a folder. Its positions are kept under its absolute path.
    pub fn open(folder: &Path, warehouse: Warehouse, runtime: Handle) -> Result<Self, Error> {
        let folder = folder.canonicalize().map_err(|source| Error::Folder {
            operation: "cannot find the folder",
            path: folder.to_owned(),
            source,
        })?;
        let name = format!("files {}", folder.display());
        Ok(Self { folder, name, warehouse, runtime, is_assigned: false, waiting: VecDeque::new(), reading: None })
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
                    topic: assignment.topic.clone(),
                    partition: assignment.partition,
                    offset: message.offset,
                    key: message.key,
                    payload: message.value,
                }));
            }
            let Some(next) = self.waiting.pop_front() else { return Ok(Polled::CaughtUp) };
            let messages = MessageFileReader::open(&self.folder, &next.topic, next.partition, next.next_offset)?;
            self.reading = Some((next, messages));
        }
    }

    fn assign(&mut self) -> Result<Polled, Error> {
        let mut found: Vec<(String, i32)> = list_message_files(&self.folder)?
            .into_iter()
            .filter(|(topic, _)| Family::of_topic(topic).is_some())
            .collect();
        // Registers first, so that the schools are known; the families stand in the order of the data's way.
        found.sort_by_key(|(topic, partition)| (Family::of_topic(topic), *partition));
        let partitions: Vec<(String, i32, i64)> =
            found.into_iter().map(|(topic, partition)| (topic, partition, 0)).collect();
        let (fence, offsets) = self.runtime.block_on(self.warehouse.take_over(&self.name, &partitions))?;
        let assigned: Vec<Assignment> = partitions
            .into_iter()
            .zip(offsets)
            .map(|((topic, partition, _), next_offset)| Assignment { topic, partition, fence, next_offset })
            .collect();
        self.waiting = assigned.iter().cloned().collect();
        self.is_assigned = true;
        Ok(Polled::Assigned(assigned))
    }
}
