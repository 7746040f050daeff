//! The runtimes there are.
//!
//! To add one, add an entry to the table: how it is made, where closures may block, and whose
//! sockets it uses. Any runtime whose tasks can be woken from another thread can use smol's,
//! and [`WithTimer`] gives a timer to one that has none.

use std::io;

#[cfg(target_os = "linux")]
use async_interop::rt::{Glommio, Monoio, TokioUring};
use async_interop::{
    rt::{
        AsyncExecutor, AsyncIoTimer, AsyncStd, Bastion, Compio, FuturesTimer, Smol, ThreadPool,
        Threads, Tokio,
    },
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
    ("async-std", |job| job.run(AsyncStd::new(), AsyncStd::new(), SmolNet)),
    ("async-executor", |job| {
        let executor = AsyncExecutor::new(async_executor::Executor::new());
        job.run(executor, Threads::new(), SmolNet)
    }),
    ("bastion", |job| {
        bastion::Bastion::init();
        bastion::Bastion::start();
        job.run(Bastion::new(), Bastion::new(), SmolNet)
    }),
    // The sleeps of the next ones stay on their thread; async-io's move with the tasks.
    ("compio", |job| {
        let runtime = WithTimer::new(Compio::new(), AsyncIoTimer::new());
        job.run(runtime, Threads::new(), SmolNet)
    }),
    #[cfg(target_os = "linux")]
    ("glommio", |job| {
        let runtime = WithTimer::new(Glommio::new(), AsyncIoTimer::new());
        job.run(runtime, Threads::new(), SmolNet)
    }),
    #[cfg(target_os = "linux")]
    ("monoio", |job| {
        let runtime = WithTimer::new(Monoio::new(), AsyncIoTimer::new());
        job.run(runtime, Threads::new(), SmolNet)
    }),
    #[cfg(target_os = "linux")]
    ("tokio-uring", |job| {
        let runtime = WithTimer::new(TokioUring::new(), AsyncIoTimer::new());
        job.run(runtime, Threads::new(), SmolNet)
    }),
];
