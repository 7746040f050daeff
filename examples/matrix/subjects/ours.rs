//! Our own types: the reference, and round trips through each family of traits.
//!
//! The round trips check the adapters alone: what they wrap passes everything.

use core::pin::Pin;

use async_interop::{
    compat::{FromFutures, FromTokio, IntoFutures, IntoTokio},
    conformance::{
        Adapted, Capabilities, Duplex, Producer, SendDuplex, Subject, capabilities,
        harness::{Inner, Peer, Token},
        reference,
    },
    io::{AsyncRead, AsyncWrite, ErrorKind},
    stream::{FusedStream, StreamExt as _},
};

use super::streams::{Fed, Wrapped};
use crate::versions;

pub(super) fn subjects() -> Vec<Subject> {
    let mut subjects = pipes();
    subjects.extend(streams());
    subjects
}

fn subject(name: &str) -> Subject {
    Subject::new(name, versions::of("async-interop"))
}

fn pipes() -> Vec<Subject> {
    vec![
        subject("ours/pipe").duplex(PIPE, || Inside {
            wrap: |pipe| pipe,
            inside: |pipe: &reference::Pipe| pipe,
            over: |peer| Box::pin(peer),
        }),
        subject("ours/via-tokio").duplex(VIA_TOKIO, || Inside {
            wrap: |pipe| FromTokio::new(IntoTokio::new(pipe)),
            inside: |io| io.get_ref().get_ref(),
            over: |peer| Box::pin(FromTokio::new(IntoTokio::new(peer))),
        }),
        subject("ours/via-futures").duplex(VIA_FUTURES, || Inside {
            wrap: |pipe| FromFutures::new(IntoFutures::new(pipe)),
            inside: |io| io.get_ref().get_ref(),
            over: |peer| Box::pin(FromFutures::new(IntoFutures::new(peer))),
        }),
    ]
}

const CAPACITY: usize = 64;

const PIPE: Capabilities =
    capabilities![half_close, eof, eof_on_drop, inject, send, vectored, capacity = CAPACITY];
const VIA_TOKIO: Capabilities = capabilities![
    adapter,
    half_close,
    eof,
    eof_on_drop,
    inject,
    send,
    vectored,
    capacity = CAPACITY
];
/// Not `vectored`: futures-io cannot say whether a writer is.
const VIA_FUTURES: Capabilities =
    capabilities![adapter, half_close, eof, eof_on_drop, inject, send, capacity = CAPACITY];

/// A reference pipe in some wrapping.
struct Inside<Io> {
    wrap: fn(reference::Pipe) -> Io,
    inside: fn(&Io) -> &reference::Pipe,
    over: fn(Peer) -> Pin<Box<dyn AsyncWrite>>,
}

impl<Io: AsyncRead + AsyncWrite + Send + 'static> Duplex for Inside<Io> {
    type Io = Io;

    fn pair(&mut self) -> (Io, Io) {
        let (left, right) = reference::pipe(CAPACITY);
        ((self.wrap)(left), (self.wrap)(right))
    }

    fn pair_of(&mut self, capacity: usize) -> Option<(Io, Io)> {
        let (left, right) = reference::pipe(capacity);
        Some(((self.wrap)(left), (self.wrap)(right)))
    }

    fn inject_read(&mut self, io: Pin<&mut Io>, kind: ErrorKind) {
        (self.inside)(&io).fail_read(kind);
    }

    fn inject_write(&mut self, io: Pin<&mut Io>, kind: ErrorKind) {
        (self.inside)(&io).fail_write(kind);
    }

    fn over(&mut self, peer: Peer) -> Option<Pin<Box<dyn AsyncWrite>>> {
        Some((self.over)(peer))
    }

    fn send(&mut self, io: Io) -> Option<Pin<Box<dyn SendDuplex>>> {
        Some(Box::pin(io))
    }
}

fn streams() -> Vec<Subject> {
    vec![
        subject("ours/channel").stream(CHANNEL, || Fed {
            open: channel,
            is_terminated: Some(FusedStream::is_terminated),
            try_next: Some(|stream| stream.get_mut().try_next()),
        }),
        subject("ours/map").stream(ADAPTER, || wrapped(|inner| inner.map(|token| token))),
        subject("ours/filter").stream(FILTER, || {
            Adapted(Wrapped {
                wrap: |inner| inner.filter((|_| true) as fn(&Token) -> bool),
                reject: Some(|inner| inner.filter(|_| false)),
                combine: None,
                is_terminated: Some(FusedStream::is_terminated),
            })
        }),
        subject("ours/take").stream(ADAPTER, || wrapped(|inner| inner.take(usize::MAX))),
        subject("ours/fuse").stream(ADAPTER, || wrapped(Inner::fuse)),
        subject("ours/stream-via-futures").stream(THROUGH, || {
            Adapted(Wrapped {
                wrap: |inner| FromFutures::new(IntoFutures::new(inner)),
                reject: None,
                combine: None,
                is_terminated: None,
            })
        }),
    ]
}

const CHANNEL: Capabilities = capabilities![finite, fused, send, send_xt, try];
const ADAPTER: Capabilities = capabilities![adapter, finite, fused, send, send_xt];
const FILTER: Capabilities = capabilities![adapter, rejects, finite, fused, send, send_xt];
/// Not `fused`: streams of futures need not be.
const THROUGH: Capabilities = capabilities![adapter, finite, send, send_xt];

fn channel() -> (reference::Receiver<Token>, Producer) {
    let (sender, receiver) = reference::channel();
    (receiver, Producer::new(move |item| sender.send(item).is_ok()))
}

fn wrapped<S: FusedStream>(wrap: fn(Inner) -> S) -> Adapted<Wrapped<S>> {
    let is_terminated = Some(S::is_terminated as fn(&S) -> bool);
    Adapted(Wrapped { wrap, reject: None, combine: None, is_terminated })
}
