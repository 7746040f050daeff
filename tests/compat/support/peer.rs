//! A peer with the traits of all families that poll and have std's errors.

use std::{
    collections::VecDeque,
    io,
    pin::Pin,
    task::{Context, Poll},
};

use async_interop::io::{self as ours, ReadCursor};

/// What a [`Peer`] was asked.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Call {
    Read(usize),
    FillBuf,
    Consume(usize),
    Write(Vec<u8>),
    WriteVectored(Vec<Vec<u8>>),
    Flush,
    Shutdown,
    Seek(io::SeekFrom),
    /// The two steps of tokio's seek.
    StartSeek(io::SeekFrom),
    PollComplete,
}

/// Implements the I/O traits of ours, tokio, futures and hyper: records each call, and answers from a
/// script.
///
/// Without a script, reads bring as much of `data` as fits, writes take all, and the rest is done.
#[derive(Default)]
pub(crate) struct Peer {
    pub(crate) calls: Vec<Call>,
    pub(crate) answers: VecDeque<Poll<io::Result<u64>>>,
    pub(crate) data: Vec<u8>,
    pub(crate) vectored: bool,
}

impl Peer {
    pub(crate) fn answering(answers: impl IntoIterator<Item = Poll<io::Result<u64>>>) -> Self {
        Self { answers: answers.into_iter().collect(), ..Self::default() }
    }

    pub(crate) fn take_calls(&mut self) -> Vec<Call> {
        std::mem::take(&mut self.calls)
    }

    fn answer(&mut self, call: Call, default: u64) -> Poll<io::Result<u64>> {
        self.calls.push(call);
        self.answers.pop_front().unwrap_or(Poll::Ready(Ok(default)))
    }

    fn read(&mut self, room: usize) -> Poll<io::Result<Vec<u8>>> {
        let n = self.data.len().min(room);
        self.answer(Call::Read(room), n as u64).map_ok(|n| self.data.drain(..n as usize).collect())
    }

    fn write(&mut self, buf: &[u8]) -> Poll<io::Result<usize>> {
        self.answer(Call::Write(buf.to_vec()), buf.len() as u64).map_ok(|n| n as usize)
    }

    fn write_vectored(&mut self, bufs: &[io::IoSlice<'_>]) -> Poll<io::Result<usize>> {
        let bufs: Vec<Vec<u8>> = bufs.iter().map(|buf| buf.to_vec()).collect();
        let all = bufs.iter().map(Vec::len).sum::<usize>() as u64;
        self.answer(Call::WriteVectored(bufs), all).map_ok(|n| n as usize)
    }

    fn done(&mut self, call: Call) -> Poll<io::Result<()>> {
        self.answer(call, 0).map_ok(drop)
    }
}

impl ours::AsyncRead for Peer {
    fn poll_read(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
        mut buf: ReadCursor<'_>,
    ) -> Poll<ours::Result<()>> {
        self.read(buf.remaining()).map_ok(|bytes| buf.append(&bytes)).map_err(Into::into)
    }
}

impl ours::AsyncBufRead for Peer {
    fn poll_fill_buf(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<ours::Result<&[u8]>> {
        let this = self.get_mut();
        this.done(Call::FillBuf).map_ok(|()| &this.data[..]).map_err(Into::into)
    }

    fn consume(mut self: Pin<&mut Self>, amount: usize) {
        self.calls.push(Call::Consume(amount));
        self.data.drain(..amount);
    }
}

impl ours::AsyncWrite for Peer {
    fn poll_write(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
        buf: &[u8],
    ) -> Poll<ours::Result<usize>> {
        self.write(buf).map_err(Into::into)
    }

