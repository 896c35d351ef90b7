//! The wire: golden messages of every event, and messages that are none.

use crate::contract::{Part, assert_fresh, dissect, file_stem, from_value, hex_lines, in_clone, sample, to_json};
use apache_avro::error::Details;
use ingest::codec::{Codec, DecodeError, HEADER_BYTES};
use ingest::event::{Content, EVENTS, Envelope, Event, EventType};
use serde_json::Value;
use std::collections::BTreeMap;
use warehouse::model::{Field, Kind, Record};

fn encode(event: &Event) -> Vec<u8> {
    Codec::get().encode(event)
}

fn decode(message: &[u8]) -> Result<Event, DecodeError> {
    Codec::get().decode(message)
}

fn from_hex(text: &str) -> Vec<u8> {
    text.split_whitespace().map(|byte| u8::from_str_radix(byte, 16).expect("two hexadecimal digits")).collect()
}

#[test]
fn the_golden_files_are_fresh_and_agree() {
    let mut files = BTreeMap::new();
    for event in EVENTS {
        let sample = sample(event);
        files.insert(format!("{}.hex", file_stem(event)), hex_lines(&encode(&sample)));
        files.insert(format!("{}.json", file_stem(event)), to_json(&sample));
    }
    assert_fresh(&in_clone("fixtures/golden"), &["hex", "json"], &files);
    // In the same test, so that a refresh is not read while it is written.
    assert_golden_files_agree();
}

fn assert_golden_files_agree() {
    for event in EVENTS {
        let read = |extension: &str| {
            let path = in_clone(&format!("fixtures/golden/{}.{extension}", file_stem(event)));
            std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
        };
        let message = from_hex(&read("hex"));
        let json: Value = serde_json::from_str(&read("json")).expect("a golden file is JSON");
        let told = from_value(event.event_type, json).expect("golden JSON is an event");
        assert_eq!(decode(&message).expect("golden bytes are an event"), told, "{}", event.code);
        assert_eq!(encode(&told), message, "{}", event.code);
    }
}

/// [`dissect`] reads the bytes without the Avro library.
#[test]
fn a_dissection_finds_every_field_and_every_byte() {
    for event in EVENTS {
        let message = encode(&sample(event));
        let parts = dissect(event, &message);
        let joined: Vec<u8> = parts.iter().flat_map(|part| part.bytes.clone()).collect();
        assert_eq!(joined, message, "{}", event.code);
        for (record, fields) in [("envelope", Envelope::FIELDS), ("content", event.fields)] {
            for field in fields {
                let path = format!("{record}.{}", field.name);
                assert!(parts.iter().any(|part| part.field.starts_with(&path)), "{path} of {}", event.code);
            }
        }
    }
}

#[test]
fn every_word_and_every_absence_survives_the_wire() {
    for event in EVENTS {
        let json: Value = serde_json::from_str(&to_json(&sample(event))).expect("a sample is JSON");
        for (record, fields) in [("envelope", Envelope::FIELDS), ("content", event.fields)] {
            for field in fields {
                for value in variants(field, field.kind) {
                    let mut changed = json.clone();
                    changed[record][field.name] = value.clone();
                    let told = from_value(event.event_type, changed)
                        .unwrap_or_else(|error| panic!("{}.{} = {value}: {error}", event.code, field.name));
                    assert_eq!(decode(&encode(&told)).expect("an event"), told, "{}.{}", event.code, field.name);
                }
            }
        }
    }
}

/// Values of a field that its sample may not have.
fn variants(field: &Field, kind: Kind) -> Vec<Value> {
    match kind {
        Kind::Text => ["", "Ё|\n\u{1F600}"].map(Value::from).to_vec(),
        Kind::Integer => [i32::MIN, -1, 0, i32::MAX].map(Value::from).to_vec(),
        Kind::Long => [i64::MIN, -1, 0, i64::MAX].map(Value::from).to_vec(),
        Kind::Flag => [true, false].map(Value::from).to_vec(),
        Kind::Date => ["0001-01-01", "9999-12-31"].map(Value::from).to_vec(),
        Kind::Instant => ["1969-12-31T23:59:59.999999Z", "2262-01-01T00:00:00Z"].map(Value::from).to_vec(),
        Kind::Symbol { symbols, .. } => symbols.iter().map(|word| Value::from(*word)).collect(),
        Kind::Optional(inner) => [vec![Value::Null], variants(field, *inner)].concat(),
        Kind::List(Kind::Text) => vec![Value::from(vec!["a", "", "b"]), Value::from(Vec::<Value>::new())],
        Kind::List(_) => vec![Value::from(Vec::<Value>::new())],
        Kind::Record { name, .. } => unreachable!("{name} is inside a list only ({})", field.name),
    }
}

