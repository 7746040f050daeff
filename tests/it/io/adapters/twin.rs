//! A scripted file that is read, written and seeked with std's traits or with ours.

use std::{
    collections::VecDeque,
    io,
    pin::Pin,
    task::{Context, Poll},
};

use async_interop::io::{
    AsyncRead, AsyncSeek, AsyncWrite, Error, ErrorKind, IoSlice, ReadCursor, Result, SeekFrom,
};

/// What the next operation does.
#[derive(Clone, Copy, Debug)]
pub(super) enum Step {
    /// It is pending, and wakes. std's traits do not see it.
    Pend,
    /// It moves at most so many bytes.
    AtMost(usize),
    /// It fails.
    Fail,
}

/// A file in memory. It does what its script says, and when that is over, all it is asked for.
#[derive(Clone, Debug, Default)]
pub(super) struct Twin {
    pub(super) bytes: Vec<u8>,
    pub(super) position: usize,
    pub(super) script: VecDeque<Step>,
    pub(super) vectored: bool,
    /// Polls, or calls of std's traits, in all.
    pub(super) polls: usize,
    pub(super) flushes: usize,
    pub(super) shutdowns: usize,
}

impl Twin {
    pub(super) fn new(bytes: impl Into<Vec<u8>>, script: impl IntoIterator<Item = Step>) -> Self {
        let script = script.into_iter().collect();
        Self { bytes: bytes.into(), script, ..Self::default() }
    }

    /// A sink of which each poll moves one byte and is pending before.
    pub(super) fn slow() -> Self {
        Self::new([], [Step::Pend, Step::AtMost(1)].into_iter().cycle().take(10_000))
    }

    /// How many bytes the next operation moves.
    fn step(&mut self) -> Poll<io::Result<usize>> {
        self.polls += 1;
        match self.script.pop_front() {
            Some(Step::Pend) => Poll::Pending,
            Some(Step::AtMost(n)) => Poll::Ready(Ok(n)),
            Some(Step::Fail) => Poll::Ready(Err(io::ErrorKind::ConnectionReset.into())),
            None => Poll::Ready(Ok(usize::MAX)),
        }
    }

    fn step_now(&mut self) -> io::Result<usize> {
        loop {
            if let Poll::Ready(step) = self.step() {
                return step;
            }
        }
    }

    fn poll_step(&mut self, cx: &mut Context<'_>) -> Poll<Result<usize>> {
        let step = self.step();
        if step.is_pending() {
            cx.waker().wake_by_ref();
        }
        step.map_err(|error| Error::from(ErrorKind::from(error.kind())))
    }

    fn take(&mut self, n: usize) -> &[u8] {
        let start = self.position.min(self.bytes.len());
        let end = start.saturating_add(n.max(1)).min(self.bytes.len());
        self.position += end - start;
        &self.bytes[start..end]
    }

    fn put(&mut self, bytes: &[u8]) -> usize {
        let end = self.position + bytes.len();
        self.bytes.resize(self.bytes.len().max(end), 0);
        self.bytes[self.position..end].copy_from_slice(bytes);
        self.position = end;
        bytes.len()
    }

    fn put_all(&mut self, mut most: usize, bufs: &[&[u8]]) -> usize {
        let mut written = 0;
        for buf in bufs {
            let n = buf.len().min(most);
            written += self.put(&buf[..n]);
            most -= n;
        }
        written
    }

    fn go_to(&mut self, position: io::SeekFrom) -> io::Result<u64> {
        let mut cursor = io::Cursor::new(&self.bytes);
        cursor.set_position(self.position as u64);
        let offset = io::Seek::seek(&mut cursor, position)?;
        self.position = offset as usize;
        Ok(offset)
    }
}

impl io::Read for Twin {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        let most = self.step_now()?;
        io::Read::read(&mut self.take(most.min(buf.len())), buf)
    }
}

impl io::Write for Twin {
    fn write(&mut self, buf: &[u8]) -> io::Result<usize> {
        let most = self.step_now()?;
        Ok(self.put_all(most, &[buf]))
    }

    fn flush(&mut self) -> io::Result<()> {
        self.flushes += 1;
        Ok(())
    }
}

impl io::Seek for Twin {
    fn seek(&mut self, position: io::SeekFrom) -> io::Result<u64> {
        self.step_now()?;
        self.go_to(position)
    }
}

impl AsyncRead for Twin {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        mut buf: ReadCursor<'_>,
    ) -> Poll<Result<()>> {
        self.poll_step(cx).map_ok(|most| buf.append(self.take(most.min(buf.remaining()))))
    }
}

impl AsyncWrite for Twin {
    fn poll_write(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: &[u8],
    ) -> Poll<Result<usize>> {
        self.poll_step(cx).map_ok(|most| self.put_all(most, &[buf]))
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        self.poll_step(cx).map_ok(|_| self.flushes += 1)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        self.poll_step(cx).map_ok(|_| self.shutdowns += 1)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bufs: &[IoSlice<'_>],
    ) -> Poll<Result<usize>> {
        assert!(self.vectored, "several slices for a writer that takes one");
        let bufs: Vec<&[u8]> = bufs.iter().map(|buf| &**buf).collect();
        self.poll_step(cx).map_ok(|most| self.put_all(most, &bufs))
    }

    fn is_write_vectored(&self) -> bool {
        self.vectored
    }
}

/// A seek is applied on the poll that is ready.
impl AsyncSeek for Twin {
    fn poll_seek(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        position: SeekFrom,
    ) -> Poll<Result<u64>> {
        self.poll_step(cx).map(|step| step.and_then(|_| Ok(self.go_to(position.into())?)))
    }
}
