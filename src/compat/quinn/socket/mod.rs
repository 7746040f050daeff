//! A UDP socket in async-io's reactor.

use alloc::{boxed::Box, sync::Arc};
use core::{
    net::SocketAddr,
    pin::Pin,
    sync::atomic::{AtomicBool, Ordering},
    task::{Context, Poll, ready},
};
use std::{io, net::UdpSocket};

use ::async_io::Async;
use ::quinn::{
    AsyncUdpSocket, UdpPoller,
    udp::{RecvMeta, Transmit, UdpSocketState},
};

use super::{newest::Newest, poller::Poller};

/// A UDP socket that tries first and asks the reactor afterwards.
///
/// async-io knows nothing of a socket before it was asked to wait for it, so to ask first would cost
/// a turn of its thread for each datagram.
#[derive(Debug)]
pub(super) struct Socket {
    io: Arc<Async<UdpSocket>>,
    state: UdpSocketState,
    /// The task that waits for a datagram.
    receiver: Newest,
    /// Whether the system had no room for the last datagram, as far as is known. No more than a
    /// hint: where it is wrong, a send is tried in vain, or the reactor is asked in vain.
    full: AtomicBool,
}

impl Socket {
    pub(super) fn new(socket: UdpSocket) -> io::Result<Self> {
        // Turns on what quinn wants to know of datagrams, and off that the socket blocks.
        let state = UdpSocketState::new((&socket).into())?;
        let io = Arc::new(Async::new_nonblocking(socket)?);
        Ok(Self { io, state, receiver: Newest::new(), full: AtomicBool::new(false) })
    }

    pub(super) const fn io(&self) -> &Arc<Async<UdpSocket>> {
        &self.io
    }

    pub(super) fn is_full(&self) -> bool {
        self.full.load(Ordering::Relaxed)
    }

    pub(super) fn set_full(&self, full: bool) {
        self.full.store(full, Ordering::Relaxed);
    }
}

impl AsyncUdpSocket for Socket {
    fn create_io_poller(self: Arc<Self>) -> Pin<Box<dyn UdpPoller>> {
        Box::pin(Poller::new(self))
    }

    fn try_send(&self, transmit: &Transmit<'_>) -> io::Result<()> {
        let sent = self.state.send((&*self.io).into(), transmit);
        if sent.as_ref().is_err_and(|error| error.kind() == io::ErrorKind::WouldBlock) {
            self.set_full(true);
        }
        sent
    }

    fn poll_recv(
        &self,
        cx: &mut Context<'_>,
        bufs: &mut [io::IoSliceMut<'_>],
        meta: &mut [RecvMeta],
    ) -> Poll<io::Result<usize>> {
        loop {
            match self.state.recv((&*self.io).into(), bufs, meta) {
                // A datagram that comes in between is not missed: the reactor tells what is there,
                // not what has changed.
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => {
                    let cx = &mut Context::from_waker(self.receiver.keep(cx));
                    ready!(self.io.poll_readable(cx))?;
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                received => return Poll::Ready(received),
            }
        }
    }

    fn local_addr(&self) -> io::Result<SocketAddr> {
        self.io.get_ref().local_addr()
    }

    fn max_transmit_segments(&self) -> usize {
        self.state.max_gso_segments()
    }

    fn max_receive_segments(&self) -> usize {
        self.state.gro_segments()
    }

    fn may_fragment(&self) -> bool {
        self.state.may_fragment()
    }
}

#[cfg(test)]
mod tests;
