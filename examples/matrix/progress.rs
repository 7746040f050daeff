//! How far the run is.

use std::time::Duration;

use async_interop::conformance::Verdict;
use indicatif::{ProgressBar, ProgressStyle};

use crate::{plan::Plan, record::Record};

/// Makes the bar, or says once what is going on where there is no terminal.
pub(crate) fn bar(plan: &Plan, jobs: usize) -> ProgressBar {
    let bar = ProgressBar::new(plan.cells.len() as u64);
    if bar.is_hidden() {
        eprintln!(
            "running {} cells ({} rules, {} subjects), {jobs} at a time",
            plan.cells.len(),
            plan.rows.len(),
            plan.subjects.len()
        );
    }
    let style =
        ProgressStyle::with_template("{elapsed:>4} {wide_bar:.cyan/dim} {pos:>4}/{len}  {msg:28!}")
            .expect("the template is well-formed")
            .progress_chars("━╸─");
    bar.enable_steady_tick(Duration::from_millis(200));
    bar.with_style(style)
}

/// Takes one cell into account.
pub(crate) fn step(bar: &ProgressBar, record: &Record) {
    if record.fails && record.verdict != Verdict::Skipped {
        bar.println(format!("{} {}: {}", record.subject, record.rule, record.verdict));
    }
    bar.set_message(format!("{} {}", record.subject, record.rule));
    bar.inc(1);
}
