//! The Avro schemas of the events, made from their descriptions. The files in `ingest/schema/` are the same
//! schemas, kept for vendors; a test holds the two together.

use crate::event::{Envelope, EventDescription};
use serde_json::{Value, json};
use std::collections::HashSet;
use warehouse::model::{Field, Kind, Record};

/// The namespace of every named type of the contract.
pub const NAMESPACE: &str = "svodka.journal";

/// Returns the schema of an event: a record of `envelope` and `content`.
pub fn event_schema(event: &EventDescription) -> Value {
    let mut named = HashSet::new();
    json!({
        "type": "record",
        "name": format!("{}Event", event.record),
        "namespace": NAMESPACE,
        "doc": format!("{} {}", event.name, text(event.doc)),
        "fields": [
            {"name": "envelope", "type": kind(Envelope::KIND_OF_RECORD, &mut named), "doc": text(Envelope::DOC)},
            {"name": "content", "type": record(event.record, event.doc, event.fields, &mut named), "doc": text(event.doc)},
        ],
    })
}

impl Envelope {
    const KIND_OF_RECORD: Kind = <Self as warehouse::model::FieldType>::KIND;
}

/// Returns a doc comment as one line of text.
pub fn text(doc: &str) -> String {
    doc.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn record(name: &'static str, doc: &str, fields: &'static [Field], named: &mut HashSet<&'static str>) -> Value {
    if !named.insert(name) {
        return json!(format!("{NAMESPACE}.{name}"));
    }
    let fields: Vec<Value> = fields
        .iter()
        .map(|field| {
            let mut described = json!({"name": field.name, "type": kind(field.kind, named), "doc": text(field.doc)});
            if matches!(field.kind, Kind::Optional(_)) {
                described["default"] = Value::Null;
            }
            described
        })
        .collect();
    json!({"type": "record", "name": name, "namespace": NAMESPACE, "doc": text(doc), "fields": fields})
}

fn kind(of: Kind, named: &mut HashSet<&'static str>) -> Value {
    match of {
        Kind::Text => json!("string"),
        Kind::Integer => json!("int"),
        Kind::Long => json!("long"),
        Kind::Flag => json!("boolean"),
        Kind::Date => json!({"type": "int", "logicalType": "date"}),
        Kind::Instant => json!({"type": "long", "logicalType": "timestamp-micros"}),
        Kind::Symbol { name, symbols, docs } => {
            if named.insert(name) {
                let words = symbols.iter().zip(docs).map(|(word, doc)| format!("`{word}`: {}", text(doc)));
                let doc = words.collect::<Vec<_>>().join(" ");
                json!({"type": "enum", "name": name, "namespace": NAMESPACE, "doc": doc, "symbols": symbols})
            } else {
                json!(format!("{NAMESPACE}.{name}"))
            }
        }
        Kind::Optional(inner) => json!(["null", kind(*inner, named)]),
        Kind::List(inner) => json!({"type": "array", "items": kind(*inner, named)}),
        Kind::Record { name, doc, fields } => record(name, doc, fields, named),
    }
}
