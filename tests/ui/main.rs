//! What must not compile, and what the compiler says then.
//!
//! The wording is that of the compiler named below; with another one there is nothing to compare,
//! and the tests say so. To write the words anew: `TRYBUILD=overwrite cargo test --all-features
//! --test ui`.

use std::process::Command;

/// The compiler whose words stand in the `.stderr` files.
const COMPILER: &str = "rustc 1.95.";

#[test]
fn ui() {
    let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let version = Command::new(rustc).arg("--version").output().expect("the compiler runs").stdout;
    let version = String::from_utf8_lossy(&version);
    if version.starts_with(COMPILER) {
        let cases = trybuild::TestCases::new();
        cases.compile_fail("tests/ui/conformance/*.rs");
        cases.compile_fail("tests/ui/future/*.rs");
    } else {
        println!("not compared: the words are those of {COMPILER}, this is {version}");
    }
}
