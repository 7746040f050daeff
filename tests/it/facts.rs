//! Facts that stand in two places, compared.

use std::{fs, path::Path};

fn read(path: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Returns the value of `key = "value"` in the manifest.
fn manifest(key: &str) -> String {
    let manifest = read("Cargo.toml");
    let line = manifest.lines().find(|line| line.starts_with(&format!("{key} = ")));
    let line = line.unwrap_or_else(|| panic!("Cargo.toml has no {key}"));
    line.split('"').nth(1).expect("the value is a string").to_owned()
}

#[test]
fn readme_names_the_minimum_rust_version() {
    let version = manifest("rust-version");
    let sentence = format!("The minimum Rust version is {version}.");
    assert!(read("README.md").contains(&sentence), "README.md lacks: {sentence}");
}

#[test]
fn readme_names_every_feature() {
    let (readme, manifest) = (read("README.md"), read("Cargo.toml"));
    let features = manifest.split("[features]").nth(1).and_then(|rest| rest.split("\n[").next());
    let names = features.into_iter().flat_map(str::lines).filter_map(|line| {
        let (name, _) = line.split_once(" = [")?;
        (!matches!(name, "default")).then_some(name)
    });
    for name in names {
        assert!(readme.contains(&format!("`{name}`")), "README.md does not name `{name}`");
    }
}

#[test]
fn readme_example_is_the_one_that_runs() {
    let (readme, test) = (read("README.md"), read("tests/conformance/readme.rs"));
    let example = test.split_once("\n\n").expect("a doc comment, then the example").1;
    assert!(
        readme.contains(example),
        "README.md has another example than tests/conformance/readme.rs"
    );
}

#[test]
fn readme_commands_are_what_ci_runs() {
    let (readme, ci) = (read("README.md"), read(".ci/run"));
    let command = "cargo test --all-features";
    assert!(readme.contains(command) && ci.contains(command), "README.md and .ci/run differ");
}
