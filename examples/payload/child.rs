//! What the process of one runtime does.

use std::{
    io::{self, Write as _},
    process::ExitCode,
    sync::Arc,
};

use serde::{Deserialize, Serialize};

use crate::{
    args::Args,
    job::{self, Done},
    outcome::Outcome,
    progress,
    runtimes::Runtime,
};

/// A line that a child prints for its parent.
#[derive(Debug, Deserialize, Serialize)]
pub(crate) enum Record {
    /// So many bytes of the payload are on their way.
    Moved(u64),
    Sent(Outcome),
    Failed(String),
}

/// Sends a payload on `runtime`, and prints how it goes.
///
/// The process ends at once after it: some runtimes leave threads behind.
pub(crate) fn run(runtime: &Runtime, args: &Args) -> ExitCode {
    let progress = Arc::default();
    let watch = progress::watch(Arc::clone(&progress), |moved| print(&Record::Moved(moved)));
    let done = job::both_ends(args, progress).and_then(|job| runtime.start(job));
    drop(watch);
    print(&match done {
        Ok(Done::Sent(outcome)) => Record::Sent(outcome),
        Ok(Done::Served { .. }) => Record::Failed("it served, and was to send".into()),
        Err(error) => Record::Failed(error.to_string()),
    });
    ExitCode::SUCCESS
}

fn print(record: &Record) {
    let mut line = serde_json::to_string(record).expect("a record has only strings and numbers");
    line.push('\n');
    // If the parent is gone, nobody wants to know.
    let _ = io::stdout().write_all(line.as_bytes());
}
