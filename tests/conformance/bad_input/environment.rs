//! Environment variables that hold something else.

use std::process::Command;

use async_interop::conformance::{LIMIT_VARIABLE, SEED_VARIABLE, STRICT_VARIABLE};

/// Runs one test of this program with a variable set, and returns whether it passed and what it
/// said.
fn run(variable: &str, value: &str) -> (bool, String) {
    let program = std::env::current_exe().expect("the program knows where it is");
    let output = Command::new(program)
        .args(["reference::reference_pipe::write::write_02_empty_write_is_ready", "--exact"])
        .env(variable, value)
        .output()
        .expect("the program runs");
    let said =
        [output.stdout, output.stderr].map(|said| String::from_utf8_lossy(&said).into_owned());
    assert!(said[0].contains("1 test"), "the test has another name now: {}", said[0]);
    (output.status.success(), said.concat())
}

#[test]
fn what_is_no_number_is_refused() {
    for (variable, value) in [
        (SEED_VARIABLE, "one"),
        (SEED_VARIABLE, "-1"),
        (SEED_VARIABLE, "18446744073709551616"),
        (LIMIT_VARIABLE, "20s"),
        (LIMIT_VARIABLE, "0.5"),
    ] {
        let (passed, said) = run(variable, value);
        assert!(!passed, "{variable}={value} is taken");
        let expected = format!("{variable} is {value:?}: set it to a whole number, or unset it");
        assert!(said.contains(&expected), "{expected:?} is not said: {said}");
    }
}

#[test]
fn limit_in_which_no_check_ends_is_refused() {
    let (passed, said) = run(LIMIT_VARIABLE, "0");
    assert!(!passed && said.contains("set it to 1 second or more"), "{said}");
}

#[test]
fn what_is_a_number_is_taken() {
    for (variable, value) in [
        (SEED_VARIABLE, "7"),
        (SEED_VARIABLE, ""),
        (LIMIT_VARIABLE, "5"),
        (STRICT_VARIABLE, "1"),
        (STRICT_VARIABLE, "0"),
    ] {
        let (passed, said) = run(variable, value);
        assert!(passed, "{variable}={value}: {said}");
    }
}
