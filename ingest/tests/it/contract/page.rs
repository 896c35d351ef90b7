//! The event contract as a page for the vendors of journals: prose from `page.md`, tables from the
//! descriptions of the events. A test keeps `docs/event-contract.md` equal to what [`render`] returns.

use super::dissection::dissect;
use super::sample::{describe, example_literal, sample};
use ingest::codec::Codec;
use ingest::event::{EVENTS, Envelope, EventDescription, EventType, Family};
use ingest::schema::text;
use std::fmt::Write as _;
use warehouse::model::{Bound, Field, Instant, Kind, LocalDate, Record};

/// The event whose message the contract takes apart.
const EXAMPLE: EventType = EventType::LessonHeld;

/// Returns the contract, in Markdown.
pub fn render() -> String {
    let example = EXAMPLE.description();
    let message = Codec::get().encode(&sample(example));
    include_str!("page.md")
        .replace("{{topics}}", &topics())
        .replace("{{example_name}}", &format!("{} `{}`", example.code, example.name))
        .replace("{{example_size}}", &message.len().to_string())
        .replace("{{example_stem}}", &file_stem(example))
        .replace("{{example_hex}}", hex_lines(&message).trim_end())
        .replace("{{example_parts}}", &parts(example, &message))
        .replace("{{envelope}}", &chapter_tables("", Envelope::FIELDS))
        .replace("{{events}}", &events())
}

/// Returns what an event is, without its code.
fn meaning(event: &EventDescription) -> String {
    let doc = text(event.doc);
    doc.strip_prefix(event.code).map_or(doc.as_str(), |rest| rest.trim_start_matches(['.', ' '])).to_owned()
}

/// Returns the name of an event's schema file. Example: `e13_lesson_held.avsc`.
pub fn file_name(event: &EventDescription) -> String {
    format!("{}.avsc", file_stem(event))
}

/// Returns what the files of an event are called, without an extension. Example: `e13_lesson_held`.
pub fn file_stem(event: &EventDescription) -> String {
    let mut stem = event.code.to_lowercase();
    for letter in event.record.chars() {
        if letter.is_uppercase() {
            stem.push('_');
        }
        stem.extend(letter.to_lowercase());
    }
    stem
}

/// Returns bytes in hexadecimal, 32 to a line, as the golden files keep them.
pub fn hex_lines(bytes: &[u8]) -> String {
    bytes.chunks(32).map(|line| hex(line) + "\n").collect()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect::<Vec<_>>().join(" ")
}

fn topics() -> String {
    let mut table = "| topic | family | events |\n|---|---|---|\n".to_owned();
    for family in Family::ALL {
        let events: Vec<String> = EVENTS
            .iter()
            .filter(|event| event.family == *family)
            .map(|event| format!("[{}]({}) `{}`", event.code, anchor(event), event.name))
            .collect();
        _ = writeln!(table, "| `{}` | {} | {} |", family.topic(), words(*family), events.join(", "));
    }
    table.trim_end().to_owned()
}

fn words(family: Family) -> String {
    let Kind::Symbol { symbols, docs, .. } = <Family as warehouse::model::FieldType>::KIND else {
        unreachable!("a family is a symbol");
    };
    let index = symbols.iter().position(|word| *word == family.as_str()).expect("a family is one of its words");
    text(docs[index]).trim_end_matches('.').to_owned()
}

fn parts(event: &EventDescription, message: &[u8]) -> String {
    let mut table = "| offset | bytes | field | reading |\n|---|---|---|---|\n".to_owned();
    for part in dissect(event, message) {
        let (bytes, field, reading) = (hex(&part.bytes), cell(&part.field), cell(&part.reading));
        _ = writeln!(table, "| {} | `{bytes}` | `{field}` | {reading} |", part.offset);
    }
    table.trim_end().to_owned()
}

fn events() -> String {
    let mut out = "| code | name | topic | what it says |\n|---|---|---|---|\n".to_owned();
    for event in EVENTS {
        let (code, name, topic) = (event.code, event.name, event.family.topic());
        _ = writeln!(out, "| [{code}]({}) | `{name}` | `{topic}` | {} |", anchor(event), cell(&meaning(event)));
    }
    for event in EVENTS {
        out.push_str(&chapter(event));
    }
    out.trim_end().to_owned()
}

fn chapter(event: &EventDescription) -> String {
    let fingerprint = hex(&Codec::get().fingerprint(event.event_type));
    let mut out = format!("\n### {}\n\n{}\n\n", heading(event), meaning(event));
    out.push_str("| | |\n|---|---|\n");
    _ = writeln!(out, "| topic | `{}` |", event.family.topic());
    _ = writeln!(out, "| entity key | `{}`, for example `{}` |", cell(event.key_convention), cell(event.key_example));
    _ = writeln!(out, "| schema | [`{0}`](../ingest/schema/{0}) |", file_name(event));
    _ = writeln!(out, "| frame | `c3 01 {fingerprint}` |");
    _ = writeln!(out, "| sample | [`fixtures/golden/{0}.json`](../fixtures/golden/{0}.json) |\n", file_stem(event));
    out + &chapter_tables(event.record, event.fields) + "\n"
}

