//! Does a write through an adapter cost more than without?
//!
//! Writing passes a slice and a count, which all families have in common, so in a loop over a known
//! type an adapter should melt away: zero instructions, not few.
//!
//! Where the adapter is out of sight, behind a reference, those of tokio cost one store: bytes that
//! are written forget a seek that was abandoned, or the next one might take its outcome for its own.
//!
//! A regression: an adapter that keeps state which writing must look at, a conversion of results
//! that does not fold away, a method that is not inlined.

use std::{
    hint::black_box,
    pin::Pin,
    task::{Context, Poll, ready},
};

use async_interop::compat::{FromFutures, FromTokio, IntoFutures, IntoTokio};

use crate::{
    harness::{Counts, Goal, Question, Row, Unit, measure, ours, peer},
    support::context,
};

pub(crate) static QUESTION: Question = Question {
    name: "write_adapter_is_free",
    asks: "Does a write through an adapter cost more than without? Instructions per `poll_write`",
    rows: &[
        Row {
            case: "`FromTokio`",
            unit: Unit::Instructions,
            ours: ours(|| in_sight(|| FromTokio::new(Count(0)), write_ours)),
            peers: &[peer("the inner", || in_sight(|| Count(0), write_tokio))],
            goal: Goal::Plus(0.0),
        },
        Row {
            case: "`IntoTokio`",
            unit: Unit::Instructions,
            ours: ours(|| in_sight(|| IntoTokio::new(Count(0)), write_tokio)),
            peers: &[peer("the inner", || in_sight(|| Count(0), write_ours))],
            goal: Goal::Plus(0.0),
        },
        Row {
            case: "`FromFutures`",
            unit: Unit::Instructions,
            ours: ours(|| in_sight(|| FromFutures::new(Count(0)), write_ours)),
            peers: &[peer("the inner", || in_sight(|| Count(0), write_futures))],
            goal: Goal::Plus(0.0),
        },
        Row {
            case: "`IntoFutures`",
            unit: Unit::Instructions,
            ours: ours(|| in_sight(|| IntoFutures::new(Count(0)), write_futures)),
            peers: &[peer("the inner", || in_sight(|| Count(0), write_ours))],
            goal: Goal::Plus(0.0),
        },
        Row {
            case: "`FromTokio`, behind a reference",
            unit: Unit::Instructions,
            ours: ours(|| out_of_sight(FromTokio::new(Count(0)), write_ours)),
            peers: &[peer("the inner", || out_of_sight(Count(0), write_tokio))],
            goal: Goal::Plus(1.0),
        },
        Row {
            case: "`IntoTokio`, behind a reference",
            unit: Unit::Instructions,
            ours: ours(|| out_of_sight(IntoTokio::new(Count(0)), write_tokio)),
            peers: &[peer("the inner", || out_of_sight(Count(0), write_ours))],
            goal: Goal::Plus(1.0),
        },
    ],
};

/// A writer that takes one byte each time, and counts.
struct Count(u64);

impl Count {
    fn write<E>(&mut self, _: &[u8]) -> Poll<Result<usize, E>> {
        self.0 = black_box(self.0 + 1);
        Poll::Ready(Ok(1))
    }
}

impl async_interop::io::AsyncWrite for Count {
    fn poll_write(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
        buf: &[u8],
    ) -> Poll<Result<usize, async_interop::io::Error>> {
        self.write(buf)
    }

    fn poll_flush(
        self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Result<(), async_interop::io::Error>> {
        Poll::Ready(Ok(()))
    }

    fn poll_shutdown(
        self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Result<(), async_interop::io::Error>> {
        Poll::Ready(Ok(()))
    }
}

impl tokio::io::AsyncWrite for Count {
    fn poll_write(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
        buf: &[u8],
    ) -> Poll<Result<usize, std::io::Error>> {
        self.write(buf)
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

impl futures::io::AsyncWrite for Count {
    fn poll_write(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
        buf: &[u8],
    ) -> Poll<Result<usize, std::io::Error>> {
        self.write(buf)
    }

    fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Result<(), std::io::Error>> {
        Poll::Ready(Ok(()))
    }

    fn poll_close(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Result<(), std::io::Error>> {
        Poll::Ready(Ok(()))
    }
}

fn write_ours(
    writer: &mut (impl async_interop::io::AsyncWrite + Unpin),
    buf: &[u8],
) -> Poll<Result<usize, async_interop::io::Error>> {
    Pin::new(writer).poll_write(&mut context(), buf)
}

fn write_tokio(
    writer: &mut (impl tokio::io::AsyncWrite + Unpin),
    buf: &[u8],
) -> Poll<Result<usize, std::io::Error>> {
    Pin::new(writer).poll_write(&mut context(), buf)
}

fn write_futures(
    writer: &mut (impl futures::io::AsyncWrite + Unpin),
    buf: &[u8],
) -> Poll<Result<usize, std::io::Error>> {
    Pin::new(writer).poll_write(&mut context(), buf)
}

/// Writes by a writer that the compiler sees from its beginning to its end.
fn in_sight<W, E>(
    make: impl Fn() -> W,
    write: impl Fn(&mut W, &[u8]) -> Poll<Result<usize, E>>,
) -> Counts {
    let bytes = vec![7; POLLS as usize];
    measure(POLLS, || assert!(write_all(&mut make(), &write, black_box(&bytes)).is_ready()))
}

/// Writes by a writer that others might look at as well.
fn out_of_sight<W, E>(
    mut writer: W,
    write: impl Fn(&mut W, &[u8]) -> Poll<Result<usize, E>>,
) -> Counts {
    let bytes = vec![7; POLLS as usize];
    measure(POLLS, || {
        assert!(write_all(black_box(&mut writer), &write, black_box(&bytes)).is_ready());
    })
}

fn write_all<W, E>(
    writer: &mut W,
    write: impl Fn(&mut W, &[u8]) -> Poll<Result<usize, E>>,
    mut rest: &[u8],
) -> Poll<Result<(), E>> {
    while !rest.is_empty() {
        let n = ready!(write(writer, rest))?;
        rest = &rest[n..];
    }
    Poll::Ready(Ok(()))
}

const POLLS: u32 = 10_000;
