//! The runtimes there are.
//!
//! To add one, add an entry to the table: how it is made, where closures may block, and whose
//! sockets it uses. Any runtime whose tasks can be woken from another thread can use smol's,
//! and [`WithTimer`] gives a timer to one that has none.

use std::io;

use async_interop::{
    rt::{FuturesTimer, Smol, ThreadPool, Threads, Tokio},
    time::WithTimer,
};

use crate::{
    job::Job,
    net::{SmolNet, TokioNet},
};

/// The name of a runtime, and what starts it and runs a job on it.
pub(crate) type Entry = (&'static str, fn(Job) -> io::Result<()>);

pub(crate) const RUNTIMES: &[Entry] = &[
    ("tokio", |job| {
        let runtime = Tokio::new(tokio::runtime::Runtime::new()?);
        let blocking = runtime.handle();
        job.run(runtime, blocking, TokioNet)
    }),
    ("smol", |job| job.run(Smol::new(), Smol::new(), SmolNet)),
    ("futures", |job| {
        let pool = ThreadPool::new(futures::executor::ThreadPool::new()?);
        job.run(WithTimer::new(pool, FuturesTimer::new()), Threads::new(), SmolNet)
    }),
];
