//! Whether a fixture makes what the checks need, asked before a rule is blamed.

use alloc::{boxed::Box, format, string::String};
use core::{error, fmt, pin::Pin, task::Poll};

use super::{
    BufSource, Env, Seekable, Sink, Source,
    harness::{TestWaker, entered},
};
use crate::io::{AsyncRead, AsyncWrite, Error, ReadBuf};

/// A fixture does not make what the checks need: what it made, and what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Misfit(String);

#[cfg(feature = "std")]
impl Misfit {
    pub(super) fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }
}

impl fmt::Display for Misfit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl error::Error for Misfit {}

/// Checks that the reader gets what is written to its feeder.
///
/// # Errors
///
/// [`Misfit`] if it does not.
pub fn source<S: Source>(source: &mut S, env: &Env) -> Result<(), Misfit> {
    let (reader, feeder) = source.open();
    let found = carry(source, env, S::enter, S::settle, feeder, reader);
    found.map_err(|found| misfit(env, "feeder", "reader", &found))
}

/// Checks that the reader gets what is written to its feeder, or that there is one that needs none.
///
/// # Errors
///
/// [`Misfit`] if that is not so.
pub fn buf_source<S: BufSource>(source: &mut S, env: &Env) -> Result<(), Misfit> {
    if env.has("fixed") {
        let made = [&[BYTE][..], &[]].into_iter().find_map(|bytes| source.holding(bytes));
        return match made {
            Some(reader) => {
                let mut reader = Some(reader);
                entered(|run| source.enter(run), || reader = None);
                Ok(())
            }
            None => Err(Misfit(String::from(
                "the fixture declares `fixed` and makes no reader: let `holding` return one for \
                 the bytes that it is given",
            ))),
        };
    }
    let (reader, feeder) = source.open();
    let found = carry(source, env, S::enter, S::settle, feeder, reader);
    found.map_err(|found| misfit(env, "feeder", "reader", &found))
}

/// Checks that the drain gets what is written to the writer.
///
/// # Errors
///
/// [`Misfit`] if it does not.
pub fn sink<S: Sink>(sink: &mut S, env: &Env) -> Result<(), Misfit> {
    let (writer, drain) = sink.open();
    let found = carry(sink, env, S::enter, S::settle, writer, drain);
    found.map_err(|found| misfit(env, "writer", "drain", &found))
}

/// Checks that the object holds what it was given.
///
/// # Errors
///
/// [`Misfit`] if it does not.
pub fn seekable<S: Seekable>(fixture: &mut S, env: &Env) -> Result<(), Misfit> {
    let mut object = Some(Box::pin(fixture.open(&[BYTE])));
    let waker = TestWaker::new();
    let mut found = Found::NotReceived;
    for _ in 0..env.patience() {
        entered(
            |run| fixture.enter(run),
            || {
                if let Some(object) = &mut object {
                    read(object.as_mut(), &waker, &mut found);
                }
            },
        );
        if !matches!(found, Found::NotReceived) {
            break;
        }
        fixture.settle();
    }
    entered(|run| fixture.enter(run), || object = None);
    let found = match found {
        Found::Received(BYTE) => return Ok(()),
        Found::Received(byte) => format!("{byte:#04x} instead of {BYTE:#04x}"),
        Found::ReadFailed(error) => format!("`{error}`"),
        _ => String::from("nothing"),
    };
    Err(Misfit(format!(
        "the fixture does not open: its object was given {BYTE:#04x}, and a read brought {found} ({} \
         settlements). Return an object that holds the bytes and stands at its start",
        env.patience()
    )))
}

fn misfit(env: &Env, from: &str, to: &str, found: &Found) -> Misfit {
    let found = match found {
        Found::Received(byte) => format!("its {to} got {byte:#04x} instead of {BYTE:#04x}"),
        Found::ReadFailed(error) => format!("its {to} failed with `{error}`"),
        Found::WriteFailed(error) => format!("its {from} failed with `{error}`"),
        Found::NotWritten => format!("its {from} took no byte"),
        Found::NotFlushed => format!("its {from} took a byte and never flushed it"),
        Found::NotReceived => format!("its {from} took a byte, and its {to} never got it"),
    };
    Misfit(format!(
        "the fixture does not pair: {found} ({} settlements). Return two ends of one connection; \
         where a runtime has to turn before bytes move, let `settle` turn it, and let `enter` \
         enter its context",
        env.patience()
    ))
}

/// What came of the byte.
enum Found {
    NotWritten,
    NotFlushed,
    NotReceived,
    Received(u8),
    WriteFailed(Error),
    ReadFailed(Error),
}

/// Sends a byte from `writer` to `reader`, both of which are polled whether they are woken or not:
/// their wakes are for the rules to judge.
fn carry<F, W: AsyncWrite, R: AsyncRead>(
    fixture: &mut F,
    env: &Env,
    enter: fn(&mut F, &mut dyn FnMut()),
    settle: fn(&mut F),
    writer: W,
    reader: R,
) -> Result<(), Found> {
    let mut ends = Some((Box::pin(writer), Box::pin(reader)));
    let waker = TestWaker::new();
    let mut found = Found::NotWritten;
    for _ in 0..env.patience() {
        entered(
            |run| enter(fixture, run),
            || {
                if let Some((writer, reader)) = &mut ends {
                    write(writer.as_mut(), &waker, &mut found);
                    read(reader.as_mut(), &waker, &mut found);
                }
            },
        );
        if matches!(found, Found::Received(_) | Found::WriteFailed(_) | Found::ReadFailed(_)) {
            break;
        }
        settle(fixture);
    }
    // Where the subject is used, it is also dropped.
    entered(|run| enter(fixture, run), || ends = None);
    if matches!(found, Found::Received(BYTE)) { Ok(()) } else { Err(found) }
}

/// Writes the byte, then flushes it.
fn write<W: AsyncWrite>(mut writer: Pin<&mut W>, waker: &TestWaker, found: &mut Found) {
    let cx = &mut waker.context();
    if let Found::NotWritten = found {
        match writer.as_mut().poll_write(cx, &[BYTE]) {
            Poll::Ready(Ok(1)) => *found = Found::NotFlushed,
            Poll::Ready(Ok(_)) | Poll::Pending => {}
            Poll::Ready(Err(error)) => *found = Found::WriteFailed(error),
        }
    }
    if let Found::NotFlushed = found {
        match writer.poll_flush(cx) {
            Poll::Ready(Ok(())) => *found = Found::NotReceived,
            Poll::Pending => {}
            Poll::Ready(Err(error)) => *found = Found::WriteFailed(error),
        }
    }
}

/// Reads the byte, if it is there.
fn read<R: AsyncRead>(reader: Pin<&mut R>, waker: &TestWaker, found: &mut Found) {
    let mut room = [0; 1];
    let mut buf = ReadBuf::new(&mut room);
    match reader.poll_read(&mut waker.context(), buf.unfilled()) {
        Poll::Ready(Err(error)) => *found = Found::ReadFailed(error),
        // What grows is at its end until there is more.
        Poll::Ready(Ok(())) | Poll::Pending => {
            if let Some(byte) = buf.filled().first() {
                *found = Found::Received(*byte);
            }
        }
    }
}

const BYTE: u8 = b'x';
