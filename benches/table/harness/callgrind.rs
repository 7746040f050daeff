//! Counting instructions, by valgrind's tool callgrind.

use std::{io, path::Path, process::Command};

use super::measure::MEASURED;

/// A command that runs `program` and counts the instructions of what it [measures](super::measure).
///
/// The count is at the end of what the command writes to its standard error: see [`collected`].
pub(super) fn command(program: &Path) -> Command {
    let mut command = Command::new("valgrind");
    command
        .env("GLIBC_TUNABLES", LOOPS)
        .args(["--tool=callgrind", "--callgrind-out-file=/dev/null"])
        .arg(format!("--toggle-collect={MEASURED}"))
        .arg(program);
    command
}

/// Returns valgrind's version, such as "valgrind-3.19.0".
///
/// # Errors
///
/// Returns what to do if there is no valgrind.
pub(crate) fn version() -> Result<String, String> {
    match Command::new("valgrind").arg("--version").output() {
        Ok(output) if output.status.success() => {
            Ok(String::from_utf8_lossy(&output.stdout).trim().into())
        }
        Ok(output) => Err(format!("`valgrind --version` failed: {}", output.status)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            Err("instructions are counted by valgrind, which is not installed: install it \
                 (`apt-get install valgrind`), or name questions that need none"
                .into())
        }
        Err(error) => Err(format!("`valgrind --version` did not start: {error}")),
    }
}

/// Finds the count in what valgrind wrote: "==123== Collected : 4567".
///
/// # Errors
///
/// Returns what valgrind wrote, if there is no count in it, or if nothing was counted.
pub(super) fn collected(stderr: &str) -> Result<u64, String> {
    let count = stderr.lines().find_map(|line| line.split_once("Collected : "));
    match count.and_then(|(_, count)| count.trim().parse().ok()) {
        Some(0) => Err(format!("valgrind saw no call of `{MEASURED}`")),
        Some(count) => Ok(count),
        None => Err(format!("valgrind counted nothing; it wrote:\n{stderr}")),
    }
}

/// Has glibc copy and zero memory by loops: the one instruction that does it all counts as one for
/// each byte.
const LOOPS: &str = "glibc.cpu.hwcaps=-ERMS,-FSRM";
