//! futures' types, behind `FromFutures`.

use core::pin::Pin;

use async_interop::{
    compat::{FromFutures, IntoFutures},
    conformance::{
        Adapted, Capabilities, Copying, Producer, Split, Subject, capabilities, duplex,
        harness::{Inner, Peer, Token},
        reference::{self, File},
    },
    io::AsyncWrite,
};
use futures::{
    channel::mpsc,
    future,
    io::{AllowStdIo, BufReader, BufWriter, Cursor, ReadHalf, WriteHalf},
    stream::{self, FusedStream as _, StreamExt as _, TryStreamExt as _},
};

#[cfg(unix)]
use super::buffered::socket;
use super::{
    buffered::{self, Buffers, Fixed, Positioned, piped},
    connection::{Connection, OneWay, Place},
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

fn subject(name: &str, package: &str) -> Subject {
    Subject::new(name, versions::of(package))
}

fn pipes() -> Vec<Subject> {
    vec![
        // The peers have no buffer: a check gives them bytes and looks for them at once.
        subject("futures/buffered", "futures-util")
            .source(BUFFERED, || OneWay::new(|| pipe(buffered, bare), Place::MEMORY))
            .sink(BUFFERED, || OneWay::new(|| pipe(bare, buffered), Place::MEMORY).over(over))
            .suite("DUPLEX", duplex::checks(), CONNECTION, || {
                Connection::new(|| pipe(buffered, buffered), Place::MEMORY)
                    .over(over)
                    .split(split)
                    .copy(copy)
            })
            .waive("DUPLEX-14", "docs/findings.md#futures-copy until 2027-06-01")
            .waive("DUPLEX-15", "docs/findings.md#futures-copy until 2027-06-01"),
    ]
}

const CAPACITY: usize = 64;

/// Not `vectored`: futures-io cannot say whether a writer is.
const BUFFERED: Capabilities = capabilities![adapter, half_close, eof, eof_on_drop, send];
const CONNECTION: Capabilities =
    capabilities![adapter, half_close, eof, eof_on_drop, send, split, copy];

/// The two ends of a pipe that passes everything, each in some wrapping.
fn pipe<L, R>(left: fn(reference::Pipe) -> L, right: fn(reference::Pipe) -> R) -> (L, R) {
    let (one, other) = reference::pipe(CAPACITY);
    (left(one), right(other))
}

fn bare(end: reference::Pipe) -> reference::Pipe {
    end
}

type Buffered = BufReader<BufWriter<IntoFutures<reference::Pipe>>>;

/// With buffers that are smaller than what is below, so that both fill.
fn buffered(end: reference::Pipe) -> FromFutures<Buffered> {
    let writer = BufWriter::with_capacity(CAPACITY / 4, IntoFutures::new(end));
    BufReader::with_capacity(CAPACITY / 4, writer).into()
}

fn over(peer: Peer) -> Pin<Box<dyn AsyncWrite>> {
    Box::pin(FromFutures::new(BufReader::new(BufWriter::new(IntoFutures::new(peer)))))
}

fn split(end: FromFutures<Buffered>) -> Split<FromFutures<Buffered>> {
    let (reader, writer) = futures::AsyncReadExt::split(end.into_inner());
    Split::new(
        FromFutures::new(reader),
        FromFutures::new(writer),
        |reader: FromFutures<ReadHalf<_>>, writer: FromFutures<WriteHalf<_>>| {
            reader.into_inner().reunite(writer.into_inner()).ok().map(FromFutures::new)
        },
    )
}

fn copy(from: Peer, to: Peer) -> Copying {
    let (from, mut to) = (IntoFutures::new(from), IntoFutures::new(to));
    Box::pin(async move { Ok(futures::io::copy(from, &mut to).await?) })
}

fn buffers() -> Vec<Subject> {
    vec![
        subject("futures/buf-reader", "futures-util").buf_source(BUFFER, || {
            Buffers::new(|| piped(|pipe| buf_reader(IntoFutures::new(pipe))))
                .over(|peer| Box::pin(buf_reader(IntoFutures::new(peer))))
                .inject(|reader, kind| reader.get_ref().get_ref().get_ref().fail_read(kind))
        }),
        subject("futures/chain-bytes", "futures-util").buf_source(FIXED, || {
            Fixed(|mut bytes| {
                let second = Cursor::new(bytes.split_off(bytes.len() / 2));
                let first = Cursor::new(bytes);
                Some(FromFutures::new(futures::AsyncReadExt::chain(first, second)))
            })
        }),
        subject("futures/take-bytes", "futures-util").buf_source(FIXED, || {
            Fixed(|bytes| {
                let limit = bytes.len() as u64;
                let more = Cursor::new([bytes, vec![0xFF; 9]].concat());
                Some(FromFutures::new(futures::AsyncReadExt::take(more, limit)))
            })
        }),
        // With an empty chunk in the middle.
        subject("futures/into-async-read", "futures-util").buf_source(FIXED, || {
            Fixed(|mut bytes| {
                let second = bytes.split_off(bytes.len() / 2);
                let chunks = [bytes, Vec::new(), second].map(std::io::Result::Ok);
                Some(FromFutures::new(stream::iter(chunks).into_async_read()))
            })
        }),
    ]
}

fn positions() -> Vec<Subject> {
    let memory = Place::MEMORY;
    let file =
        || Positioned::new(|bytes| allow_std(buffered::file(bytes)), Place::MEMORY).written();
    #[cfg(unix)]
    let file = move || file().unseekable(|bytes| allow_std(socket(bytes)));
    vec![
        subject("futures/cursor", "futures-util")
            .buf_source(FIXED, || Fixed(|bytes| Some(FromFutures::new(Cursor::new(bytes)))))
            .seekable(WRITTEN, move || {
                Positioned::new(|bytes| FromFutures::new(Cursor::new(bytes)), memory).written()
            }),
        subject("futures/allow-std-file", "futures-util").seekable(FILE, file),
        // Over a file whose seeks wait.
        subject("futures/buf-reader-file", "futures-util")
            .seekable(UNWRITTEN_FILE, move || {
                Positioned::new(|bytes| buf_reader(IntoFutures::new(File::new(bytes))), memory)
                    .unseekable(|bytes| buf_reader(IntoFutures::new(File::pipe(bytes))))
            })
            .waive("SEEK-10", "docs/findings.md#abandoned-seek until 2027-06-01"),
        subject("futures/buf-writer-file", "futures-util").seekable(WRITTEN, move || {
            Positioned::new(|bytes| buf_writer(IntoFutures::new(File::new(bytes))), memory)
                .written()
        }),
    ]
}

const BUFFER: Capabilities = capabilities![adapter, eof, inject, buffer = 16];
const FIXED: Capabilities = capabilities![fixed];
const WRITTEN: Capabilities = capabilities![write, sparse];
#[cfg(unix)]
const FILE: Capabilities = capabilities![write, sparse, unseekable];
#[cfg(not(unix))]
const FILE: Capabilities = WRITTEN;
const UNWRITTEN_FILE: Capabilities = capabilities![unseekable];

fn buf_reader<R: futures::AsyncRead>(inner: R) -> FromFutures<BufReader<R>> {
    BufReader::with_capacity(16, inner).into()
}

fn buf_writer<W: futures::AsyncWrite>(inner: W) -> FromFutures<BufWriter<W>> {
    BufWriter::with_capacity(16, inner).into()
}

fn allow_std(file: std::fs::File) -> FromFutures<AllowStdIo<std::fs::File>> {
    AllowStdIo::new(file).into()
}

fn streams() -> Vec<Subject> {
    vec![
        subject("futures/mpsc", "futures-channel").stream(CHANNEL, || Fed {
            open: || {
                let (sender, receiver) = mpsc::unbounded();
                let send = move |item| sender.unbounded_send(item).is_ok();
                (FromFutures::new(receiver), Producer::new(send))
            },
            is_terminated: Some(|stream| stream.get_ref().is_terminated()),
            try_next: Some(|stream| stream.get_mut().get_mut().try_recv().ok()),
        }),
        subject("futures/mpsc-bounded", "futures-channel").stream(CHANNEL, || Fed {
            open: || {
                let (mut sender, receiver) = mpsc::channel(1024);
                let send = move |item| sender.try_send(item).is_ok();
                (FromFutures::new(receiver), Producer::new(send))
            },
            is_terminated: Some(|stream| stream.get_ref().is_terminated()),
            try_next: Some(|stream| stream.get_mut().get_mut().try_recv().ok()),
        }),
        subject("futures/filter", "futures-util").stream(FILTER, || {
            type Keep = fn(&Token) -> future::Ready<bool>;
            Adapted(Wrapped {
                wrap: |inner| {
                    FromFutures::new(theirs(inner).filter((|_| future::ready(true)) as Keep))
                },
                reject: Some(|inner| {
                    FromFutures::new(theirs(inner).filter(|_| future::ready(false)))
                }),
                combine: None,
                is_terminated: None,
            })
        }),
        subject("futures/fuse", "futures-util").stream(FUSED, || {
            Adapted(Wrapped {
                wrap: |inner| FromFutures::new(theirs(inner).fuse()),
                reject: None,
                combine: None,
                is_terminated: Some(|stream| stream.get_ref().is_terminated()),
            })
        }),
        subject("futures/flatten", "futures-util").stream(ADAPTER, || {
            Adapted(Wrapped {
                wrap: |inner| FromFutures::new(stream::iter([theirs(inner)]).flatten()),
                reject: None,
                combine: None,
                is_terminated: None,
            })
        }),
        subject("futures/stream-buffered", "futures-util").stream(ADAPTER, || {
            Adapted(Wrapped {
                wrap: |inner| FromFutures::new(theirs(inner).map(future::ready).buffered(4)),
                reject: None,
                combine: None,
                is_terminated: None,
            })
        }),
        subject("futures/select-all", "futures-util").stream(SELECT, || {
            Adapted(Wrapped {
                wrap: |inner| FromFutures::new(stream::select_all([theirs(inner)])),
                reject: None,
                combine: Some(|inner| {
                    FromFutures::new(stream::select_all(inner.into_iter().map(theirs)))
                }),
                is_terminated: None,
            })
        }),
    ]
}

const CHANNEL: Capabilities = capabilities![finite, fused, send, send_xt, try];
const ADAPTER: Capabilities = capabilities![adapter, finite, send, send_xt];
const FILTER: Capabilities = capabilities![adapter, rejects, finite, send, send_xt];
const FUSED: Capabilities = capabilities![adapter, finite, fused, send, send_xt];
const SELECT: Capabilities = capabilities![adapter, concurrent = 64, finite, send, send_xt];

fn theirs(inner: Inner) -> IntoFutures<Inner> {
    IntoFutures::new(inner)
}
