//! Programs that others wrote, at the other end.

use std::{
    fs,
    io::{self, BufRead as _, Write as _},
    path::{Path, PathBuf},
    process::{Child, ChildStdout, Command, Stdio},
    sync::atomic::{AtomicUsize, Ordering},
};

use crate::Error;

/// Returns whether `program` with `args` runs, which shows that it is installed. If not, says so and
/// lets the test pass, or fail where all peers are required.
pub(crate) fn is_installed(program: &str, args: &[&str]) -> bool {
    let found = Command::new(program).args(args).output().is_ok_and(|ran| ran.status.success());
    if !found {
        let command = format!("{program} {}", args.join(" "));
        let required = std::env::var("ASYNC_INTEROP_PEERS").is_ok_and(|value| value == "required");
        assert!(!required, "`{command}` fails, and ASYNC_INTEROP_PEERS=required: install it");
        // Not by a macro: the harness would capture it.
        let test = std::thread::current().name().unwrap_or_default().to_owned();
        let message = format!("\n{test}: NOT TESTED against a peer, since `{command}` fails\n");
        io::stderr().write_all(message.as_bytes()).expect("standard error is open");
    }
    found
}

/// Runs `program` with `stdin` as its input, and returns its output. It has to succeed.
pub(crate) fn run(program: &str, args: &[&str], stdin: &[u8]) -> Result<String, Error> {
    let mut child = Command::new(program)
        .args(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()?;
    let (mut input, stdin) = (child.stdin.take().expect("it is piped"), stdin.to_vec());
    // On a thread, so that neither side waits for the other to read.
    let writing = std::thread::spawn(move || input.write_all(&stdin));
    let ran = child.wait_with_output()?;
    writing.join().expect("writing does not panic")?;
    let (out, err) = (String::from_utf8(ran.stdout)?, String::from_utf8_lossy(&ran.stderr));
    if ran.status.success() { Ok(out) } else { Err(format!("{program}: {}", err.trim()).into()) }
}

/// A program that serves until this is dropped.
pub(crate) struct Server {
    child: Child,
    stdout: io::BufReader<ChildStdout>,
}

impl Server {
    pub(crate) fn start(program: &str, args: &[&str]) -> Result<Self, Error> {
        let mut command = Command::new(program);
        command.args(args).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = command.spawn()?;
        let stdout = io::BufReader::new(child.stdout.take().expect("it is piped"));
        Ok(Self { child, stdout })
    }

    /// Reads its output up to a line that begins with `prefix`, and returns what follows it.
    pub(crate) fn line(&mut self, prefix: &str) -> Result<String, Error> {
        for line in (&mut self.stdout).lines() {
            if let Some(rest) = line?.strip_prefix(prefix) {
                return Ok(rest.to_owned());
            }
        }
        Err(format!("it has ended without a line that begins with {prefix:?}").into())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // If it has ended already, that is fine too.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A file with `content`, deleted when it is dropped.
pub(crate) struct TempFile(PathBuf);

impl TempFile {
    pub(crate) fn new(content: &[u8]) -> Result<Self, Error> {
        static COUNT: AtomicUsize = AtomicUsize::new(0);
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        let name = format!("async-interop-{}-{number}", std::process::id());
        let path = std::env::temp_dir().join(name);
        fs::write(&path, content)?;
        Ok(Self(path))
    }

    pub(crate) fn path(&self) -> &str {
        Path::to_str(&self.0).expect("the temporary directory has a name in UTF-8")
    }
}

impl Drop for TempFile {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.0);
    }
}
