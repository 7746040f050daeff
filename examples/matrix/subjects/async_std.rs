//! async-std: its executor, its timer, and its types, behind `FromFutures`.

#[path = "../../../tests/rt/fixtures/async_std.rs"]
mod fixture;

#[cfg(unix)]
use std::os::unix;
use std::{net, pin::Pin};

#[cfg(unix)]
use ::async_std::os::unix::net::UnixStream;
use ::async_std::{
    channel::Receiver,
    fs::File,
    io::{BufReader, BufWriter, Cursor},
    net::TcpStream,
    stream::{self, StreamExt as _},
};
use async_interop::{
    compat::{FromFutures, IntoFutures},
    conformance::{
        Adapted, Capabilities, Check, Copying, Producer, Subject, capabilities, duplex,
        harness::{Inner, Peer, Token},
        reference,
    },
    io::AsyncWrite,
    rt::AsyncStd,
};

use self::fixture::Fixture;
#[cfg(unix)]
use super::buffered::socket;
use super::{
    async_io_clock::AsyncIoClock,
    buffered::{self, Buffers, Fixed, Positioned, piped},
    connection::{Connection, OneWay, Place, tcp_pair},
    executors::FAIR,
    streams::{Fed, Wrapped},
};
use crate::versions;

pub(super) fn subjects() -> Vec<Subject> {
    let mut subjects = vec![
        subject("async-std/executor", "async-std")
            .executor(EXECUTOR, || Fixture)
            .global(Capabilities::NONE, || Fixture)
            .driver(Capabilities::NONE, || Fixture),
        subject("async-std/timer", "async-io")
            .timer(capabilities![send], || AsyncIoClock(AsyncStd::new())),
    ];
    subjects.extend(pipes());
    subjects.extend(sockets());
    subjects.extend(buffers());
    subjects.extend(streams());
    subjects
}

fn subject(name: &str, package: &str) -> Subject {
    Subject::new(name, versions::of(package))
}

const EXECUTOR: Capabilities = capabilities![send, mt, fair = FAIR, panics, is_finished];

fn pipes() -> Vec<Subject> {
    vec![
        // The peers have no buffer: a check gives them bytes and looks for them at once.
        subject("async-std/buffered", "async-std")
            .source(BUFFERED, || OneWay::new(|| pipe(reader, bare), Place::MEMORY))
            .sink(BUFFERED, || OneWay::new(|| pipe(bare, writer), Place::MEMORY).over(over))
            .suite("DUPLEX", copies(), capabilities![copy], || {
                Connection::new(|| pipe(bare, bare), Place::MEMORY).copy(copy)
            })
            .waive("DUPLEX-14", "docs/findings.md#futures-copy until 2027-06-01"),
    ]
}

/// The rules about a copy alone: no type of async-std wraps both directions.
fn copies() -> Vec<Check<Connection<reference::Pipe>>> {
    let mut checks = duplex::checks();
    checks.retain(|check| check.rule.capabilities.contains(&"copy"));
    checks
}

/// Closing these does not shut the socket down, so the peer is one whose closing does: else a reader
/// would be blamed for what the writer does not do.
fn sockets() -> Vec<Subject> {
    let waive = |subject: Subject| {
        ["WRITE-13", "WRITE-17", "DUPLEX-03", "DUPLEX-04"]
            .into_iter()
            .fold(subject, |subject, id| subject.waive(id, "async-std#599 until 2027-06-01"))
    };
    let place = Place::REACTOR;
    let mut subjects = vec![waive(
        subject("async-std/tcp", "async-std")
            .source(SOCKET, move || OneWay::new(|| tcp(ours, closing), place))
            .sink(SOCKET, move || OneWay::new(|| tcp(closing, ours), place))
            .suite("DUPLEX", duplex::checks(), SOCKET, move || {
                Connection::new(|| tcp(ours, ours), place)
            }),
    )];
    #[cfg(unix)]
    subjects.push(waive(
        subject("async-std/unix", "async-std")
            .source(SOCKET, move || OneWay::new(|| unix(ours_unix, closing_unix), place))
            .sink(SOCKET, move || OneWay::new(|| unix(closing_unix, ours_unix), place))
            .suite("DUPLEX", duplex::checks(), SOCKET, move || {
                Connection::new(|| unix(ours_unix, ours_unix), place)
            }),
    ));
    subjects
}

fn buffers() -> Vec<Subject> {
    let file = || Positioned::new(|bytes| opened(buffered::file(bytes)), Place::REACTOR).written();
    #[cfg(unix)]
    let file = move || file().unseekable(|bytes| opened(socket(bytes)));
    vec![
        subject("async-std/buf-reader", "async-std").buf_source(BUFFER, || {
            Buffers::new(|| piped(|pipe| buf_reader(IntoFutures::new(pipe))))
                .over(|peer| Box::pin(buf_reader(IntoFutures::new(peer))))
                .inject(|reader, kind| reader.get_ref().get_ref().get_ref().fail_read(kind))
        }),
        subject("async-std/cursor", "async-std")
            .buf_source(FIXED, || Fixed(|bytes| Some(FromFutures::new(Cursor::new(bytes)))))
            .seekable(WRITTEN, || {
                let place = Place::MEMORY;
                Positioned::new(|bytes| FromFutures::new(Cursor::new(bytes)), place).written()
            }),
        subject("async-std/file", "async-std").seekable(FILE, file),
    ]
}

