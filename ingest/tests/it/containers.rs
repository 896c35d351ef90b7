//! Containers of messages that another program wrote.

use ingest::message_file::{FiledMessage, MessageFileReader, MessageFileWriter, message_file_path};
use std::error::Error as _;
use std::path::Path;
use warehouse::model::{Instant, TopicPartition};
use warehouse::testing::Folder;

/// What `fastavro.writer(file, schema, messages, codec="deflate", sync_interval=40)` of fastavro 1.13.1 wrote: three blocks,
/// a record `ru.vendor.KafkaRecord`, five messages. The marker is `bytes(range(16))`.
const OF_FASTAVRO: &str = "
    4f626a0104146176726f2e636f6465630e6465666c617465166176726f2e736368656d61f8027b22
    74797065223a20227265636f7264222c20226e616d65223a20224b61666b615265636f7264222c20
    226e616d657370616365223a202272752e76656e646f72222c20226669656c6473223a205b7b226e
    616d65223a20226b6579222c202274797065223a20226279746573227d2c207b226e616d65223a20
    2276616c7565222c202274797065223a20226279746573227d2c207b226e616d65223a202274696d
    657374616d70222c202274797065223a20226c6f6e67227d5d7d00000102030405060708090a0b0c
    0d0e0f044a9348c94b2dcbcbccd6b5b4ac3164626cda70e0d1937993d82490855998985aa0e200a8
    f012000102030405060708090a0b0c0d0e0f04509348c94b2dcbcbccd6b5b4ac31646366666edb70
    e0d1937993d8249025385880a0032a0300cfeb12000102030405060708090a0b0c0d0e0f023c9348
    c94b2dcbcbccd6b5b4ac31e4620581ae0d071e3d9937890d00760609000102030405060708090a0b
    0c0d0e0f
";

fn from_hex(text: &str) -> Vec<u8> {
    let digits: Vec<u8> = text.bytes().filter(|byte| !byte.is_ascii_whitespace()).collect();
    let byte = |pair: &[u8]| u8::from_str_radix(std::str::from_utf8(pair).expect("ASCII"), 16).expect("two digits");
    digits.chunks(2).map(byte).collect()
}

fn lessons() -> TopicPartition {
    TopicPartition::new("journal.lessons", 0)
}

fn put(folder: &Path, bytes: &[u8]) {
    let path = message_file_path(folder, &lessons());
    std::fs::create_dir_all(path.parent().expect("a folder")).expect("the folder is made");
    std::fs::write(path, bytes).expect("the file is written");
}

fn expected(number: u8) -> FiledMessage {
    FiledMessage {
        offset: i64::from(number) - 1,
        key: b"dnevnik-99|1".to_vec(),
        value: vec![number; usize::from(number)],
        timestamp: Instant::from_micros(1_728_961_200_000_000 + i64::from(number)),
    }
}

#[test]
fn a_container_of_another_library_is_read_from_any_offset() {
    let folder = Folder::new("containers");
    put(folder.path(), &from_hex(OF_FASTAVRO));
    assert_eq!(MessageFileReader::end_offset(folder.path(), &lessons()).expect("it is counted"), 5);
    for from in 0..=5 {
        let messages = MessageFileReader::open(folder.path(), &lessons(), from).expect("it opens");
        let messages: Vec<FiledMessage> = messages.map(|message| message.expect("it is read")).collect();
        let wanted: Vec<FiledMessage> = (1..=5).map(expected).filter(|it| it.offset >= from).collect();
        assert_eq!(messages, wanted, "from {from}");
    }
}

#[test]
fn nothing_is_appended_to_a_container_of_another_program() {
    let folder = Folder::new("containers");
    put(folder.path(), &from_hex(OF_FASTAVRO));
    let error = MessageFileWriter::open(folder.path(), &lessons()).err().expect("it is not ours");
    assert!(error.to_string().starts_with("could not append to "), "{error}");
}

#[test]
fn an_error_names_the_message_that_could_not_be_read() {
    let folder = Folder::new("containers");
    let mut bytes = from_hex(OF_FASTAVRO);
    // The marker after the second block, whose first message is the third one.
    let place = bytes.len() - 50;
    bytes[place] ^= 0xFF;
    put(folder.path(), &bytes);
    let messages = MessageFileReader::open(folder.path(), &lessons(), 0).expect("it opens");
    let error = messages.filter_map(Result::err).next().expect("a block is damaged");
    let words = error.to_string();
    assert!(words.starts_with("could not read the messages of ") && words.ends_with("0.avro at offset 2"), "{words}");
}

#[test]
fn a_container_of_something_else_is_refused_with_what_is_wanted() {
    let folder = Folder::new("containers");
    let mut bytes = from_hex(OF_FASTAVRO);
    let place = bytes.windows(5).position(|part| part == b"value").expect("the schema names it");
    bytes[place..place + 5].copy_from_slice(b"valor");
    put(folder.path(), &bytes);
    let error = MessageFileReader::open(folder.path(), &lessons(), 0).err().expect("no messages");
    let cause = error.source().expect("a cause").to_string();
    assert!(cause.contains("{key: bytes, value: bytes, timestamp: long, in microseconds}"), "{cause}");
}