#[test]
fn a_truncated_message_is_an_error_at_every_length() {
    for event in EVENTS {
        let message = encode(&sample(event));
        for length in 0..message.len() {
            match decode(&message[..length]) {
                Err(DecodeError::Unframed { size_bytes }) if length < HEADER_BYTES => assert_eq!(size_bytes, length),
                Err(DecodeError::Malformed { event: name, .. }) if length >= HEADER_BYTES => {
                    assert_eq!(name, event.name)
                }
                other => panic!("{} cut to {length} bytes: {other:?}", event.code),
            }
        }
    }
}

#[test]
fn bytes_after_the_body_are_counted() {
    for event in EVENTS {
        let mut message = encode(&sample(event));
        let size = message.len();
        message.push(0);
        assert!(matches!(decode(&message), Err(DecodeError::TrailingBytes { count: 1, .. })), "{}", event.code);
        message.truncate(size);
        message.extend_from_within(..);
        let twice = decode(&message);
        assert!(matches!(twice, Err(DecodeError::TrailingBytes { count, .. }) if count == size), "{twice:?}");
    }
}

#[test]
fn frames_that_are_none_are_told_apart() {
    let message = encode(&sample(EventType::LessonHeld.description()));
    let registry = [&[0, 0, 0, 0, 7], &message[HEADER_BYTES..]].concat();
    for unframed in [&[][..], &[0xC3], &[0xC3, 0x01], &[0x01, 0xC3], &registry, &message[1..], &message[HEADER_BYTES..]]
    {
        let result = decode(unframed);
        assert!(
            matches!(result, Err(DecodeError::Unframed { size_bytes }) if size_bytes == unframed.len()),
            "{result:?}"
        );
    }
    let mut unknown = message;
    unknown[2..HEADER_BYTES].copy_from_slice(&0x0123_4567_89AB_CDEF_u64.to_le_bytes());
    let result = decode(&unknown);
    assert!(matches!(result, Err(DecodeError::UnknownSchema { fingerprint: 0x0123_4567_89AB_CDEF })), "{result:?}");
}

/// Replaces a part of a message by other bytes.
fn replaced(message: &[u8], part: &Part, bytes: &[u8]) -> Vec<u8> {
    [&message[..part.offset], bytes, &message[part.offset + part.bytes.len()..]].concat()
}

fn assert_malformed(message: &[u8], what: &str) -> Box<apache_avro::Error> {
    match decode(message) {
        Err(DecodeError::Malformed { source, .. }) => source,
        other => panic!("{what}: {other:?}"),
    }
}

#[test]
fn wrong_values_of_closed_types_are_malformed() {
    for event in EVENTS {
        let message = encode(&sample(event));
        for part in dissect(event, &message) {
            let wrong: &[&[u8]] = match part.reading.split([' ', ';']).next() {
                // An index after the last word, one before the first, one beyond 32 bits.
                Some("word") => &[&[0x7E], &[0x01], &[0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01]],
                Some("true" | "false") => &[&[0x02], &[0xFF]],
                // A branch that the union does not have.
                Some("absent" | "present") => &[&[0x04], &[0x01]],
                _ => &[],
            };
            for bytes in wrong {
                let what = format!("{} {} = {bytes:02x?}", event.code, part.field);
                assert_malformed(&replaced(&message, &part, bytes), &what);
            }
        }
    }
}

#[test]
fn text_that_is_not_utf8_and_a_date_of_no_calendar_are_malformed() {
    let message = encode(&sample(EventType::LessonHeld.description()));
    let parts = dissect(EventType::LessonHeld.description(), &message);
    let part = |field: &str| parts.iter().find(|part| part.field == field).expect("E13 has the field");
    assert_malformed(&replaced(&message, part("content.lesson_id"), &[0x04, 0xC3, 0x28]), "no UTF-8");
    let last_day_of_32_bits = [0xFE, 0xFF, 0xFF, 0xFF, 0x0F];
    assert_malformed(&replaced(&message, part("content.lesson_on"), &last_day_of_32_bits), "no date");
}

fn zigzag(number: i64) -> Vec<u8> {
    let mut bits = ((number << 1) ^ (number >> 63)).cast_unsigned();
    let mut bytes = Vec::new();
    while bits > 0x7F {
        bytes.push((bits & 0x7F) as u8 | 0x80);
        bits >>= 7;
    }
    bytes.push(bits as u8);
    bytes
}

