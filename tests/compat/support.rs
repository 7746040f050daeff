//! Wakers that count, readers made of closures, and a peer that records what it is asked.

use std::{
    collections::VecDeque,
    io,
    pin::Pin,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    task::{Context, Poll, Wake, Waker},
};

use async_interop::{
    compat::{FromFutures, FromTokio, IntoFutures, IntoTokio},
    io::{self as ours, ReadBuf, ReadCursor},
};

/// Counts how often its waker was woken.
#[derive(Default)]
pub(crate) struct Wakes(AtomicUsize);

impl Wake for Wakes {
    fn wake(self: Arc<Self>) {
        self.0.fetch_add(1, Ordering::SeqCst);
    }
}

impl Wakes {
    pub(crate) fn new() -> (Arc<Self>, Waker) {
        let wakes = Arc::new(Self::default());
        (wakes.clone(), wakes.into())
    }

    pub(crate) fn count(&self) -> usize {
        self.0.load(Ordering::SeqCst)
    }
}

/// Calls `f` with a context that does not matter.
pub(crate) fn with_cx<R>(f: impl FnOnce(&mut Context<'_>) -> R) -> R {
    f(&mut Context::from_waker(Waker::noop()))
}

/// Runs `f`, which must panic, and returns the message.
#[track_caller]
pub(crate) fn panics(f: impl FnOnce()) -> String {
    let panic = std::panic::catch_unwind(std::panic::AssertUnwindSafe(f));
    let message = panic.expect_err("this must panic");
    match message.downcast::<String>() {
        Ok(message) => *message,
        Err(message) => String::from(*message.downcast::<&str>().unwrap()),
    }
}

/// A reader of ours that does what the closure says.
pub(crate) struct Ours<F>(pub(crate) F);

impl<F> ours::AsyncRead for Ours<F>
where
    F: FnMut(ReadCursor<'_>) -> Poll<ours::Result<()>> + Unpin,
{
    fn poll_read(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
        buf: ReadCursor<'_>,
    ) -> Poll<ours::Result<()>> {
        (self.0)(buf)
    }
}

/// A reader of tokio's that does what the closure says.
pub(crate) struct Tokio<F>(pub(crate) F);

impl<F> tokio::io::AsyncRead for Tokio<F>
where
    F: FnMut(&mut tokio::io::ReadBuf<'_>) -> Poll<io::Result<()>> + Unpin,
{
    fn poll_read(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
        buf: &mut tokio::io::ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        (self.0)(buf)
    }
}

/// A reader of futures-io that does what the closure says.
pub(crate) struct Futures<F>(pub(crate) F);

impl<F> futures::io::AsyncRead for Futures<F>
where
    F: FnMut(&mut [u8]) -> Poll<io::Result<usize>> + Unpin,
{
    fn poll_read(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
        buf: &mut [u8],
    ) -> Poll<io::Result<usize>> {
        (self.0)(buf)
    }
}

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

/// Implements the I/O traits of all three families: records each call, and answers from a script.
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

/// An adapter or two around a [`Peer`], whatever traits it has. Seeking differs too much: see `seek`.
///
/// Errors are those of std, the only ones that all families can express.
pub(crate) trait Subject {
    fn peer(&mut self) -> &mut Peer;
    fn read(&mut self, cx: &mut Context<'_>, buf: &mut [u8]) -> Poll<io::Result<usize>>;
    fn fill_buf(&mut self, cx: &mut Context<'_>) -> Poll<io::Result<Vec<u8>>>;
    fn consume(&mut self, amount: usize);
    fn write(&mut self, cx: &mut Context<'_>, buf: &[u8]) -> Poll<io::Result<usize>>;
    fn write_vectored(
        &mut self,
        cx: &mut Context<'_>,
        bufs: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>>;
    /// `None` where the family has no such query.
    fn is_write_vectored(&self) -> Option<bool>;
    fn flush(&mut self, cx: &mut Context<'_>) -> Poll<io::Result<()>>;
    fn shutdown(&mut self, cx: &mut Context<'_>) -> Poll<io::Result<()>>;
}

/// All adapters around `peer`, by name; the last two are round trips.
pub(crate) fn subjects(peer: impl Fn() -> Peer) -> [(&'static str, Box<dyn Subject>); 6] {
    [
        ("FromTokio", Box::new(GivesOurs(FromTokio::new(peer())))),
        ("FromFutures", Box::new(GivesOurs(FromFutures::new(peer())))),
        ("IntoTokio", Box::new(IntoTokio::new(peer()))),
        ("IntoFutures", Box::new(IntoFutures::new(peer()))),
        ("tokio round trip", Box::new(GivesOurs(FromTokio::new(IntoTokio::new(peer()))))),
        ("futures round trip", Box::new(GivesOurs(FromFutures::new(IntoFutures::new(peer()))))),
    ]
}

trait HasPeer {
    fn peer(&mut self) -> &mut Peer;
}

impl HasPeer for Peer {
    fn peer(&mut self) -> &mut Peer {
        self
    }
}

impl<T: HasPeer> HasPeer for FromTokio<T> {
    fn peer(&mut self) -> &mut Peer {
        self.get_mut().peer()
    }
}

impl<T: HasPeer> HasPeer for IntoTokio<T> {
    fn peer(&mut self) -> &mut Peer {
        self.get_mut().peer()
    }
}

impl<T: HasPeer> HasPeer for FromFutures<T> {
    fn peer(&mut self) -> &mut Peer {
        self.get_mut().peer()
    }
}

impl<T: HasPeer> HasPeer for IntoFutures<T> {
    fn peer(&mut self) -> &mut Peer {
        self.get_mut().peer()
    }
}

struct GivesOurs<T>(T);

impl<T> Subject for GivesOurs<T>
where
    T: HasPeer + ours::AsyncBufRead + ours::AsyncWrite + Unpin,
{
    fn peer(&mut self) -> &mut Peer {
        self.0.peer()
    }

    fn read(&mut self, cx: &mut Context<'_>, buf: &mut [u8]) -> Poll<io::Result<usize>> {
        let mut buf = ReadBuf::new(buf);
        let polled = ours::AsyncRead::poll_read(Pin::new(&mut self.0), cx, buf.unfilled());
        polled.map_ok(|()| buf.len()).map_err(Into::into)
    }

    fn fill_buf(&mut self, cx: &mut Context<'_>) -> Poll<io::Result<Vec<u8>>> {
        Pin::new(&mut self.0).poll_fill_buf(cx).map_ok(<[u8]>::to_vec).map_err(Into::into)
    }

    fn consume(&mut self, amount: usize) {
        Pin::new(&mut self.0).consume(amount);
    }

    fn write(&mut self, cx: &mut Context<'_>, buf: &[u8]) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.0).poll_write(cx, buf).map_err(Into::into)
    }

    fn write_vectored(
        &mut self,
        cx: &mut Context<'_>,
        bufs: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let bufs = ours::IoSlice::from_std_slices(bufs);
        Pin::new(&mut self.0).poll_write_vectored(cx, bufs).map_err(Into::into)
    }

    fn is_write_vectored(&self) -> Option<bool> {
        Some(self.0.is_write_vectored())
    }

    fn flush(&mut self, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.0).poll_flush(cx).map_err(Into::into)
    }

    fn shutdown(&mut self, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.0).poll_shutdown(cx).map_err(Into::into)
    }
}

impl Subject for IntoTokio<Peer> {
    fn peer(&mut self) -> &mut Peer {
        self.get_mut()
    }

    fn read(&mut self, cx: &mut Context<'_>, buf: &mut [u8]) -> Poll<io::Result<usize>> {
        let mut buf = tokio::io::ReadBuf::new(buf);
        let polled = tokio::io::AsyncRead::poll_read(Pin::new(self), cx, &mut buf);
        polled.map_ok(|()| buf.filled().len())
    }

    fn fill_buf(&mut self, cx: &mut Context<'_>) -> Poll<io::Result<Vec<u8>>> {
        tokio::io::AsyncBufRead::poll_fill_buf(Pin::new(self), cx).map_ok(<[u8]>::to_vec)
    }

    fn consume(&mut self, amount: usize) {
        tokio::io::AsyncBufRead::consume(Pin::new(self), amount);
    }

    fn write(&mut self, cx: &mut Context<'_>, buf: &[u8]) -> Poll<io::Result<usize>> {
        tokio::io::AsyncWrite::poll_write(Pin::new(self), cx, buf)
    }

    fn write_vectored(
        &mut self,
        cx: &mut Context<'_>,
        bufs: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        tokio::io::AsyncWrite::poll_write_vectored(Pin::new(self), cx, bufs)
    }

    fn is_write_vectored(&self) -> Option<bool> {
        Some(tokio::io::AsyncWrite::is_write_vectored(self))
    }

    fn flush(&mut self, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        tokio::io::AsyncWrite::poll_flush(Pin::new(self), cx)
    }

    fn shutdown(&mut self, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        tokio::io::AsyncWrite::poll_shutdown(Pin::new(self), cx)
    }
}

impl Subject for IntoFutures<Peer> {
    fn peer(&mut self) -> &mut Peer {
        self.get_mut()
    }

    fn read(&mut self, cx: &mut Context<'_>, buf: &mut [u8]) -> Poll<io::Result<usize>> {
        futures::io::AsyncRead::poll_read(Pin::new(self), cx, buf)
    }

    fn fill_buf(&mut self, cx: &mut Context<'_>) -> Poll<io::Result<Vec<u8>>> {
        futures::io::AsyncBufRead::poll_fill_buf(Pin::new(self), cx).map_ok(<[u8]>::to_vec)
    }

    fn consume(&mut self, amount: usize) {
        futures::io::AsyncBufRead::consume(Pin::new(self), amount);
    }

    fn write(&mut self, cx: &mut Context<'_>, buf: &[u8]) -> Poll<io::Result<usize>> {
        futures::io::AsyncWrite::poll_write(Pin::new(self), cx, buf)
    }

    fn write_vectored(
        &mut self,
        cx: &mut Context<'_>,
        bufs: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        futures::io::AsyncWrite::poll_write_vectored(Pin::new(self), cx, bufs)
    }

    fn is_write_vectored(&self) -> Option<bool> {
        None
    }

    fn flush(&mut self, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        futures::io::AsyncWrite::poll_flush(Pin::new(self), cx)
    }

    fn shutdown(&mut self, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        futures::io::AsyncWrite::poll_close(Pin::new(self), cx)
    }
}
