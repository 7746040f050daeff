//! The program: built once, started as often as needed, ended with its value.

use std::{
    env,
    io::{BufRead as _, BufReader},
    net::{SocketAddr, TcpStream},
    path::PathBuf,
    process::{Child, Command, ExitStatus, Stdio},
    sync::{
        OnceLock,
        mpsc::{self, Receiver},
    },
    thread,
    time::{Duration, Instant},
};

use serde_json::Value;

/// How long anything may take before a test fails.
pub(crate) const PATIENCE: Duration = Duration::from_secs(60);

/// A server that runs.
#[derive(Debug)]
pub(crate) struct Server {
    child: Child,
    stdout: Receiver<String>,
    pub(crate) address: SocketAddr,
}

impl Server {
    /// Starts the program, and waits until it says where it listens.
    pub(crate) fn start(runtime: &str, arguments: &[&str]) -> Self {
        let mut command = Command::new(path());
        command.args(arguments).args(["--runtime", runtime]).stdout(Stdio::piped());
        let mut child = command.spawn().expect("the program can be started");
        let stdout = BufReader::new(child.stdout.take().expect("it was piped"));
        let (sender, receiver) = mpsc::channel();
        thread::spawn(move || {
            stdout.lines().map_while(Result::ok).try_for_each(|l| sender.send(l))
        });
        let first = receiver.recv_timeout(PATIENCE).expect("the program says where it listens");
        let address = first.strip_prefix("listening on ").expect("that is its first line");
        let address = address.parse().expect("it names an address");
        Self { child, stdout: receiver, address }
    }

    /// Connects to it.
    pub(crate) fn connect(&self) -> TcpStream {
        let socket = TcpStream::connect(self.address).expect("it accepts connections");
        socket.set_read_timeout(Some(PATIENCE)).expect("sockets have timeouts");
        socket
    }

    /// Waits for the next line that it prints.
    pub(crate) fn line(&self) -> String {
        self.stdout.recv_timeout(PATIENCE).expect("the program prints a line")
    }

    /// Sends it a signal, such as `TERM`.
    pub(crate) fn signal(&self, name: &str) {
        // `kill` is no program everywhere, but every shell has it.
        let line = format!("kill -{name} {}", self.child.id());
        let sent = Command::new("sh").args(["-c", &line]).status();
        assert!(sent.is_ok_and(|status| status.success()), "{line}");
    }

    /// Waits until it has ended by itself.
    pub(crate) fn ended(mut self) -> ExitStatus {
        // It closes its output when it ends, which ends the thread that reads it.
        let deadline = Instant::now() + PATIENCE;
        while self.stdout.recv_timeout(deadline.saturating_duration_since(Instant::now())).is_ok() {
        }
        assert!(Instant::now() < deadline, "the program is still running");
        self.child.wait().expect("it is our child")
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The path of the program, after building it.
///
/// `cargo test --test portable` builds no examples, so it is asked for here; where it is up to
/// date, that takes a fraction of a second.
pub(crate) fn path() -> &'static PathBuf {
    static PROGRAM: OnceLock<PathBuf> = OnceLock::new();
    PROGRAM.get_or_init(|| {
        let mut cargo = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
        cargo.current_dir(env!("CARGO_MANIFEST_DIR"));
        cargo.args(["build", "--all-features", "--example", "portable", "--message-format=json"]);
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
