//! Each way to end is one cell, shown as what it is.

use crate::command::{Ran, matrix};

/// Runs one cell of the subject that ends in every way.
fn run(rule: &str, more: &[&str]) -> Ran {
    let mut arguments = vec!["--subject", "self-test/ends", "--rule", rule];
    arguments.extend(more);
    matrix(&arguments)
}

#[track_caller]
fn ends(rule: &str, more: &[&str], code: i32, says: &[&str]) {
    let ran = run(rule, more);
    assert_eq!(ran.code, Some(code), "{rule}: {ran:#?}");
    for part in says {
        assert!(ran.stdout.contains(part), "{rule} does not say {part:?}:\n{}", ran.stdout);
    }
}

#[test]
fn a_pass() {
    ends("SELF-01", &[], 0, &["✓", "1 passed of 1 applicable of 1 cells: 0 failed"]);
}

#[test]
fn a_failure_has_four_lines() {
    ends(
        "SELF-02",
        &[],
        1,
        &[
            "✗ self-test/ends SELF-02: fail: The program shows this end as what it is.\n",
            "    required: three\n",
            "    observed: four <b>&amp;</script>\n",
            "    replay:   cargo run --release --all-features --example matrix -- \
         --subject self-test/ends --rule SELF-02 --seed 1\n",
        ],
    );
}

#[test]
fn an_inconclusive_check_fails_a_must() {
    ends("SELF-03", &[], 1, &["inconclusive", "no stage"]);
}

#[test]
fn a_panic() {
    ends("SELF-04", &[], 1, &["crash", "panic: out of luck"]);
}

#[test]
fn an_abort() {
    ends("SELF-05", &[], 1, &["crash", "the process ended"]);
}

#[test]
fn an_exit_without_an_answer() {
    ends("SELF-06", &[], 1, &["crash", "the process ended", "exit status: 0"]);
}

#[test]
fn a_hang() {
    ends("SELF-07", &["--limit", "1"], 1, &["timeout", "the check did not end within 1s"]);
}

#[test]
fn other_output_of_a_cell_is_not_taken_for_its_record() {
    ends("SELF-08", &[], 0, &["1 passed"]);
}

#[test]
fn a_broken_should_warns_and_fails_a_strict_run() {
    ends(
        "SELF-09",
        &[],
        0,
        &["Warnings (1)\nself-test/ends SELF-09: worse\n", "0 failed, 1 warned"],
    );
    ends("SELF-09", &["--strict"], 1, &["Failures (1)", "1 failed, 0 warned"]);
}

#[test]
fn the_seed_reaches_the_check_and_the_replay_command() {
    ends("SELF-10", &["--seed", "77"], 0, &["1 passed"]);
    ends("SELF-02", &["--seed", "77"], 1, &["--rule SELF-02 --seed 77\n"]);
}

#[test]
fn a_skipped_check_is_not_applicable() {
    ends("SELF-11", &[], 0, &["0 passed of 0 applicable of 1 cells"]);
}

#[test]
fn an_expected_failure_has_one_line() {
    ends(
        "SELF-12",
        &["--strict"],
        0,
        &["\nself-test/ends SELF-12: six [here#1 until 9999-12-31]\n"],
    );
}

#[test]
fn an_expired_waiver_warns_and_fails_a_strict_run() {
    ends("SELF-13", &[], 0, &["SELF-13: eight [here#2 until 2001-01-01, a day that is past"]);
    ends("SELF-13", &["--strict"], 1, &["Failures (1)", "1 failed"]);
}

#[test]
fn a_waived_rule_that_holds_fails() {
    ends("SELF-14", &[], 1, &["unexpected pass", "here#3"]);
}

#[test]
fn a_waived_race_that_is_missed_passes() {
    ends("SELF-15", &["--strict"], 0, &["1 passed"]);
}

#[test]
fn a_fixture_that_does_not_pair_is_told_apart() {
    let ran = matrix(&["--subject", "self-test/unpaired", "--rule", "READ-04"]);
    assert_eq!(ran.code, Some(1), "{ran:#?}");
    assert!(ran.stdout.contains("the fixture does not pair"), "{}", ran.stdout);
}

#[test]
fn one_bad_cell_does_not_spoil_the_others() {
    let ran = matrix(&["--subject", "self-test/ends", "--limit", "1"]);
    assert_eq!(ran.code, Some(1), "{ran:#?}");
    assert!(ran.stdout.contains("15 cells: 7 failed, 1 warned, 2 expected"), "{}", ran.stdout);
}
