//! What becomes of the bytes at the other end.

use alloc::{format, vec};
use core::task::Poll;

use super::{Tail, Writing};
use crate::{
    conformance::{
        SendRead, Sink, Stop,
        harness::{
            TestWaker,
            drive::{QUIET, entered},
            payload,
            place::Place,
        },
    },
    io::ReadBuf,
};

/// Draining.
impl<S: Sink> Writing<'_, S> {
    /// Polls the drain once with room for `room` bytes, which are remembered.
    pub fn poll_drain(&mut self, room: usize) -> Poll<()> {
        let (Some(drain), Tail::Open) = (&mut self.drain, &self.tail) else {
            return Poll::Pending;
        };
        let waker = TestWaker::new();
        let mut bytes = vec![0; room];
        let mut buf = ReadBuf::new(&mut bytes);
        let read = || drain.as_dyn_read().poll_read(&mut waker.context(), buf.unfilled());
        match entered(|run| self.sink.enter(run), read) {
            Poll::Pending => return Poll::Pending,
            Poll::Ready(Err(error)) => self.tail = Tail::Failed(error),
            Poll::Ready(Ok(())) if buf.is_empty() && room > 0 => {
                if self.growing {
                    return Poll::Pending;
                }
                self.tail = Tail::End;
            }
            Poll::Ready(Ok(())) => self.arrived.extend(buf.filled()),
        }
        Poll::Ready(())
    }

    /// Drains what is there.
    pub fn drain_now(&mut self) {
        while self.poll_drain(4096).is_ready() {}
    }

    /// Drains until nothing has come for a while.
    pub fn drain_quiet(&mut self) {
        let mut quiet = 0;
        while quiet < QUIET {
            let before = self.arrived.len();
            self.drain_now();
            quiet = if self.arrived.len() > before { 0 } else { quiet + 1 };
            self.sink.settle();
        }
    }

    /// Drains `count` bytes, or what comes of them, and not one more.
    pub fn drain_exactly(&mut self, count: usize) {
        let end = self.arrived.len() + count;
        let mut idle = 0;
        while self.arrived.len() < end && idle < self.patience {
            if self.poll_drain(end - self.arrived.len()).is_pending() {
                idle += 1;
                self.sink.settle();
            }
        }
    }

    /// Drains until `done`, or until it is clear that this will not come.
    fn drain_until(&mut self, done: impl Fn(&Self) -> bool) {
        let mut idle = 0;
        while !done(self) && idle < self.patience && matches!(self.tail, Tail::Open) {
            let before = self.arrived.len();
            self.drain_now();
            if self.arrived.len() == before {
                idle += 1;
                self.sink.settle();
            } else {
                idle = 0;
            }
        }
    }

    /// Drains what the writer took, and compares.
    ///
    /// # Errors
    ///
    /// A failure if it is not the same.
    pub fn arrives(&mut self, required: &str) -> Result<(), Stop> {
        self.drain_until(|this| this.arrived.len() >= this.taken.len());
        match payload::difference(&self.taken, &self.arrived) {
            None => Ok(()),
            Some(difference) => {
                let tail = match &self.tail {
                    Tail::Open => "",
                    Tail::End => ", then the end",
                    Tail::Failed(error) => &format!(", then the error `{error}`"),
                };
                Err(Stop::fail(required, format!("the peer got {difference}{tail}")))
            }
        }
    }

    /// Drains what the writer took and the end, and compares.
    ///
    /// # Errors
    ///
    /// A failure if it is not the same, or the end does not come.
    pub fn ends(&mut self, required: &str) -> Result<(), Stop> {
        self.drain_until(|_| false);
        self.arrives(required)?;
        match &self.tail {
            Tail::End => Ok(()),
            Tail::Open => Err(Stop::fail(required, "all bytes arrived, and no end")),
            Tail::Failed(error) => {
                Err(Stop::fail(required, format!("all bytes arrived, then the error `{error}`")))
            }
        }
    }

    /// Returns the bytes that the writer took.
    pub fn taken(&self) -> &[u8] {
        &self.taken
    }

    /// Forgets what the writer took after its first `len` bytes: it must not arrive.
    pub fn disown(&mut self, len: usize) {
        self.taken.truncate(len);
    }

    /// Returns the bytes that the drain got.
    pub fn arrived(&self) -> &[u8] {
        &self.arrived
    }

    /// Forgets the bytes that the drain got.
    pub fn forget_arrived(&mut self) {
        self.arrived.clear();
    }

    /// Returns what comes after them.
    pub fn tail(&self) -> &Tail {
        &self.tail
    }

    /// Takes the drain out, if it may move to another thread.
    pub fn take_drain(&mut self) -> Option<SendRead> {
        self.drain.take_if(|drain| matches!(drain, Place::Sent(_)))?.into_sent()
    }

    /// Puts a drain back that was taken out.
    pub fn put_drain(&mut self, drain: SendRead) {
        self.drain = Some(Place::Sent(drain));
    }

    /// Drops the drain, as a peer that goes away.
    pub fn drop_drain(&mut self) {
        let drain = &mut self.drain;
        self.sink.enter(&mut || *drain = None);
    }
}
