//! A protocol between: what it sends waits in a buffer, which a read has to empty too.
//!
//! Without a defect it conforms, which a test checks.

use std::{
    pin::Pin,
    sync::{Arc, Mutex},
    task::{Context, Poll, Wake, Waker, ready},
};

use async_interop::{
    conformance::{
        Capabilities, Duplex, SendDuplex, Subject, capabilities,
        reference::{self, Pipe},
    },
    io::{AsyncRead, AsyncWrite, ErrorKind, ReadCursor, Result},
};

/// What is wrong with a protocol between.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Defect {
    ReadEvictsWriter,
}

const CAPABILITIES: Capabilities =
    capabilities![half_close, eof, eof_on_drop, send, layered, capacity = 24];

/// A protocol with `defect`, as the subject of all suites that it can take part in.
pub(crate) fn subject(defect: Option<Defect>) -> Subject {
    let name = defect.map_or("no defect".into(), |defect| format!("{defect:?}"));
    Subject::new(name, "mutant").duplex(CAPABILITIES, move || Fixture(defect))
}

struct Fixture(Option<Defect>);

impl Duplex for Fixture {
    type Io = Layered;

    fn pair(&mut self) -> (Layered, Layered) {
        let (near, far) = reference::pipe(8);
        let layer = |inner| {
            let [read, write] = [Mutex::new(None), Mutex::new(None)];
            let wakers = Arc::new(Wakers { read, write });
            Layered { inner, unsent: Vec::new(), closing: false, wakers, defect: self.0 }
        };
        (layer(near), layer(far))
    }

    fn send(&mut self, io: Layered) -> Option<Pin<Box<dyn SendDuplex>>> {
        Some(Box::pin(io))
    }
}

/// One end.
pub(crate) struct Layered {
    inner: Pipe,
    unsent: Vec<u8>,
    closing: bool,
    wakers: Arc<Wakers>,
    defect: Option<Defect>,
}

const CAPACITY: usize = 16;

/// The wakers of the two tasks; whatever happens below may concern either.
struct Wakers {
    read: Mutex<Option<Waker>>,
    write: Mutex<Option<Waker>>,
}

impl Wake for Wakers {
    fn wake(self: Arc<Self>) {
        for slot in [&self.read, &self.write] {
            let woken = slot.lock().unwrap().take();
            woken.into_iter().for_each(Waker::wake);
        }
    }
}

impl Layered {
    /// Keeps the waker of a task, and returns the one to use below.
    fn waker(&self, slot: &Mutex<Option<Waker>>, cx: &mut Context<'_>) -> Waker {
        let mine = cx.waker().clone();
        if self.defect == Some(Defect::ReadEvictsWriter) {
            return mine;
        }
        let stale = slot.lock().unwrap().replace(mine);
        drop(stale);
        Arc::clone(&self.wakers).into()
    }

    fn poll_send(&mut self, cx: &mut Context<'_>) -> Poll<Result<()>> {
        while !self.unsent.is_empty() {
            match ready!(Pin::new(&mut self.inner).poll_write(cx, &self.unsent))? {
                0 => return Poll::Ready(Err(ErrorKind::WriteZero.into())),
                count => drop(self.unsent.drain(..count)),
            }
        }
        Poll::Ready(Ok(()))
    }
}

impl AsyncRead for Layered {
    fn poll_read(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: ReadCursor<'_>,
    ) -> Poll<Result<()>> {
        let this = self.get_mut();
        if buf.is_full() {
            return Poll::Ready(Ok(()));
        }
        let waker = this.waker(&this.wakers.read, cx);
        let cx = &mut Context::from_waker(&waker);
        // The peer may wait for it before it answers. Whether it can be sent is the writer's
        // matter.
        let _ = this.poll_send(cx);
        Pin::new(&mut this.inner).poll_read(cx, buf)
    }
}

impl AsyncWrite for Layered {
    fn poll_write(self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &[u8]) -> Poll<Result<usize>> {
        let this = self.get_mut();
        if buf.is_empty() {
            return Poll::Ready(Ok(0));
        }
        if this.closing {
            return Poll::Ready(Err(ErrorKind::BrokenPipe.into()));
        }
        if this.unsent.len() == CAPACITY {
            let waker = this.waker(&this.wakers.write, cx);
            let sent = this.poll_send(&mut Context::from_waker(&waker));
            if this.unsent.len() == CAPACITY {
                ready!(sent)?;
            }
        }
        let count = buf.len().min(CAPACITY - this.unsent.len());
        this.unsent.extend(&buf[..count]);
        Poll::Ready(Ok(count))
    }

    fn poll_flush(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        let this = self.get_mut();
        let waker = this.waker(&this.wakers.write, cx);
        this.poll_send(&mut Context::from_waker(&waker))
    }

    fn poll_shutdown(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        let this = self.get_mut();
        this.closing = true;
        let waker = this.waker(&this.wakers.write, cx);
        let cx = &mut Context::from_waker(&waker);
        ready!(this.poll_send(cx))?;
        Pin::new(&mut this.inner).poll_shutdown(cx)
    }
}

impl Drop for Layered {
    fn drop(&mut self) {
        for slot in [&self.wakers.read, &self.wakers.write] {
            let gone = slot.lock().unwrap().take();
            drop(gone);
        }
    }
}
