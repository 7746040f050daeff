//! The table of runtimes: for each its name, how to start it, and the value that spawns and tells
//! the time.

use std::env;

#[cfg(target_os = "linux")]
use async_interop::rt::{Glommio, Monoio, TokioUring};
use async_interop::{
    rt::{
        Actix, AsyncExecutor, AsyncIoTimer, AsyncLocalExecutor, AsyncStd, Bastion, BastionExecutor,
        Compio, Embassy, EmbassyPool, FuturesTimer, LocalPool, Smol, ThreadPool, Tokio, TokioLocal,
    },
    task::{BlockOn as _, SpawnExt as _},
    time::WithTimer,
};
use embassy_executor::SendSpawner;
use tokio::runtime as tokio_rt;

use crate::{
    failure::Failure,
    inbox::Inbox,
    job::{Done, Job},
    outcome::{Outcome, Side},
};

/// One row.
#[derive(Debug)]
pub(crate) struct Runtime {
    pub(crate) name: &'static str,
    start: fn(Job) -> Result<Done, Failure>,
}

impl Runtime {
    /// Starts the runtime, does the job on it, and ends it.
    pub(crate) fn start(&self, job: Job) -> Result<Done, Failure> {
        (self.start)(job)
    }
}

const ALL: &[Runtime] = &[
    Runtime {
        name: "tokio",
        start: |job| {
            let runtime = Tokio::new(tokio_rt::Runtime::new()?);
            runtime.block_on(job.run(runtime.handle()))
        },
    },
    Runtime {
        name: "tokio-local",
        start: |job| {
            let runtime = tokio_rt::Builder::new_current_thread().enable_time().build()?;
            let spawner = Tokio::from(runtime.handle().clone());
            TokioLocal::new(runtime).block_on(job.run(spawner))
        },
    },
    Runtime { name: "smol", start: |job| Smol::new().block_on(job.run(Smol::new())) },
    Runtime { name: "async-std", start: |job| AsyncStd::new().block_on(job.run(AsyncStd::new())) },
    Runtime {
        name: "async-executor",
        start: |job| {
            let executor = AsyncExecutor::new(async_executor::Executor::new());
            executor.block_on(job.run(executor.spawner()))
        },
    },
    Runtime {
        name: "async-local-executor",
        start: |job| {
            let executor = AsyncLocalExecutor::new(async_executor::LocalExecutor::new());
            let (spawner, inbox) = (executor.spawner(), Inbox::default());
            let runtime = WithTimer::new(inbox.clone(), AsyncIoTimer::new());
            executor.block_on(inbox.while_it_runs(job.run(runtime), spawner))
        },
    },
    Runtime {
        name: "actix",
        start: |job| {
            let system = Actix::new(actix_rt::System::new());
            system.block_on(job.run(system.arbiter()))
        },
    },
    Runtime {
        name: "bastion",
        start: |job| {
            bastion::Bastion::init();
            bastion::Bastion::start();
            Bastion::new().block_on(job.run(Bastion::new()))
        },
    },
    Runtime {
        name: "bastion-executor",
        start: |job| BastionExecutor::new().block_on(job.run(BastionExecutor::new())),
    },
    Runtime {
        name: "futures-thread-pool",
        start: |job| {
            let pool = ThreadPool::new(futures::executor::ThreadPool::new()?);
            pool.block_on(job.run(WithTimer::new(pool.clone(), FuturesTimer::new())))
        },
    },
    Runtime {
        name: "futures-local-pool",
        start: |job| {
            let pool = LocalPool::new(futures::executor::LocalPool::new());
            let (spawner, inbox) = (pool.spawner(), Inbox::default());
            let runtime = WithTimer::new(inbox.clone(), FuturesTimer::new());
            pool.block_on(inbox.while_it_runs(job.run(runtime), spawner))
        },
    },
    Runtime {
        name: "embassy",
        start: |job| {
            let runtime = Embassy::new(embassy_spawner()?, &POOL);
            // embassy has no way to wait for a future on it, so the job is one of its tasks.
            futures::executor::block_on(runtime.spawn(job.run(runtime))?)?
        },
    },
    Runtime {
        name: "compio",
        start: |job| {
            let runtime = WithTimer::new(Compio::new(), AsyncIoTimer::new());
            Compio::new().try_block_on(job.run(runtime))?
        },
    },
    #[cfg(target_os = "linux")]
    Runtime {
        name: "glommio",
        start: |job| {
            let runtime = WithTimer::new(Glommio::new(), AsyncIoTimer::new());
            Glommio::new().try_block_on(job.run(runtime))?
        },
    },
    #[cfg(target_os = "linux")]
    Runtime {
        name: "monoio",
        start: |job| {
            let runtime = WithTimer::new(Monoio::new(), AsyncIoTimer::new());
            Monoio::new().try_block_on(job.run(runtime))?
        },
    },
    #[cfg(target_os = "linux")]
    Runtime {
        name: "tokio-uring",
        start: |job| TokioUring::new().try_block_on(job.run(TokioUring::new()))?,
    },
];

/// Returns all runtimes.
pub(crate) fn all() -> Vec<&'static Runtime> {
    let asked = env::var_os("ASYNC_INTEROP_PAYLOAD_SELF_TEST").is_some();
    ALL.iter().chain(SELF_TEST.iter().filter(|_| asked)).collect()
}

/// Room for quinn's tasks and ours: one for each endpoint, each connection, server and client.
static POOL: EmbassyPool<32> = EmbassyPool::new();

/// Starts an executor of embassy on a thread of its own, where it stays.
fn embassy_spawner() -> Result<SendSpawner, Failure> {
    let (tell, told) = std::sync::mpsc::channel();
    std::thread::spawn(move || {
        let executor = Box::leak(Box::new(embassy_executor::Executor::new()));
        executor.run(|spawner| tell.send(spawner.make_send()).expect("it is waited for"))
    });
    Ok(told.recv()?)
}

/// Runtimes that go wrong, for the tests of this program.
const SELF_TEST: &[Runtime] = &[
    Runtime {
        name: "self-test/stopped",
        start: |job| {
            let runtime = tokio_rt::Runtime::new()?;
            let spawner = Tokio::from(runtime.handle().clone());
            drop(runtime);
            futures::executor::block_on(job.run(WithTimer::new(spawner, FuturesTimer::new())))
        },
    },
    Runtime {
        name: "self-test/hangs",
        start: |_| loop {
            std::thread::park();
        },
    },
    Runtime { name: "self-test/panics", start: |_| panic!("out of luck") },
    Runtime {
        name: "self-test/differs",
        start: |_| {
            let side = |last| Side { length: 1, hash: [last; 32] };
            let elapsed = std::time::Duration::from_secs(1);
            let (sent, received) = (side(1), side(2));
            Ok(Done::Sent(Outcome { sent, received, on_the_wire: 1, elapsed }))
        },
    },
    Runtime { name: "self-test/aborts", start: |_| std::process::abort() },
];
