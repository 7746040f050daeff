//! bastion's system, where each task is supervised.

use core::future::Future;

use ::bastion::executor;

use super::{
    BastionExecutor,
    member::{Group, Member},
};
use crate::{
    rt::AsyncIoSleep,
    task::{BlockOn, BlockingTask, FutureObj, Spawn, SpawnBlocking, SpawnError, SpawnErrorKind},
    time::{Instant, Timer},
};

/// The system of bastion: each task is a children group under the system's supervisor.
///
/// A group ends with its task. A future cannot be made again, so a task that panicked is not
/// restarted; `Bastion::stop` of bastion reaches it like any other child. Each group costs three
/// tasks of the executor below, and bastion keeps a record of it until the system ends: use
/// [`BastionExecutor`] for very many short tasks.
///
/// # Examples
///
/// ```
/// use async_interop::{
///     rt::Bastion,
///     task::{BlockOn as _, SpawnExt as _},
/// };
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// bastion::Bastion::init();
/// bastion::Bastion::start();
/// let system = Bastion::new();
/// let handle = system.spawn(async { 6 * 7 })?;
/// assert_eq!(system.block_on(handle)?, 42);
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Copy, Debug, Default)]
pub struct Bastion {
    _private: (),
}

impl Bastion {
    /// Returns the system, which the program starts with `Bastion::init` and `Bastion::start` of
    /// bastion. All values are the same one.
    pub const fn new() -> Self {
        Self { _private: () }
    }
}

impl BlockOn for Bastion {
    fn block_on<F: Future>(&self, future: F) -> F::Output {
        executor::run(future)
    }
}

impl Spawn for Bastion {
    fn spawn_obj(&self, task: FutureObj<'static, ()>) -> Result<(), SpawnError> {
        let member = Member::new(task);
        let group = Group::new(&member);
        let supervised = ::bastion::Bastion::children(|children| {
            children.with_exec(move |context| {
                let member = group.member();
                async move {
                    member.run().await;
                    // A group without children would stay. It fails only if the system has ended.
                    context.parent().stop()
                }
            })
        });
        if supervised.is_ok() {
            member.admit();
            return Ok(());
        }
        match member.take() {
            Some(task) => Err(SpawnError::with_task(SpawnErrorKind::Shutdown, task)),
            None => Err(SpawnError::new(SpawnErrorKind::Shutdown)),
        }
    }
}

impl SpawnBlocking for Bastion {
    fn spawn_blocking_obj(&self, task: BlockingTask) -> Result<(), SpawnError<BlockingTask>> {
        BastionExecutor::new().spawn_blocking_obj(task)
    }

    fn spawn_blocking_detached<F>(&self, closure: F) -> Result<(), SpawnError<BlockingTask>>
    where
        F: FnOnce() + Send + 'static,
    {
        BastionExecutor::new().spawn_blocking_detached(closure)
    }
}

impl Timer for Bastion {
    type Sleep = AsyncIoSleep;

    fn now(&self) -> Instant {
        Instant::now()
    }

    fn sleep_until(&self, deadline: Instant) -> AsyncIoSleep {
        BastionExecutor::new().sleep_until(deadline)
    }
}
