//! The core of the library in a program that has nothing but `core`.
//!
//! `cargo run --manifest-path tests/no_std/Cargo.toml` exits with 0 if all checks hold, and
//! otherwise with another code and a message.

#![no_std]
#![no_main]

mod global;
mod io;
mod platform;
mod stream;

use core::{
    pin::pin,
    task::{Context, Poll, Waker},
};

fn main() {
    io::readers_fill_uninitialized_memory();
    io::errors_need_no_allocator();
    stream::adapters_chain_and_collect();
    stream::for_each_runs_a_body();
    global::task_runs_on_the_global_executor();
    platform::print(format_args!("no_std: all checks passed\n"));
}

/// Polls a future until it is ready. Nothing here waits for an event, so a poll that is pending has
/// asked for another one.
fn finish<F: Future>(future: F) -> F::Output {
    let mut future = pin!(future);
    for _ in 0..1_000 {
        if let Poll::Ready(output) = future.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
            return output;
        }
    }
    panic!("still pending after 1,000 polls");
}
