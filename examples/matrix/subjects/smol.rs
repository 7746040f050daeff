//! smol's types, behind `FromFutures`.

#[cfg(unix)]
use std::os::unix::net::UnixStream;
use std::{net::TcpStream, pin::Pin};

use async_interop::{
    compat::{FromFutures, IntoFutures},
    conformance::{
        Capabilities, Copying, Producer, Subject, capabilities, duplex,
        harness::{Peer, Token},
        reference,
    },
    io::AsyncWrite,
};
use smol::{
    Async, Unblock,
    channel::Receiver,
    fs::File,
    io::{BufReader, BufWriter, Cursor},
    net,
};

#[cfg(unix)]
use super::buffered::socket;
use super::{
    buffered::{self, Buffers, Fixed, Positioned, piped},
    connection::{Connection, OneWay, Place, tcp_pair},
    streams::Fed,
};
use crate::versions;

pub(super) fn subjects() -> Vec<Subject> {
    let mut subjects = pipes();
    subjects.extend(sockets());
    subjects.extend(buffers());
    subjects.extend(positions());
    subjects.extend(streams());
    subjects
}

fn subject(name: &str, package: &str) -> Subject {
    Subject::new(name, versions::of(package))
}

fn pipes() -> Vec<Subject> {
    vec![
        // The peers have no buffer: a check gives them bytes and looks for them at once.
        subject("smol/buffered", "futures-lite")
            .source(BUFFERED, || OneWay::new(|| pipe(reader, bare), Place::MEMORY))
            .sink(BUFFERED, || OneWay::new(|| pipe(bare, writer), Place::MEMORY).over(over))
            .suite("DUPLEX", duplex::checks(), CONNECTION, || {
                Connection::new(|| pipe(reader, reader), Place::MEMORY).copy(copy)
            })
            .waive("DUPLEX-14", "docs/findings.md#futures-copy until 2027-06-01")
            .waive("DUPLEX-15", "docs/findings.md#futures-copy until 2027-06-01"),
    ]
}

/// Closing an `Async` does not shut the socket down, so its peer is one whose closing does: else a
/// reader would be blamed for what the writer does not do.
fn sockets() -> Vec<Subject> {
    let waive = |subject: Subject| {
        subject
            .waive("WRITE-13", "smol#173 until 2027-06-01")
            .waive("WRITE-17", "smol#173 until 2027-06-01")
            .waive("DUPLEX-03", "smol#173 until 2027-06-01")
            .waive("DUPLEX-04", "smol#173 until 2027-06-01")
    };
    let waive_net = |subject: Subject| {
        subject.waive("DUPLEX-09", "docs/findings.md#async-io-lock until 2027-06-01")
    };
    let place = Place::REACTOR;
    let mut subjects = vec![
        waive(
            subject("smol/tcp", "async-io")
                .source(SOCKET, move || OneWay::new(|| tcp(FromFutures::new, net_tcp), place))
                .sink(SOCKET, move || OneWay::new(|| tcp(net_tcp, FromFutures::new), place))
                .suite("DUPLEX", duplex::checks(), SOCKET, move || {
                    Connection::new(|| tcp(FromFutures::new, FromFutures::new), place)
                }),
        ),
        waive_net(
            subject("smol/net-tcp", "async-net")
                .duplex(SOCKET, move || Connection::new(|| tcp(net_tcp, net_tcp), place)),
        ),
    ];
    #[cfg(unix)]
    subjects.extend([
        waive(
            subject("smol/unix", "async-io")
                .source(SOCKET, move || OneWay::new(|| unix(FromFutures::new, net_unix), place))
                .sink(SOCKET, move || OneWay::new(|| unix(net_unix, FromFutures::new), place))
                .suite("DUPLEX", duplex::checks(), SOCKET, move || {
                    Connection::new(|| unix(FromFutures::new, FromFutures::new), place)
                }),
        ),
        waive_net(
            subject("smol/net-unix", "async-net")
                .duplex(SOCKET, move || Connection::new(|| unix(net_unix, net_unix), place)),
        ),
    ]);
    subjects
}

/// Not `vectored`: futures-io cannot say whether a writer is.
const SOCKET: Capabilities = capabilities![half_close, eof, eof_on_drop, send];
const BUFFERED: Capabilities = capabilities![adapter, half_close, eof, eof_on_drop, send];
const CONNECTION: Capabilities = capabilities![adapter, half_close, eof, eof_on_drop, send, copy];

const CAPACITY: usize = 64;

/// The two ends of a pipe that passes everything, each in some wrapping.
fn pipe<L, R>(left: fn(reference::Pipe) -> L, right: fn(reference::Pipe) -> R) -> (L, R) {
    let (one, other) = reference::pipe(CAPACITY);
    (left(one), right(other))
}

fn bare(end: reference::Pipe) -> reference::Pipe {
    end
}

/// With buffers that are smaller than what is below, so that they fill. A writer that buffers does
/// not read here, but a reader that buffers writes.
fn reader(end: reference::Pipe) -> FromFutures<BufReader<IntoFutures<reference::Pipe>>> {
    BufReader::with_capacity(CAPACITY / 4, IntoFutures::new(end)).into()
}

fn writer(end: reference::Pipe) -> FromFutures<BufWriter<IntoFutures<reference::Pipe>>> {
    BufWriter::with_capacity(CAPACITY / 4, IntoFutures::new(end)).into()
}

fn over(peer: Peer) -> Pin<Box<dyn AsyncWrite>> {
    Box::pin(FromFutures::new(BufWriter::new(IntoFutures::new(peer))))
}

