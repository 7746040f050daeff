//! Our own types: the reference, and round trips through each family of traits.
//!
//! The round trips check the adapters alone: what they wrap passes everything.

use std::{
    collections::VecDeque,
    pin::Pin,
    task::{Context, Poll},
};

use async_interop::{
    compat::{FromFutures, FromTokio, IntoFutures, IntoTokio},
    conformance::{
        Adapted, Capabilities, Duplex, Producer, SendDuplex, Subject, capabilities,
        harness::{Inner, Peer, Token},
        reference::{self, File, LaneReader},
    },
    io::{
        self, AsyncRead, AsyncReadExt as _, AsyncWrite, BufReader, BufWriter, Cursor, ErrorKind,
        ReadCursor,
    },
    stream::{FusedStream, StreamExt as _},
};

use super::{
    buffered::{Buffers, Fixed, Positioned, piped},
    connection::Place,
    streams::{Fed, Wrapped},
};
use crate::versions;

pub(super) fn subjects() -> Vec<Subject> {
    let mut subjects = pipes();
    subjects.extend(buffers());
    subjects.extend(positions());
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

fn buffers() -> Vec<Subject> {
    vec![
        subject("ours/lane").buf_source(LANE, || {
            Buffers::new(|| reference::lane(LANE_CAPACITY)).inject(LaneReader::fail_read)
        }),
        subject("ours/lane-via-tokio").buf_source(LANE, || {
            Buffers::new(|| {
                let (reader, feeder) = reference::lane(LANE_CAPACITY);
                (FromTokio::new(IntoTokio::new(reader)), feeder)
            })
            .inject(|reader, kind| reader.get_ref().get_ref().fail_read(kind))
        }),
        subject("ours/lane-via-futures").buf_source(LANE, || {
            Buffers::new(|| {
                let (reader, feeder) = reference::lane(LANE_CAPACITY);
                (FromFutures::new(IntoFutures::new(reader)), feeder)
            })
            .inject(|reader, kind| reader.get_ref().get_ref().fail_read(kind))
        }),
        subject("ours/buf-reader").buf_source(BUFFER, || {
            Buffers::new(|| piped(|pipe| BufReader::with_buffer(pipe, [0; 16])))
                .over(|peer| Box::pin(BufReader::with_buffer(peer, [0; 16])))
                .inject(|reader, kind| reader.get_ref().fail_read(kind))
        }),
        // What is below moves a byte per call and pends before each.
        subject("ours/buf-reader-awkward").buf_source(BUFFER, || {
            Buffers::new(|| piped(|pipe| BufReader::with_buffer(Awkward::new(pipe), [0; 16])))
                .over(|peer| Box::pin(BufReader::with_buffer(Awkward::new(peer), [0; 16])))
                .inject(|reader, kind| reader.get_ref().inner.fail_read(kind))
        }),
        subject("ours/slice").buf_source(FIXED, || Fixed(|bytes| Some(&*bytes.leak()))),
        subject("ours/deque").buf_source(FIXED, || Fixed(|bytes| Some(VecDeque::from(bytes)))),
        subject("ours/empty").buf_source(FIXED, || Fixed(|bytes| bytes.is_empty().then(io::empty))),
        subject("ours/chain").buf_source(FIXED, || {
            Fixed(|mut bytes| {
                let second = bytes.split_off(bytes.len() / 2);
                Some(Cursor::new(bytes).chain(Cursor::new(second)))
            })
        }),
        subject("ours/take-bytes").buf_source(FIXED, || {
            Fixed(|bytes| {
                let limit = bytes.len() as u64;
                Some(Cursor::new([bytes, vec![0xFF; 9]].concat()).take(limit))
            })
        }),
    ]
}

fn positions() -> Vec<Subject> {
    let memory = Place::MEMORY;
    vec![
        subject("ours/cursor")
            .buf_source(FIXED, || Fixed(|bytes| Some(Cursor::new(bytes))))
            .seekable(WRITTEN, move || Positioned::new(Cursor::new, memory).written()),
        subject("ours/cursor-slice")
            .buf_source(FIXED, || Fixed(|bytes| Some(Cursor::new(&*bytes.leak()))))
            .seekable(READ_ONLY, move || {
                Positioned::new(|bytes| Cursor::new(&*bytes.leak()), memory)
            }),
        subject("ours/cursor-of-std")
            .buf_source(FIXED, || Fixed(|bytes| Some(std::io::Cursor::new(bytes))))
            .seekable(WRITTEN, move || Positioned::new(std::io::Cursor::new, memory).written()),
        subject("ours/file").seekable(FILE, move || {
            Positioned::new(File::new, memory).unseekable(File::pipe).written()
        }),
        subject("ours/file-via-tokio").seekable(FILE, move || {
            Positioned::new(|bytes| FromTokio::new(IntoTokio::new(File::new(bytes))), memory)
                .unseekable(|bytes| FromTokio::new(IntoTokio::new(File::pipe(bytes))))
                .written()
        }),
        subject("ours/file-via-futures").seekable(FILE, move || {
            Positioned::new(|bytes| FromFutures::new(IntoFutures::new(File::new(bytes))), memory)
                .unseekable(|bytes| FromFutures::new(IntoFutures::new(File::pipe(bytes))))
                .written()
        }),
        subject("ours/buf-reader-file").seekable(UNWRITTEN_FILE, move || {
            Positioned::new(|bytes| BufReader::with_buffer(File::new(bytes), [0; 16]), memory)
                .unseekable(|bytes| BufReader::with_buffer(File::pipe(bytes), [0; 16]))
        }),
        subject("ours/buf-writer-file").seekable(FILE, move || {
            Positioned::new(|bytes| BufWriter::with_buffer(File::new(bytes), [0; 16]), memory)
                .unseekable(|bytes| BufWriter::with_buffer(File::pipe(bytes), [0; 16]))
                .written()
        }),
    ]
}

const LANE_CAPACITY: usize = 16;

const LANE: Capabilities = capabilities![eof, inject, pipe, buffer = LANE_CAPACITY];
const BUFFER: Capabilities = capabilities![adapter, eof, inject, buffer = 16];
const FIXED: Capabilities = capabilities![fixed];
const READ_ONLY: Capabilities = capabilities![];
const WRITTEN: Capabilities = capabilities![write, sparse];
const FILE: Capabilities = capabilities![write, sparse, unseekable];
const UNWRITTEN_FILE: Capabilities = capabilities![unseekable];

/// A reader that moves at most one byte per call, and pends, and wakes, before each.
struct Awkward<R> {
    inner: R,
    pended: bool,
}

impl<R> Awkward<R> {
    const fn new(inner: R) -> Self {
        Self { inner, pended: false }
    }
}

impl<R: AsyncRead + Unpin> AsyncRead for Awkward<R> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        mut buf: ReadCursor<'_>,
    ) -> Poll<io::Result<()>> {
        self.pended ^= !buf.is_full();
        if self.pended {
            cx.waker().wake_by_ref();
            return Poll::Pending;
        }
        Pin::new(&mut self.inner).poll_read(cx, buf.limit(1))
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
