//! The server against a client that was not written here: `client.py`, over aioquic.
//!
//! It takes a python with aioquic: the one that `ASYNC_INTEROP_PYTHON` names, or `python3`. Where
//! neither has it, the tests make a virtual environment in cargo's folder for tests, which takes a
//! network the first time.

use std::{
    env,
    path::PathBuf,
    process::{Command, Stdio},
    sync::OnceLock,
};

use crate::command::{Server, scratch};

#[track_caller]
fn case(name: &str, answers: &str) {
    let mut server = Server::start(&format!("aioquic-{name}"), &["--runtime", "smol"]);
    let mut client = Command::new(python());
    client.arg(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/payload/client.py"));
    client.args(["127.0.0.1", &server.address.port().to_string(), server.certificate(), name]);
    let output = client.output().expect("python can be started");
    let stderr = String::from_utf8_lossy(&output.stderr);
    let stdout = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{stderr}");
    assert!(stdout.starts_with(answers), "{stdout}{stderr}");
    // The server tells its own user the same.
    let line = server.line();
    let (said, told) = if answers.starts_with("taken") {
        ("520000 bytes", true)
    } else {
        ("refused: ", stdout.contains(line.split("refused: ").nth(1).unwrap_or("?").trim_end()))
    };
    assert!(line.contains(said) && told, "{line}, but {stdout}");
}

#[test]
fn a_payload_is_taken() {
    case("good", "taken 520000 ");
}

#[test]
fn what_is_truncated_is_refused() {
    case("truncated", "refused 5 the compressed payload is truncated");
    case("empty", "refused 5 the request is truncated");
}

#[test]
fn what_is_corrupt_is_refused() {
    case("corrupt", "refused 3 the compressed payload is corrupt");
    case("trailing", "refused 3 there are bytes after");
}

#[test]
fn what_is_not_as_long_as_announced_is_refused() {
    case("too-long", "refused 4 the payload has more bytes than the 519999");
    case("too-short", "refused 4 the payload has fewer bytes than the 520001");
}

#[test]
fn what_is_no_request_is_refused() {
    case("no-request", "refused 1 this is no request of the payload protocol");
    case("no-codec", "refused 2 no codec has number 9");
}

#[test]
fn what_is_reset_in_the_middle_is_refused() {
    case("reset", "refused 5 the peer broke off");
}

#[test]
fn one_server_outlives_them_all() {
    let mut server = Server::start("aioquic-all", &["--runtime", "tokio", "--count", "3"]);
    for (name, taken) in [("reset", false), ("corrupt", false), ("good", true)] {
        let mut client = Command::new(python());
        client.arg(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/payload/client.py"));
        client.args(["127.0.0.1", &server.address.port().to_string(), server.certificate(), name]);
        assert!(client.stdout(Stdio::null()).status().expect("python can be started").success());
        assert_eq!(server.line().contains("SHA-256"), taken, "{name}");
    }
    // Two of three were refused.
    assert_eq!(server.end(), (Some(1), String::new()));
}

/// A python that has aioquic.
fn python() -> &'static PathBuf {
    static PYTHON: OnceLock<PathBuf> = OnceLock::new();
    PYTHON.get_or_init(|| {
        let has_it = |python: &PathBuf| {
            let mut check = Command::new(python);
            check.args(["-c", "import aioquic"]).stderr(Stdio::null());
            check.status().is_ok_and(|status| status.success())
        };
        let named = env::var_os("ASYNC_INTEROP_PYTHON").map_or_else(PathBuf::new, PathBuf::from);
        let system = PathBuf::from("python3");
        let folder = scratch("venv");
        let own = folder.join("bin/python");
        if let Some(python) = [&named, &system, &own].into_iter().find(|python| has_it(python)) {
            return python.clone();
        }
        let run = |command: &mut Command| command.status().is_ok_and(|status| status.success());
        let made = run(Command::new(&system).args(["-m", "venv"]).arg(&folder))
            && run(Command::new(&own).args(["-m", "pip", "install", "-q", "aioquic==1.7.2"]));
        assert!(
            made,
            "these tests need aioquic, and it could not be installed: `pip install aioquic`, and \
             name the python that has it by ASYNC_INTEROP_PYTHON"
        );
        own
    })
}
