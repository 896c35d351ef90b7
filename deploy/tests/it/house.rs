//! How the house is kept: no file too long to be read at one sitting.

use std::path::{Path, PathBuf};

/// Above this, a file answers more than one question.
const MOST_LINES: usize = 400;
/// What people write and read; data, generated files and documents are as long as they are.
const SOURCES: [&str; 6] = ["rs", "py", "sh", "html", "ftl", "css"];
/// What a clone holds besides its sources: what was built and what runs.
const NOT_OURS: [&str; 2] = ["target", "node_modules"];

#[test]
fn no_source_file_is_longer_than_a_sitting() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut sources = Vec::new();
    gather(&root, &mut sources);
    assert!(sources.len() > 200, "only {} source files are found under {}", sources.len(), root.display());
    let too_long: Vec<String> = sources
        .iter()
        .map(|path| (path, std::fs::read_to_string(path).expect("a source is text").lines().count()))
        .filter(|(_, lines)| *lines > MOST_LINES)
        .map(|(path, lines)| format!("{}: {lines} lines", path.display()))
        .collect();
    assert!(too_long.is_empty(), "above {MOST_LINES} lines:\n{}", too_long.join("\n"));
}

/// Gathers the source files of a folder.
fn gather(folder: &Path, sources: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("a folder of the clone can be read") {
        let path = entry.expect("an entry can be read").path();
        let name = path.file_name().and_then(|name| name.to_str()).expect("our names are UTF-8");
        if path.is_dir() {
            if !name.starts_with('.') && !NOT_OURS.contains(&name) {
                gather(&path, sources);
            }
        } else if is_source(&path) {
            sources.push(path);
        }
    }
}

/// The launcher's programs, which have no ending, are sources, too.
fn is_source(path: &Path) -> bool {
    match path.extension() {
        Some(ending) => SOURCES.iter().any(|source| ending == *source),
        None => path.parent().is_some_and(|folder| folder.ends_with("deploy/local/bin")),
    }
}
