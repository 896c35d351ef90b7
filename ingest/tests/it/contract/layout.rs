//! How a schema is laid out in its file: keys in the order people expect, short parts on one line.

use serde_json::{Map, Value};

/// The order of keys in a type: what it is and is called, before what it consists of.
const TYPE_KEYS: &[&str] = &["type", "logicalType", "name", "namespace", "doc", "items", "symbols", "fields"];
/// The order of keys in a field: the description stands before a type that may fill a page.
const FIELD_KEYS: &[&str] = &["name", "doc", "type", "default"];
/// A part that fits so many characters stands on one line.
const LINE_CHARACTERS: usize = 110;

/// Returns a schema as text, ending in a line break.
pub fn schema_text(schema: &Value) -> String {
    let mut out = String::new();
    write(schema, TYPE_KEYS, 0, &mut out);
    out.push('\n');
    out
}

fn write(value: &Value, keys: &[&str], indent: usize, out: &mut String) {
    let line = one_line(value, keys);
    // An object of objects is never put on one line, however short: a field a line reads best.
    let is_nested = |part: &Value| part.as_array().is_some_and(|items| items.iter().any(Value::is_object));
    let is_deep = value.as_object().is_some_and(|parts| parts.values().any(is_nested));
    if !is_deep && indent + line.chars().count() <= LINE_CHARACTERS {
        return out.push_str(&line);
    }
    match value {
        Value::Object(parts) => {
            let members = ordered(parts, keys);
            block('{', '}', indent, members.len(), out, |index, out| {
                let (key, part) = members[index];
                out.push_str(&format!("\"{key}\": "));
                write(part, keys_below(key), indent + 2, out);
            });
        }
        Value::Array(items) => block('[', ']', indent, items.len(), out, |index, out| {
            write(&items[index], keys, indent + 2, out);
        }),
        scalar => out.push_str(&scalar.to_string()),
    }
}

fn block(open: char, close: char, indent: usize, count: usize, out: &mut String, each: impl Fn(usize, &mut String)) {
    out.push(open);
    for index in 0..count {
        out.push_str(if index == 0 { "\n" } else { ",\n" });
        out.push_str(&" ".repeat(indent + 2));
        each(index, out);
    }
    out.push('\n');
    out.push_str(&" ".repeat(indent));
    out.push(close);
}

fn one_line(value: &Value, keys: &[&str]) -> String {
    match value {
        Value::Object(parts) => {
            let member = |(key, part): &(&str, &Value)| format!("\"{key}\": {}", one_line(part, keys_below(key)));
            format!("{{{}}}", ordered(parts, keys).iter().map(member).collect::<Vec<_>>().join(", "))
        }
        Value::Array(items) => {
            format!("[{}]", items.iter().map(|item| one_line(item, keys)).collect::<Vec<_>>().join(", "))
        }
        scalar => scalar.to_string(),
    }
}

fn keys_below(key: &str) -> &'static [&'static str] {
    if key == "fields" { FIELD_KEYS } else { TYPE_KEYS }
}

fn ordered<'a>(parts: &'a Map<String, Value>, keys: &[&str]) -> Vec<(&'a str, &'a Value)> {
    let mut members: Vec<(&str, &Value)> = parts.iter().map(|(key, part)| (key.as_str(), part)).collect();
    members.sort_by_key(|(key, _)| keys.iter().position(|known| known == key).unwrap_or(keys.len()));
    members
}
