//! Whoever breaks a rule is written about.

use std::{fs, path::Path};

/// Each waiver of a subject, as its rule and its reference.
fn waivers() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/matrix/subjects");
    let mut waivers = Vec::new();
    for file in fs::read_dir(folder).expect("the subjects are there") {
        let path = file.expect("the folder can be read").path();
        let text = fs::read_to_string(path).expect("the subjects are text");
        for waiver in text.split(".waive(\"").skip(1) {
            let mut parts = waiver.split('"');
            let (rule, text) = (parts.next(), parts.nth(1));
            let (rule, text) = rule.zip(text).expect("a waiver has a rule and a text");
            let reference = text.split(" until ").next().expect("a split has a first part");
            waivers.push((rule.into(), reference.into()));
        }
    }
    waivers
}

#[test]
fn each_waiver_has_its_finding() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/findings.md");
    let findings = fs::read_to_string(path).expect("docs/findings.md is there");
    let waivers = waivers();
    assert!(!waivers.is_empty(), "no waiver was found: has their form changed?");
    for (rule, reference) in waivers {
        // A reference into this file is the heading; any other is named by the entry.
        let entry = findings.split("\n## ").skip(1).find(|entry| {
            let heading = entry.lines().next().unwrap_or_default().to_lowercase().replace(' ', "-");
            let named = entry.contains(&format!("**Reference** {reference}"));
            (named || reference == format!("docs/findings.md#{heading}")) && entry.contains(&rule)
        });
        assert!(entry.is_some(), "docs/findings.md says nothing of {rule}, waived by {reference}");
    }
}
