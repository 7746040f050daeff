use core::{
    fmt::{self, Write},
    future::poll_fn,
    mem::MaybeUninit,
    pin::{Pin, pin},
    task::{Context, Poll},
};

use async_interop::io::{AsyncRead, Error, ErrorKind, ReadBuf, ReadCursor, Result, const_error};

use crate::finish;

/// Counts up, two bytes in each second poll, to four in all. Then it fails.
struct Counter {
    next: u8,
    waits: bool,
}

impl AsyncRead for Counter {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        mut buf: ReadCursor<'_>,
    ) -> Poll<Result<()>> {
        self.waits = !self.waits;
        if self.waits {
            cx.waker().wake_by_ref();
            return Poll::Pending;
        }
        if self.next == 4 {
            return Poll::Ready(Err(exhausted()));
        }
        self.next += buf.append_some(&[self.next, self.next + 1]) as u8;
        Poll::Ready(Ok(()))
    }
}

fn exhausted() -> Error {
    const_error!(ErrorKind::UnexpectedEof, "counted to four")
}

pub(crate) fn readers_fill_uninitialized_memory() {
    let mut memory = [MaybeUninit::uninit(); 8];
    let mut buf = ReadBuf::uninit(&mut memory);
    let mut counter = pin!(Counter { next: 0, waits: false });
    let mut reader: Pin<&mut dyn AsyncRead> = counter.as_mut();
    let error = loop {
        let read = poll_fn(|cx| reader.as_mut().poll_read(cx, buf.unfilled()));
        if let Err(error) = finish(read) {
            break error;
        }
    };
    assert_eq!(buf.filled(), [0, 1, 2, 3]);
    assert_eq!((buf.len(), buf.init_len(), buf.capacity()), (4, 4, 8));
    assert_eq!(error.kind(), ErrorKind::UnexpectedEof);
}

pub(crate) fn errors_need_no_allocator() {
    fn fails() -> Result<()> {
        Err(ErrorKind::BrokenPipe)?
    }
    assert_eq!(fails().map_err(|error| error.kind()), Err(ErrorKind::BrokenPipe));

    let mut said = Text { bytes: [0; 64], len: 0 };
    assert!(write!(said, "{}", exhausted()).is_ok());
    assert_eq!(&said.bytes[..said.len], b"counted to four");
}

/// What somebody said, if it was not much.
struct Text {
    bytes: [u8; 64],
    len: usize,
}

impl Write for Text {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        let end = self.len + text.len();
        self.bytes.get_mut(self.len..end).ok_or(fmt::Error)?.copy_from_slice(text.as_bytes());
        self.len = end;
        Ok(())
    }
}
