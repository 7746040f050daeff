//! What the process of one cell does.

use std::{io::Write as _, process::ExitCode, time::Instant};

use async_interop::conformance::Verdict;

use crate::{args::Run, plan::Plan, record::Record};

/// Runs the only cell of `plan` and prints its record as one line.
///
/// The process ends at once after it: a check that hangs leaves a thread behind.
pub(crate) fn run(plan: &Plan, run: &Run) -> ExitCode {
    let &[cell] = plan.cells.as_slice() else {
        eprintln!("a child runs one cell: select one subject and one rule");
        return ExitCode::from(2);
    };
    let (subject, row) = (plan.subject(cell), plan.row(cell));
    let start = Instant::now();
    let report = subject
        .run(row.rule.id, run.options())
        .expect("the plan has only cells whose subject takes part in the rule");
    let mut record = Record::new(subject, row.suite, report, run, start.elapsed());
    // A fixture that does not pair breaks most rules, and none of them says why.
    if record.fails && record.verdict != Verdict::Timeout {
        if let Err(misfit) = subject.preflight(run.options()) {
            let observed = record.observed.take().unwrap_or_default();
            record.observed = Some(format!("{observed}; {misfit}"));
        }
    }
    let mut line = serde_json::to_string(&record).expect("a record has only strings and numbers");
    line.push('\n');
    match std::io::stdout().write_all(line.as_bytes()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("the record could not be written: {error}");
            ExitCode::FAILURE
        }
    }
}
