//! The core of all suites on wasm32-wasip1.
//!
//! Prints one line for each rule and subject, and ends with the exit code 0 if none failed.

extern crate alloc;

#[path = "../../firmware/src/report.rs"]
mod report;
#[path = "../../firmware/src/subjects/mod.rs"]
mod subjects;

use std::process::ExitCode;

use crate::report::Report;

fn main() -> ExitCode {
    let mut report = Report::new(|line| println!("{line}"));
    subjects::check(&mut report);
    if report.end() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
