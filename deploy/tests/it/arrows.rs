//! The arrows between the packages, read from what cargo knows.

use serde_json::Value;
use std::collections::BTreeSet;
use std::process::Command;

/// Every edge that may exist: the right-hand package is known to the left-hand one.
const ALLOWED: [(&str, &str); 9] = [
    ("ingest", "warehouse"),
    ("rating", "warehouse"),
    ("dashboard", "warehouse"),
    ("fixtures", "ingest"),
    ("deploy", "warehouse"),
    ("deploy", "ingest"),
    ("deploy", "rating"),
    ("deploy", "dashboard"),
    ("deploy", "fixtures"),
];

#[test]
fn the_arrows_point_one_way() {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--no-deps", "--format-version=1", "--offline"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .expect("cargo starts");
    let metadata: Value = serde_json::from_slice(&output.stdout).expect("cargo prints JSON");
    let packages = metadata["packages"].as_array().expect("there are packages");
    let names: BTreeSet<&str> = packages.iter().filter_map(|package| package["name"].as_str()).collect();
    assert_eq!(names, BTreeSet::from(["dashboard", "deploy", "fixtures", "ingest", "rating", "warehouse"]));
    for package in packages {
        let from = package["name"].as_str().expect("a package has a name");
        for dependency in package["dependencies"].as_array().expect("a list") {
            let to = dependency["name"].as_str().expect("a dependency has a name");
            // What a package's own tests use is no arrow of the product.
            let is_for_tests = dependency["kind"] == "dev";
            assert!(!names.contains(to) || is_for_tests || ALLOWED.contains(&(from, to)), "{from} must not know {to}");
        }
    }
}
