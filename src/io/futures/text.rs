//! Lines, and bytes that turn out not to be text.

use alloc::{
    string::{FromUtf8Error, String},
    vec::Vec,
};
use core::{
    mem,
    pin::Pin,
    str::{self, Utf8Error},
    task::{Context, Poll, ready},
};

use super::poll_read_until;
use crate::io::{AsyncBufRead, Error, ErrorKind, Result, find::find};

/// Reads up to the end of a line, with what ends it, and makes something of it.
///
/// `partial` is empty, or holds the front of the line from a call that was `Pending` or failed. A
/// line that is in the reader's buffer as a whole, as most are, is copied once, when it is known to
/// be text.
#[inline]
pub(in crate::io) fn poll_line<R: AsyncBufRead + ?Sized, T>(
    mut reader: Pin<&mut R>,
    cx: &mut Context<'_>,
    partial: &mut Vec<u8>,
    make: impl FnOnce(&[u8]) -> core::result::Result<T, Utf8Error>,
) -> Poll<Result<T>> {
    if partial.is_empty() {
        let chunk = ready!(reader.as_mut().poll_fill_buf(cx))?;
        if let Some(at) = find(b'\n', chunk) {
            let line = &chunk[..=at];
            let result = make(line).map_err(|_| invalid(line.to_vec()));
            reader.consume(at + 1);
            return Poll::Ready(result);
        }
        if chunk.is_empty() {
            // The end, which need not be asked for twice (CALLER-14).
            return Poll::Ready(make(chunk).map_err(|_| invalid(Vec::new())));
        }
    }
    ready!(poll_read_until(reader, cx, b'\n', partial))?;
    let result = make(partial).map_err(|_| invalid(mem::take(partial)));
    partial.clear();
    Poll::Ready(result)
}

/// Appends what is text at the front of `bytes`, for a read that failed half-way.
#[cold]
pub(super) fn append_valid(text: &mut String, bytes: &mut Vec<u8>) {
    let valid = match str::from_utf8(bytes) {
        Ok(valid) => valid,
        Err(error) => str::from_utf8(&bytes[..error.valid_up_to()]).expect("valid up to here"),
    };
    text.push_str(valid);
    bytes.drain(..valid.len());
}

/// The error for bytes that are not UTF-8. It names the offset, and holds the bytes.
#[cold]
pub(super) fn not_text(error: FromUtf8Error) -> Error {
    Error::new(ErrorKind::InvalidData, error)
}

#[cold]
fn invalid(bytes: Vec<u8>) -> Error {
    not_text(String::from_utf8(bytes).expect_err("found not to be text"))
}
