use alloc::{string::String, vec::Vec};
use core::{
    fmt,
    pin::Pin,
    str,
    task::{Context, Poll, ready},
};

use super::text::{append_valid, poll_line};
use crate::io::{AsyncBufRead, Result};

/// Future returned by [`AsyncBufReadExt::read_line`](crate::io::AsyncBufReadExt::read_line).
#[must_use = "futures do nothing unless awaited or polled"]
pub struct ReadLine<'a, R: ?Sized> {
    reader: &'a mut R,
    text: &'a mut String,
    partial: Vec<u8>,
}

impl<'a, R: ?Sized> ReadLine<'a, R> {
    pub(in crate::io) const fn new(reader: &'a mut R, text: &'a mut String) -> Self {
        Self { reader, text, partial: Vec::new() }
    }
}

impl<R: AsyncBufRead + Unpin + ?Sized> Future for ReadLine<'_, R> {
    type Output = Result<usize>;

    #[inline]
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<usize>> {
        let Self { reader, text, partial } = self.get_mut();
        let append = |line: &[u8]| {
            text.push_str(str::from_utf8(line)?);
            Ok(line.len())
        };
        let result = ready!(poll_line(Pin::new(&mut **reader), cx, partial, append));
        if result.is_err() {
            append_valid(text, partial);
        }
        Poll::Ready(result)
    }
}

impl<R: ?Sized> fmt::Debug for ReadLine<'_, R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ReadLine")
            .field("text", &self.text.len())
            .field("partial", &self.partial.len())
            .finish_non_exhaustive()
    }
}

static_assertions::assert_eq_size!(ReadLine<'static, ()>, [usize; 5]);
