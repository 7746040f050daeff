//! The files of a run.

use std::{
    fs::File,
    io::Write as _,
    path::{Path, PathBuf},
};

use super::{Summary, html, json};
use crate::{args::Args, plan::Plan};

/// The files that a run writes, opened before it starts.
#[derive(Debug)]
pub(crate) struct Outputs {
    json: Option<(PathBuf, File)>,
    html: Option<(PathBuf, File)>,
}

impl Outputs {
    /// Opens the files that were asked for; for a complete run, otherwise the usual ones.
    ///
    /// # Errors
    ///
    /// Says which path cannot be written, and how to give another.
    pub(crate) fn open(args: &Args, plan: &Plan) -> Result<Self, String> {
        // The page of a complete run should not be lost to the replay of one cell.
        let usual = |name| plan.complete.then(|| target_folder().join(name));
        let open =
            |option, path: Option<PathBuf>| path.map(|path| create(option, path)).transpose();
        Ok(Self {
            json: open("--json", args.json.clone().or_else(|| usual("matrix.jsonl")))?,
            html: open("--html", args.html.clone().or_else(|| usual("matrix.html")))?,
        })
    }

    /// Writes the files, and returns what to tell about them.
    ///
    /// # Errors
    ///
    /// Says which file could not be written.
    pub(crate) fn write(self, summary: &Summary<'_>) -> Result<String, String> {
        let mut told = String::new();
        let files = [
            (self.json, json::lines as fn(&Summary<'_>) -> String),
            (self.html, html::page as fn(&Summary<'_>) -> String),
        ];
        for (file, render) in files {
            let Some((path, mut file)) = file else { continue };
            file.write_all(render(summary).as_bytes())
                .map_err(|error| format!("{} could not be written: {error}", path.display()))?;
            told.push_str(&format!("wrote {}\n", path.display()));
        }
        Ok(told)
    }
}

fn create(option: &str, path: PathBuf) -> Result<(PathBuf, File), String> {
    match File::create(&path) {
        Ok(file) => Ok((path, file)),
        Err(error) => Err(format!(
            "cannot write {}: {error}\n  give a path in an existing, writable folder: {option} PATH",
            path.display()
        )),
    }
}

/// The target folder of the build: this program is `TARGET/release/examples/matrix`.
fn target_folder() -> PathBuf {
    let program = std::env::current_exe().unwrap_or_default();
    let folder = program.ancestors().nth(3).filter(|_| is_example(&program));
    folder.map_or_else(PathBuf::new, Path::to_path_buf)
}

fn is_example(program: &Path) -> bool {
    program.parent().is_some_and(|folder| folder.ends_with("examples"))
}
