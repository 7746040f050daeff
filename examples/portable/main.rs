//! Servers that are written once and run on every runtime.
//!
//! ```sh
//! cargo run --all-features --example portable -- chat --runtime smol --listen 127.0.0.1:7000
//! cargo run --all-features --example portable -- files docs --runtime tokio
//! cargo run --all-features --example portable -- socks5 --runtime futures
//! ```
//!
//! `chat`, `files` with its protocol in `http`, and `socks5` are the portable code: they use this
//! crate alone, and say in bounds what they need. `http` and `socks5` also run where there is no std.
//! The rest picks a runtime: `args` is what the user asked for, `job` what follows from it,
//! `runtimes` the table of runtimes, `net` their sockets.

#![allow(
    clippy::std_instead_of_alloc,
    clippy::std_instead_of_core,
    reason = "a program with std says std"
)]

mod args;
mod chat;
mod files;
mod http;
mod job;
mod net;
mod runtimes;
mod socks5;

use std::process::ExitCode;

fn main() -> ExitCode {
    let args = args::Args::read();
    let (_, run) = args.runtime();
    match args.job().and_then(|job| run(job).map_err(|error| error.to_string())) {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("error: {message}");
            ExitCode::FAILURE
        }
    }
}
