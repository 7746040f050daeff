//! The table: what arrives, and each way in which a runtime can fail.

use std::process::Command;

use crate::command::{Ran, payload, program, scratch};

#[track_caller]
fn row(name: &str, word: &str, says: &[&str]) {
    let ran = payload(&["--runtime", name, "--size", "64KiB", "--limit", "5"]);
    ran.expect(1, says);
    let row = ran.stdout.lines().find(|line| line.starts_with(name)).unwrap_or_default();
    assert!(row.trim_end().ends_with(word) || row.contains(word), "{row:?}");
}

#[test]
fn what_arrives_is_what_was_sent() {
    for codec in ["gzip", "zstd", "brotli"] {
        let ran = payload(&["--runtime", "tokio", "--codec", codec, "--size", "1MiB"]);
        ran.expect(0, &["tokio", "1048576", "the same (SHA-256 "]);
    }
}

#[test]
fn a_payload_of_nothing_arrives() {
    for codec in ["gzip", "zstd", "brotli"] {
        let ran = payload(&["--runtime", "smol", "--codec", codec, "--size", "0"]);
        // The hash of no bytes.
        ran.expect(0, &["the same (SHA-256 e3b0c442)"]);
    }
}

#[test]
fn the_same_seed_makes_the_same_bytes() {
    let hash = |seed| {
        let ran = payload(&["--runtime", "smol", "--size", "100000", "--seed", seed]);
        ran.expect(0, &[]);
        ran.stdout.split("SHA-256 ").nth(1).expect("a hash").to_string()
    };
    assert_eq!(hash("7"), hash("7"));
    assert_ne!(hash("7"), hash("8"));
}

#[test]
fn a_file_arrives() {
    let path = scratch("abc");
    std::fs::write(&path, b"abc").expect("the folder is writable");
    let path = path.to_str().expect("the path is UTF-8");
    // The hash of `abc` is in every description of SHA-256.
    payload(&["--runtime", "tokio", "--file", path]).expect(0, &["the same (SHA-256 ba7816bf)"]);
}

/// In debug builds too: what hangs in release only is for `cargo run --release`.
#[test]
fn every_runtime_delivers() {
    let mut arguments = vec!["--size", "256KiB", "--limit", "60"];
    let listed = payload(&["--runtime", "?"]);
    let names = listed.stderr.split("there are: ").nth(1).expect("a list of runtimes");
    for name in names.lines().next().expect("a line").split(", ") {
        if name.starts_with("self-test/") {
            continue;
        }
        arguments.extend(["--runtime", name]);
        payload(&arguments).expect(0, &[name, "the same"]);
        arguments.truncate(4);
    }
}

#[test]
fn a_runtime_that_is_not_running_is_named() {
    let says = ["the runtime is not running", "start it first", "the executor was shut down"];
    row("self-test/stopped", "failed", &says);
}

#[test]
fn a_runtime_that_hangs_is_stopped() {
    row("self-test/hangs", "hangs", &["it was stopped after 5 s", "--limit"]);
}

#[test]
fn a_runtime_that_crashes_says_how() {
    row("self-test/panics", "crashed", &["exit status: 101", "out of luck"]);
    row("self-test/aborts", "crashed", &["signal: 6"]);
}

#[test]
fn a_payload_that_arrives_otherwise_fails() {
    row("self-test/differs", "DIFFERS", &["what arrived is not what was sent"]);
}

/// glommio locks memory for its rings. The system lets everybody lower the limit.
#[cfg(target_os = "linux")]
#[test]
fn too_little_locked_memory_says_how_to_get_more() {
    let mut shell = Command::new("sh");
    shell.args(["-c", "ulimit -l 64; exec \"$0\" --runtime glommio --size 64KiB"]);
    let ran = Ran::of(shell.arg(program()).output().expect("there is a shell"));
    ran.expect(1, &["glommio", "failed", "locked memory", "512 KiB", "ulimit -l 512"]);
}

#[test]
fn the_comparison_measures_both() {
    let ran = payload(&["--compare", "1", "--size", "64KiB"]);
    ran.expect(0, &["through our traits", "quinn's and the codec's", "ratio"]);
}
