//! The fingerprint of a schema, as the Avro specification defines it and the libraries of other languages compute it.

use apache_avro::Schema;
use apache_avro::rabin::Rabin;
use serde_json::Value;

/// Returns the fingerprint of a schema as a single-object frame carries it: the CRC-64-AVRO of its parsing canonical
/// form, little-endian.
///
/// # Panics
/// When the value is no schema.
pub fn fingerprint(schema: &Value) -> [u8; 8] {
    let bare = Schema::parse(&without_logical_types(schema)).expect("descriptions make valid schemas");
    bare.fingerprint::<Rabin>().bytes.try_into().expect("CRC-64-AVRO has eight bytes")
}

/// Returns a schema in which a type with a logical type stands as its primitive type, by its name.
///
/// The Avro library keeps such a type as `{"type":"long"}` in the canonical form, where the specification, and with it
/// the libraries of Java and Python, write `"long"`.
fn without_logical_types(schema: &Value) -> Value {
    match schema {
        Value::Object(parts) if parts.contains_key("logicalType") => parts["type"].clone(),
        Value::Object(parts) => parts.iter().map(|(key, part)| (key.clone(), without_logical_types(part))).collect(),
        Value::Array(branches) => branches.iter().map(without_logical_types).collect(),
        other => other.clone(),
    }
}
