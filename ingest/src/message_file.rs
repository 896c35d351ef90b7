//! Kafka messages kept in files, so that whatever reads a topic can read a folder instead: the twin of a broker
//! for the demo without one, for replays and for tests.
//!
//! A folder holds `<topic>/<partition>.avro`: Avro object container files, whose records are
//! `{key: bytes, value: bytes, timestamp: long}`. **A message's offset is its index in the file**, from 0, so a
//! checkpoint means the same here as it does in Kafka.
//!
//! Any such container is read, with whatever marker, by whatever library it was written, without compression or with
//! `deflate`. Ours have a marker that is a constant, not chance: the same messages make the same bytes. Messages are
//! appended to our own files only.

use apache_avro::reader::{ReaderDeser, datum::GenericDatumReader};
use apache_avro::types::Value;
use apache_avro::{Reader, Schema, Writer, schema::RecordSchema};
use serde::de::{Deserializer, Visitor};
use serde::{Deserialize, Serialize, Serializer};
use std::fs::{self, File, OpenOptions};
use std::io::{self, BufReader, Chain, Cursor, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::LazyLock;
use warehouse::model::{Instant, TopicPartition};

const EXTENSION: &str = "avro";
const MARKER: [u8; 16] = *b"svodka.messages\n";
// Large blocks: a reader that resumes skips block by block without looking inside.
const BLOCK_BYTES: usize = 1 << 20;

static SCHEMA: LazyLock<Schema> = LazyLock::new(|| {
    Schema::parse_str(
        r#"{"type": "record", "name": "Message", "namespace": "svodka", "fields": [
            {"name": "key", "type": "bytes"},
            {"name": "value", "type": "bytes"},
            {"name": "timestamp", "type": {"type": "long", "logicalType": "timestamp-micros"}}
        ]}"#,
    )
    .expect("the text above is a schema")
});
static LONG: LazyLock<GenericDatumReader<'static>> =
    LazyLock::new(|| GenericDatumReader::builder(&Schema::Long).build().expect("a primitive schema resolves"));

/// A message file could not be written or read.
#[derive(Debug, thiserror::Error)]
#[error("could not {operation} {}{}", path.display(), offset.map_or_else(String::new, |it| format!(" at offset {it}")))]
pub struct MessageFileError {
    /// What was tried. Example: `read the messages of`.
    pub operation: &'static str,
    /// The file or folder.
    pub path: PathBuf,
    /// The message, where one could not be read.
    pub offset: Option<i64>,
    /// Why it failed.
    pub source: Box<dyn std::error::Error + Send + Sync>,
}

type Result<T> = std::result::Result<T, MessageFileError>;

fn failed<E: Into<Box<dyn std::error::Error + Send + Sync>>>(
    operation: &'static str,
    path: &Path,
) -> impl FnOnce(E) -> MessageFileError {
    let path = path.to_owned();
    move |source| MessageFileError { operation, path, offset: None, source: source.into() }
}

/// Returns the file of a partition.
pub fn message_file_path(folder: &Path, TopicPartition { topic, partition }: &TopicPartition) -> PathBuf {
    folder.join(topic).join(format!("{partition}.{EXTENSION}"))
}

/// Lists the partitions of which a folder holds files, sorted.
pub fn list_message_files(folder: &Path) -> Result<Vec<TopicPartition>> {
    let mut found = Vec::new();
    for topic in entries(folder)? {
        if !topic.is_dir() {
            continue;
        }
        let Some(name) = topic.file_name().and_then(|name| name.to_str()) else { continue };
        for file in entries(&topic)? {
            let is_avro = file.extension().is_some_and(|extension| extension == EXTENSION);
            let number = file.file_stem().and_then(|stem| stem.to_str()).and_then(|stem| stem.parse().ok());
            if let (true, Some(partition)) = (is_avro, number) {
                found.push(TopicPartition::new(name, partition));
            }
        }
    }
    found.sort();
    Ok(found)
}

fn entries(folder: &Path) -> Result<Vec<PathBuf>> {
    let list = || fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<io::Result<Vec<_>>>();
    list().map_err(failed("list the folder", folder))
}

/// A message as a file keeps it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FiledMessage {
    /// Its place in the partition, from 0.
    pub offset: i64,
    /// Its key.
    pub key: Vec<u8>,
    /// Its value.
    pub value: Vec<u8>,
    /// When it was sent.
    pub timestamp: Instant,
}

/// Bytes that serde is to treat as bytes, not as a list of numbers.
struct Bytes<T>(T);

