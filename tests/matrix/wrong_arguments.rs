//! Each wrong argument ends in exit code 2 and says what to do.

use crate::command::{Ran, matrix, scratch};

#[track_caller]
fn refused(arguments: &[&str], says: &[&str]) {
    let Ran { code, stdout, stderr } = matrix(arguments);
    assert_eq!(code, Some(2), "{arguments:?}\n{stdout}{stderr}");
    assert_eq!(stdout, "", "{arguments:?}: an error belongs to the standard error");
    for part in says {
        assert!(stderr.contains(part), "{arguments:?} does not say {part:?}:\n{stderr}");
    }
}

#[test]
fn unknown_names_come_with_similar_ones() {
    refused(
        &["--subject", "ours/pip3"],
        &["no subject is called 'ours/pip3'", "similar: ours/pipe"],
    );
    refused(&["--rule", "READ-1"], &["no rule is called 'READ-1'", "READ-01", "--list"]);
    refused(&["--suite", "REED"], &["no suite is called 'REED'", "similar: READ", "WRITE"]);
}

#[test]
fn a_name_like_no_other_comes_with_the_list() {
    refused(&["--subject", "42"], &["no subject is called '42'", "there are: ours/pipe"]);
}

#[test]
fn an_empty_selection_says_who_is_where() {
    let arguments = ["--subject", "self-test/ends", "--rule", "READ-01"];
    refused(&arguments, &["takes part", "self-test/ends is in the suites SELF"]);
}

#[test]
fn paths_that_cannot_be_written_are_found_before_the_run() {
    for option in ["--json", "--html"] {
        let path = scratch("no such folder").join("out");
        let path = path.to_str().expect("the path is UTF-8");
        // This cell would take as long as its limit.
        refused(&[option, path, "--rule", "SELF-07"], &["cannot write", path, option]);
    }
}

#[test]
fn numbers_have_to_be_numbers() {
    refused(&["--seed", "x"], &["invalid value 'x' for '--seed"]);
    refused(&["--limit", "0"], &["invalid value '0' for '--limit"]);
    refused(&["--jobs", "0"], &["invalid value '0' for '--jobs"]);
}

#[test]
fn unknown_options_are_refused() {
    refused(&["--strickt"], &["--strickt", "--strict"]);
}