    fn poll_flush(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<ours::Result<()>> {
        self.done(Call::Flush).map_err(Into::into)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<ours::Result<()>> {
        self.done(Call::Shutdown).map_err(Into::into)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
        bufs: &[ours::IoSlice<'_>],
    ) -> Poll<ours::Result<usize>> {
        self.write_vectored(ours::IoSlice::as_std_slices(bufs)).map_err(Into::into)
    }

    fn is_write_vectored(&self) -> bool {
        self.vectored
    }
}

impl ours::AsyncSeek for Peer {
    fn poll_seek(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
        position: ours::SeekFrom,
    ) -> Poll<ours::Result<u64>> {
        self.answer(Call::Seek(position.into()), 0).map_err(Into::into)
    }
}

impl tokio::io::AsyncRead for Peer {
    fn poll_read(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
        buf: &mut tokio::io::ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        self.read(buf.remaining()).map_ok(|bytes| buf.put_slice(&bytes))
    }
}

impl tokio::io::AsyncBufRead for Peer {
    fn poll_fill_buf(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<&[u8]>> {
        let this = self.get_mut();
        this.done(Call::FillBuf).map_ok(|()| &this.data[..])
    }

    fn consume(self: Pin<&mut Self>, amount: usize) {
        ours::AsyncBufRead::consume(self, amount);
    }
}

impl tokio::io::AsyncWrite for Peer {
    fn poll_write(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
        buf: &[u8],
    ) -> Poll<io::Result<usize>> {
        self.write(buf)
    }

    fn poll_flush(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.done(Call::Flush)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.done(Call::Shutdown)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
        bufs: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        self.write_vectored(bufs)
    }

    fn is_write_vectored(&self) -> bool {
        self.vectored
    }
}

impl tokio::io::AsyncSeek for Peer {
    fn start_seek(mut self: Pin<&mut Self>, position: io::SeekFrom) -> io::Result<()> {
        match self.answer(Call::StartSeek(position), 0) {
            Poll::Ready(result) => result.map(drop),
            Poll::Pending => panic!("the script must not answer `start_seek` with `Pending`"),
        }
    }

    fn poll_complete(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<u64>> {
        self.answer(Call::PollComplete, 0)
    }
}

impl futures::io::AsyncRead for Peer {
    fn poll_read(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
        buf: &mut [u8],
    ) -> Poll<io::Result<usize>> {
        self.read(buf.len()).map_ok(|bytes| {
            buf[..bytes.len()].copy_from_slice(&bytes);
            bytes.len()
        })
    }
}

impl futures::io::AsyncBufRead for Peer {
    fn poll_fill_buf(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<&[u8]>> {
        let this = self.get_mut();
        this.done(Call::FillBuf).map_ok(|()| &this.data[..])
    }

    fn consume(self: Pin<&mut Self>, amount: usize) {
        ours::AsyncBufRead::consume(self, amount);
    }
}

impl futures::io::AsyncWrite for Peer {
    fn poll_write(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
        buf: &[u8],
    ) -> Poll<io::Result<usize>> {
        self.write(buf)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
        bufs: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        self.write_vectored(bufs)
    }

    fn poll_flush(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.done(Call::Flush)
    }

    fn poll_close(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.done(Call::Shutdown)
    }
}

impl futures::io::AsyncSeek for Peer {
    fn poll_seek(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
        position: io::SeekFrom,
    ) -> Poll<io::Result<u64>> {
        self.answer(Call::Seek(position), 0)
    }
}

impl hyper::rt::Read for Peer {
    fn poll_read(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
        mut buf: hyper::rt::ReadBufCursor<'_>,
    ) -> Poll<io::Result<()>> {
        self.read(buf.remaining()).map_ok(|bytes| buf.put_slice(&bytes))
    }
}

impl hyper::rt::Write for Peer {
    fn poll_write(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
        buf: &[u8],
    ) -> Poll<io::Result<usize>> {
        self.write(buf)
    }

    fn poll_flush(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.done(Call::Flush)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.done(Call::Shutdown)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
        bufs: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        self.write_vectored(bufs)
    }

    fn is_write_vectored(&self) -> bool {
        self.vectored
    }
}
