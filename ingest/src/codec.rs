//! Avro single-object encoding: two bytes `C3 01`, eight bytes of the schema's CRC-64-AVRO (little-endian), the body.
//!
//! Frames are stripped here and not by the Avro library, so that a body must be consumed exactly and a frame of
//! another kind (a registry's `00` and four bytes of id) can be added as one more arm of [`Codec::decode`].

use crate::event::{Content, EVENTS, Envelope, Event, EventType, Wire, with_content, with_content_type};
use crate::fingerprint::fingerprint;
use crate::schema::event_schema;
use apache_avro::Schema;
use apache_avro::reader::datum::GenericDatumReader;
use apache_avro::writer::datum::GenericDatumWriter;
use serde::Serialize;
use std::collections::HashMap;
use std::sync::LazyLock;

/// The first two bytes of a single-object frame.
pub const SINGLE_OBJECT_MARKER: [u8; 2] = [0xC3, 0x01];
/// The length of a single-object frame's header in bytes.
pub const HEADER_BYTES: usize = 10;
/// What the Avro library may allocate at once: a message declares the lengths of its texts, and a hostile one would
/// otherwise reserve the library's default of 512 MiB. The limit holds for the whole process, so it leaves room for
/// the blocks of message files.
pub const MAXIMUM_ALLOCATION_BYTES: usize = 64 * 1024 * 1024;

/// Why bytes are no event.
#[derive(Debug, thiserror::Error)]
pub enum DecodeError {
    /// The bytes do not begin with a known frame.
    #[error("the message does not begin with the single-object marker C3 01 (it has {size_bytes} bytes)")]
    Unframed {
        /// The message's size.
        size_bytes: usize,
    },
    /// The frame names a schema that is not one of the contract's.
    #[error("no schema of the contract has the fingerprint {fingerprint:016x}")]
    UnknownSchema {
        /// CRC-64-AVRO of the schema's canonical form.
        fingerprint: u64,
    },
    /// The body does not follow the schema that the frame names.
    #[error("the body does not follow the schema of {event}")]
    Malformed {
        /// The event that the frame names. Example: `lesson.held`.
        event: &'static str,
        /// What the Avro library says.
        source: Box<apache_avro::Error>,
    },
    /// Bytes are left after the body.
    #[error("{count} bytes follow the body of {event}")]
    TrailingBytes {
        /// The event that the frame names.
        event: &'static str,
        /// How many bytes.
        count: usize,
    },
}

struct Type {
    fingerprint: [u8; 8],
    reader: GenericDatumReader<'static>,
    writer: GenericDatumWriter<'static>,
}

/// Encodes and decodes events. Its schemas are parsed once in a process.
pub struct Codec {
    types: Vec<Type>,
    by_fingerprint: HashMap<[u8; 8], EventType>,
}

static CODEC: LazyLock<Codec> = LazyLock::new(|| {
    // The library keeps the first limit it hears: the default, if something was decoded without this codec before.
    apache_avro::util::max_allocation_bytes(MAXIMUM_ALLOCATION_BYTES);
    let types: Vec<Type> = EVENTS
        .iter()
        .map(|event| {
            let described = event_schema(event);
            let schema: &'static Schema =
                Box::leak(Box::new(Schema::parse(&described).expect("descriptions make valid schemas")));
            Type {
                fingerprint: fingerprint(&described),
                reader: GenericDatumReader::builder(schema).build().expect("a parsed schema resolves"),
                writer: GenericDatumWriter::builder(schema).build().expect("a parsed schema resolves"),
            }
        })
        .collect();
    let by_fingerprint = types.iter().zip(EVENTS).map(|(it, event)| (it.fingerprint, event.event_type)).collect();
    Codec { types, by_fingerprint }
});

impl Codec {
    /// Returns the codec of this process.
    pub fn get() -> &'static Self {
        &CODEC
    }

    /// Returns the fingerprint of an event's schema as it stands in the frame: CRC-64-AVRO, little-endian.
    pub fn fingerprint(&self, event_type: EventType) -> [u8; 8] {
        self.types[event_type as usize].fingerprint
    }

    /// Decodes a message: frame and body, which must be consumed to the last byte.
    pub fn decode(&self, message: &[u8]) -> Result<Event, DecodeError> {
        let unframed = || DecodeError::Unframed { size_bytes: message.len() };
        let rest = message.strip_prefix(&SINGLE_OBJECT_MARKER).ok_or_else(unframed)?;
        let (fingerprint, mut body) = rest.split_first_chunk::<8>().ok_or_else(unframed)?;
        let event_type = *self
            .by_fingerprint
            .get(fingerprint)
            .ok_or(DecodeError::UnknownSchema { fingerprint: u64::from_le_bytes(*fingerprint) })?;
        let event = event_type.description().name;
        let reader = &self.types[event_type as usize].reader;
        let malformed = |source| DecodeError::Malformed { event, source: Box::new(source) };
        // As a pair: the library wants a struct's name to be its record's, and the records of events have many names.
        let decoded = with_content_type!(event_type, Typed => {
            let (envelope, content) = reader.read_deser::<(Envelope, Typed)>(&mut body).map_err(malformed)?;
            Wire { envelope, content: Content::from(content) }
        });
        if body.is_empty() { Ok(decoded) } else { Err(DecodeError::TrailingBytes { event, count: body.len() }) }
    }

    /// Encodes an event: the frame, then the body.
    ///
    /// # Panics
    /// Never for an [`Event`]: its types are those of the schema.
    pub fn encode(&self, event: &Event) -> Vec<u8> {
        let mut message = Vec::with_capacity(512);
        self.encode_into(&event.envelope, &event.content, &mut message);
        message
    }

    /// Encodes an event at the end of `message`.
    ///
    /// # Panics
    /// Never for an [`Event`]: its types are those of the schema.
    pub fn encode_into(&self, envelope: &Envelope, content: &Content, message: &mut Vec<u8>) {
        #[derive(Serialize)]
        struct Borrowed<'a, C> {
            envelope: &'a Envelope,
            content: &'a C,
        }
        let it = &self.types[content.event_type() as usize];
        message.extend_from_slice(&SINGLE_OBJECT_MARKER);
        message.extend_from_slice(&it.fingerprint);
        with_content!(content, content => it.writer.write_ser(message, &Borrowed { envelope, content }))
            .expect("an event's types are those of its schema");
    }
}
