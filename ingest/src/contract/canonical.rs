//! The fingerprint of a schema, as the Avro specification defines it and other libraries compute it.

use serde_json::Value;

/// Returns a schema in the parsing canonical form of the Avro specification, over which fingerprints are taken.
///
/// The Avro library's own form is not used: it writes a primitive type that has a logical type as
/// `{"type":"long"}`, where the specification, and with it the libraries of Java and Python, write `"long"`.
pub fn canonical_form(schema: &Value) -> String {
    match schema {
        Value::Array(branches) => format!("[{}]", join(branches, canonical_form)),
        Value::Object(parts) => match parts["type"].as_str() {
            Some("record") => {
                let fields =
                    parts["fields"].as_array().map_or_else(String::new, |fields| join(fields, canonical_field));
                format!(r#"{{"name":{},"type":"record","fields":[{fields}]}}"#, full_name(schema))
            }
            Some("enum") => {
                format!(r#"{{"name":{},"type":"enum","symbols":{}}}"#, full_name(schema), parts["symbols"])
            }
            Some("array") => format!(r#"{{"type":"array","items":{}}}"#, canonical_form(&parts["items"])),
            _ => parts["type"].to_string(),
        },
        name => name.to_string(),
    }
}

fn canonical_field(field: &Value) -> String {
    format!(r#"{{"name":{},"type":{}}}"#, field["name"], canonical_form(&field["type"]))
}

fn full_name(schema: &Value) -> String {
    let part = |key: &str| schema[key].as_str().unwrap_or_default();
    format!(r#""{}.{}""#, part("namespace"), part("name"))
}

fn join(values: &[Value], each: fn(&Value) -> String) -> String {
    values.iter().map(each).collect::<Vec<_>>().join(",")
}

/// Returns the fingerprint of a schema as a single-object frame carries it: the CRC-64-AVRO of its
/// [canonical form](canonical_form), little-endian.
pub fn fingerprint(schema: &Value) -> [u8; 8] {
    const EMPTY: u64 = 0xC15D_213A_A4D7_A795;
    let crc = canonical_form(schema).bytes().fold(EMPTY, |crc, byte| {
        let mut step = (crc ^ u64::from(byte)) & 0xFF;
        for _ in 0..8 {
            step = (step >> 1) ^ (EMPTY & (step & 1).wrapping_neg());
        }
        (crc >> 8) ^ step
    });
    crc.to_le_bytes()
}
