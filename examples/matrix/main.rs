//! Runs the conformance suites against current runtimes and shows what they do.
//!
//! ```sh
//! cargo run --release --all-features --example matrix
//! ```
//!
//! Read it in this order: `args` is what the user asked for, `subjects` what can be checked, `plan`
//! which cells follow, `pool` gives each cell a process of its own, `child` is what such a process
//! does, `record` is what comes back, `report` shows it.

#![allow(
    clippy::std_instead_of_alloc,
    clippy::std_instead_of_core,
    reason = "a program with std says std"
)]

mod args;
mod child;
mod plan;
mod pool;
mod progress;
mod record;
mod report;
mod subjects;
mod suggest;
mod versions;

use std::{alloc::System, process::ExitCode, time::Instant};

use args::Args;
use plan::Plan;
use report::{Outputs, Summary};
use stats_alloc::{INSTRUMENTED_SYSTEM, StatsAlloc};

/// Counts what a cell allocates, for the rule of wakers that leave nothing behind.
#[global_allocator]
static ALLOCATOR: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

fn main() -> ExitCode {
    let args = Args::read();
    let plan = match Plan::make(subjects::all(), &args.selection) {
        Ok(plan) => plan,
        Err(message) => args::refuse(&message),
    };
    if args.in_child {
        return child::run(&plan, &args.run);
    }
    if args.list {
        return report::print(&report::list(&plan));
    }
    // Opened before the run: nobody wants to wait a minute to learn that a path has a typo.
    let outputs = match Outputs::open(&args, &plan) {
        Ok(outputs) => outputs,
        Err(message) => args::refuse(&message),
    };
    let start = Instant::now();
    let bar = progress::bar(&plan, args.jobs());
    let records = pool::run(&plan, &args.run, args.jobs(), |record| progress::step(&bar, record));
    bar.finish_and_clear();
    let summary = Summary::new(&plan, &records, &args.run, start.elapsed());
    let written = outputs.write(&summary);
    let shown = report::print(&report::table(&summary));
    match written {
        Ok(paths) => {
            let _ = report::print(&paths);
            if summary.failed() { ExitCode::FAILURE } else { shown }
        }
        Err(message) => {
            eprintln!("error: {message}");
            ExitCode::FAILURE
        }
    }
}
