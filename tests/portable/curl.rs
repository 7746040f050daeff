//! curl.

use std::{
    net::SocketAddr,
    process::{Command, Output, Stdio},
};

/// What came of a run.
#[derive(Debug)]
pub(crate) struct Fetched {
    pub(crate) code: Option<i32>,
    pub(crate) body: Vec<u8>,
    pub(crate) stderr: String,
}

/// Runs curl to its end.
pub(crate) fn curl(arguments: &[&str]) -> Fetched {
    let Output { status, stdout, stderr } = command(arguments).output().expect("curl is installed");
    let stderr = String::from_utf8_lossy(&stderr).into_owned();
    Fetched { code: status.code(), body: stdout, stderr }
}

/// curl, quiet, with errors, a limit of time, and no settings of whoever runs the tests.
pub(crate) fn command(arguments: &[&str]) -> Command {
    let mut command = Command::new("curl");
    command.args(["--disable", "--silent", "--show-error", "--max-time", "60"]).args(arguments);
    for variable in ["http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY", "no_proxy", "NO_PROXY"] {
        command.env_remove(variable);
    }
    command.stdin(Stdio::null());
    command
}

/// Gets a path with the head of the answer, as text.
pub(crate) fn head_and_body(server: SocketAddr, path: &str, arguments: &[&str]) -> String {
    let url = format!("http://{server}{path}");
    let fetched = curl(&[&["--include", "--path-as-is", &url], arguments].concat());
    assert_eq!(fetched.code, Some(0), "{path}: {}", fetched.stderr);
    String::from_utf8(fetched.body).expect("only texts are asked for here")
}