const BUFFER: Capabilities = capabilities![adapter, eof, inject, buffer = 16];
const FIXED: Capabilities = capabilities![fixed];
const WRITTEN: Capabilities = capabilities![write, sparse];
#[cfg(unix)]
const FILE: Capabilities = capabilities![write, sparse, unseekable];
#[cfg(not(unix))]
const FILE: Capabilities = WRITTEN;

fn buf_reader<R: futures::AsyncRead>(inner: R) -> FromFutures<BufReader<R>> {
    BufReader::with_capacity(16, inner).into()
}

fn opened(file: std::fs::File) -> FromFutures<File> {
    File::from(file).into()
}

/// Not `vectored`: futures-io cannot say whether a writer is.
const SOCKET: Capabilities = capabilities![half_close, eof, eof_on_drop, send];
const BUFFERED: Capabilities = capabilities![adapter, half_close, eof, eof_on_drop, send];

const CAPACITY: usize = 64;

/// The two ends of a pipe that passes everything, each in some wrapping.
fn pipe<L, R>(left: fn(reference::Pipe) -> L, right: fn(reference::Pipe) -> R) -> (L, R) {
    let (one, other) = reference::pipe(CAPACITY);
    (left(one), right(other))
}

fn bare(end: reference::Pipe) -> reference::Pipe {
    end
}

/// With buffers that are smaller than what is below, so that they fill.
fn reader(end: reference::Pipe) -> FromFutures<BufReader<IntoFutures<reference::Pipe>>> {
    BufReader::with_capacity(CAPACITY / 4, IntoFutures::new(end)).into()
}

fn writer(end: reference::Pipe) -> FromFutures<BufWriter<IntoFutures<reference::Pipe>>> {
    BufWriter::with_capacity(CAPACITY / 4, IntoFutures::new(end)).into()
}

fn over(peer: Peer) -> Pin<Box<dyn AsyncWrite>> {
    Box::pin(FromFutures::new(BufWriter::new(IntoFutures::new(peer))))
}

fn copy(from: Peer, to: Peer) -> Copying {
    let (mut from, mut to) = (IntoFutures::new(from), IntoFutures::new(to));
    Box::pin(async move { Ok(::async_std::io::copy(&mut from, &mut to).await?) })
}

fn tcp<L, R>(left: fn(net::TcpStream) -> L, right: fn(net::TcpStream) -> R) -> (L, R) {
    let (one, other) = tcp_pair();
    (left(one), right(other))
}

fn ours(end: net::TcpStream) -> FromFutures<TcpStream> {
    FromFutures::new(end.into())
}

fn closing(end: net::TcpStream) -> FromFutures<smol::net::TcpStream> {
    FromFutures::new(end.try_into().expect("the reactor takes a socket"))
}

#[cfg(unix)]
fn unix<L, R>(
    left: fn(unix::net::UnixStream) -> L,
    right: fn(unix::net::UnixStream) -> R,
) -> (L, R) {
    let (one, other) = unix::net::UnixStream::pair().expect("the system makes socket pairs");
    (left(one), right(other))
}

#[cfg(unix)]
fn ours_unix(end: unix::net::UnixStream) -> FromFutures<UnixStream> {
    FromFutures::new(end.into())
}

#[cfg(unix)]
fn closing_unix(end: unix::net::UnixStream) -> FromFutures<smol::net::unix::UnixStream> {
    FromFutures::new(end.try_into().expect("the reactor takes a socket"))
}

fn streams() -> Vec<Subject> {
    vec![
        Subject::new("async-std/channel", versions::via("async-std", "async-channel"))
            .stream(CHANNEL, || Fed {
                open: channel,
                is_terminated: None,
                try_next: Some(|stream| stream.as_ref().get_ref().get_ref().try_recv().ok()),
            })
            .waive("STREAM-14", "docs/findings.md#async-channel-lock until 2027-06-01"),
        subject("async-std/filter", "async-std").stream(FILTER, || {
            Adapted(Wrapped {
                wrap: |inner| {
                    FromFutures::new(theirs(inner).filter((|_| true) as fn(&Token) -> bool))
                },
                reject: Some(|inner| FromFutures::new(theirs(inner).filter(|_| false))),
                combine: None,
                is_terminated: None,
            })
        }),
        subject("async-std/chain", "async-std").stream(ADAPTER, || {
            wrapped(|inner| FromFutures::new(theirs(inner).chain(stream::empty())))
        }),
        subject("async-std/fuse", "async-std")
            .stream(FUSED, || wrapped(|inner| FromFutures::new(theirs(inner).fuse()))),
        subject("async-std/take", "async-std")
            .stream(ADAPTER, || wrapped(|inner| FromFutures::new(theirs(inner).take(usize::MAX)))),
    ]
}

const CHANNEL: Capabilities = capabilities![finite, fused, send, send_xt, try];
const ADAPTER: Capabilities = capabilities![adapter, finite, send, send_xt];
const FILTER: Capabilities = capabilities![adapter, rejects, finite, send, send_xt];
const FUSED: Capabilities = capabilities![adapter, finite, fused, send, send_xt];

fn channel() -> (FromFutures<Receiver<Token>>, Producer) {
    let (sender, receiver) = ::async_std::channel::unbounded();
    (FromFutures::new(receiver), Producer::new(move |item| sender.try_send(item).is_ok()))
}

fn theirs(inner: Inner) -> IntoFutures<Inner> {
    IntoFutures::new(inner)
}

fn wrapped<S>(wrap: fn(Inner) -> S) -> Adapted<Wrapped<S>> {
    Adapted(Wrapped { wrap, reject: None, combine: None, is_terminated: None })
}
