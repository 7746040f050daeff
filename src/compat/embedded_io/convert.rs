//! What a poll returns, error kinds and positions, in our words and in theirs.

use core::task::{Context, Poll};

use embedded_io_async::{ErrorKind as Theirs, SeekFrom as TheirSeekFrom};

use crate::io::{Error, ErrorKind, Result, SeekFrom};

/// Converts what a poll of a future of theirs returned.
///
/// `Interrupted` asks for a retry and never comes out of our traits (READ-17, WRITE-22): it becomes
/// `Pending` and a wake of the task.
#[inline]
pub(super) fn to_ours<T, E: embedded_io_async::Error>(
    cx: &Context<'_>,
    polled: Poll<core::result::Result<T, E>>,
) -> Poll<Result<T>> {
    match polled {
        Poll::Ready(Ok(value)) => Poll::Ready(Ok(value)),
        Poll::Ready(Err(error)) => match failed(cx, error.kind()) {
            Some(error) => Poll::Ready(Err(error)),
            None => Poll::Pending,
        },
        Poll::Pending => Poll::Pending,
    }
}

/// Converts an error, or asks for another poll where it only says "not now".
#[cold]
pub(super) fn failed(cx: &Context<'_>, kind: Theirs) -> Option<Error> {
    if kind == Theirs::Interrupted {
        cx.waker().wake_by_ref();
        return None;
    }
    Some(kind_to_ours(kind).into())
}

/// Lets our error be the error of embedded-io's traits.
impl embedded_io_async::Error for Error {
    fn kind(&self) -> Theirs {
        kind_to_theirs(Self::kind(self))
    }
}

pub(super) const fn kind_to_ours(kind: Theirs) -> ErrorKind {
    match kind {
        Theirs::NotFound => ErrorKind::NotFound,
        Theirs::PermissionDenied => ErrorKind::PermissionDenied,
        Theirs::ConnectionRefused => ErrorKind::ConnectionRefused,
        Theirs::ConnectionReset => ErrorKind::ConnectionReset,
        Theirs::ConnectionAborted => ErrorKind::ConnectionAborted,
        Theirs::NotConnected => ErrorKind::NotConnected,
        Theirs::AddrInUse => ErrorKind::AddrInUse,
        Theirs::AddrNotAvailable => ErrorKind::AddrNotAvailable,
        Theirs::BrokenPipe => ErrorKind::BrokenPipe,
        Theirs::AlreadyExists => ErrorKind::AlreadyExists,
        Theirs::InvalidInput => ErrorKind::InvalidInput,
        Theirs::InvalidData => ErrorKind::InvalidData,
        Theirs::TimedOut => ErrorKind::TimedOut,
        Theirs::Interrupted => ErrorKind::Interrupted,
        Theirs::Unsupported => ErrorKind::Unsupported,
        Theirs::OutOfMemory => ErrorKind::OutOfMemory,
        Theirs::WriteZero => ErrorKind::WriteZero,
        _ => ErrorKind::Other,
    }
}

/// A kind that they do not list becomes their `Other`.
const fn kind_to_theirs(kind: ErrorKind) -> Theirs {
    match kind {
        ErrorKind::NotFound => Theirs::NotFound,
        ErrorKind::PermissionDenied => Theirs::PermissionDenied,
        ErrorKind::ConnectionRefused => Theirs::ConnectionRefused,
        ErrorKind::ConnectionReset => Theirs::ConnectionReset,
        ErrorKind::ConnectionAborted => Theirs::ConnectionAborted,
        ErrorKind::NotConnected => Theirs::NotConnected,
        ErrorKind::AddrInUse => Theirs::AddrInUse,
        ErrorKind::AddrNotAvailable => Theirs::AddrNotAvailable,
        ErrorKind::BrokenPipe => Theirs::BrokenPipe,
        ErrorKind::AlreadyExists => Theirs::AlreadyExists,
        ErrorKind::InvalidInput => Theirs::InvalidInput,
        ErrorKind::InvalidData => Theirs::InvalidData,
        ErrorKind::TimedOut => Theirs::TimedOut,
        ErrorKind::Interrupted => Theirs::Interrupted,
        ErrorKind::Unsupported => Theirs::Unsupported,
        ErrorKind::OutOfMemory => Theirs::OutOfMemory,
        ErrorKind::WriteZero => Theirs::WriteZero,
        _ => Theirs::Other,
    }
}

pub(super) const fn position_to_theirs(position: SeekFrom) -> TheirSeekFrom {
    match position {
        SeekFrom::Start(offset) => TheirSeekFrom::Start(offset),
        SeekFrom::End(offset) => TheirSeekFrom::End(offset),
        SeekFrom::Current(offset) => TheirSeekFrom::Current(offset),
    }
}

pub(super) const fn position_to_ours(position: TheirSeekFrom) -> SeekFrom {
    match position {
        TheirSeekFrom::Start(offset) => SeekFrom::Start(offset),
        TheirSeekFrom::End(offset) => SeekFrom::End(offset),
        TheirSeekFrom::Current(offset) => SeekFrom::Current(offset),
    }
}
