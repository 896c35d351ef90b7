//! The rooms of the house: inside a package, modules use one another in one direction, and a stage names no door but its
//! own. Read from the sources, so that a new room is looked at without being listed here.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

const PACKAGES: [&str; 6] = ["warehouse", "ingest", "rating", "dashboard", "fixtures", "deploy"];

fn sources(package: &str) -> Vec<(PathBuf, String)> {
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(package).join("src")];
    let mut found = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).expect("a folder can be read") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let text = std::fs::read_to_string(&path).expect("a source can be read");
                found.push((path, text));
            }
        }
    }
    found
}

/// Returns a module's way from the package's root. Example: `["lake", "catalog"]`; the root's own is empty.
fn module_of(path: &Path) -> Vec<String> {
    let parts: Vec<String> = path.with_extension("").iter().map(|part| part.to_string_lossy().into_owned()).collect();
    let root = parts.iter().rposition(|part| part == "src").expect("a source lies in src");
    let mut module = parts[root + 1..].to_vec();
    module.retain(|part| !["lib", "main", "mod"].contains(&part.as_str()));
    module
}

/// Returns every path that a `use` names: `a::{b, c::{d}}` names `a::b` and `a::c::d`.
fn expand(tree: &str) -> Vec<String> {
    let Some((prefix, inner)) = tree.trim().strip_suffix('}').and_then(|tree| tree.split_once('{')) else {
        return vec![tree.split(" as ").next().unwrap_or_default().trim().to_owned()];
    };
    let (mut depth, mut parts) = (0, vec![String::new()]);
    for letter in inner.chars() {
        match letter {
            ',' if depth == 0 => parts.push(String::new()),
            _ => {
                depth += i32::from(letter == '{') - i32::from(letter == '}');
                parts.last_mut().expect("there is a part").push(letter);
            }
        }
    }
    let parts = parts.iter().filter(|part| !part.trim().is_empty());
    parts.flat_map(|part| expand(&format!("{prefix}{}", part.trim()))).collect()
}

/// Returns the way from the root of what a path names in a module; none when it leads out of the package.
fn resolve(module: &[String], path: &str) -> Option<Vec<String>> {
    let mut segments = path.split("::").map(|segment| segment.trim().to_owned()).peekable();
    let mut base = match segments.next()?.as_str() {
        "crate" => Vec::new(),
        "self" => module.to_vec(),
        "super" => module[..module.len().saturating_sub(1)].to_vec(),
        _ => return None,
    };
    while segments.next_if(|segment| segment == "super").is_some() {
        base.pop();
    }
    base.extend(segments);
    Some(base)
}

/// Which modules each module uses, by their ways from the root.
type Uses = BTreeMap<Vec<String>, BTreeSet<Vec<String>>>;

/// Returns which modules each module of a package uses. A module and those below it are one room to each other.
fn uses(package: &str) -> Uses {
    let sources = sources(package);
    let modules: BTreeSet<Vec<String>> = sources.iter().map(|(path, _)| module_of(path)).collect();
    let mut uses = Uses::new();
    for (path, text) in &sources {
        let module = module_of(path);
        let product = text.split("#[cfg(test)]").next().unwrap_or_default();
        let used = uses.entry(module.clone()).or_default();
        for statement in product.split(';').filter_map(|it| it.rsplit_once("use ").map(|(_, tree)| tree)) {
            for way in expand(statement).iter().filter_map(|path| resolve(&module, path)) {
                let longest = (1..=way.len()).rev().map(|end| way[..end].to_vec()).find(|it| modules.contains(it));
                used.extend(longest.filter(|it| !it.starts_with(&module) && !module.starts_with(it)));
            }
        }
    }
    uses
}

/// The same between rooms: what lies in a folder of the package's root is one.
fn uses_of_rooms(package: &str) -> Uses {
    let mut rooms = Uses::new();
    for (module, used) in uses(package).iter().filter(|(module, _)| !module.is_empty()) {
        let room = &module[..1];
        let others = used.iter().map(|it| it[..1].to_vec()).filter(|it| it != room);
        rooms.entry(room.to_vec()).or_default().extend(others);
    }
    rooms
}

/// Takes away what uses nothing that is left, again and again; what can never be taken away is a circle, or uses one.
fn circles(mut uses: Uses) -> Uses {
    while let Some(leaf) = uses.iter().find(|(_, used)| used.is_empty()).map(|(module, _)| module.clone()) {
        uses.remove(&leaf);
        uses.values_mut().for_each(|used| _ = used.remove(&leaf));
    }
    uses
}

#[test]
fn modules_use_one_another_in_one_direction() {
    for package in PACKAGES {
        let uses = uses(package);
        assert!(uses.values().any(|used| !used.is_empty()), "{package}: no use was found");
        for circles in [circles(uses), circles(uses_of_rooms(package))] {
            assert!(circles.is_empty(), "{package}: a circle, and what uses it: {circles:#?}");
        }
    }
}

/// What lies at the root may use every room, so no room may need what is declared there.
#[test]
fn the_root_of_a_package_declares_no_type() {
    for package in PACKAGES.iter().filter(|package| **package != "deploy") {
        for (path, text) in sources(package).into_iter().filter(|(path, _)| path.ends_with("src/lib.rs")) {
            let declares = |line: &str| ["struct ", "enum ", "trait ", "type "].iter().any(|it| line.contains(it));
            let declared = text.lines().filter(|line| line.starts_with("pub ") && declares(line));
            for name in declared.filter_map(|line| line.split([' ', '<', '(', '{']).nth(2)) {
                let users = sources(package)
                    .into_iter()
                    .filter(|(other, text)| *other != path && text.contains(&format!("crate::{name}")));
                let users: Vec<PathBuf> = users.map(|(other, _)| other).collect();
                assert!(users.is_empty(), "{name} of {} is used by {users:?}", path.display());
            }
        }
    }
}

/// Only the executable holds the warehouse.
#[test]
fn a_stage_names_no_door_but_its_own() {
    let doors_of_others = [
        ("ingest", vec!["Warehouse", "Lake", "Registers", "Releases", "Published"]),
        ("rating", vec!["Warehouse", "Intake", "Published"]),
        ("dashboard", vec!["Warehouse", "Intake", "Lake", "Registers", "Releases", "scope_by_configuration"]),
    ];
    for (package, doors) in doors_of_others {
        for (path, text) in sources(package) {
            let code: Vec<&str> = text.lines().filter(|line| !line.trim_start().starts_with("//")).collect();
            let code = code.join("\n");
            // Whether imported or written out where it is used: what follows the package's name, to the statement's end.
            let named = code.split("warehouse::").skip(1).filter_map(|rest| rest.split([';', '(', ')', '\n']).next());
            let imported = code.split(';').filter_map(|it| it.rsplit_once("use warehouse::").map(|(_, tree)| tree));
            let words = named.chain(imported).flat_map(|it| it.split(|c: char| !c.is_alphanumeric() && c != '_'));
            for name in words {
                assert!(!doors.contains(&name), "{}: {name} is another's door", path.display());
            }
        }
    }
}
