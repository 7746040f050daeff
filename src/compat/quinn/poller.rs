//! Waiting until a UDP socket takes datagrams.

use alloc::sync::Arc;
use core::{
    fmt,
    future::Future as _,
    pin::Pin,
    task::{Context, Poll, ready},
};
use std::{io, net::UdpSocket};

use ::async_io::WritableOwned;
use ::quinn::UdpPoller;

use super::socket::Socket;

/// One of many that wait for the same socket, with a waker of its own.
pub(super) struct Poller {
    socket: Arc<Socket>,
    /// The place in the reactor's list, while this one waits.
    waiting: Option<WritableOwned<UdpSocket>>,
}

impl Poller {
    pub(super) const fn new(socket: Arc<Socket>) -> Self {
        Self { socket, waiting: None }
    }
}

impl UdpPoller for Poller {
    fn poll_writable(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let this = &mut *self;
        let waiting = match &mut this.waiting {
            Some(waiting) => waiting,
            // quinn asks before each send. Only one that failed tells that there is no room.
            None if !this.socket.is_full() => return Poll::Ready(Ok(())),
            None => this.waiting.insert(Arc::clone(this.socket.io()).writable_owned()),
        };
        let writable = ready!(Pin::new(waiting).poll(cx));
        this.waiting = None;
        this.socket.set_full(false);
        Poll::Ready(writable)
    }
}

impl fmt::Debug for Poller {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Poller")
            .field("socket", &self.socket)
            .field("waits", &self.waiting.is_some())
            .finish()
    }
}
