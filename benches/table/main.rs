//! Asks how fast and how frugal the crate is, and prints the answers as one table, with the peers
//! beside us. Run it by
//!
//! ```sh
//! cargo bench --all-features
//! ```
//!
//! Each question has a file of its own, which says what a goal means and which change would be a
//! regression. `benches/README.md` has the answers of one run, and says how to add a question.

#![allow(
    clippy::std_instead_of_alloc,
    clippy::std_instead_of_core,
    reason = "a program with std says std"
)]

mod harness;
mod support;

mod build_is_quick;
mod copy_costs_what_std_does;
mod detaching_is_free;
mod join_costs_one_allocation;
mod joining_many_is_flat;
mod lines_are_searched;
mod pending_read_is_cheap;
mod read_round_trip_is_cheap;
mod read_to_end_is_a_loop;
mod select_costs_a_poll_fn;
mod slow_read_is_linear;
mod small_writes_are_buffered;
mod stream_adapter_is_free;
mod stream_chain_is_a_loop;
mod vectored_write_is_one_call;
mod write_adapter_is_free;

use std::process::ExitCode;

use clap::Parser as _;

use harness::{Args, Question};

const QUESTIONS: &[&Question] = &[
    &slow_read_is_linear::QUESTION,
    &pending_read_is_cheap::QUESTION,
    &read_round_trip_is_cheap::QUESTION,
    &write_adapter_is_free::QUESTION,
    &stream_adapter_is_free::QUESTION,
    &vectored_write_is_one_call::QUESTION,
    &join_costs_one_allocation::QUESTION,
    &detaching_is_free::QUESTION,
    &read_to_end_is_a_loop::QUESTION,
    &copy_costs_what_std_does::QUESTION,
    &lines_are_searched::QUESTION,
    &small_writes_are_buffered::QUESTION,
    &select_costs_a_poll_fn::QUESTION,
    &joining_many_is_flat::QUESTION,
    &stream_chain_is_a_loop::QUESTION,
    &build_is_quick::QUESTION,
];

fn main() -> ExitCode {
    match run(&Args::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("error: {message}");
            ExitCode::FAILURE
        }
    }
}

fn run(args: &Args) -> Result<(), String> {
    if let Some(side) = &args.side {
        return harness::run_here(harness::Place::find(side, QUESTIONS)?);
    }
    let questions = args.select(QUESTIONS)?;
    if args.list {
        print!("{}", harness::list(&questions));
        return Ok(());
    }
    harness::check_tools(&questions)?;
    let answers = harness::answer(&questions)?;
    println!("{}\n\n{}", harness::versions(), harness::table(&answers));
    Ok(())
}
