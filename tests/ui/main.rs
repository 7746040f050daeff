//! What must not compile, and what the compiler says then.
//!
//! The wording is that of the compiler named below; with another one there is nothing to compare,
//! and the tests say so. To write the words anew: `TRYBUILD=overwrite cargo test --all-features
//! --test ui`.

use std::process::Command;

/// The compiler whose words stand in the `.stderr` files.
const COMPILER: &str = "rustc 1.95.";

#[test]
fn conformance() {
    compile_fail("tests/ui/conformance/*.rs");
}

#[test]
fn future() {
    compile_fail("tests/ui/future/*.rs");
}

fn compile_fail(files: &str) {
    let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let version = Command::new(rustc).arg("--version").output().expect("the compiler runs").stdout;
    let version = String::from_utf8_lossy(&version);
    if version.starts_with(COMPILER) {
        trybuild::TestCases::new().compile_fail(files);
    } else {
        println!("not compared: the words are those of {COMPILER}, this is {version}");
    }
}
