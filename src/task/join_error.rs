//! The error of joining a task.

use alloc::{boxed::Box, string::String};
use core::{any::Any, error, fmt};

use crate::task::{cell, exclusive::Exclusive};

/// The error of joining a task that did not return: it panicked, or it was canceled.
///
/// A task is canceled by [`abort`](crate::task::JoinHandle::abort), or by its executor, which drops
/// it when it is shut down.
///
/// Without the feature `std` nobody can catch a panic: it goes on to the executor. If the executor
/// survives it and drops the task, then the error says that the task was canceled.
pub struct JoinError {
    /// `None` if the task was canceled. Boxed, as every task moves a `Result` of this around.
    panic: Option<Box<Panic>>,
}

/// A panic's payload. The usual ones, text, are told apart when they come in: a shared reference,
/// which prints the error, does not reach others.
#[cfg_attr(not(feature = "std"), expect(dead_code, reason = "only `std` catches panics"))]
enum Panic {
    Literal(&'static str),
    Formatted(String),
    Other(Exclusive<Box<dyn Any + Send>>),
}

impl JoinError {
    pub(super) const fn cancelled() -> Self {
        Self { panic: None }
    }

    #[cfg(feature = "std")]
    pub(super) fn panicked(payload: cell::Payload) -> Self {
        let panic = match payload.downcast::<&'static str>() {
            Ok(literal) => Panic::Literal(*literal),
            Err(payload) => match payload.downcast::<String>() {
                Ok(text) => Panic::Formatted(*text),
                Err(payload) => Panic::Other(Exclusive::new(payload)),
            },
        };
        Self { panic: Some(Box::new(panic)) }
    }

    #[cfg(not(feature = "std"))]
    pub(super) fn panicked(payload: cell::Payload) -> Self {
        match payload {}
    }

    /// Returns the payload of the panic, as [`std::thread::JoinHandle::join`] does, to be examined
    /// or to be passed to [`std::panic::resume_unwind`].
    ///
    /// # Errors
    ///
    /// Returns the error itself if the task did not panic.
    ///
    /// # Examples
    ///
    /// ```
    /// use async_interop::task::JoinError;
    ///
    /// /// Returns what the task returned, if it was not canceled, and panics if it panicked.
    /// fn unwrap_panic<T>(joined: Result<T, JoinError>) -> Option<T> {
    ///     match joined.map_err(JoinError::into_panic) {
    ///         Ok(output) => Some(output),
    ///         Err(Ok(payload)) => std::panic::resume_unwind(payload),
    ///         Err(Err(_cancelled)) => None,
    ///     }
    /// }
    /// ```
    #[cfg(feature = "std")]
    pub fn into_panic(self) -> Result<Box<dyn Any + Send>, Self> {
        match self.panic.map(|panic| *panic) {
            None => Err(Self::cancelled()),
            Some(Panic::Literal(literal)) => Ok(Box::new(literal)),
            Some(Panic::Formatted(text)) => Ok(Box::new(text)),
            Some(Panic::Other(payload)) => Ok(payload.into_inner()),
        }
    }

    /// Returns whether the task was canceled before it returned.
    pub const fn is_cancelled(&self) -> bool {
        self.panic.is_none()
    }

    /// Returns whether the task panicked.
    pub const fn is_panic(&self) -> bool {
        self.panic.is_some()
    }
}

impl error::Error for JoinError {}

impl fmt::Display for JoinError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.panic {
            None => f.write_str("the task was canceled"),
            Some(panic) => match panic.text() {
                Some(text) => write!(f, "the task panicked: {text}"),
                None => f.write_str("the task panicked"),
            },
        }
    }
}

impl fmt::Debug for JoinError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.panic {
            None => f.write_str("JoinError::Cancelled"),
            Some(panic) => {
                let mut tuple = f.debug_tuple("JoinError::Panicked");
                match panic.text() {
                    Some(text) => tuple.field(&text).finish(),
                    None => tuple.finish_non_exhaustive(),
                }
            }
        }
    }
}

impl Panic {
    fn text(&self) -> Option<&str> {
        match self {
            Self::Literal(literal) => Some(literal),
            Self::Formatted(text) => Some(text),
            Self::Other(_) => None,
        }
    }
}

static_assertions::assert_eq_size!(JoinError, usize);
static_assertions::assert_impl_all!(JoinError: Send, Sync, Unpin);
