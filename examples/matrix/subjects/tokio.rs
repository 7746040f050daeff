//! tokio's types, behind `FromTokio`.

use std::{
    io::Cursor,
    pin::Pin,
    sync::LazyLock,
    task::{Context, Poll},
};

use async_interop::{
    compat::{FromTokio, IntoTokio},
    conformance::{
        Capabilities, Copying, Producer, Split, Subject, capabilities, duplex,
        harness::{Peer, Token},
        reference,
    },
    io::AsyncWrite,
    stream::Stream,
};
#[cfg(unix)]
use tokio::net::UnixStream;
use tokio::{
    fs::File,
    io::{BufReader, BufStream, BufWriter, DuplexStream, ReadHalf, SimplexStream, WriteHalf},
    net::{TcpListener, TcpStream},
    runtime::{Builder, Runtime},
    sync::mpsc,
};

#[cfg(unix)]
use super::buffered::socket;
use super::{
    buffered::{self, Buffers, Fixed, Positioned, piped},
    connection::{Connection, OneWay, Place},
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

fn subject(name: &str) -> Subject {
    Subject::new(name, versions::of("tokio"))
}

fn pipes() -> Vec<Subject> {
    vec![
        subject("tokio/duplex").duplex(DUPLEX, || {
            Connection::new(|| pipe(bare, bare), Place::MEMORY)
                .pair_of(|capacity| pipe_of(capacity, bare, bare))
                .split(split)
                .copy(copy)
        }),
        subject("tokio/simplex")
            .source(SIMPLEX, || OneWay::new(simplex, Place::MEMORY))
            .sink(SIMPLEX, || OneWay::new(simplex, Place::MEMORY))
            .waive("READ-25", "tokio#6914 until 2027-06-01")
            .waive("WRITE-07", "tokio#6914 until 2027-06-01")
            .waive("WRITE-08", "tokio#6914 until 2027-06-01")
            .waive("READ-19", "docs/findings.md#tokio-simplex-lock until 2027-06-01")
            .waive("WRITE-27", "docs/findings.md#tokio-simplex-lock until 2027-06-01"),
        // The peers have no buffer: a check gives them bytes and looks for them at once.
        subject("tokio/buffered")
            .source(BUFFERED, || OneWay::new(|| pipe(buffered, bare), Place::MEMORY))
            .sink(BUFFERED, || OneWay::new(|| pipe(bare, buffered), Place::MEMORY).over(over))
            .suite("DUPLEX", duplex::checks(), BUFFERED, || {
                Connection::new(|| pipe(buffered, buffered), Place::MEMORY).over(over)
            }),
    ]
}

fn sockets() -> Vec<Subject> {
    let mut subjects = vec![
        subject("tokio/tcp").duplex(SOCKET, || Connection::new(tcp, NETWORK).split(split_tcp)),
    ];
    #[cfg(unix)]
    subjects.push(
        subject("tokio/unix").duplex(SOCKET, || Connection::new(unix, NETWORK).split(split_unix)),
    );
    subjects
}

const CAPACITY: usize = 64;

const DUPLEX: Capabilities =
    capabilities![half_close, eof, eof_on_drop, send, vectored, split, copy, capacity = CAPACITY];
const SIMPLEX: Capabilities =
    capabilities![half_close, eof, eof_on_drop, send, vectored, capacity = CAPACITY];
const BUFFERED: Capabilities = capabilities![adapter, half_close, eof, eof_on_drop, send, vectored];
const SOCKET: Capabilities = capabilities![half_close, eof, eof_on_drop, send, vectored, split];

/// Runs the reactor that the sockets register with.
static RUNTIME: LazyLock<Runtime> = LazyLock::new(|| {
    let runtime = Builder::new_multi_thread().worker_threads(1).enable_all().build();
    runtime.expect("tokio starts")
});

const NETWORK: Place = Place {
    enter: |call| {
        let _entered = RUNTIME.enter();
        call();
    },
    ..Place::REACTOR
};

fn simplex() -> (FromTokio<ReadHalf<SimplexStream>>, FromTokio<WriteHalf<SimplexStream>>) {
    let (reader, writer) = tokio::io::simplex(CAPACITY);
    (reader.into(), writer.into())
}

/// The two ends of a pipe in memory, each in some wrapping.
fn pipe<L, R>(left: fn(DuplexStream) -> L, right: fn(DuplexStream) -> R) -> (L, R) {
    pipe_of(CAPACITY, left, right)
}

fn pipe_of<L, R>(
    capacity: usize,
    left: fn(DuplexStream) -> L,
    right: fn(DuplexStream) -> R,
) -> (L, R) {
    let (one, other) = tokio::io::duplex(capacity);
    (left(one), right(other))
}

fn bare(end: DuplexStream) -> FromTokio<DuplexStream> {
    end.into()
}

/// With buffers that are smaller than what is below, so that both fill.
fn buffered(end: DuplexStream) -> FromTokio<BufStream<DuplexStream>> {
    BufStream::with_capacity(CAPACITY / 4, CAPACITY / 4, end).into()
}

fn over(peer: Peer) -> Pin<Box<dyn AsyncWrite>> {
    Box::pin(FromTokio::new(BufStream::new(IntoTokio::new(peer))))
}

fn split(end: FromTokio<DuplexStream>) -> Split<FromTokio<DuplexStream>> {
    type Half<T> = FromTokio<T>;
    let (reader, writer) = tokio::io::split(end.into_inner());
    Split::new(
        FromTokio::new(reader),
        FromTokio::new(writer),
        |reader: Half<ReadHalf<_>>, writer: Half<WriteHalf<_>>| {
            let (reader, writer) = (reader.into_inner(), writer.into_inner());
            reader.is_pair_of(&writer).then(|| FromTokio::new(reader.unsplit(writer)))
        },
    )
}

fn split_tcp(end: FromTokio<TcpStream>) -> Split<FromTokio<TcpStream>> {
    use tokio::net::tcp::{OwnedReadHalf, OwnedWriteHalf};
    let (reader, writer) = end.into_inner().into_split();
    Split::new(
        FromTokio::new(reader),
        FromTokio::new(writer),
        |reader: FromTokio<OwnedReadHalf>, writer: FromTokio<OwnedWriteHalf>| {
            reader.into_inner().reunite(writer.into_inner()).ok().map(FromTokio::new)
        },
    )
}

#[cfg(unix)]
fn split_unix(end: FromTokio<UnixStream>) -> Split<FromTokio<UnixStream>> {
    use tokio::net::unix::{OwnedReadHalf, OwnedWriteHalf};
    let (reader, writer) = end.into_inner().into_split();
    Split::new(
        FromTokio::new(reader),
        FromTokio::new(writer),
        |reader: FromTokio<OwnedReadHalf>, writer: FromTokio<OwnedWriteHalf>| {
            reader.into_inner().reunite(writer.into_inner()).ok().map(FromTokio::new)
        },
    )
}

fn copy(from: Peer, to: Peer) -> Copying {
    let (mut from, mut to) = (IntoTokio::new(from), IntoTokio::new(to));
    Box::pin(async move { Ok(tokio::io::copy(&mut from, &mut to).await?) })
}

fn tcp() -> (FromTokio<TcpStream>, FromTokio<TcpStream>) {
    let connect = async {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let (left, right) =
            tokio::try_join!(TcpStream::connect(listener.local_addr()?), listener.accept())?;
        std::io::Result::Ok((left, right.0))
    };
    let (left, right) = RUNTIME.block_on(connect).expect("the loopback connects");
    for end in [&left, &right] {
        end.set_nodelay(true).expect("a connected socket has the option");
    }
    (left.into(), right.into())
}

#[cfg(unix)]
fn unix() -> (FromTokio<UnixStream>, FromTokio<UnixStream>) {
    let _entered = RUNTIME.enter();
    let (left, right) = UnixStream::pair().expect("the system makes socket pairs");
    (left.into(), right.into())
}

fn buffers() -> Vec<Subject> {
    vec![
        subject("tokio/buf-reader").buf_source(BUFFER, || {
            Buffers::new(|| piped(|pipe| buf_reader(IntoTokio::new(pipe))))
                .over(|peer| Box::pin(buf_reader(IntoTokio::new(peer))))
                .inject(|reader, kind| reader.get_ref().get_ref().get_ref().fail_read(kind))
        }),
        subject("tokio/buf-reader-duplex")
            .buf_source(PIPED, || Buffers::new(|| pipe(buf_reader, bare))),
        subject("tokio/chain").buf_source(FIXED, || {
            Fixed(|mut bytes| {
                let second = Cursor::new(bytes.split_off(bytes.len() / 2));
                let first = Cursor::new(bytes);
                Some(FromTokio::new(tokio::io::AsyncReadExt::chain(first, second)))
            })
        }),
        subject("tokio/take").buf_source(FIXED, || {
            Fixed(|bytes| {
                let limit = bytes.len() as u64;
                let more = Cursor::new([bytes, vec![0xFF; 9]].concat());
                Some(FromTokio::new(tokio::io::AsyncReadExt::take(more, limit)))
            })
        }),
        subject("tokio/slice")
            .buf_source(FIXED, || Fixed(|bytes| Some(FromTokio::new(&*bytes.leak())))),
        subject("tokio/empty").buf_source(FIXED, || {
            Fixed(|bytes| bytes.is_empty().then(|| FromTokio::new(tokio::io::empty())))
        }),
    ]
}

fn positions() -> Vec<Subject> {
    let file = || Positioned::new(|bytes| FromTokio::new(open(bytes)), NETWORK).written();
    let writer =
        || Positioned::new(|bytes| FromTokio::new(BufWriter::new(open(bytes))), NETWORK).written();
    #[cfg(unix)]
    let file = move || file().unseekable(|bytes| FromTokio::new(File::from_std(socket(bytes))));
    vec![
        subject("tokio/cursor")
            .buf_source(FIXED, || Fixed(|bytes| Some(FromTokio::new(Cursor::new(bytes)))))
            .seekable(WRITTEN, || {
                let place = Place::MEMORY;
                Positioned::new(|bytes| FromTokio::new(Cursor::new(bytes)), place).written()
            }),
        subject("tokio/file").seekable(FILE, file),
        // Over a file whose seeks wait, always: those of the system are sometimes faster.
        subject("tokio/buf-reader-file")
            .seekable(UNWRITTEN_FILE, || {
                let place = Place::MEMORY;
                Positioned::new(
                    |bytes| buf_reader(IntoTokio::new(reference::File::new(bytes))),
                    place,
                )
                .unseekable(|bytes| buf_reader(IntoTokio::new(reference::File::pipe(bytes))))
            })
            .waive("SEEK-10", "docs/findings.md#abandoned-seek until 2027-06-01"),
        subject("tokio/buf-writer-file").seekable(WRITTEN, writer),
    ]
}

const BUFFER: Capabilities = capabilities![adapter, eof, inject, buffer = 16];
const PIPED: Capabilities = capabilities![eof, buffer = 16];
const FIXED: Capabilities = capabilities![fixed];
const WRITTEN: Capabilities = capabilities![write, sparse];
#[cfg(unix)]
const FILE: Capabilities = capabilities![write, sparse, unseekable];
#[cfg(not(unix))]
const FILE: Capabilities = WRITTEN;
const UNWRITTEN_FILE: Capabilities = capabilities![unseekable];

fn buf_reader<R: tokio::io::AsyncRead>(inner: R) -> FromTokio<BufReader<R>> {
    BufReader::with_capacity(16, inner).into()
}

fn open(bytes: Vec<u8>) -> File {
    File::from_std(buffered::file(bytes))
}

fn streams() -> Vec<Subject> {
    vec![subject("tokio/mpsc").stream(CHANNEL, || Fed {
        open: channel,
        is_terminated: None,
        try_next: Some(|stream| stream.get_mut().0.try_recv().ok()),
    })]
}

const CHANNEL: Capabilities = capabilities![finite, fused, send, send_xt, try];

fn channel() -> (Received, Producer) {
    let (sender, receiver) = mpsc::unbounded_channel();
    (Received(receiver), Producer::new(move |item| sender.send(item).is_ok()))
}

/// A receiver as a stream, by its method for just that.
struct Received(mpsc::UnboundedReceiver<Token>);

impl Stream for Received {
    type Item = Token;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Token>> {
        self.0.poll_recv(cx)
    }
}
