//! The report for programs: a line that describes the run, then one line for each cell.

use serde::Serialize;

use super::{Summary, summary::Totals};

/// The number of the format. It rises when a field changes its meaning or goes away.
const SCHEMA: u32 = 1;

/// The first line.
#[derive(Debug, Serialize)]
struct Head {
    schema: &'static str,
    schema_version: u32,
    version: &'static str,
    date: String,
    seed: u64,
    strict: bool,
    limit_seconds: u64,
    complete: bool,
    rules: usize,
    subjects: usize,
    /// How many cells there are, and how many came out how.
    #[serde(flatten)]
    totals: Totals,
    millis: u64,
}

/// Renders the run as JSON lines.
pub(crate) fn lines(summary: &Summary<'_>) -> String {
    let mut out = line(&head(summary));
    for record in summary.records() {
        out.push_str(&line(record));
    }
    out
}

fn head(summary: &Summary<'_>) -> Head {
    Head {
        schema: "async-interop-matrix",
        schema_version: SCHEMA,
        version: env!("CARGO_PKG_VERSION"),
        date: summary.date.to_string(),
        seed: summary.run.seed,
        strict: summary.run.strict,
        limit_seconds: summary.run.limit().as_secs(),
        complete: summary.plan.complete,
        rules: summary.plan.rows.len(),
        subjects: summary.plan.subjects.len(),
        totals: summary.totals(),
        millis: summary.elapsed.as_millis().try_into().unwrap_or(u64::MAX),
    }
}

fn line(value: &impl Serialize) -> String {
    let mut line = serde_json::to_string(value).expect("only strings and numbers");
    line.push('\n');
    line
}
