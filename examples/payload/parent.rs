//! A process for each runtime, one after the other.

use std::{
    env,
    io::{BufRead as _, BufReader, Read as _},
    process::{Child, Command, ExitStatus, Stdio},
    sync::mpsc::{self, RecvTimeoutError},
    thread,
    time::{Duration, Instant},
};

use crate::{args::Args, child::Record, outcome::Outcome, progress, runtimes::Runtime};

/// A row of the report.
#[derive(Debug)]
pub(crate) struct Row {
    pub(crate) runtime: &'static str,
    pub(crate) verdict: Verdict,
}

/// How a runtime's process ended.
#[derive(Debug)]
pub(crate) enum Verdict {
    Sent(Outcome),
    Failed(String),
    /// It was stopped after this long.
    Hangs(Duration),
    /// It ended without a word.
    Crashed(String),
}

/// Runs one process for each of `runtimes`.
pub(crate) fn run(runtimes: &[&'static Runtime], args: &Args) -> Vec<Row> {
    let length = args.source().open().map_or(0, |(length, _)| length);
    let row = |runtime: &&'static Runtime| {
        let bar = progress::bar(runtime.name, length);
        let verdict = start(runtime, args.limit(), |moved| bar.set_position(moved));
        bar.finish_and_clear();
        Row { runtime: runtime.name, verdict: verdict.unwrap_or_else(Verdict::Failed) }
    };
    runtimes.iter().map(row).collect()
}

fn start(
    runtime: &Runtime,
    limit: Duration,
    mut moved: impl FnMut(u64),
) -> Result<Verdict, String> {
    let started = Instant::now();
    let failed = |error| format!("no process for it: {error}");
    // The same command line; what it says of the runtime is said again, and the last one counts.
    let mut command = Command::new(env::current_exe().map_err(failed)?);
    command.args(env::args_os().skip(1)).args(["--in-child", "--runtime", runtime.name]);
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = Running(command.spawn().map_err(failed)?);

    let stdout = child.0.stdout.take().expect("it is piped");
    let mut stderr = child.0.stderr.take().expect("it is piped");
    let (sender, records) = mpsc::channel();
    thread::spawn(move || {
        let lines = BufReader::new(stdout).lines().map_while(Result::ok);
        let mut records = lines.filter_map(|line| serde_json::from_str::<Record>(&line).ok());
        records.try_for_each(|record| sender.send(record))
    });
    let said = thread::spawn(move || {
        let mut said = String::new();
        let _ = stderr.read_to_string(&mut said);
        said
    });
    loop {
        match records.recv_timeout(limit.saturating_sub(started.elapsed())) {
            Ok(Record::Moved(bytes)) => moved(bytes),
            Ok(Record::Sent(outcome)) => return Ok(Verdict::Sent(outcome)),
            Ok(Record::Failed(text)) => return Ok(Verdict::Failed(text)),
            Err(RecvTimeoutError::Timeout) => return Ok(Verdict::Hangs(limit)),
            Err(RecvTimeoutError::Disconnected) => {
                let status = child.0.wait().map_err(failed)?;
                return Ok(Verdict::Crashed(crash(status, &said.join().unwrap_or_default())));
            }
        }
    }
}

/// Says how a process ended that said nothing on its standard output.
fn crash(status: ExitStatus, said: &str) -> String {
    let last: Vec<_> = said.lines().filter(|line| !line.trim().is_empty()).take(4).collect();
    match last.as_slice() {
        [] => status.to_string(),
        lines => format!("{status}; it said:\n  {}", lines.join("\n  ")),
    }
}

/// A process that ends with this value at the latest.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        // It has ended already, as a rule. If it cannot be stopped, it cannot be helped either.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}
