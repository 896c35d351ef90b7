//! The measures' files are what the service runs, and stay within what every SQL engine understands.

use rating::Methodology;
use rating::measures::MeasureSet;
use std::path::Path;
use warehouse::model::{ReleaseText, TextKind};

fn bundled() -> MeasureSet {
    MeasureSet::bundled().expect("the bundled measures are right")
}

/// Every file of the folder runs, and the numbers tell the order.
#[test]
fn every_file_is_run_in_its_order() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("measures");
    let names = std::fs::read_dir(folder).expect("the folder can be read");
    let names = names.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned());
    let mut names: Vec<String> = names.filter(|name| name.ends_with(".sql")).collect();
    names.sort();
    let measures = bundled();
    let files: Vec<&str> = measures.all().iter().map(|measure| measure.file.as_str()).collect();
    assert_eq!(files, names);
}

/// Nothing that engines disagree on: no casts of dates, no intervals, no functions of their own.
#[test]
fn the_sql_is_portable() {
    let allowed = ["MIN", "MAX", "SUM", "COUNT", "COALESCE", "CAST", "CONCAT"];
    for measure in bundled().all() {
        let code: String =
            measure.sql.lines().filter(|line| !line.trim_start().starts_with("--")).collect::<Vec<_>>().join("\n");
        for (before, _) in code.match_indices('(').map(|(index, _)| code.split_at(index)) {
            let word: String =
                before.chars().rev().take_while(|letter| letter.is_alphanumeric() || *letter == '_').collect();
            let word: String = word.chars().rev().collect();
            assert!(word.is_empty() || allowed.contains(&word.as_str()), "{}: {word}(", measure.table);
        }
        for word in ["INTERVAL", "::", "DISTINCT", "OVER", "USING", "LIMIT"] {
            assert!(!code.contains(word), "{}: {word}", measure.table);
        }
    }
}

/// Measures are data, and a mistake in them is refused: the message names file, line and rule.
#[test]
fn measures_that_cannot_run_are_refused() {
    let refused = |from: &str, to: &str| {
        let mut texts = bundled().texts();
        texts[0] = ReleaseText::new(TextKind::Manifest, "manifest.toml", texts[0].content.replace(from, to));
        MeasureSet::of_release(&texts).expect_err("they are refused").to_string()
    };
    let twice = refused("file = \"12_lesson_days.sql\"", "file = \"10_lesson_states.sql\"");
    assert!(
        twice.contains("manifest.toml:") && twice.contains("10_lesson_states.sql: file: it is named twice"),
        "{twice}"
    );
    let unknown = refused("reads = [\"amounts\", \"school_months\", \"indicator_states\"]", "reads = [\"sums\"]");
    assert!(unknown.contains("70_school_measures.sql: reads: no file before it makes the table sums"), "{unknown}");
    let none = refused("table = \"conservation\"", "table = \"equations\"");
    assert!(none.contains("no file makes the table conservation"), "{none}");
    let code = refused("duties = [\"homework\"]", "duties = [\"Homework\"]");
    assert!(code.contains("44_owed_homework.sql: duties, lines: «Homework» is no code"), "{code}");
    let word = refused("grain = \"a lesson that two journals have\"", "grian = \"\"");
    assert!(word.contains("manifest.toml: TOML parse error at line"), "{word}");
    let unnamed = refused("[[measures]]\nfile = \"64_amounts.sql\"", "[[measures]]\nfile = \"64_sums.sql\"");
    assert!(unnamed.contains("64_amounts.sql: manifest.toml does not name it"), "{unnamed}");
}

/// A methodology that names what no measure has is no methodology for these measures.
#[test]
fn a_methodology_must_fit_the_measures() {
    let complaints = |from: &str, to: &str| {
        let text = Methodology::region_2024().expect("a methodology").text().replace(from, to);
        bundled().contradictions(Methodology::parse(&text).expect("a methodology").rules()).join("; ")
    };
    assert_eq!(complaints("", ""), "");
    assert!(
        complaints("duty = \"record\"", "duty = \"recort\"")
            .contains("I01: duty: no measure says what is owed of «recort»")
    );
    let late = complaints("record_topic = { kind", "record_topics = { kind");
    assert!(late.contains("deadlines: no measure says what is owed of «record_topics»"), "{late}");
    assert!(late.contains("deadlines: nothing says by when «record_topic» is to be fulfilled"), "{late}");
}