fn heading(event: &EventDescription) -> String {
    format!("{} {}", event.code, event.name)
}

/// The anchor that a Markdown page gives to [`heading`]: dots go, spaces become hyphens.
fn anchor(event: &EventDescription) -> String {
    format!("#{}", heading(event).to_lowercase().replace('.', "").replace(' ', "-"))
}

/// Returns the table of the fields, then those of the records inside them, then the words of their enums.
fn chapter_tables(record: &str, fields: &[Field]) -> String {
    let mut out = field_table(fields);
    let mut enums: Vec<Kind> = Vec::new();
    let mut records: Vec<(&str, &str, &[Field])> = Vec::new();
    gather(fields, &mut enums, &mut records);
    for (name, doc, fields) in records {
        _ = write!(out, "\n`{name}`, inside `{record}`: {}\n\n{}", text(doc), field_table(fields));
    }
    for kind in enums {
        let Kind::Symbol { name, symbols, docs } = kind else { continue };
        _ = write!(out, "\nWords of `{name}`:\n\n| index | word | meaning |\n|---|---|---|\n");
        for (index, (word, doc)) in symbols.iter().zip(docs).enumerate() {
            _ = writeln!(out, "| {index} | `{word}` | {} |", cell(&text(doc)));
        }
    }
    out.trim_end().to_owned()
}

fn gather(fields: &[Field], enums: &mut Vec<Kind>, records: &mut Vec<(&'static str, &'static str, &'static [Field])>) {
    for field in fields {
        match element(field.kind) {
            kind @ Kind::Symbol { .. } if !enums.contains(&kind) => enums.push(kind),
            Kind::Record { name, doc, fields } => {
                records.push((name, doc, fields));
                gather(fields, enums, records);
            }
            _ => {}
        }
    }
}

/// The kind inside an optional field or a list.
fn element(kind: Kind) -> Kind {
    match kind {
        Kind::Optional(inner) | Kind::List(inner) => element(*inner),
        other => other,
    }
}

fn field_table(fields: &[Field]) -> String {
    let mut table =
        "| field | type | required | range | meaning | unit | example |\n|---|---|---|---|---|---|---|\n".to_owned();
    for field in fields {
        let description = describe(field);
        let (name, kind, required) = (field.name, type_name(field.kind), required(field.kind));
        let (meaning, unit, example) = (cell(&description.meaning), cell(&description.unit), cell(&example(field)));
        let range = range(field);
        _ = writeln!(table, "| `{name}` | {kind} | {required} | {range} | {meaning} | {unit} | {example} |");
    }
    table
}

fn required(kind: Kind) -> &'static str {
    if matches!(kind, Kind::Optional(_)) { "no" } else { "yes" }
}

/// What a field keeps to, as it declares it.
fn range(field: &Field) -> String {
    match (field.bound, field.bound_of_values()) {
        (items @ Bound::Items { .. }, bytes @ Bound::Bytes { .. }) => format!("{items} of {bytes}"),
        (Bound::Items { .. }, _) => field.bound.to_string(),
        (_, bound) => bound.to_string(),
    }
}

fn type_name(kind: Kind) -> String {
    match kind {
        Kind::Text => "`string`".to_owned(),
        Kind::Integer => "`int`".to_owned(),
        Kind::Long => "`long`".to_owned(),
        Kind::Flag => "`boolean`".to_owned(),
        Kind::Date => "`int` (date)".to_owned(),
        Kind::Instant => "`long` (timestamp-micros)".to_owned(),
        Kind::Symbol { name, .. } => format!("enum `{name}`"),
        Kind::Optional(inner) => type_name(*inner),
        Kind::List(inner) => format!("array of {}", type_name(*inner)),
        Kind::Record { name, .. } => format!("record `{name}`"),
    }
}

/// An example as a reader wants it: a number on the wire together with the date or the instant that it stands for.
fn example(field: &Field) -> String {
    let (given, literal) = (describe(field).example, example_literal(field).unwrap_or_default());
    match element(field.kind) {
        Kind::Date => literal.parse::<LocalDate>().map_or(given, |date| format!("`{}`, which is {date}", date.days())),
        Kind::Instant => literal
            .parse::<i64>()
            .map_or(given, |micros| format!("`{micros}`, which is {}", Instant::from_micros(micros))),
        Kind::Symbol { symbols, .. } => format!("`{}`", symbols[0]),
        Kind::Flag => "`true`".to_owned(),
        _ => given,
    }
}

/// Text as a cell of a Markdown table holds it: an upright bar would end the cell, even inside back-ticks.
fn cell(text: &str) -> String {
    text.replace('|', "\\|")
}
