//! A value whose end an executor waits for.

use core::{
    fmt,
    ops::{Deref, DerefMut},
};

use super::{PollDrop, drop_async};
use crate::task::Spawn;

/// A value whose end an executor waits for: dropping it spawns what is left to do.
///
/// This is the form that survives cancellation: whatever drops it, the value's end runs as a task.
/// If the executor takes none any more, the value is dropped the plain way.
///
/// The executor runs the task after the drop, not in it, and nobody waits for it: a program that
/// ends at once cuts it short.
///
/// # Examples
///
/// ```
/// # #[cfg(feature = "rt-smol")]
/// # {
/// use core::{pin::Pin, task::{Context, Poll}};
/// use std::sync::mpsc::{Sender, channel};
///
/// use async_interop::{rt::Smol, task::async_drop::{DropOn, PollDrop}};
///
/// struct Connection(Sender<&'static str>);
/// impl PollDrop for Connection {
///     fn poll_drop_ready(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<()> {
///         let _ = self.0.send("goodbye");
///         Poll::Ready(())
///     }
/// }
///
/// let (sender, receiver) = channel();
/// let connection = DropOn::new(Connection(sender), Smol::new());
/// drop(async move { connection.0.send("hello") });
/// assert_eq!(receiver.recv(), Ok("goodbye"));
/// # }
/// ```
pub struct DropOn<T, S>
where
    T: PollDrop + Send + 'static,
    S: Spawn,
{
    /// `None` once it is taken out, or on its way.
    value: Option<T>,
    executor: S,
}

impl<T, S> DropOn<T, S>
where
    T: PollDrop + Send + 'static,
    S: Spawn,
{
    /// Has `executor` wait for the end of `value`.
    pub const fn new(value: T, executor: S) -> Self {
        Self { value: Some(value), executor }
    }

    /// Takes the value out. Its end is up to the caller again, for example by [`drop_async`].
    #[expect(clippy::missing_panics_doc, reason = "the value is there")]
    pub fn into_inner(mut self) -> T {
        self.value.take().expect(PRESENT)
    }
}

impl<T, S> Drop for DropOn<T, S>
where
    T: PollDrop + Send + 'static,
    S: Spawn,
{
    fn drop(&mut self) {
        if let Some(value) = self.value.take() {
            // Refused, the task is dropped with the error, and the value with it.
            let _ = self.executor.spawn_detached(drop_async(value));
        }
    }
}

impl<T, S> Deref for DropOn<T, S>
where
    T: PollDrop + Send + 'static,
    S: Spawn,
{
    type Target = T;

    fn deref(&self) -> &T {
        self.value.as_ref().expect(PRESENT)
    }
}

impl<T, S> DerefMut for DropOn<T, S>
where
    T: PollDrop + Send + 'static,
    S: Spawn,
{
    fn deref_mut(&mut self) -> &mut T {
        self.value.as_mut().expect(PRESENT)
    }
}

impl<T, S> fmt::Debug for DropOn<T, S>
where
    T: PollDrop + Send + fmt::Debug + 'static,
    S: Spawn,
{
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DropOn").field("value", &self.value).finish_non_exhaustive()
    }
}

const PRESENT: &str = "the value is there until it is taken out or dropped";
