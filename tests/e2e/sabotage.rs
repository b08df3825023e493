//! The list of sabotages (`make sabotage`) against the code as it stands: each finds its line, and no rule is without one.

use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
};

use serde_json::Value;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

fn sabotages() -> Vec<Value> {
    let list = std::fs::read(root().join("tests/sabotage.json")).unwrap();
    serde_json::from_slice(&list).unwrap()
}

/// The sources of this repository.
fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy();
        if path.is_dir() && name != "target" && name != "node_modules" && !name.starts_with('.') {
            sources(&path, found);
        } else if name.ends_with(".rs") {
            found.push(path);
        }
    }
}

#[test]
fn each_sabotage_finds_its_line_exactly_once() {
    for sabotage in sabotages() {
        let text = |name: &str| sabotage[name].as_str().unwrap();
        let code = std::fs::read_to_string(root().join(text("file"))).unwrap();
        let times = code.matches(text("find")).count();
        assert_eq!(
            times,
            1,
            "{}: {:?} in {}",
            sabotage["rule"],
            text("find"),
            text("file")
        );
        assert_ne!(text("find"), text("replace"));
    }
}

#[test]
fn each_rule_that_has_tests_has_a_sabotage() {
    let listed: BTreeSet<String> = sabotages()
        .iter()
        .map(|sabotage| sabotage["rule"].as_str().unwrap().to_owned())
        .collect();
    let mut found = Vec::new();
    sources(&root(), &mut found);
    let mut tested = BTreeSet::new();
    for source in found {
        let code = std::fs::read_to_string(source).unwrap();
        for name in code.split("fn r").skip(1) {
            let (number, rest) = name.split_at(name.find(|c: char| !c.is_ascii_digit()).unwrap_or(0));
            if !number.is_empty() && rest.starts_with('_') {
                tested.insert(format!("r{number}"));
            }
        }
    }
    assert_eq!(tested, listed);
}
