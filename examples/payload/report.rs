//! What is printed in the end.

use std::{
    io::{self, ErrorKind, Write as _},
    process::ExitCode,
};

use console::Style;

use crate::{
    compare::Comparison,
    failure::Failure,
    job::Done,
    outcome::{Outcome, short as short_hash},
    parent::{Row, Verdict},
    server::{Event, What},
    size::short,
};

/// Prints a line for each runtime, and what is to be told about those that failed.
pub(crate) fn table(rows: &[Row]) -> ExitCode {
    let widest = rows.iter().map(|row| row.runtime.len()).max().unwrap_or(0).max(7);
    let head = format!(
        "{:widest$}  {:>11}  {:>11}  {:>8}  {:>10}  verdict",
        "runtime", "bytes", "on the wire", "time", "throughput"
    );
    let mut text = format!("{}\n", Style::new().bold().apply_to(head));
    for Row { runtime, verdict } in rows {
        text += &match verdict {
            Verdict::Sent(outcome) => format!("{runtime:widest$}  {}\n", line(outcome)),
            other => {
                let word = Style::new().red().apply_to(word(other));
                format!("{runtime:widest$}  {:>48}{word}\n", "")
            }
        };
    }
    let mut good = true;
    for Row { runtime, verdict } in rows {
        let told = match verdict {
            Verdict::Sent(outcome) if outcome.is_the_same() => continue,
            Verdict::Sent(_) => "what arrived is not what was sent".into(),
            Verdict::Failed(text) => text.clone(),
            Verdict::Crashed(text) => format!("its process crashed: {text}"),
            Verdict::Hangs(limit) => {
                let seconds = limit.as_secs();
                format!("it was stopped after {seconds} s\n  --limit gives it more time")
            }
        };
        good = false;
        text += &format!("\n{runtime}: {told}\n");
    }
    let printed = print(&text);
    if good { printed } else { ExitCode::FAILURE }
}

fn word(verdict: &Verdict) -> &'static str {
    match verdict {
        Verdict::Sent(outcome) if outcome.is_the_same() => "the same",
        Verdict::Sent(_) => "DIFFERS",
        Verdict::Failed(_) => "failed",
        Verdict::Crashed(_) => "crashed",
        Verdict::Hangs(_) => "hangs",
    }
}

fn line(outcome: &Outcome) -> String {
    let (word, style) = match outcome.is_the_same() {
        true => ("the same", Style::new().green()),
        false => ("DIFFERS", Style::new().red()),
    };
    format!(
        "{:>11}  {:>11}  {:>6.2} s  {:>8}/s  {} (SHA-256 {})",
        outcome.received.length,
        outcome.on_the_wire,
        outcome.elapsed.as_secs_f64(),
        short(outcome.throughput()),
        style.apply_to(word),
        short_hash(&outcome.received.hash),
    )
}

/// Prints what a server has to tell, at once.
pub(crate) fn event(event: &Event) {
    let peer = event.peer;
    let text = match &event.what {
        What::Taken { side, on_the_wire, elapsed } => format!(
            "{peer}: {} bytes, {on_the_wire} on the wire, {:.2} s, SHA-256 {}\n",
            side.length,
            elapsed.as_secs_f64(),
            side.hash.iter().map(|byte| format!("{byte:02x}")).collect::<String>(),
        ),
        What::Refused { text } => format!("{peer}: refused: {text}\n"),
        What::Note { text } => format!("{peer}: {text}\n"),
    };
    let _ = print(&text);
}

/// Ends a server.
pub(crate) fn served(done: Result<Done, Failure>) -> ExitCode {
    match done {
        Ok(Done::Served { refused: 0 }) => ExitCode::SUCCESS,
        Ok(_) => ExitCode::FAILURE,
        Err(error) => failed(&error),
    }
}

/// Ends a client.
pub(crate) fn sent(done: Result<Done, Failure>) -> ExitCode {
    match done {
        Ok(Done::Sent(outcome)) => {
            let printed = print(&format!("{}\n", line(&outcome).trim_start()));
            if outcome.is_the_same() { printed } else { ExitCode::FAILURE }
        }
        Ok(Done::Served { .. }) => ExitCode::FAILURE,
        Err(error) => failed(&error),
    }
}

/// Ends a comparison.
pub(crate) fn compared(done: Result<Comparison, Failure>) -> ExitCode {
    match done {
        Ok(comparison) => print(&comparison.to_string()),
        Err(error) => failed(&error),
    }
}

fn failed(error: &Failure) -> ExitCode {
    eprintln!("error: {error}");
    ExitCode::FAILURE
}

/// Prints to the standard output. A reader that has seen enough, as `head`, is no error.
fn print(text: &str) -> ExitCode {
    let mut out = io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) if error.kind() == ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: the report could not be printed: {error}");
            ExitCode::FAILURE
        }
    }
}
