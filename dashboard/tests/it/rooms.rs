//! The rooms of the dashboard know only those below them, so that no circle comes about.

use std::fs;
use std::path::{Path, PathBuf};

/// Each room, and the rooms that it may know besides itself.
const ROOMS: [(&str, &[&str]); 7] = [
    ("failure", &[]),
    ("words", &[]),
    // A view has no words: it is never given a speaker.
    ("views", &["failure"]),
    ("web", &["failure", "words", "views"]),
    ("forms", &["failure", "words", "views", "web"]),
    ("pages", &["failure", "words", "views", "web", "forms"]),
    ("routes", &["failure", "web", "forms", "pages"]),
];

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() { sources(&path, found) } else { found.push(path) }
    }
}

#[test]
fn every_room_knows_only_those_below_it() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    sources(&root, &mut files);
    let mut checked = 0;
    for file in files {
        let inner = file.strip_prefix(&root).expect("below the root");
        let first = inner.components().next().expect("a name").as_os_str().to_string_lossy();
        let room = first.trim_end_matches(".rs");
        let Some((_, below)) = ROOMS.iter().find(|(name, _)| *name == room) else {
            assert_eq!(room, "lib", "{} is in no room", inner.display());
            continue;
        };
        let text = fs::read_to_string(&file).expect("a source");
        for mention in text.split("crate::").skip(1) {
            let known: String = mention.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '_').collect();
            assert!(known == room || below.contains(&known.as_str()), "{} knows {known}", inner.display());
            checked += 1;
        }
    }
    assert!(checked > 100, "the sources were read");
}
