//! What the run writes.

use std::{collections::BTreeSet, fs};

use serde_json::Value;

use crate::command::{Ran, matrix, scratch};

/// The ids that `--list` begins its lines with.
fn listed(selection: &[&str]) -> Vec<String> {
    let Ran { code, stdout, .. } = matrix(&[selection, &["--list"]].concat());
    assert_eq!(code, Some(0));
    stdout.lines().map(|line| line.split(' ').next().unwrap_or_default().to_string()).collect()
}

#[test]
fn list_has_one_rule_a_line_with_its_id_first() {
    let ids = listed(&[]);
    let unique: BTreeSet<_> = ids.iter().collect();
    assert_eq!(unique.len(), ids.len(), "a rule is listed twice");
    for id in ["READ-01", "WRITE-01", "DUPLEX-01", "SELF-14"] {
        assert!(ids.iter().any(|listed| listed == id), "{id} is missing: {ids:?}");
    }
    for id in &ids {
        let (suite, number) = id.rsplit_once('-').expect("an id is a suite and a number");
        assert!(!suite.is_empty() && number.parse::<u32>().is_ok(), "{id} is no id");
    }
}

#[test]
fn list_says_level_class_and_statement() {
    let Ran { stdout, .. } = matrix(&["--list", "--rule", "read_01"]);
    let words: Vec<_> = stdout.split_whitespace().collect();
    assert_eq!(words[..3], ["READ-01", "MUST", "deterministic"]);
    assert!(
        stdout.trim_end().ends_with("A read with no room is ready at once and changes nothing.")
    );
    assert_eq!(stdout.lines().count(), 1);
}

#[test]
fn json_lines_describe_the_run_and_each_cell() {
    let path = scratch("lines.jsonl");
    let ran = matrix(&[
        "--subject",
        "self-test/ends",
        "--subject",
        "ours/pipe",
        "--suite",
        "self",
        "--suite",
        "read",
        "--limit",
        "1",
        "--seed",
        "5",
        "--json",
        path.to_str().expect("the path is UTF-8"),
    ]);
    assert!(ran.stdout.contains(&format!("wrote {}", path.display())), "{}", ran.stdout);
    let text = fs::read_to_string(&path).expect("the file was written");
    let mut lines = text.lines().map(|line| serde_json::from_str::<Value>(line).expect("JSON"));

    let head = lines.next().expect("the first line");
    assert_eq!(head["schema"], "async-interop-matrix");
    assert_eq!(head["schema_version"], 1);
    assert_eq!(head["seed"], 5);
    assert_eq!(head["complete"], false);
    let cells: Vec<_> = lines.collect();
    assert_eq!(head["all"], cells.len());
    assert_eq!(head["subjects"], 2);

    for cell in &cells {
        for key in ["subject", "version", "suite", "rule", "level", "verdict", "stderr"] {
            assert!(cell[key].is_string(), "{key} of {cell}");
        }
        for key in ["required", "observed", "waiver"] {
            assert!(cell[key].is_string() || cell[key].is_null(), "{key} of {cell}");
        }
        for key in ["fails", "warns", "expired"] {
            assert!(cell[key].is_boolean(), "{key} of {cell}");
        }
        assert!(cell["seed"] == 5 && cell["millis"].is_u64(), "{cell}");
    }
    let verdict = |rule: &str| {
        let cell = cells.iter().find(|cell| cell["rule"] == rule);
        cell.expect("the rule has a cell")["verdict"].as_str().expect("a string").to_string()
    };
    for (rule, expected) in [
        ("READ-01", "pass"),
        ("SELF-01", "pass"),
        ("SELF-02", "fail"),
        ("SELF-03", "inconclusive"),
        ("SELF-04", "crash"),
        ("SELF-05", "crash"),
        ("SELF-06", "crash"),
        ("SELF-07", "timeout"),
        ("SELF-08", "pass"),
        ("SELF-09", "fail"),
        ("SELF-10", "pass"),
        ("SELF-11", "skipped"),
        ("SELF-12", "expected fail"),
        ("SELF-13", "expected fail"),
        ("SELF-14", "unexpected pass"),
        ("SELF-15", "pass"),
    ] {
        assert_eq!(verdict(rule), expected, "{rule}");
    }
    let panic = cells.iter().find(|cell| cell["rule"] == "SELF-04").expect("it has a cell");
    let stderr = panic["stderr"].as_str().expect("a string");
    assert!(stderr.contains("out of luck"), "the report keeps what the process said: {stderr}");
}

#[test]
fn the_page_has_every_rule_and_needs_nothing_else() {
    let path = scratch("page.html");
    let page = path.to_str().expect("the path is UTF-8");
    let selection = ["--subject", "ours/pipe", "--subject", "self-test/ends"];
    matrix(&[&selection[..], &["--limit", "1", "--html", page]].concat());
    let page = fs::read_to_string(&path).expect("the file was written");
    for id in listed(&selection) {
        assert!(page.contains(&format!("<tr data-rule=\"{id}\"")), "{id} has no row");
    }
    for foreign in [" href=", " src=", "@import", "url(", "fetch(", "XMLHttpRequest"] {
        assert!(!page.contains(foreign), "the page asks for something else: {foreign}");
    }
    // A subject's words stay words.
    assert!(!page.contains("four <b>"), "text of a subject became markup");
    assert_eq!(page.matches("</script>").count(), 2, "text of a subject ended a script");
    assert!(page.contains(concat!("async-interop ", env!("CARGO_PKG_VERSION"))));
}

#[test]
fn a_partial_run_writes_no_file_unasked() {
    let Ran { stdout, .. } = matrix(&["--rule", "SELF-01"]);
    assert!(!stdout.contains("wrote"), "{stdout}");
}
