//! `Spawn` for pointers to executors.
//!
//! Pointers to a `Sized` executor forward everything. Those to a `dyn Spawn` are written out, since
//! they cannot forward `spawn_detached`: one impl for `T: ?Sized` would have to leave it out, and
//! would box each future on every runtime's own path, silently.

#[cfg(all(feature = "alloc", target_has_atomic = "ptr"))]
use alloc::sync::Arc;
#[cfg(feature = "alloc")]
use alloc::{boxed::Box, rc::Rc};
#[cfg(feature = "alloc")]
use core::future::Future;
#[cfg(feature = "std")]
use std::sync::LazyLock;

use futures_task::FutureObj;

use crate::task::{Spawn, SpawnError, SpawnErrorKind};

impl<T: Spawn> Spawn for &T {
    fn spawn_obj(&self, task: FutureObj<'static, ()>) -> Result<(), SpawnError> {
        (**self).spawn_obj(task)
    }

    fn status(&self) -> Result<(), SpawnErrorKind> {
        (**self).status()
    }

    #[cfg(feature = "alloc")]
    fn spawn_detached<F>(&self, future: F) -> Result<(), SpawnError>
    where
        F: Future<Output = ()> + Send + 'static,
    {
        (**self).spawn_detached(future)
    }
}

#[cfg(feature = "alloc")]
impl<T: Spawn> Spawn for Box<T> {
    fn spawn_obj(&self, task: FutureObj<'static, ()>) -> Result<(), SpawnError> {
        (**self).spawn_obj(task)
    }

    fn status(&self) -> Result<(), SpawnErrorKind> {
        (**self).status()
    }

    #[cfg(feature = "alloc")]
    fn spawn_detached<F>(&self, future: F) -> Result<(), SpawnError>
    where
        F: Future<Output = ()> + Send + 'static,
    {
        (**self).spawn_detached(future)
    }
}

#[cfg(feature = "alloc")]
impl<T: Spawn> Spawn for Rc<T> {
    fn spawn_obj(&self, task: FutureObj<'static, ()>) -> Result<(), SpawnError> {
        (**self).spawn_obj(task)
    }

    fn status(&self) -> Result<(), SpawnErrorKind> {
        (**self).status()
    }

    #[cfg(feature = "alloc")]
    fn spawn_detached<F>(&self, future: F) -> Result<(), SpawnError>
    where
        F: Future<Output = ()> + Send + 'static,
    {
        (**self).spawn_detached(future)
    }
}

#[cfg(all(feature = "alloc", target_has_atomic = "ptr"))]
impl<T: Spawn> Spawn for Arc<T> {
    fn spawn_obj(&self, task: FutureObj<'static, ()>) -> Result<(), SpawnError> {
        (**self).spawn_obj(task)
    }

    fn status(&self) -> Result<(), SpawnErrorKind> {
        (**self).status()
    }

    #[cfg(feature = "alloc")]
    fn spawn_detached<F>(&self, future: F) -> Result<(), SpawnError>
    where
        F: Future<Output = ()> + Send + 'static,
    {
        (**self).spawn_detached(future)
    }
}

#[cfg(feature = "std")]
impl<T: Spawn, F: FnOnce() -> T> Spawn for LazyLock<T, F> {
    fn spawn_obj(&self, task: FutureObj<'static, ()>) -> Result<(), SpawnError> {
        (**self).spawn_obj(task)
    }

    fn status(&self) -> Result<(), SpawnErrorKind> {
        (**self).status()
    }

    #[cfg(feature = "alloc")]
    fn spawn_detached<G>(&self, future: G) -> Result<(), SpawnError>
    where
        G: Future<Output = ()> + Send + 'static,
    {
        (**self).spawn_detached(future)
    }
}

impl Spawn for &(dyn Spawn + '_) {
    fn spawn_obj(&self, task: FutureObj<'static, ()>) -> Result<(), SpawnError> {
        (**self).spawn_obj(task)
    }

    fn status(&self) -> Result<(), SpawnErrorKind> {
        (**self).status()
    }
}

impl Spawn for &(dyn Spawn + Send + '_) {
    fn spawn_obj(&self, task: FutureObj<'static, ()>) -> Result<(), SpawnError> {
        (**self).spawn_obj(task)
    }

    fn status(&self) -> Result<(), SpawnErrorKind> {
        (**self).status()
    }
}

impl Spawn for &(dyn Spawn + Sync + '_) {
    fn spawn_obj(&self, task: FutureObj<'static, ()>) -> Result<(), SpawnError> {
        (**self).spawn_obj(task)
    }

    fn status(&self) -> Result<(), SpawnErrorKind> {
        (**self).status()
    }
}

impl Spawn for &(dyn Spawn + Send + Sync + '_) {
    fn spawn_obj(&self, task: FutureObj<'static, ()>) -> Result<(), SpawnError> {
        (**self).spawn_obj(task)
    }

    fn status(&self) -> Result<(), SpawnErrorKind> {
        (**self).status()
    }
}

#[cfg(feature = "alloc")]
impl Spawn for Box<dyn Spawn + '_> {
    fn spawn_obj(&self, task: FutureObj<'static, ()>) -> Result<(), SpawnError> {
        (**self).spawn_obj(task)
    }

    fn status(&self) -> Result<(), SpawnErrorKind> {
        (**self).status()
    }
}

#[cfg(feature = "alloc")]
impl Spawn for Box<dyn Spawn + Send + '_> {
    fn spawn_obj(&self, task: FutureObj<'static, ()>) -> Result<(), SpawnError> {
        (**self).spawn_obj(task)
    }

    fn status(&self) -> Result<(), SpawnErrorKind> {
        (**self).status()
    }
}

#[cfg(feature = "alloc")]
impl Spawn for Box<dyn Spawn + Sync + '_> {
    fn spawn_obj(&self, task: FutureObj<'static, ()>) -> Result<(), SpawnError> {
        (**self).spawn_obj(task)
    }

    fn status(&self) -> Result<(), SpawnErrorKind> {
        (**self).status()
    }
}

#[cfg(feature = "alloc")]
impl Spawn for Box<dyn Spawn + Send + Sync + '_> {
    fn spawn_obj(&self, task: FutureObj<'static, ()>) -> Result<(), SpawnError> {
        (**self).spawn_obj(task)
    }

    fn status(&self) -> Result<(), SpawnErrorKind> {
        (**self).status()
    }
}

#[cfg(feature = "alloc")]
impl Spawn for Rc<dyn Spawn + '_> {
    fn spawn_obj(&self, task: FutureObj<'static, ()>) -> Result<(), SpawnError> {
        (**self).spawn_obj(task)
    }

    fn status(&self) -> Result<(), SpawnErrorKind> {
        (**self).status()
    }
}

#[cfg(all(feature = "alloc", target_has_atomic = "ptr"))]
impl Spawn for Arc<dyn Spawn + Send + Sync + '_> {
    fn spawn_obj(&self, task: FutureObj<'static, ()>) -> Result<(), SpawnError> {
        (**self).spawn_obj(task)
    }

    fn status(&self) -> Result<(), SpawnErrorKind> {
        (**self).status()
    }
}
