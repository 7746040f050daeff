//! Running the program.

use std::{
    env,
    io::{BufRead as _, BufReader, Read as _},
    net::SocketAddr,
    path::{Path, PathBuf},
    process::{Child, ChildStdout, Command, Output, Stdio},
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

impl Ran {
    pub(crate) fn of(Output { status, stdout, stderr }: Output) -> Self {
        let text = |bytes| String::from_utf8(bytes).expect("the program writes UTF-8");
        Self { code: status.code(), stdout: text(stdout), stderr: text(stderr) }
    }

    /// Fails the test unless the program ended so, and said all of this.
    #[track_caller]
    pub(crate) fn expect(&self, code: i32, says: &[&str]) {
        assert_eq!(self.code, Some(code), "{self:#?}");
        for part in says {
            let said = self.stdout.contains(part) || self.stderr.contains(part);
            assert!(said, "it does not say {part:?}: {self:#?}");
        }
    }
}

/// Runs the program with its runtimes for tests.
pub(crate) fn payload(arguments: &[&str]) -> Ran {
    let mut command = Command::new(program());
    command.args(arguments).env("ASYNC_INTEROP_PAYLOAD_SELF_TEST", "1");
    Ran::of(command.output().expect("the program can be started"))
}

/// A path for a file that no other test writes.
pub(crate) fn scratch(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("payload");
    std::fs::create_dir_all(&folder).expect("cargo's folder for tests is writable");
    folder.join(name)
}

/// `payload --serve`, which is stopped when this value is dropped.
pub(crate) struct Server {
    child: Child,
    stdout: BufReader<ChildStdout>,
    pub(crate) address: SocketAddr,
    certificate: PathBuf,
}

impl Server {
    /// Starts one on a free port. `name` is a name for its certificate's file.
    pub(crate) fn start(name: &str, arguments: &[&str]) -> Self {
        let certificate = scratch(&format!("{name}.pem"));
        let mut command = Command::new(program());
        command.args(["--serve", "127.0.0.1:0"]).args(arguments);
        command.arg("--cert-out").arg(&certificate).stdout(Stdio::piped());
        let mut child = command.spawn().expect("the program can be started");
        let mut stdout = BufReader::new(child.stdout.take().expect("it is piped"));
        let mut line = String::new();
        stdout.read_line(&mut line).expect("the program writes UTF-8");
        let address = line.strip_prefix("listening on ").and_then(|line| line.split_once(','));
        let address = address.and_then(|(address, _)| address.parse().ok());
        let address = address.unwrap_or_else(|| panic!("it says no address: {line:?}"));
        Self { child, stdout, address, certificate }
    }

    pub(crate) fn certificate(&self) -> &str {
        self.certificate.to_str().expect("the path is UTF-8")
    }

    /// The next line that it prints.
    pub(crate) fn line(&mut self) -> String {
        let mut line = String::new();
        self.stdout.read_line(&mut line).expect("the program writes UTF-8");
        line
    }

    /// Waits for its end, and returns the exit code and what it printed last.
    pub(crate) fn end(mut self) -> (Option<i32>, String) {
        let mut rest = String::new();
        self.stdout.read_to_string(&mut rest).expect("the program writes UTF-8");
        let status = self.child.wait().expect("it was started");
        (status.code(), rest)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It has ended already, where a test waited for that.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The path of the program, after building it.
///
/// `cargo test --test payload` builds no examples, so it is asked for here; where it is up to date,
/// that takes a fraction of a second.
pub(crate) fn program() -> &'static Path {
    static PROGRAM: OnceLock<PathBuf> = OnceLock::new();
    PROGRAM.get_or_init(|| {
        let mut cargo = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
        cargo.current_dir(env!("CARGO_MANIFEST_DIR"));
        cargo.args(["build", "--all-features", "--example", "payload", "--message-format=json"]);
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
