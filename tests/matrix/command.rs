//! Running the program.

use std::{
    env,
    path::PathBuf,
    process::{Command, Output},
    sync::OnceLock,
};

use serde_json::Value;

/// What came of a run.
#[derive(Debug)]
pub(crate) struct Ran {
    pub(crate) code: Option<i32>,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

/// Runs the program with its subjects for tests.
pub(crate) fn matrix(arguments: &[&str]) -> Ran {
    let mut command = Command::new(program());
    command.args(arguments).env("ASYNC_INTEROP_MATRIX_SELF_TEST", "1").env("COLUMNS", "200");
    // Whoever runs the tests may have set these for the suites.
    command.env_remove("ASYNC_INTEROP_SEED").env_remove("ASYNC_INTEROP_STRICT");
    let Output { status, stdout, stderr } = command.output().expect("the program can be started");
    let text = |bytes| String::from_utf8(bytes).expect("the program writes UTF-8");
    Ran { code: status.code(), stdout: text(stdout), stderr: text(stderr) }
}

/// A path for a file that no other test writes.
pub(crate) fn scratch(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("matrix");
    std::fs::create_dir_all(&folder).expect("cargo's folder for tests is writable");
    folder.join(name)
}

/// The path of the program, after building it.
///
/// `cargo test --test matrix` builds no examples, so it is asked for here; where it is up to date,
/// that takes a fraction of a second.
fn program() -> &'static PathBuf {
    static PROGRAM: OnceLock<PathBuf> = OnceLock::new();
    PROGRAM.get_or_init(|| {
        let mut cargo = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
        cargo.current_dir(env!("CARGO_MANIFEST_DIR"));
        cargo.args(["build", "--all-features", "--example", "matrix", "--message-format=json"]);
        if !cfg!(debug_assertions) {
            cargo.arg("--release");
        }
        let built = cargo.output().expect("cargo can be started");
        let stderr = String::from_utf8_lossy(&built.stderr);
        assert!(built.status.success(), "the example does not build:\n{stderr}");
        let messages = String::from_utf8_lossy(&built.stdout);
        let mut programs = messages.lines().filter_map(|line| {
            let message: Value = serde_json::from_str(line).ok()?;
            Some(PathBuf::from(message.get("executable")?.as_str()?))
        });
        programs.next_back().expect("cargo names the program that it built")
    })
}
