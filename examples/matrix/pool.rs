//! A process for each cell, several at a time.
//!
//! Each cell has a fresh process: it costs a few milliseconds, and it makes a cell of a long run the
//! same as the cell that its replay command runs. With one process for many cells, what one check
//! leaves behind (a thread, a lock, an installed executor) would change the next.

use std::{
    io::{self, Read},
    process::{Child, Command, ExitStatus, Stdio},
    sync::{
        atomic::{AtomicUsize, Ordering},
        mpsc,
    },
    thread,
    time::{Duration, Instant},
};

use async_interop::conformance::{Date, Report};

use crate::{
    args::Run,
    plan::{Cell, Plan},
    record::Record,
};

pub(crate) use async_interop::conformance::Ending;

/// What a process may take beyond the limit of its check: to start, to answer, to end.
const GRACE: Duration = Duration::from_secs(5);
/// How often a process is asked whether it has ended.
const TICK: Duration = Duration::from_millis(1);
/// How much of what a process wrote to its standard error is kept.
const STDERR: usize = 4096;

/// Runs all cells of `plan`, `jobs` at a time, and returns their records in the plan's order.
pub(crate) fn run(
    plan: &Plan,
    run: &Run,
    jobs: usize,
    mut done: impl FnMut(&Record),
) -> Vec<Record> {
    // Cells that are known to fail come first: they wait for what never comes, and the run should
    // not end with waiting for them.
    let mut order: Vec<_> = (0..plan.cells.len()).collect();
    order.sort_by_key(|at| {
        let cell = plan.cells[*at];
        plan.subject(cell).waiver(plan.row(cell).rule.id).is_none()
    });
    let next = AtomicUsize::new(0);
    let mut records = vec![None; plan.cells.len()];
    thread::scope(|scope| {
        let (send, receive) = mpsc::channel();
        for _ in 0..jobs {
            let (send, order, next) = (send.clone(), &order, &next);
            scope.spawn(move || {
                while let Some(&at) = order.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let record = run_cell(plan, plan.cells[at], run);
                    if send.send((at, record)).is_err() {
                        return;
                    }
                }
            });
        }
        drop(send);
        for (at, record) in receive {
            done(&record);
            records[at] = Some(record);
        }
    });
    records.into_iter().map(|record| record.expect("each cell was run once")).collect()
}

/// Runs one cell in a process of its own and judges how that ended.
fn run_cell(plan: &Plan, cell: Cell, run: &Run) -> Record {
    let (subject, row) = (plan.subject(cell), plan.row(cell));
    let start = Instant::now();
    if !subject.applies(row.rule.id) {
        // Nothing of the subject runs, so it needs no process.
        let report = subject.run(row.rule.id, run.options()).expect("the plan has only such cells");
        return Record::new(subject, row.suite, report, run, Duration::ZERO);
    }
    let judge = |ending| {
        let waiver = subject.waiver(row.rule.id);
        let report = Report::judge(row.rule, ending, waiver, Date::today(), run.seed);
        Record::new(subject, row.suite, report, run, start.elapsed())
    };
    let (how, stderr) = match spawn(subject.name(), row.rule.id, run) {
        Ok(child) => watch(child, run.limit()),
        Err(error) => (How::Failed(error), String::new()),
    };
    let record = match how {
        How::Answered(record) => record,
        How::Failed(error) => judge(Ending::Crashed(format!("no process for the cell: {error}"))),
        How::Killed(limit) => {
            judge(Ending::TimedOut(format!("{limit:?}, and its process had to be killed")))
        }
        How::Died(None, status) => judge(Ending::Crashed(format!("the process ended: {status}"))),
        How::Died(Some(record), status) => judge(Ending::Crashed(format!(
            "the check ended ({}), then the process: {status}",
            record.verdict
        ))),
    };
    Record { stderr, ..record }
}

/// How the process of a cell ended.
enum How {
    /// It sent a record and ended well.
    Answered(Record),
    /// It ended otherwise, perhaps after it sent a record.
    Died(Option<Record>, ExitStatus),
    /// It did not end.
    Killed(Duration),
    /// It could not be run.
    Failed(io::Error),
}

fn spawn(subject: &str, rule: &str, run: &Run) -> io::Result<Child> {
    let mut command = Command::new(std::env::current_exe()?);
    command.args(["--in-child", "--subject", subject, "--rule", rule]);
    command.args(["--seed", &run.seed.to_string(), "--limit", &run.limit().as_secs().to_string()]);
    if run.strict {
        command.arg("--strict");
    }
    // A panic is an ordinary answer here; its backtrace would fill the report.
    command.env("RUST_BACKTRACE", "0");
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn()
}

/// Waits for `child`, kills it when its time is up, and returns what it said.
fn watch(mut child: Child, limit: Duration) -> (How, String) {
    let stdout = drain(child.stdout.take());
    let stderr = drain(child.stderr.take());
    let deadline = Instant::now() + limit + GRACE;
    let status = loop {
        match child.try_wait() {
            Ok(Some(status)) => break Ok(status),
            Ok(None) if Instant::now() < deadline => thread::sleep(TICK),
            Ok(None) => break Err(How::Killed(limit)),
            Err(error) => break Err(How::Failed(error)),
        }
    };
    if status.is_err() {
        // It may have ended by itself just now.
        let _ = child.kill();
        let _ = child.wait();
    }
    let stderr = tail(&collect(&stderr));
    let how = match status {
        Err(how) => how,
        Ok(status) => {
            let text = collect(&stdout);
            let record = text.lines().rev().find_map(|line| serde_json::from_str(line).ok());
            match record {
                Some(record) if status.success() => How::Answered(record),
                record => How::Died(record, status),
            }
        }
    };
    (how, stderr)
}

/// Reads `pipe` to its end on a thread of its own, so that the process is never stopped by a full
/// pipe.
fn drain(pipe: Option<impl Read + Send + 'static>) -> mpsc::Receiver<Vec<u8>> {
    let (send, receive) = mpsc::channel();
    thread::spawn(move || {
        let mut bytes = Vec::new();
        if let Some(mut pipe) = pipe {
            // What was read before an error is kept.
            let _ = pipe.read_to_end(&mut bytes);
        }
        let _ = send.send(bytes);
    });
    receive
}

/// What a pipe held. A process that a subject left behind may keep the pipe open: then nothing.
fn collect(pipe: &mpsc::Receiver<Vec<u8>>) -> String {
    let bytes = pipe.recv_timeout(Duration::from_secs(1)).unwrap_or_default();
    String::from_utf8_lossy(&bytes).into_owned()
}

fn tail(text: &str) -> String {
    let text = text.trim();
    let mut from = text.len().saturating_sub(STDERR);
    while !text.is_char_boundary(from) {
        from += 1;
    }
    text[from..].into()
}
