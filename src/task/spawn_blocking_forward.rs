//! `SpawnBlocking` for pointers to runtimes; the shape is that of `Spawn`'s.

#[cfg(target_has_atomic = "ptr")]
use alloc::sync::Arc;
use alloc::{boxed::Box, rc::Rc};

use crate::task::{BlockingTask, SpawnBlocking, SpawnError, SpawnErrorKind};

impl<T: SpawnBlocking> SpawnBlocking for &T {
    fn spawn_blocking_obj(&self, task: BlockingTask) -> Result<(), SpawnError<BlockingTask>> {
        (**self).spawn_blocking_obj(task)
    }

    fn status_blocking(&self) -> Result<(), SpawnErrorKind> {
        (**self).status_blocking()
    }

    fn spawn_blocking_detached<F>(&self, closure: F) -> Result<(), SpawnError<BlockingTask>>
    where
        F: FnOnce() + Send + 'static,
    {
        (**self).spawn_blocking_detached(closure)
    }
}

impl<T: SpawnBlocking> SpawnBlocking for Box<T> {
    fn spawn_blocking_obj(&self, task: BlockingTask) -> Result<(), SpawnError<BlockingTask>> {
        (**self).spawn_blocking_obj(task)
    }

    fn status_blocking(&self) -> Result<(), SpawnErrorKind> {
        (**self).status_blocking()
    }

    fn spawn_blocking_detached<F>(&self, closure: F) -> Result<(), SpawnError<BlockingTask>>
    where
        F: FnOnce() + Send + 'static,
    {
        (**self).spawn_blocking_detached(closure)
    }
}

impl<T: SpawnBlocking> SpawnBlocking for Rc<T> {
    fn spawn_blocking_obj(&self, task: BlockingTask) -> Result<(), SpawnError<BlockingTask>> {
        (**self).spawn_blocking_obj(task)
    }

    fn status_blocking(&self) -> Result<(), SpawnErrorKind> {
        (**self).status_blocking()
    }

    fn spawn_blocking_detached<F>(&self, closure: F) -> Result<(), SpawnError<BlockingTask>>
    where
        F: FnOnce() + Send + 'static,
    {
        (**self).spawn_blocking_detached(closure)
    }
}

#[cfg(target_has_atomic = "ptr")]
impl<T: SpawnBlocking> SpawnBlocking for Arc<T> {
    fn spawn_blocking_obj(&self, task: BlockingTask) -> Result<(), SpawnError<BlockingTask>> {
        (**self).spawn_blocking_obj(task)
    }

    fn status_blocking(&self) -> Result<(), SpawnErrorKind> {
        (**self).status_blocking()
    }

    fn spawn_blocking_detached<F>(&self, closure: F) -> Result<(), SpawnError<BlockingTask>>
    where
        F: FnOnce() + Send + 'static,
    {
        (**self).spawn_blocking_detached(closure)
    }
}

impl SpawnBlocking for &(dyn SpawnBlocking + '_) {
    fn spawn_blocking_obj(&self, task: BlockingTask) -> Result<(), SpawnError<BlockingTask>> {
        (**self).spawn_blocking_obj(task)
    }

    fn status_blocking(&self) -> Result<(), SpawnErrorKind> {
        (**self).status_blocking()
    }
}

impl SpawnBlocking for &(dyn SpawnBlocking + Send + '_) {
    fn spawn_blocking_obj(&self, task: BlockingTask) -> Result<(), SpawnError<BlockingTask>> {
        (**self).spawn_blocking_obj(task)
    }

    fn status_blocking(&self) -> Result<(), SpawnErrorKind> {
        (**self).status_blocking()
    }
}

impl SpawnBlocking for &(dyn SpawnBlocking + Sync + '_) {
    fn spawn_blocking_obj(&self, task: BlockingTask) -> Result<(), SpawnError<BlockingTask>> {
        (**self).spawn_blocking_obj(task)
    }

    fn status_blocking(&self) -> Result<(), SpawnErrorKind> {
        (**self).status_blocking()
    }
}

impl SpawnBlocking for &(dyn SpawnBlocking + Send + Sync + '_) {
    fn spawn_blocking_obj(&self, task: BlockingTask) -> Result<(), SpawnError<BlockingTask>> {
        (**self).spawn_blocking_obj(task)
    }

    fn status_blocking(&self) -> Result<(), SpawnErrorKind> {
        (**self).status_blocking()
    }
}

impl SpawnBlocking for Box<dyn SpawnBlocking + '_> {
    fn spawn_blocking_obj(&self, task: BlockingTask) -> Result<(), SpawnError<BlockingTask>> {
        (**self).spawn_blocking_obj(task)
    }

    fn status_blocking(&self) -> Result<(), SpawnErrorKind> {
        (**self).status_blocking()
    }
}

impl SpawnBlocking for Box<dyn SpawnBlocking + Send + Sync + '_> {
    fn spawn_blocking_obj(&self, task: BlockingTask) -> Result<(), SpawnError<BlockingTask>> {
        (**self).spawn_blocking_obj(task)
    }

    fn status_blocking(&self) -> Result<(), SpawnErrorKind> {
        (**self).status_blocking()
    }
}

impl SpawnBlocking for Rc<dyn SpawnBlocking + '_> {
    fn spawn_blocking_obj(&self, task: BlockingTask) -> Result<(), SpawnError<BlockingTask>> {
        (**self).spawn_blocking_obj(task)
    }

    fn status_blocking(&self) -> Result<(), SpawnErrorKind> {
        (**self).status_blocking()
    }
}

#[cfg(target_has_atomic = "ptr")]
impl SpawnBlocking for Arc<dyn SpawnBlocking + Send + Sync + '_> {
    fn spawn_blocking_obj(&self, task: BlockingTask) -> Result<(), SpawnError<BlockingTask>> {
        (**self).spawn_blocking_obj(task)
    }

    fn status_blocking(&self) -> Result<(), SpawnErrorKind> {
        (**self).status_blocking()
    }
}
