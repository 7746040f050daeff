use alloc::vec::Vec;
use core::{
    fmt,
    pin::Pin,
    task::{Context, Poll, ready},
};

use crate::io::{
    AsyncRead, ErrorKind, ReadBuf, Result, const_error,
    read_buf::{Hold, Tail},
};

/// Future returned by [`AsyncReadExt::read_to_end`](crate::io::AsyncReadExt::read_to_end).
#[must_use = "futures do nothing unless awaited or polled"]
pub struct ReadToEnd<'a, R: ?Sized> {
    reader: &'a mut R,
    tail: Tail<&'a mut Vec<u8>>,
    start: Start,
}

impl<'a, R: ?Sized> ReadToEnd<'a, R> {
    pub(in crate::io) fn new(reader: &'a mut R, buf: &'a mut Vec<u8>) -> Self {
        let start = Start::of(buf);
        Self { reader, tail: Tail::new(buf), start }
    }
}

impl<R: AsyncRead + Unpin + ?Sized> Future for ReadToEnd<'_, R> {
    type Output = Result<usize>;

    #[inline]
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<usize>> {
        let this = self.get_mut();
        ready!(poll_read_to_end(Pin::new(&mut *this.reader), cx, &mut this.tail, &this.start))?;
        Poll::Ready(Ok(this.tail.get().len() - this.start.len))
    }
}

impl<R: ?Sized> fmt::Debug for ReadToEnd<'_, R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ReadToEnd").field("buf", &self.tail).finish_non_exhaustive()
    }
}

/// What the vector was before the first read.
pub(super) struct Start {
    len: usize,
    capacity: usize,
}

impl Start {
    pub(super) fn of(vec: &Vec<u8>) -> Self {
        Self { len: vec.len(), capacity: vec.capacity() }
    }
}

/// Reads up to the end, as `std::io::default_read_to_end` does.
///
/// A vector that was given the right capacity is full when the end is near. To grow it then would
/// copy all of it for nothing, so the end is looked for with a few bytes on the stack. The same
/// where there is little or no room at first: who passes an empty vector may be at the end already.
#[inline]
pub(super) fn poll_read_to_end<R: AsyncRead + ?Sized, V: Hold>(
    mut reader: Pin<&mut R>,
    cx: &mut Context<'_>,
    tail: &mut Tail<V>,
    start: &Start,
) -> Poll<Result<()>> {
    loop {
        if tail.is_full() {
            if tail.get().capacity() == start.capacity {
                let mut probe = [0; PROBE];
                let mut probe = ReadBuf::new(&mut probe);
                let poll = reader.as_mut().poll_read(cx, probe.unfilled());
                tail.extend(probe.filled());
                ready!(poll)?;
                if probe.is_empty() {
                    return Poll::Ready(Ok(()));
                }
                continue;
            }
            if tail.try_reserve(PROBE).is_err() {
                return Poll::Ready(Err(const_error!(
                    ErrorKind::OutOfMemory,
                    "no memory for what is being read: what was read so far is kept"
                )));
            }
        }
        if ready!(tail.poll_read(reader.as_mut(), cx))? == 0 {
            return Poll::Ready(Ok(()));
        }
    }
}

/// As many bytes as std tries with.
const PROBE: usize = 32;

static_assertions::assert_eq_size!(ReadToEnd<'static, ()>, [usize; 5]);
