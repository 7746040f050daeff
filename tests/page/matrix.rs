//! The program that makes the page, and what it wrote.

use std::{
    collections::BTreeSet,
    env, fs,
    path::PathBuf,
    process::{Command, Output},
    sync::OnceLock,
};

use serde_json::Value;

/// The page, and the same run as JSON lines.
#[derive(Debug)]
pub(crate) struct Page {
    path: PathBuf,
    pub(crate) cells: Vec<Value>,
}

impl Page {
    pub(crate) fn address(&self) -> String {
        format!("file://{}", self.path.display())
    }

    /// All values that cells have under a key.
    pub(crate) fn all(&self, key: &str) -> BTreeSet<&str> {
        self.cells.iter().map(|cell| cell[key].as_str().expect("a string")).collect()
    }
}

/// The page of a run with subjects that pass, and with those that end in every way there is.
pub(crate) fn page() -> &'static Page {
    static PAGE: OnceLock<Page> = OnceLock::new();
    PAGE.get_or_init(|| {
        let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR"));
        let (html, json) = (folder.join("page.html"), folder.join("page.jsonl"));
        let [html_text, json_text] =
            [&html, &json].map(|path| path.to_str().expect("the path is text"));
        let arguments = [
            "--subject",
            "ours/pipe",
            "--subject",
            "tokio/duplex",
            "--subject",
            "self-test",
            "--limit",
            "2",
            "--html",
            html_text,
            "--json",
            json_text,
        ];
        let Output { status, stderr, .. } = run(&arguments);
        let stderr = String::from_utf8_lossy(&stderr);
        assert_eq!(status.code(), Some(1), "subjects fail on purpose:\n{stderr}");
        let lines = fs::read_to_string(&json).expect("it was written");
        let lines = lines.lines().skip(1);
        let cells = lines.map(|line| serde_json::from_str(line).expect("JSON")).collect();
        Page { path: html, cells }
    })
}

/// Runs the program.
pub(crate) fn run(arguments: &[&str]) -> Output {
    let mut cargo = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.current_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."));
    cargo.args(["run", "--quiet", "--all-features", "--example", "matrix", "--"]).args(arguments);
    cargo.env("ASYNC_INTEROP_MATRIX_SELF_TEST", "1");
    cargo.output().expect("cargo can be started")
}
