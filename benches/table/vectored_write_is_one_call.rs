//! How many calls of the inner writer does it take to write eight slices?
//!
//! A writer that gathers, as a socket does, takes them in one. An adapter that forgets to forward
//! `poll_write_vectored` compiles: what its trait provides then writes the first slice, and the
//! caller comes again seven times, each of them a system call.
//!
//! A regression: any figure but one.

use std::{
    io::IoSlice,
    pin::Pin,
    sync::atomic::{AtomicUsize, Ordering},
    task::{Context, Poll},
};

use async_interop::{
    compat::{FromFutures, FromTokio, IntoFutures, IntoTokio},
    io,
};
use tokio_util::compat::{FuturesAsyncWriteCompatExt, TokioAsyncWriteCompatExt};

use crate::{
    harness::{Counts, Goal, Question, Row, Unit, measure, ours, peer},
    support::context,
};

pub(crate) static QUESTION: Question = Question {
    name: "vectored_write_is_one_call",
    asks: "How many calls of the inner writer does it take to write eight slices?",
    rows: &[
        Row {
            case: "`FromTokio`",
            unit: Unit::Calls,
            ours: ours(|| by_ours(FromTokio::new(Gather))),
            peers: &[
                peer("tokio-util", || by_futures(TokioAsyncWriteCompatExt::compat_write(Gather))),
                peer("async-compat", || by_futures(async_compat::Compat::new(Gather))),
            ],
            goal: Goal::AtMost(1.0),
        },
        Row {
            case: "`FromFutures`",
            unit: Unit::Calls,
            ours: ours(|| by_ours(FromFutures::new(Gather))),
            peers: &[
                peer("tokio-util", || by_tokio(FuturesAsyncWriteCompatExt::compat_write(Gather))),
                peer("async-compat", || by_tokio(async_compat::Compat::new(Gather))),
            ],
            goal: Goal::AtMost(1.0),
        },
        Row {
            case: "`IntoTokio`",
            unit: Unit::Calls,
            ours: ours(|| by_tokio(IntoTokio::new(Gather))),
            peers: &[],
            goal: Goal::AtMost(1.0),
        },
        Row {
            case: "`IntoFutures`",
            unit: Unit::Calls,
            ours: ours(|| by_futures(IntoFutures::new(Gather))),
            peers: &[],
            goal: Goal::AtMost(1.0),
        },
    ],
};

/// A writer that takes all slices in one call, and counts the calls.
struct Gather;

impl Gather {
    fn write<E>(&self, lens: impl Iterator<Item = usize>) -> Poll<Result<usize, E>> {
        CALLS.fetch_add(1, Ordering::Relaxed);
        Poll::Ready(Ok(lens.sum()))
    }
}

/// There is one writer in a process.
static CALLS: AtomicUsize = AtomicUsize::new(0);

impl io::AsyncWrite for Gather {
    fn poll_write(
        self: Pin<&mut Self>,
        _: &mut Context<'_>,
        buf: &[u8],
    ) -> Poll<Result<usize, io::Error>> {
        self.write([buf.len()].into_iter())
    }

    fn poll_write_vectored(
        self: Pin<&mut Self>,
        _: &mut Context<'_>,
        bufs: &[io::IoSlice<'_>],
    ) -> Poll<Result<usize, io::Error>> {
        self.write(bufs.iter().map(|buf| buf.len()))
    }

    fn is_write_vectored(&self) -> bool {
        true
    }

    fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Result<(), io::Error>> {
        Poll::Ready(Ok(()))
    }

    fn poll_shutdown(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Result<(), io::Error>> {
        Poll::Ready(Ok(()))
    }
}

impl tokio::io::AsyncWrite for Gather {
    fn poll_write(
        self: Pin<&mut Self>,
        _: &mut Context<'_>,
        buf: &[u8],
    ) -> Poll<Result<usize, std::io::Error>> {
        self.write([buf.len()].into_iter())
    }

    fn poll_write_vectored(
        self: Pin<&mut Self>,
        _: &mut Context<'_>,
        bufs: &[IoSlice<'_>],
    ) -> Poll<Result<usize, std::io::Error>> {
        self.write(bufs.iter().map(|buf| buf.len()))
    }

    fn is_write_vectored(&self) -> bool {
        true
    }

    fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Result<(), std::io::Error>> {
        Poll::Ready(Ok(()))
    }

    fn poll_shutdown(
        self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Result<(), std::io::Error>> {
        Poll::Ready(Ok(()))
    }
}

impl futures::io::AsyncWrite for Gather {
    fn poll_write(
        self: Pin<&mut Self>,
        _: &mut Context<'_>,
        buf: &[u8],
    ) -> Poll<Result<usize, std::io::Error>> {
        self.write([buf.len()].into_iter())
    }

    fn poll_write_vectored(
        self: Pin<&mut Self>,
        _: &mut Context<'_>,
        bufs: &[IoSlice<'_>],
    ) -> Poll<Result<usize, std::io::Error>> {
        self.write(bufs.iter().map(|buf| buf.len()))
    }

    fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Result<(), std::io::Error>> {
        Poll::Ready(Ok(()))
    }

    fn poll_close(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Result<(), std::io::Error>> {
        Poll::Ready(Ok(()))
    }
}

fn by_ours(mut writer: impl io::AsyncWrite + Unpin) -> Counts {
    writes(|from| {
        let bufs = [io::IoSlice::new(b"slice"); 8];
        Pin::new(&mut writer).poll_write_vectored(&mut context(), &bufs[from..])
    })
}

fn by_tokio(mut writer: impl tokio::io::AsyncWrite + Unpin) -> Counts {
    writes(|from| {
        let bufs = [IoSlice::new(b"slice"); 8];
        Pin::new(&mut writer).poll_write_vectored(&mut context(), &bufs[from..])
    })
}

fn by_futures(mut writer: impl futures::io::AsyncWrite + Unpin) -> Counts {
    writes(|from| {
        let bufs = [IoSlice::new(b"slice"); 8];
        Pin::new(&mut writer).poll_write_vectored(&mut context(), &bufs[from..])
    })
}

/// Writes eight slices of five bytes, by `write`, which writes those from a given one on.
fn writes<E>(mut write: impl FnMut(usize) -> Poll<Result<usize, E>>) -> Counts {
    let counts = measure(1, || {
        let mut written = 0;
        while written < 8 {
            match write(written) {
                Poll::Ready(Ok(n)) => written += n / 5,
                Poll::Ready(Err(_)) | Poll::Pending => return,
            }
        }
    });
    counts.with_calls(CALLS.load(Ordering::Relaxed))
}
