use alloc::{string::String, vec::Vec};
use core::{
    fmt, mem,
    pin::Pin,
    task::{Context, Poll, ready},
};

use super::{
    read_to_end::{Start, poll_read_to_end},
    text::{append_valid, not_text},
};
use crate::io::{AsyncRead, Result, read_buf::Tail};

/// Future returned by [`AsyncReadExt::read_to_string`](crate::io::AsyncReadExt::read_to_string).
#[must_use = "futures do nothing unless awaited or polled"]
pub struct ReadToString<'a, R: ?Sized> {
    reader: &'a mut R,
    text: &'a mut String,
    /// What was read; in the string's own memory, if that was empty.
    tail: Tail<Vec<u8>>,
    start: Start,
}

impl<'a, R: ?Sized> ReadToString<'a, R> {
    pub(in crate::io) fn new(reader: &'a mut R, text: &'a mut String) -> Self {
        let bytes = if text.is_empty() { mem::take(text).into_bytes() } else { Vec::new() };
        let start = Start::of(&bytes);
        Self { reader, text, tail: Tail::new(bytes), start }
    }
}

impl<R: AsyncRead + Unpin + ?Sized> Future for ReadToString<'_, R> {
    type Output = Result<usize>;

    #[inline]
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<usize>> {
        let this = self.get_mut();
        let reader = Pin::new(&mut *this.reader);
        if let Err(error) = ready!(poll_read_to_end(reader, cx, &mut this.tail, &this.start)) {
            append_valid(this.text, this.tail.release());
            return Poll::Ready(Err(error));
        }
        let bytes = mem::take(this.tail.release());
        let n = bytes.len();
        match String::from_utf8(bytes) {
            Ok(read) if this.text.is_empty() => *this.text = read,
            Ok(read) => this.text.push_str(&read),
            Err(error) => return Poll::Ready(Err(not_text(error))),
        }
        Poll::Ready(Ok(n))
    }
}

impl<R: ?Sized> fmt::Debug for ReadToString<'_, R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ReadToString")
            .field("text", &self.text.len())
            .field("bytes", &self.tail)
            .finish_non_exhaustive()
    }
}
