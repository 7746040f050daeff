//! Arguments that are wrong have a message that says what to do, and an exit code.

use std::{
    net::TcpListener,
    process::{Command, Output},
};

use crate::{RUNTIMES, program};

/// Runs the program, which must end by itself.
#[track_caller]
fn case(arguments: &[&str], code: i32, parts: &[&str]) {
    let mut command = Command::new(program::path());
    let Output { status, stdout, stderr } = command.args(arguments).output().expect("it starts");
    let stderr = String::from_utf8_lossy(&stderr);
    assert_eq!(status.code(), Some(code), "{arguments:?}: {stderr}");
    assert!(stdout.is_empty(), "{arguments:?}: {}", String::from_utf8_lossy(&stdout));
    for part in parts {
        assert!(stderr.contains(part), "{arguments:?}: no '{part}' in\n{stderr}");
    }
}

#[test]
fn an_unknown_runtime_names_the_known_ones() {
    let known = format!("[possible values: {}]", RUNTIMES.join(", "));
    case(&["chat", "--runtime", "tokoi"], 2, &["'tokoi'", &known, "'tokio'"]);
    case(&["socks5", "--runtime", "fibers"], 2, &["'fibers'", &known]);
}

#[test]
fn an_unknown_protocol_names_similar_ones() {
    case(&["file"], 2, &["'file'", "'files'"]);
}

#[test]
fn a_port_in_use_says_so() {
    let taken = TcpListener::bind("127.0.0.1:0").expect("loopback has ports");
    let address = taken.local_addr().expect("it is bound").to_string();
    for &runtime in RUNTIMES {
        let arguments = ["socks5", "--runtime", runtime, "--listen", &address];
        case(&arguments, 1, &["cannot listen on", &address, "in use", "--listen"]);
    }
}

#[test]
fn a_folder_that_is_not_there_says_so() {
    case(&["files", "no-such-folder"], 2, &["'no-such-folder'", "no folder"]);
    case(&["files", "Cargo.toml"], 2, &["'Cargo.toml'", "no folder"]);
    case(&["files"], 2, &["<ROOT>"]);
}

#[test]
fn times_and_addresses_are_checked() {
    case(&["files", "src", "--timeout=-1"], 2, &["--timeout", "'-1'"]);
    case(&["files", "src", "--grace", "soon"], 2, &["--grace", "'soon'"]);
    case(&["chat", "--listen", "7000"], 2, &["--listen", "'7000'"]);
}
