//! Sends a compressed payload through QUIC, on every runtime in turn, and checks what arrives.
//!
//! ```sh
//! cargo run --release --all-features --example payload
//! ```
//!
//! Nothing but `runtimes` names a runtime: all others know `Spawn` and `Timer`, and the traits
//! of `io`. Read it in this order: `protocol` is what goes over the wire, `codec` and `meter` are
//! what it goes through, `client` and `server` the two ends, `job` puts them together on a runtime,
//! `runtimes` is the table of these. `parent` gives each a process of its own, `child` is what such
//! a process does, `report` shows what came of it. `compare` does the same without this crate.

#![allow(
    clippy::std_instead_of_alloc,
    clippy::std_instead_of_core,
    reason = "a program with std says std"
)]

mod args;
mod child;
mod client;
mod codec;
mod compare;
mod failure;
mod inbox;
mod job;
mod meter;
mod outcome;
mod parent;
mod progress;
mod protocol;
mod report;
mod runtimes;
mod server;
mod size;
mod source;
#[path = "../matrix/suggest.rs"]
mod suggest;
mod tls;

use std::process::ExitCode;

use args::{Args, Mode};

fn main() -> ExitCode {
    let args = Args::read();
    let runtimes = match args.runtimes() {
        Ok(runtimes) => runtimes,
        Err(message) => args::refuse(&message),
    };
    match args.mode() {
        Mode::Child => child::run(runtimes[0], &args),
        Mode::Table => report::table(&parent::run(&runtimes, &args)),
        Mode::Serve(address) => report::served(job::serve(runtimes[0], address, &args)),
        Mode::Connect(address) => report::sent(job::connect(runtimes[0], address, &args)),
        Mode::Compare(rounds) => report::compared(compare::run(rounds, &args)),
    }
}
