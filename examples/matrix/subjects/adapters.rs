//! Our own adapters and helpers: some that stand for the rest. `tests/conformance/adapters` and
//! `tests/callers` have all of them.

use std::pin::Pin;

use async_interop::{
    compat::{FromFutures, FromTokio, IntoFutures, IntoTokio},
    conformance::{
        self, Adapted, Capabilities, Duplex, SendDuplex, SendRead, SendWrite, Source, Subject,
        Work, capabilities,
        harness::{Inner, Peer, Stage},
        reference,
    },
    future::join_all,
    io::{
        AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _, BufReader, BufWriter, LineWriter, copy,
        copy_bidirectional, empty, split,
    },
    stream::{FusedStream, StreamExt as _},
};

use super::streams::Wrapped;
use crate::versions;

pub(super) fn subjects() -> Vec<Subject> {
    let mut subjects = bytes();
    subjects.extend(streams());
    subjects.extend(helpers());
    subjects
}

fn subject(name: &str) -> Subject {
    Subject::new(name, versions::of("async-interop"))
}

fn bytes() -> Vec<Subject> {
    vec![
        subject("ours/buffers")
            .duplex(BUFFERS, || Over {
                wrap: |pipe| Box::pin(buffers(pipe)),
                over: |peer| Box::pin(buffers(peer)),
            })
            .caller(WRAPS, || |stage: &Stage| stage.converse(buffers(stage.io()))),
        subject("ours/line-writer")
            .duplex(LINES, || Over {
                wrap: |pipe| Box::pin(LineWriter::with_buffer(pipe, [0; 7])),
                over: |peer| Box::pin(LineWriter::with_buffer(peer, [0; 7])),
            })
            .caller(LINES_CALL, || {
                |stage: &Stage| stage.converse(LineWriter::with_buffer(stage.io(), [0; 7]))
            }),
        subject("ours/halves")
            .duplex(HALVES, || Over {
                wrap: |pipe| Box::pin(pipe),
                over: |peer| Box::pin(split(peer).1),
            })
            .caller(HALVES_CALL, || |stage: &Stage| stage.fill(split(stage.io()).1)),
        subject("ours/take-of-chain").source(READS, || Chains).caller(READS_CALL, || {
            |stage: &Stage| stage.drain_buffered(empty().chain(stage.io()).take(u64::MAX))
        }),
    ]
}

fn streams() -> Vec<Subject> {
    vec![
        subject("ours/merge").stream(MERGE, || {
            Adapted(Wrapped {
                wrap: |inner| merged(vec![inner]),
                reject: None,
                combine: Some(merged),
                is_terminated: Some(FusedStream::is_terminated),
            })
        }),
        subject("ours/buffer-unordered")
            .stream(STREAM, || {
                Adapted(Wrapped {
                    wrap: |inner: Inner| inner.map(std::future::ready).buffer_unordered(4),
                    reject: None,
                    combine: None,
                    is_terminated: Some(FusedStream::is_terminated),
                })
            })
            .caller(STREAM_CALL, || {
                |stage: &Stage| {
                    let inner = stage.clone();
                    let futures = stage.stream().map(move |_| inner.future());
                    stage.exhaust(futures.buffer_unordered(2))
                }
            }),
    ]
}

fn helpers() -> Vec<Subject> {
    let helper = |name, capabilities, work: fn(&Stage) -> Work| {
        subject(name).caller(capabilities, move || work)
    };
    vec![
        helper("ours/copy", capabilities![writes, shuts], |stage| {
            let (mut from, mut to) = (stage.io(), stage.io());
            Box::pin(async move {
                copy(&mut from, &mut to).await?;
                to.shutdown().await?;
                Ok(Vec::new())
            })
        }),
        helper("ours/copy-both-ways", capabilities![writes, shuts], |stage| {
            let (mut a, mut b) = (stage.io(), stage.io());
            Box::pin(async move {
                copy_bidirectional(&mut a, &mut b).await?;
                Ok(Vec::new())
            })
        }),
        helper("ours/read-to-end", capabilities![reads], |stage| {
            let mut io = stage.io();
            Box::pin(async move {
                let mut read = Vec::new();
                io.read_to_end(&mut read).await?;
                Ok(read)
            })
        }),
        helper("ours/join-all", capabilities![], |stage| {
            let futures = [stage.future(), stage.future(), stage.future()];
            Box::pin(async move {
                join_all(futures).await;
                Ok(Vec::new())
            })
        }),
        helper("ours/for-each", capabilities![progress], |stage| {
            let (stage, stream) = (stage.clone(), stage.stream());
            Box::pin(async move {
                let body = |_| {
                    let body = stage.future();
                    async { drop(body.await) }
                };
                stream.for_each(body).await;
                Ok(Vec::new())
            })
        }),
        helper("ours/from-tokio", WRAPS, |stage| {
            stage.converse(FromTokio::new(IntoTokio::new(stage.io())))
        }),
        helper("ours/from-futures", LINES_CALL, |stage| {
            stage.converse(FromFutures::new(IntoFutures::new(stage.io())))
        }),
    ]
}

