//! Refuses a second seek while one is under way, and offsets that its system has no number for.

use std::{
    pin::Pin,
    task::{Context, Poll},
};

use async_interop::{
    conformance::{self, Seekable},
    io::{AsyncRead, AsyncSeek, Cursor, ErrorKind, ReadCursor, Result, SeekFrom},
};

/// A file that answers another seek with an error while one is under way, which is then given up, and
/// whose offsets end at `i64::MAX`.
struct Refuses {
    file: Cursor<Vec<u8>>,
    begun: Option<SeekFrom>,
}

impl AsyncRead for Refuses {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: ReadCursor<'_>,
    ) -> Poll<Result<()>> {
        if !buf.is_full() {
            self.begun = None;
        }
        Pin::new(&mut self.file).poll_read(cx, buf)
    }
}

impl AsyncSeek for Refuses {
    fn poll_seek(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        to: SeekFrom,
    ) -> Poll<Result<u64>> {
        match self.begun.take() {
            None => {
                self.begun = Some(to);
                cx.waker().wake_by_ref();
                Poll::Pending
            }
            Some(begun) if begun != to => Poll::Ready(Err(ErrorKind::ResourceBusy.into())),
            Some(_) => {
                let before = self.file.position();
                let sought = Pin::new(&mut self.file).poll_seek(cx, to);
                if matches!(sought, Poll::Ready(Ok(position)) if i64::try_from(position).is_err()) {
                    self.file.set_position(before);
                    return Poll::Ready(Err(ErrorKind::InvalidInput.into()));
                }
                sought
            }
        }
    }
}

struct Fixture;

impl Seekable for Fixture {
    type Object = Refuses;

    fn open(&mut self, bytes: &[u8]) -> Refuses {
        Refuses { file: Cursor::new(bytes.to_vec()), begun: None }
    }
}

conformance::seekable!(refuses, Fixture, capabilities []);