impl Serialize for Bytes<&[u8]> {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        serializer.serialize_bytes(self.0)
    }
}

impl<'de> Deserialize<'de> for Bytes<Vec<u8>> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> std::result::Result<Self, D::Error> {
        struct Whole;
        impl Visitor<'_> for Whole {
            type Value = Bytes<Vec<u8>>;
            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("bytes")
            }
            fn visit_bytes<E>(self, bytes: &[u8]) -> std::result::Result<Self::Value, E> {
                Ok(Bytes(bytes.to_vec()))
            }
            fn visit_byte_buf<E>(self, bytes: Vec<u8>) -> std::result::Result<Self::Value, E> {
                Ok(Bytes(bytes))
            }
        }
        deserializer.deserialize_byte_buf(Whole)
    }
}

#[derive(Serialize)]
#[serde(rename = "Message")]
struct Written<'a> {
    key: Bytes<&'a [u8]>,
    value: Bytes<&'a [u8]>,
    timestamp: Instant,
}

/// A message as it is stored: key, value, timestamp. A tuple, for its record may have any name.
type Stored = (Bytes<Vec<u8>>, Bytes<Vec<u8>>, Instant);

/// Returns whether records of a schema are messages.
fn holds_messages(schema: &Schema) -> bool {
    let Schema::Record(RecordSchema { fields, .. }) = schema else { return false };
    let [key, value, timestamp] = fields.as_slice() else { return false };
    let is_named = |(field, name): (&apache_avro::schema::RecordField, &str)| field.name == name;
    [(key, "key"), (value, "value"), (timestamp, "timestamp")].into_iter().all(is_named)
        && (&key.schema, &value.schema) == (&Schema::Bytes, &Schema::Bytes)
        && matches!(timestamp.schema, Schema::Long | Schema::TimestampMicros)
}

/// The Avro library calls `write` and trusts it to take the whole block; here it does.
struct WholeWrites(File);

impl Write for WholeWrites {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.write_all(bytes).map(|()| bytes.len())
    }
    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

/// Writes a partition's messages to its file.
pub struct MessageFileWriter {
    path: PathBuf,
    next_offset: i64,
    writer: Writer<'static, WholeWrites>,
}

impl MessageFileWriter {
    /// Opens a partition's file at its end, or creates it with its folders.
    pub fn open(folder: &Path, partition: &TopicPartition) -> Result<Self> {
        let path = message_file_path(folder, partition);
        let parent = path.parent().expect("the path ends in a topic and a file");
        fs::create_dir_all(parent).map_err(failed("create the folder", parent))?;
        let is_new = !path.exists();
        let next_offset = if is_new { 0 } else { Blocks::open(&path)?.ours()?.count_to_end()? };
        let file = OpenOptions::new().create(true).append(true).open(&path);
        let file = file.map_err(failed("open for writing", &path))?;
        let mut writer = Writer::builder()
            .schema(&SCHEMA)
            .writer(WholeWrites(file))
            .block_size(BLOCK_BYTES)
            .marker(MARKER)
            .has_header(!is_new)
            .human_readable(false)
            .build()
            .map_err(failed("open for writing", &path))?;
        // A file without messages is a partition without messages, and readers shall find it.
        writer.flush().map_err(failed("write the header of", &path))?;
        Ok(Self { path, next_offset, writer })
    }

    /// Returns the offset that the next message will have: how many messages the file holds.
    pub fn next_offset(&self) -> i64 {
        self.next_offset
    }

    /// Appends a message and returns its offset.
    pub fn append(&mut self, key: &[u8], value: &[u8], timestamp: Instant) -> Result<i64> {
        self.writer
            .append_ser(Written { key: Bytes(key), value: Bytes(value), timestamp })
            .map_err(failed("append a message to", &self.path))?;
        let offset = self.next_offset;
        self.next_offset += 1;
        Ok(offset)
    }

    /// Writes what is still in memory and waits until the disk has it.
    pub fn finish(self) -> Result<()> {
        let file = self.writer.into_inner().map_err(failed("write the end of", &self.path))?;
        file.0.sync_all().map_err(failed("bring to disk", &self.path))
    }
}

/// A file seen as blocks, whose messages are counted without being decoded.
struct Blocks {
    path: PathBuf,
    header: Vec<u8>,
    file: BufReader<File>,
    size: u64,
}