const CAPACITY: usize = 64;

const BUFFERS: Capabilities =
    capabilities![adapter, half_close, eof, eof_on_drop, send, vectored, copy];
const LINES: Capabilities = capabilities![adapter, half_close, eof, eof_on_drop, send];
const HALVES: Capabilities = capabilities![
    adapter,
    half_close,
    eof,
    eof_on_drop,
    send,
    vectored,
    split,
    capacity = CAPACITY
];
const READS: Capabilities = capabilities![adapter, eof, eof_on_drop, send, capacity = CAPACITY];
const STREAM: Capabilities = capabilities![adapter, finite, fused, send, send_xt];
const MERGE: Capabilities = capabilities![adapter, concurrent = 4, finite, fused, send, send_xt];

const WRAPS: Capabilities = capabilities![adapter, reads, writes, shuts, vectored];
const LINES_CALL: Capabilities = capabilities![adapter, reads, writes, shuts];
const HALVES_CALL: Capabilities = capabilities![adapter, writes, shuts, vectored];
const READS_CALL: Capabilities = capabilities![adapter, reads, consumes];
const STREAM_CALL: Capabilities = capabilities![adapter, fused, hints, progress];

/// A small buffer for each direction.
fn buffers<T>(io: T) -> BufReader<BufWriter<T, [u8; 7]>, [u8; 7]> {
    BufReader::with_buffer(BufWriter::with_buffer(io, [0; 7]), [0; 7])
}

type Merged = async_interop::stream::Merge<Inner, async_interop::stream::Merge<Inner, Inner>>;

fn merged(inner: Vec<Inner>) -> Merged {
    let mut inner = inner.into_iter();
    let mut next = || inner.next().unwrap_or_else(|| Inner::new(async_interop::stream::empty()));
    next().merge(next().merge(next()))
}

/// Reference pipes in some wrapping, whose type is forgotten.
struct Over {
    wrap: fn(reference::Pipe) -> Pin<Box<dyn SendDuplex>>,
    over: fn(Peer) -> Pin<Box<dyn AsyncWrite>>,
}

impl Duplex for Over {
    type Io = Pin<Box<dyn SendDuplex>>;

    fn pair(&mut self) -> (Self::Io, Self::Io) {
        let (left, right) = reference::pipe(CAPACITY);
        ((self.wrap)(left), (self.wrap)(right))
    }

    fn over(&mut self, peer: Peer) -> Option<Pin<Box<dyn AsyncWrite>>> {
        Some((self.over)(peer))
    }

    fn split(&mut self, io: Self::Io) -> Option<conformance::Split<Self::Io>> {
        let (reader, writer) = split(io);
        Some(conformance::Split::new(reader, writer, |reader, writer| reader.reunite(writer).ok()))
    }

    fn copy(&mut self, mut from: Peer, mut to: Peer) -> Option<conformance::Copying> {
        Some(Box::pin(async move { copy(&mut from, &mut to).await }))
    }

    fn send(&mut self, io: Self::Io) -> Option<Pin<Box<dyn SendDuplex>>> {
        Some(io)
    }
}

/// Reference pipes in the middle of a chain, with a limit.
struct Chains;

impl Source for Chains {
    type Reader = SendRead;
    type Feeder = reference::Pipe;

    fn open(&mut self) -> (SendRead, reference::Pipe) {
        let (reader, feeder) = reference::pipe(CAPACITY);
        (Box::pin(empty().chain(reader).take(u64::MAX)), feeder)
    }

    fn send(&mut self, reader: SendRead) -> Option<SendRead> {
        Some(reader)
    }

    fn send_feeder(&mut self, feeder: reference::Pipe) -> Option<SendWrite> {
        Some(Box::pin(feeder))
    }
}
