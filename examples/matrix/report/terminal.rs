//! Writing to the terminal, or to what stands for it.

use std::{
    io::{self, ErrorKind, Write as _},
    process::ExitCode,
};

/// Prints `text` to the standard output.
///
/// A reader that has seen enough, as in `--list | head`, is no error.
pub(crate) fn print(text: &str) -> ExitCode {
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

/// How many columns of text fit.
pub(crate) fn width() -> usize {
    const UNKNOWN: usize = 120;
    let asked = || std::env::var("COLUMNS").ok()?.parse().ok();
    match console::Term::stdout().size_checked() {
        Some((_, columns)) => columns.into(),
        None => asked().unwrap_or(UNKNOWN),
    }
}
