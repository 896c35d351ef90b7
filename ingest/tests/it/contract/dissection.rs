//! A message taken apart byte by byte, for readers who write an encoder of their own. It reads the bytes without the
//! Avro library, so it also shows that the wire is what the contract says.

use ingest::codec::{HEADER_BYTES, SINGLE_OBJECT_MARKER};
use ingest::event::{Envelope, EventDescription};
use warehouse::model::{Field, Instant, Kind, LocalDate, Record};

/// Some bytes of a message that belong together.
pub struct Part {
    /// Where they begin.
    pub offset: usize,
    /// The bytes.
    pub bytes: Vec<u8>,
    /// The field, by its path. Example: `content.lesson_id`.
    pub field: String,
    /// What the bytes say.
    pub reading: String,
}

/// Takes the message of an event apart.
///
/// # Panics
/// When the message is no event of that type: it dissects only what the codec has made.
pub fn dissect(event: &EventDescription, message: &[u8]) -> Vec<Part> {
    let mut knife = Knife { message, position: HEADER_BYTES, parts: Vec::new() };
    knife.parts.push(Part {
        offset: 0,
        bytes: SINGLE_OBJECT_MARKER.to_vec(),
        field: "frame".to_owned(),
        reading: "marker of the single-object encoding".to_owned(),
    });
    knife.parts.push(Part {
        offset: SINGLE_OBJECT_MARKER.len(),
        bytes: message[SINGLE_OBJECT_MARKER.len()..HEADER_BYTES].to_vec(),
        field: "frame".to_owned(),
        reading: format!("fingerprint of the schema of {}", event.code),
    });
    knife.record("envelope", Envelope::FIELDS);
    knife.record("content", event.fields);
    assert_eq!(knife.position, message.len(), "every byte of {} belongs to a field", event.name);
    knife.parts
}

struct Knife<'a> {
    message: &'a [u8],
    position: usize,
    parts: Vec<Part>,
}

impl Knife<'_> {
    fn record(&mut self, path: &str, fields: &[Field]) {
        for field in fields {
            self.field(format!("{path}.{}", field.name), field.kind);
        }
    }

    fn field(&mut self, path: String, kind: Kind) {
        match kind {
            Kind::Record { fields, .. } => self.record(&path, fields),
            Kind::List(inner) => self.list(&path, *inner),
            scalar => {
                let offset = self.position;
                let reading = self.scalar(scalar);
                let bytes = self.message[offset..self.position].to_vec();
                self.parts.push(Part { offset, bytes, field: path, reading });
            }
        }
    }

    fn list(&mut self, path: &str, inner: Kind) {
        loop {
            let offset = self.position;
            let count = self.number();
            let reading = if count == 0 { "end of the list".to_owned() } else { format!("a block of {count}") };
            let bytes = self.message[offset..self.position].to_vec();
            self.parts.push(Part { offset, bytes, field: path.to_owned(), reading });
            if count == 0 {
                return;
            }
            for index in 0..count {
                self.field(format!("{path}[{index}]"), inner);
            }
        }
    }

    fn scalar(&mut self, kind: Kind) -> String {
        match kind {
            Kind::Text => {
                let size = usize::try_from(self.number()).expect("a length is not negative");
                let text = std::str::from_utf8(&self.message[self.position..self.position + size]).expect("UTF-8");
                self.position += size;
                format!("{size} bytes: «{text}»")
            }
            Kind::Integer | Kind::Long => self.number().to_string(),
            Kind::Flag => {
                self.position += 1;
                (self.message[self.position - 1] == 1).to_string()
            }
            Kind::Date => {
                let days = i32::try_from(self.number()).expect("days are an int");
                format!("{days} days: {}", LocalDate::from_days(days).expect("a date of the calendar"))
            }
            Kind::Instant => {
                let micros = self.number();
                format!("{micros} µs: {}", Instant::from_micros(micros))
            }
            Kind::Symbol { symbols, .. } => {
                let index = usize::try_from(self.number()).expect("an index is not negative");
                format!("word {index}: `{}`", symbols[index])
            }
            Kind::Optional(inner) => match self.number() {
                0 => "absent".to_owned(),
                _ => format!("present; {}", self.scalar(*inner)),
            },
            Kind::List(_) | Kind::Record { .. } => {
                unreachable!("no field of the contract is an optional list or record")
            }
        }
    }

    /// Reads a variable-length zigzag number.
    fn number(&mut self) -> i64 {
        let mut bits = 0_u64;
        for shift in (0..).step_by(7) {
            let byte = self.message[self.position];
            self.position += 1;
            bits |= u64::from(byte & 0x7F) << shift;
            if byte & 0x80 == 0 {
                break;
            }
        }
        (bits >> 1).cast_signed() ^ -(bits & 1).cast_signed()
    }
}