impl Blocks {
    fn open(path: &Path) -> Result<Self> {
        let open = || {
            let file = File::open(path)?;
            Ok::<_, io::Error>((file.metadata()?.len(), BufReader::with_capacity(1 << 16, file)))
        };
        let (size, mut file) = open().map_err(failed("open for reading", path))?;
        // The library reads the header and no byte more, which tells where the blocks begin.
        let reader = Reader::new(&mut file).map_err(failed("read the header of", path))?;
        if !holds_messages(reader.writer_schema()) {
            let wanted = "its records are no messages: {key: bytes, value: bytes, timestamp: long, in microseconds}";
            return Err(failed("read the header of", path)(wanted));
        }
        drop(reader);
        let position = file.stream_position().map_err(failed("read the header of", path))?;
        let mut header = Vec::new();
        file.rewind().map_err(failed("read the header of", path))?;
        (&mut file).take(position).read_to_end(&mut header).map_err(failed("read the header of", path))?;
        Ok(Self { path: path.to_owned(), header, file, size })
    }

    /// Returns itself if this project wrote the file.
    fn ours(self) -> Result<Self> {
        if self.header.ends_with(&MARKER) {
            Ok(self)
        } else {
            Err(failed("append to", &self.path)("another program wrote it"))
        }
    }

    /// Reads the head of the block at the file's position: how many messages, how many bytes.
    fn head(&mut self) -> Result<(i64, i64)> {
        let mut number = || match LONG.read_value(&mut self.file) {
            Ok(Value::Long(number)) if number >= 0 => Ok(number),
            Ok(_) => Err(failed("read a block of", &self.path)("a negative length")),
            Err(error) => Err(failed("read a block of", &self.path)(error)),
        };
        Ok((number()?, number()?))
    }

    /// Goes to the block that holds a message and returns how many messages come before the block; at the file's
    /// end when there are not so many.
    fn seek(&mut self, offset: i64) -> Result<i64> {
        let mut before = 0;
        loop {
            let position = self.file.stream_position().map_err(failed("read", &self.path))?;
            if position == self.size {
                return Ok(before);
            }
            let (count, bytes) = self.head()?;
            if before + count > offset {
                self.file.seek(SeekFrom::Start(position)).map_err(failed("read", &self.path))?;
                return Ok(before);
            }
            let position = self.file.stream_position().map_err(failed("read", &self.path))?;
            let skipped = u64::try_from(bytes).expect("checked in head").saturating_add(MARKER.len() as u64);
            if position.saturating_add(skipped) > self.size {
                return Err(failed("read a block of", &self.path)("the file ends inside it"));
            }
            self.file.seek(SeekFrom::Start(position + skipped)).map_err(failed("read", &self.path))?;
            before += count;
        }
    }

    fn count_to_end(mut self) -> Result<i64> {
        self.seek(i64::MAX)
    }
}

/// Reads a partition's messages, from an offset to the end of the file.
pub struct MessageFileReader {
    path: PathBuf,
    next_offset: i64,
    from_offset: i64,
    messages: ReaderDeser<'static, Chain<Cursor<Vec<u8>>, BufReader<File>>, Stored>,
}

impl MessageFileReader {
    /// Opens a partition's file at an offset. An offset beyond the last message gives a reader without messages.
    pub fn open(folder: &Path, partition: &TopicPartition, from_offset: i64) -> Result<Self> {
        let path = message_file_path(folder, partition);
        let mut blocks = Blocks::open(&path)?;
        let next_offset = blocks.seek(from_offset)?;
        let Blocks { header, file, .. } = blocks;
        let reader = Reader::builder(Cursor::new(header).chain(file)).human_readable(false).build();
        let messages = reader.map_err(failed("read the header of", &path))?.into_deser_iter();
        Ok(Self { path, next_offset, from_offset, messages })
    }

    /// Returns how many messages a partition's file holds: the offset that the next one would have.
    pub fn end_offset(folder: &Path, partition: &TopicPartition) -> Result<i64> {
        Blocks::open(&message_file_path(folder, partition))?.count_to_end()
    }
}

impl Iterator for MessageFileReader {
    type Item = Result<FiledMessage>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let stored = match self.messages.next()? {
                Ok(stored) => stored,
                Err(error) => {
                    let error = failed("read the messages of", &self.path)(error);
                    return Some(Err(MessageFileError { offset: Some(self.next_offset), ..error }));
                }
            };
            let offset = self.next_offset;
            self.next_offset += 1;
            if offset >= self.from_offset {
                let (Bytes(key), Bytes(value), timestamp) = stored;
                return Some(Ok(FiledMessage { offset, key, value, timestamp }));
            }
        }
    }
}