fn tcp<L, R>(left: fn(Async<TcpStream>) -> L, right: fn(Async<TcpStream>) -> R) -> (L, R) {
    let register = |end| Async::new(end).expect("the reactor takes a socket");
    let (one, other) = tcp_pair();
    (left(register(one)), right(register(other)))
}

fn net_tcp(end: Async<TcpStream>) -> FromFutures<net::TcpStream> {
    FromFutures::new(end.into())
}

#[cfg(unix)]
fn unix<L, R>(left: fn(Async<UnixStream>) -> L, right: fn(Async<UnixStream>) -> R) -> (L, R) {
    let (one, other) = Async::<UnixStream>::pair().expect("the system makes socket pairs");
    (left(one), right(other))
}

#[cfg(unix)]
fn net_unix(end: Async<UnixStream>) -> FromFutures<net::unix::UnixStream> {
    FromFutures::new(end.into())
}

fn copy(from: Peer, to: Peer) -> Copying {
    let (from, to) = (IntoFutures::new(from), IntoFutures::new(to));
    Box::pin(async move { Ok(smol::io::copy(from, to).await?) })
}

fn buffers() -> Vec<Subject> {
    vec![
        subject("smol/buf-reader", "futures-lite").buf_source(BUFFER, || {
            Buffers::new(|| piped(|pipe| buf_reader(IntoFutures::new(pipe))))
                .over(|peer| Box::pin(buf_reader(IntoFutures::new(peer))))
                .inject(|reader, kind| reader.get_ref().get_ref().get_ref().fail_read(kind))
        }),
        subject("smol/chain-bytes", "futures-lite").buf_source(FIXED, || {
            Fixed(|mut bytes| {
                let second = Cursor::new(bytes.split_off(bytes.len() / 2));
                let first = Cursor::new(bytes);
                Some(FromFutures::new(smol::io::AsyncReadExt::chain(first, second)))
            })
        }),
    ]
}

/// Where blocking calls are made on other threads.
fn positions() -> Vec<Subject> {
    let file = || Positioned::new(|bytes| opened(buffered::file(bytes)), Place::REACTOR).written();
    let unblock =
        || Positioned::new(|bytes| unblocked(buffered::file(bytes)), Place::REACTOR).written();
    #[cfg(unix)]
    let file = move || file().unseekable(|bytes| opened(socket(bytes)));
    #[cfg(unix)]
    let unblock = move || unblock().unseekable(|bytes| unblocked(socket(bytes)));
    vec![
        subject("smol/cursor", "futures-lite")
            .buf_source(FIXED, || Fixed(|bytes| Some(FromFutures::new(Cursor::new(bytes)))))
            .seekable(WRITTEN, || {
                let place = Place::MEMORY;
                Positioned::new(|bytes| FromFutures::new(Cursor::new(bytes)), place).written()
            }),
        subject("smol/file", "async-fs")
            .seekable(FILE, file)
            .waive("SEEK-12", "docs/findings.md#async-fs-pipe until 2027-06-01"),
        subject("smol/unblock", "blocking")
            .seekable(FILE, unblock)
            .waive("SEEK-01", "blocking#10 until 2027-06-01")
            .waive("SEEK-02", "blocking#10 until 2027-06-01")
            .waive("SEEK-03", "blocking#10 until 2027-06-01")
            .waive("SEEK-04", "blocking#10 until 2027-06-01")
            .waive("SEEK-09", "blocking#10 until 2027-06-01")
            .waive("SEEK-10", "blocking#10 until 2027-06-01")
            .waive("SEEK-13", "blocking#10 until 2027-06-01")
            .waive("SEEK-12", "docs/findings.md#async-fs-pipe until 2027-06-01"),
        // Over a file whose seeks wait, always: those of the system are sometimes faster.
        subject("smol/buf-reader-file", "futures-lite")
            .seekable(READ_ONLY, || {
                let open = |bytes| buf_reader(IntoFutures::new(reference::File::new(bytes)));
                Positioned::new(open, Place::MEMORY)
            })
            .waive("SEEK-10", "docs/findings.md#abandoned-seek until 2027-06-01"),
    ]
}

const BUFFER: Capabilities = capabilities![adapter, eof, inject, buffer = 16];
const FIXED: Capabilities = capabilities![fixed];
const READ_ONLY: Capabilities = capabilities![];
const WRITTEN: Capabilities = capabilities![write, sparse];
#[cfg(unix)]
const FILE: Capabilities = capabilities![write, sparse, unseekable];
#[cfg(not(unix))]
const FILE: Capabilities = WRITTEN;

fn buf_reader<R: smol::io::AsyncRead>(inner: R) -> FromFutures<BufReader<R>> {
    BufReader::with_capacity(16, inner).into()
}

fn opened(file: std::fs::File) -> FromFutures<File> {
    File::from(file).into()
}

fn unblocked(file: std::fs::File) -> FromFutures<Unblock<std::fs::File>> {
    Unblock::new(file).into()
}

fn streams() -> Vec<Subject> {
    vec![
        Subject::new("smol/channel", versions::via("smol", "async-channel"))
            .stream(CHANNEL, || Fed {
                open: channel,
                is_terminated: None,
                try_next: Some(|stream| stream.as_ref().get_ref().get_ref().try_recv().ok()),
            })
            .waive("STREAM-14", "docs/findings.md#async-channel-lock until 2027-06-01"),
    ]
}

const CHANNEL: Capabilities = capabilities![finite, fused, send, send_xt, try];

fn channel() -> (FromFutures<Receiver<Token>>, Producer) {
    let (sender, receiver) = smol::channel::unbounded();
    (FromFutures::new(receiver), Producer::new(move |item| sender.try_send(item).is_ok()))
}
