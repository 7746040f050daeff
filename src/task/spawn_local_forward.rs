//! `SpawnLocal` for pointers to executors; the shape is that of `Spawn`'s.

#[cfg(feature = "alloc")]
use alloc::{boxed::Box, rc::Rc};
#[cfg(feature = "alloc")]
use core::future::Future;

use futures_task::LocalFutureObj;

use crate::task::{SpawnError, SpawnErrorKind, SpawnLocal};

type LocalTask = LocalFutureObj<'static, ()>;

impl<T: SpawnLocal> SpawnLocal for &T {
    fn spawn_local_obj(&self, task: LocalTask) -> Result<(), SpawnError<LocalTask>> {
        (**self).spawn_local_obj(task)
    }

    fn status_local(&self) -> Result<(), SpawnErrorKind> {
        (**self).status_local()
    }

    #[cfg(feature = "alloc")]
    fn spawn_local_detached<F>(&self, future: F) -> Result<(), SpawnError<LocalTask>>
    where
        F: Future<Output = ()> + 'static,
    {
        (**self).spawn_local_detached(future)
    }
}

#[cfg(feature = "alloc")]
impl<T: SpawnLocal> SpawnLocal for Box<T> {
    fn spawn_local_obj(&self, task: LocalTask) -> Result<(), SpawnError<LocalTask>> {
        (**self).spawn_local_obj(task)
    }

    fn status_local(&self) -> Result<(), SpawnErrorKind> {
        (**self).status_local()
    }

    #[cfg(feature = "alloc")]
    fn spawn_local_detached<F>(&self, future: F) -> Result<(), SpawnError<LocalTask>>
    where
        F: Future<Output = ()> + 'static,
    {
        (**self).spawn_local_detached(future)
    }
}

#[cfg(feature = "alloc")]
impl<T: SpawnLocal> SpawnLocal for Rc<T> {
    fn spawn_local_obj(&self, task: LocalTask) -> Result<(), SpawnError<LocalTask>> {
        (**self).spawn_local_obj(task)
    }

    fn status_local(&self) -> Result<(), SpawnErrorKind> {
        (**self).status_local()
    }

    #[cfg(feature = "alloc")]
    fn spawn_local_detached<F>(&self, future: F) -> Result<(), SpawnError<LocalTask>>
    where
        F: Future<Output = ()> + 'static,
    {
        (**self).spawn_local_detached(future)
    }
}

impl SpawnLocal for &(dyn SpawnLocal + '_) {
    fn spawn_local_obj(&self, task: LocalTask) -> Result<(), SpawnError<LocalTask>> {
        (**self).spawn_local_obj(task)
    }

    fn status_local(&self) -> Result<(), SpawnErrorKind> {
        (**self).status_local()
    }
}

#[cfg(feature = "alloc")]
impl SpawnLocal for Box<dyn SpawnLocal + '_> {
    fn spawn_local_obj(&self, task: LocalTask) -> Result<(), SpawnError<LocalTask>> {
        (**self).spawn_local_obj(task)
    }

    fn status_local(&self) -> Result<(), SpawnErrorKind> {
        (**self).status_local()
    }
}

#[cfg(feature = "alloc")]
impl SpawnLocal for Rc<dyn SpawnLocal + '_> {
    fn spawn_local_obj(&self, task: LocalTask) -> Result<(), SpawnError<LocalTask>> {
        (**self).spawn_local_obj(task)
    }

    fn status_local(&self) -> Result<(), SpawnErrorKind> {
        (**self).status_local()
    }
}
