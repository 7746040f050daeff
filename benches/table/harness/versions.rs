//! What the figures are of.

use std::process::Command;

use super::callgrind;

/// Names the versions of what was measured, of the compiler, and of valgrind.
pub(crate) fn versions() -> String {
    let crates: Vec<_> = CRATES
        .iter()
        .filter_map(|name| {
            // The newest, if there are two: a dependency of a dependency may want an older one.
            let (_, found) = LOCK.rsplit_once(&format!("name = \"{name}\"\nversion = \""))?;
            let (version, _) = found.split_once('"')?;
            Some(format!("{name} {version}"))
        })
        .collect();
    let rustc = Command::new("rustc").arg("--version").output();
    let rustc = rustc.map(|output| String::from_utf8_lossy(&output.stdout).trim().to_owned());
    let rustc = rustc.unwrap_or_else(|_| "an unknown rustc".into());
    let valgrind = callgrind::version().unwrap_or_else(|_| "no valgrind".into());
    format!("{}; {rustc}; {valgrind}", crates.join(", "))
}

const LOCK: &str = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.lock"));
const CRATES: [&str; 8] = [
    "async-interop",
    "tokio",
    "tokio-util",
    "futures",
    "futures-buffered",
    "smol",
    "async-compat",
    "futures-lite",
];
