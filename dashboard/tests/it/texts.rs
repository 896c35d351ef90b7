//! The texts: the same keys in both languages, and every key that is used.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Returns the keys of a language's texts, with the variables that each names.
fn keys(language: &str) -> BTreeMap<String, BTreeSet<String>> {
    let read = |name: String| fs::read_to_string(root().join("texts").join(name)).expect("a file of texts");
    let names = ["", "lessons.", "periods.", "country.", "reporting."].map(|file| format!("{file}{language}.ftl"));
    let text = names.map(read).concat();
    let mut keys: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut current = String::new();
    for line in text.lines() {
        if let Some((key, _)) = line.split_once(" =").filter(|_| line.starts_with(|c: char| c.is_ascii_lowercase())) {
            current = key.to_owned();
            assert!(keys.insert(current.clone(), BTreeSet::new()).is_none(), "{current} stands twice in {language}");
        }
        for part in line.split("{ $").skip(1) {
            let variable = part.split([' ', '}']).next().unwrap_or_default().to_owned();
            keys.entry(current.clone()).or_default().insert(variable);
        }
    }
    keys
}

fn sources(folder: &Path, found: &mut String) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            sources(&path, found);
        } else {
            found.push_str(&fs::read_to_string(&path).expect("a source"));
        }
    }
}

#[test]
fn both_languages_have_the_same_keys_and_variables() {
    assert_eq!(keys("ru"), keys("en"));
}

#[test]
fn every_key_that_is_named_exists_and_every_key_is_named() {
    let keys = keys("ru");
    let mut text = String::new();
    sources(&root().join("src"), &mut text);
    sources(&root().join("templates"), &mut text);
    let named: BTreeSet<&str> = text
        .split("say")
        .skip(1)
        .filter_map(|rest| {
            let rest = rest.strip_prefix("_with").or(rest.strip_prefix("_count")).unwrap_or(rest);
            rest.strip_prefix("(\"")?.split('"').next()
        })
        .collect();
    let missing: Vec<&&str> = named.iter().filter(|key| !keys.contains_key(**key)).collect();
    assert!(missing.is_empty(), "named, and not in the texts: {missing:?}");
    // Keys that a `match` chooses stand as literals too, in families that begin alike.
    let families: BTreeSet<&str> =
        keys.keys().filter_map(|key| key.split_once('-')).map(|(family, _)| family).collect();
    let literals: BTreeSet<&str> = text.split('"').filter(|literal| is_key(literal)).collect();
    let strangers: Vec<&&str> = literals
        .iter()
        .filter(|literal| literal.split_once('-').is_some_and(|(family, _)| families.contains(family)))
        .filter(|literal| !keys.contains_key(**literal) && !NOT_KEYS.contains(literal))
        .collect();
    assert!(strangers.is_empty(), "look like keys, and are not in the texts: {strangers:?}");
    let unused: Vec<&String> =
        keys.keys().filter(|key| !literals.contains(key.as_str()) && !named.contains(key.as_str())).collect();
    assert!(unused.is_empty(), "in the texts, and named nowhere: {unused:?}");
}

/// Names of the style sheet and of anchors that look like keys.
const NOT_KEYS: &[&str] = &[
    "account-heading",
    "country-apart-heading",
    "maturity-heading",
    "missing-heading",
    "other-terms-heading",
    "outside-caption",
    "place-column",
    "releases-heading",
    "silence-heading",
    "trend-heading",
    "way-heading",
];

fn is_key(literal: &str) -> bool {
    literal.starts_with(|c: char| c.is_ascii_lowercase())
        && literal.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
}
