//! Fixtures for connections and pipes, made of plain functions.

use core::{pin::Pin, time::Duration};
use std::{
    io,
    net::{TcpListener, TcpStream},
};

use async_interop::{
    conformance::{
        Copying, Duplex, SendDuplex, SendRead, SendWrite, Sink, Source, Split, harness::Peer,
    },
    io::{AsyncRead, AsyncWrite},
};

/// Makes a writer whose bytes go to a peer.
type Over = fn(Peer) -> Pin<Box<dyn AsyncWrite>>;

/// Two ends that both read and write.
#[derive(Clone, Copy)]
pub(super) struct Connection<Io> {
    pair: fn() -> (Io, Io),
    place: Place,
    pair_of: Option<fn(usize) -> (Io, Io)>,
    over: Option<Over>,
    split: Option<fn(Io) -> Split<Io>>,
    copy: Option<fn(Peer, Peer) -> Copying>,
}

impl<Io> Connection<Io> {
    /// Takes what makes two ends, and where they live.
    pub(super) const fn new(pair: fn() -> (Io, Io), place: Place) -> Self {
        Self { pair, place, pair_of: None, over: None, split: None, copy: None }
    }

    /// Takes what makes two ends of a given capacity.
    pub(super) const fn pair_of(self, pair_of: fn(usize) -> (Io, Io)) -> Self {
        Self { pair_of: Some(pair_of), ..self }
    }

    /// Takes what makes a writer whose bytes go to a peer.
    pub(super) const fn over(self, over: Over) -> Self {
        Self { over: Some(over), ..self }
    }

    /// Takes what splits an end.
    pub(super) const fn split(self, split: fn(Io) -> Split<Io>) -> Self {
        Self { split: Some(split), ..self }
    }

    /// Takes what copies from one peer to another.
    pub(super) const fn copy(self, copy: fn(Peer, Peer) -> Copying) -> Self {
        Self { copy: Some(copy), ..self }
    }
}

/// A reader and the writer that feeds it.
#[derive(Clone, Copy)]
pub(super) struct OneWay<R, W> {
    open: fn() -> (R, W),
    place: Place,
    over: Option<Over>,
}

impl<R, W> OneWay<R, W> {
    /// Takes what makes the two, and where they live.
    pub(super) const fn new(open: fn() -> (R, W), place: Place) -> Self {
        Self { open, place, over: None }
    }

    /// Takes what makes a writer whose bytes go to a peer.
    pub(super) const fn over(self, over: Over) -> Self {
        Self { over: Some(over), ..self }
    }
}

/// Where a subject lives.
#[derive(Clone, Copy)]
pub(super) struct Place {
    pub(super) enter: fn(&mut dyn FnMut()),
    pub(super) settle: fn(),
}

impl Place {
    /// In memory: a poll acts on the spot and needs nothing.
    pub(super) const MEMORY: Self = Self { enter: |call| call(), settle: || {} };

    /// Behind a reactor that runs on a thread of its own.
    pub(super) const REACTOR: Self =
        Self { enter: |call| call(), settle: || std::thread::sleep(Duration::from_millis(1)) };
}

impl<Io: AsyncRead + AsyncWrite + Send + 'static> Duplex for Connection<Io> {
    type Io = Io;

    fn pair(&mut self) -> (Io, Io) {
        (self.pair)()
    }

    fn enter(&mut self, call: &mut dyn FnMut()) {
        (self.place.enter)(call);
    }

    fn settle(&mut self) {
        (self.place.settle)();
    }

    fn over(&mut self, peer: Peer) -> Option<Pin<Box<dyn AsyncWrite>>> {
        Some(self.over?(peer))
    }

    fn pair_of(&mut self, capacity: usize) -> Option<(Io, Io)> {
        Some(self.pair_of?(capacity))
    }

    fn split(&mut self, io: Io) -> Option<Split<Io>> {
        Some(self.split?(io))
    }

    fn copy(&mut self, from: Peer, to: Peer) -> Option<Copying> {
        Some(self.copy?(from, to))
    }

    fn send(&mut self, io: Io) -> Option<Pin<Box<dyn SendDuplex>>> {
        Some(Box::pin(io))
    }
}

impl<R: AsyncRead + Send + 'static, W: AsyncWrite + Send + 'static> Source for OneWay<R, W> {
    type Reader = R;
    type Feeder = W;

    fn open(&mut self) -> (R, W) {
        (self.open)()
    }

    fn enter(&mut self, call: &mut dyn FnMut()) {
        (self.place.enter)(call);
    }

    fn settle(&mut self) {
        (self.place.settle)();
    }

    fn send(&mut self, reader: R) -> Option<SendRead> {
        Some(Box::pin(reader))
    }

    fn send_feeder(&mut self, feeder: W) -> Option<SendWrite> {
        Some(Box::pin(feeder))
    }
}

impl<R: AsyncRead + Send + 'static, W: AsyncWrite + Send + 'static> Sink for OneWay<R, W> {
    type Writer = W;
    type Drain = R;

    fn open(&mut self) -> (W, R) {
        let (reader, writer) = (self.open)();
        (writer, reader)
    }

    fn enter(&mut self, call: &mut dyn FnMut()) {
        (self.place.enter)(call);
    }

    fn settle(&mut self) {
        (self.place.settle)();
    }

    fn over(&mut self, peer: Peer) -> Option<Pin<Box<dyn AsyncWrite>>> {
        Some(self.over?(peer))
    }

    fn send(&mut self, writer: W) -> Option<SendWrite> {
        Some(Box::pin(writer))
    }

    fn send_drain(&mut self, drain: R) -> Option<SendRead> {
        Some(Box::pin(drain))
    }
}

/// Two sockets of std that are connected.
pub(super) fn tcp_pair() -> (TcpStream, TcpStream) {
    let connect = || {
        let listener = TcpListener::bind("127.0.0.1:0")?;
        let left = TcpStream::connect(listener.local_addr()?)?;
        let (right, _) = listener.accept()?;
        for end in [&left, &right] {
            end.set_nodelay(true)?;
        }
        io::Result::Ok((left, right))
    };
    connect().expect("the loopback connects")
}
