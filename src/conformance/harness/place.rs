//! A subject as it was made, or in the form that may move to another thread.

use alloc::boxed::Box;
use core::pin::Pin;

use crate::io::{AsyncRead, AsyncWrite};

/// A subject as it was made, or in the form `D` that may move to another thread.
pub(super) enum Place<T, D: ?Sized> {
    /// As it was made.
    Home(Pin<Box<T>>),
    /// It may move.
    Sent(Pin<Box<D>>),
}

impl<T, D: ?Sized> Place<T, D> {
    pub(super) fn home(subject: T) -> Self {
        Self::Home(Box::pin(subject))
    }

    pub(super) fn into_sent(self) -> Option<Pin<Box<D>>> {
        match self {
            Self::Home(_) => None,
            Self::Sent(subject) => Some(subject),
        }
    }
}

impl<T: AsyncRead> Place<T, dyn AsyncRead + Send> {
    pub(super) fn as_dyn_read(&mut self) -> Pin<&mut (dyn AsyncRead + '_)> {
        match self {
            Self::Home(reader) => reader.as_mut(),
            Self::Sent(reader) => reader.as_mut(),
        }
    }
}

impl<T: AsyncWrite> Place<T, dyn AsyncWrite + Send> {
    pub(super) fn as_dyn_write(&mut self) -> Pin<&mut (dyn AsyncWrite + '_)> {
        match self {
            Self::Home(writer) => writer.as_mut(),
            Self::Sent(writer) => writer.as_mut(),
        }
    }
}