#[test]
fn a_text_that_declares_a_huge_length_is_refused_before_it_is_allocated() {
    let event = EventType::LessonHeld.description();
    let message = encode(&sample(event));
    let parts = dissect(event, &message);
    let identity = parts.iter().find(|part| part.field == "envelope.event_id").expect("the envelope has it");
    for length in [1 << 30, 1 << 40, i64::MAX] {
        let error = assert_malformed(&replaced(&message, identity, &zigzag(length)), "a huge text");
        assert!(matches!(error.details(), Details::MemoryAllocation { .. }), "{length}: {error}");
    }
    for length in [-1, i64::MIN, 1_000_000] {
        assert_malformed(
            &replaced(&message, identity, &zigzag(length)),
            "a negative length, or one beyond the message",
        );
    }
    assert_malformed(&replaced(&message, identity, &[0xFF; 11]), "a number of more than 64 bits");
}

#[test]
fn a_list_that_declares_a_huge_count_is_refused_when_the_bytes_end() {
    let lists = [
        (EventType::CalendarPublished, "content.days"),
        (EventType::BellsPublished, "content.bells"),
        (EventType::ClassGroupUpserted, "content.parent_class_group_ids"),
    ];
    for (event_type, field) in lists {
        let event = event_type.description();
        let message = encode(&sample(event));
        let parts = dissect(event, &message);
        let list = parts.iter().find(|part| part.field == field).expect("the event has the list");
        for count in [i64::MAX, i64::MIN, 1 << 40] {
            assert_malformed(&replaced(&message, list, &zigzag(count)), event.code);
        }
    }
}

/// A block of a list may tell its bytes: a negative count, then their number. Encoders that write items as they come do so.
#[test]
fn a_list_in_blocks_with_negative_counts_is_read() {
    let event = EventType::BellsPublished.description();
    let message = encode(&sample(event));
    let parts = dissect(event, &message);
    let list: Vec<&Part> = parts.iter().filter(|part| part.field.starts_with("content.bells")).collect();
    let (first, last) = (list.first().expect("a block"), list.last().expect("its end"));
    let items = first.offset + first.bytes.len()..last.offset;
    let block = |times: usize| {
        let size = i64::try_from(items.len() * times).expect("small");
        [zigzag(-(times as i64)), zigzag(size), message[items.clone()].repeat(times)].concat()
    };
    let blocks = [&message[..first.offset], &block(1), &block(2), &message[last.offset..]].concat();
    let (Content::BellsPublished(one), Content::BellsPublished(three)) =
        (decode(&message).expect("an event").content, decode(&blocks).expect("the same in blocks").content)
    else {
        panic!("both are E05")
    };
    assert_eq!(three.bells, [&one.bells[..], &one.bells, &one.bells].concat());
}

/// SplitMix64: enough chance for a test, the same in every run.
pub struct Chance(pub u64);

impl Chance {
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    pub fn below(&mut self, bound: usize) -> usize {
        (self.next() % bound as u64) as usize
    }

    fn bytes(&mut self, count: usize) -> Vec<u8> {
        (0..count).map(|_| self.next() as u8).collect()
    }
}

#[test]
fn random_bytes_never_panic_and_what_decodes_survives_the_wire() {
    let mut chance = Chance(30);
    let samples: Vec<Vec<u8>> = EVENTS.iter().map(|event| encode(&sample(event))).collect();
    let mut decoded = 0;
    for round in 0..10_000 {
        let mut message = samples[chance.below(samples.len())].clone();
        match round % 3 {
            // No frame, a frame with a random body, and a sample with some bytes changed.
            0 => message = random_bytes(&mut chance, 0),
            1 => {
                message.truncate(HEADER_BYTES);
                message.extend(random_bytes(&mut chance, HEADER_BYTES));
            }
            _ => {
                for _ in 0..=chance.below(4) {
                    let position = HEADER_BYTES + chance.below(message.len() - HEADER_BYTES);
                    message[position] = chance.next() as u8;
                }
            }
        }
        if let Ok(event) = decode(&message) {
            decoded += 1;
            assert_eq!(decode(&encode(&event)).expect("an encoded event decodes"), event, "round {round}");
        }
    }
    assert!(decoded > 100, "changed samples that still decode make the test worth running: {decoded}");
}

fn random_bytes(chance: &mut Chance, at_least: usize) -> Vec<u8> {
    let count = at_least + chance.below(400);
    chance.bytes(count)
}
