//! The measures' files are what the service runs, and stay within what every SQL engine understands.

use rating::measures::{Measure, MeasureSet};
use std::path::Path;

fn bundled() -> MeasureSet {
    MeasureSet::bundled().expect("the bundled measures are right")
}

/// Every file of the folder runs, in the order of its number.
#[test]
fn every_file_is_run_in_its_order() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("measures");
    let mut names: Vec<String> = std::fs::read_dir(folder)
        .expect("the folder can be read")
        .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    let measures = bundled();
    let tables: Vec<&str> = measures.all().iter().map(|measure| measure.table.as_str()).collect();
    let of_files: Vec<&str> = names.iter().map(|name| name[3..].trim_end_matches(".sql")).collect();
    assert_eq!(tables, of_files);
}

/// Nothing that engines disagree on: no casts of dates, no intervals, no functions of their own.
#[test]
fn the_sql_is_portable() {
    let allowed = ["MIN", "MAX", "SUM", "COUNT", "COALESCE", "CAST"];
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

/// Measures are data, and what the program reads must be among them, once.
#[test]
fn measures_that_cannot_run_are_refused() {
    let refused = |change: fn(&mut Vec<Measure>)| {
        let mut measures = bundled().all().to_vec();
        change(&mut measures);
        MeasureSet::new(measures).expect_err("they are refused").to_string()
    };
    assert!(refused(|measures| measures.push(measures[0].clone())).contains("two of them make the table lessons"));
    assert!(
        refused(|measures| measures.retain(|it| it.table != "duties")).contains("none of them makes the table duties")
    );
    // The order is part of what they are, and of their digest.
    let mut turned = bundled().all().to_vec();
    turned.swap(10, 11);
    let turned = MeasureSet::new(turned).expect("they can run");
    assert_ne!(turned.sha256(), bundled().sha256());
}
