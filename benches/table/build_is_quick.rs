//! How long does a clean build of the library take, beside futures-lite?
//!
//! Who takes this crate as a dependency pays for it in each clean build, so it may not take much
//! longer than the small crate that people use instead. Both are built with their default features,
//! and with all that they depend on, five times in turn.
//!
//! A regression: a procedural macro, a dependency, a large table of generated code in the default
//! features.

use std::{env, fs, path::Path, process::Command};

use crate::harness::{Counts, Goal, Question, Row, Unit, measure, ours, peer};

pub(crate) static QUESTION: Question = Question {
    name: "build_is_quick",
    asks: "How long does a clean build take?",
    rows: &[Row {
        case: "with default features, unoptimized",
        unit: Unit::Seconds,
        ours: ours(|| build("async-interop", &format!("{{ path = {ROOT:?} }}"))),
        peers: &[peer("futures-lite", || build("futures-lite", "\"*\""))],
        goal: Goal::Times(1.5),
    }],
};

/// Builds a package that does nothing but depend on `name`, in the versions of our lock file.
fn build(name: &str, dependency: &str) -> Counts {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("build_is_quick").join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(folder.join("src")).expect("the target folder can be written");
    let manifest = format!(
        "[package]\nname = \"user\"\nedition = \"2024\"\n\
         [dependencies]\n{name} = {dependency}\n[workspace]\n"
    );
    let write = |file: &str, text: &str| fs::write(folder.join(file), text).expect("as above");
    write("Cargo.toml", &manifest);
    write("Cargo.lock", include_str!("../../Cargo.lock"));
    write("src/lib.rs", "");

    let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(cargo);
    command.args(["build", "--quiet", "--offline", "--target-dir", "target"]).current_dir(&folder);
    measure(1, || {
        let status = command.status().expect("cargo is there: it runs this");
        assert!(status.success(), "cargo could not build {name}: {status}");
    })
}

const ROOT: &str = env!("CARGO_MANIFEST_DIR");
