//! Drives polls by hand: no type in memory is ever pending.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    pin::Pin,
    task::{Context, Poll, Waker},
};

use async_interop::io::{
    AsyncBufRead, AsyncRead, AsyncSeek, AsyncWrite, IoSlice, ReadBuf, Result, SeekFrom,
};

/// Runs one poll with a waker that does nothing.
#[track_caller]
pub(super) fn now<T>(poll: impl FnOnce(&mut Context<'_>) -> Poll<T>) -> T {
    match poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(value) => value,
        Poll::Pending => panic!("pending, though nothing can ever wake it"),
    }
}

/// Reads once, with room for `room` bytes.
#[track_caller]
pub(super) fn read(reader: &mut (impl AsyncRead + Unpin), room: usize) -> Result<Vec<u8>> {
    let mut memory = vec![0xEE; room];
    let mut buf = ReadBuf::new(&mut memory);
    now(|cx| Pin::new(reader).poll_read(cx, buf.unfilled()))?;
    Ok(buf.into_filled().to_vec())
}

/// Returns what is buffered.
#[track_caller]
pub(super) fn fill(reader: &mut (impl AsyncBufRead + Unpin)) -> Vec<u8> {
    now(|cx| Pin::new(reader).poll_fill_buf(cx).map_ok(<[u8]>::to_vec)).unwrap()
}

#[track_caller]
pub(super) fn write(writer: &mut (impl AsyncWrite + Unpin), bytes: &[u8]) -> Result<usize> {
    now(|cx| Pin::new(writer).poll_write(cx, bytes))
}

#[track_caller]
pub(super) fn write_vectored(
    writer: &mut (impl AsyncWrite + Unpin),
    slices: &[&[u8]],
) -> Result<usize> {
    let bufs: Vec<_> = slices.iter().map(|slice| IoSlice::new(slice)).collect();
    now(|cx| Pin::new(writer).poll_write_vectored(cx, &bufs))
}

#[track_caller]
pub(super) fn seek(object: &mut (impl AsyncSeek + Unpin), position: SeekFrom) -> Result<u64> {
    now(|cx| Pin::new(object).poll_seek(cx, position))
}

/// Flushes and shuts down, twice each, which a type in memory answers with success.
#[track_caller]
pub(super) fn finish(writer: &mut (impl AsyncWrite + Unpin)) {
    for _ in 0..2 {
        now(|cx| Pin::new(&mut *writer).poll_flush(cx)).unwrap();
        now(|cx| Pin::new(&mut *writer).poll_shutdown(cx)).unwrap();
    }
}

/// The message with which `code` panics.
#[track_caller]
pub(super) fn panic_message<T>(code: impl FnOnce() -> T) -> String {
    match catch_unwind(AssertUnwindSafe(code)) {
        Ok(_) => panic!("returned, though it should have panicked"),
        Err(payload) => match payload.downcast::<String>() {
            Ok(text) => *text,
            Err(payload) => (*payload.downcast::<&str>().expect("a panic with a text")).into(),
        },
    }
}
