//! The traits of embedded-io-async: of which nothing is assumed, of which something is, and back.

use std::{
    cell::{Cell, RefCell},
    collections::VecDeque,
    future::{Future, poll_fn, ready},
    mem::MaybeUninit,
    pin::{Pin, pin},
    rc::Rc,
    task::{Context, Poll, Waker},
};

use async_interop::{
    compat::{
        EmbeddedReader, EmbeddedWriter, FromEmbeddedIo, IntoEmbeddedIo, IntoEmbeddedIoExt as _,
    },
    conformance::{self, SendDuplex, SendRead, SendWrite, reference},
    io::{
        AsyncBufRead, AsyncRead, AsyncReadExt as _, AsyncSeek, AsyncWrite, AsyncWriteExt as _,
        Error, ErrorKind, ReadBuf, SeekFrom,
    },
};
use embassy_sync::{blocking_mutex::raw::CriticalSectionRawMutex, pipe};
use embedded_io_async::{
    BufRead, ErrorKind as TheirKind, ErrorType, Read, Seek, SeekFrom as TheirSeekFrom, Write,
};

use crate::support::{Call, Peer, Wakes, panics, with_cx};

/// A reader of theirs that answers each poll of a read from a script, and counts.
#[derive(Default)]
struct Script {
    answers: VecDeque<Poll<Result<Vec<u8>, TheirKind>>>,
    /// How many reads were begun, and with how much room the last one.
    begun: usize,
    room: usize,
}

impl Script {
    fn new(answers: impl IntoIterator<Item = Poll<Result<&'static [u8], TheirKind>>>) -> Self {
        let owned = answers.into_iter().map(|answer| answer.map_ok(<[u8]>::to_vec));
        Self { answers: owned.collect(), ..Self::default() }
    }
}

impl ErrorType for Script {
    type Error = TheirKind;
}

impl Read for Script {
    async fn read(&mut self, buf: &mut [u8]) -> Result<usize, TheirKind> {
        self.begun += 1;
        self.room = buf.len();
        let bytes =
            poll_fn(|_| self.answers.pop_front().unwrap_or(Poll::Ready(Ok(vec![])))).await?;
        buf[..bytes.len()].copy_from_slice(&bytes);
        Ok(bytes.len())
    }
}

/// One poll of a read into `room` bytes: what it brought.
fn read(
    reader: Pin<&mut (impl AsyncRead + ?Sized)>,
    cx: &mut Context<'_>,
    room: usize,
) -> Poll<Result<Vec<u8>, Error>> {
    let mut memory = vec![0; room];
    let mut buf = ReadBuf::new(&mut memory);
    let polled = reader.poll_read(cx, buf.unfilled());
    polled.map_ok(|()| buf.filled().to_vec())
}

/// Their reads, one each, of the reader that the closure of `owned` gets.
async fn read_once<R: Read, B: AsMut<[u8]>>(
    mut io: R,
    mut buf: B,
) -> (R, B, Result<usize, R::Error>) {
    let read = io.read(buf.as_mut()).await;
    (io, buf, read)
}

async fn write_once<W: Write, B: AsRef<[u8]>>(
    mut io: W,
    buf: B,
    n: usize,
) -> (W, B, Result<(), W::Error>) {
    let written = match io.write_all(&buf.as_ref()[..n]).await {
        Ok(()) => io.flush().await,
        Err(error) => Err(error),
    };
    (io, buf, written)
}

#[test]
fn kinds_are_mapped_both_ways() {
    use TheirKind as T;
    let both = [
        (T::NotFound, ErrorKind::NotFound),
        (T::PermissionDenied, ErrorKind::PermissionDenied),
        (T::ConnectionRefused, ErrorKind::ConnectionRefused),
        (T::ConnectionReset, ErrorKind::ConnectionReset),
        (T::ConnectionAborted, ErrorKind::ConnectionAborted),
        (T::NotConnected, ErrorKind::NotConnected),
        (T::AddrInUse, ErrorKind::AddrInUse),
        (T::AddrNotAvailable, ErrorKind::AddrNotAvailable),
        (T::BrokenPipe, ErrorKind::BrokenPipe),
        (T::AlreadyExists, ErrorKind::AlreadyExists),
        (T::InvalidInput, ErrorKind::InvalidInput),
        (T::InvalidData, ErrorKind::InvalidData),
        (T::TimedOut, ErrorKind::TimedOut),
        (T::Unsupported, ErrorKind::Unsupported),
        (T::OutOfMemory, ErrorKind::OutOfMemory),
        (T::WriteZero, ErrorKind::WriteZero),
        (T::Other, ErrorKind::Other),
    ];
    for (theirs, ours) in both {
        assert_eq!(embedded_io_async::Error::kind(&Error::from(ours)), theirs);
        let mut reader =
            FromEmbeddedIo::assume_cancel_safe(Script::new([Poll::Ready(Err(theirs))]));
        let polled = with_cx(|cx| read(Pin::new(&mut reader), cx, 8));
        assert_eq!(polled.map_err(|error| error.kind()), Poll::Ready(Err(ours)));
    }
    // What they do not list.
    let error = Error::from(ErrorKind::UnexpectedEof);
    assert_eq!(embedded_io_async::Error::kind(&error), T::Other);
    assert_eq!(error.kind(), ErrorKind::UnexpectedEof, "the error itself is not lost");
}

#[test]
fn interrupted_is_pending_and_a_wake() {
    let answers = || [Poll::Ready(Err(TheirKind::Interrupted)), Poll::Ready(Ok(&b"x"[..]))];
    let assumed = FromEmbeddedIo::assume_cancel_safe(Script::new(answers()));
    let owned = FromEmbeddedIo::owned(Script::new(answers()), [0; 8], read_once);
    let readers: [Pin<Box<dyn AsyncRead>>; 2] = [Box::pin(assumed), Box::pin(owned)];
    for mut reader in readers {
        let (wakes, waker) = Wakes::new();
        let cx = &mut Context::from_waker(&waker);
        assert!(read(reader.as_mut(), cx, 8).is_pending());
        assert_eq!(wakes.count(), 1);
        assert_eq!(read(reader.as_mut(), cx, 8).map(Result::unwrap), Poll::Ready(b"x".to_vec()));
        assert_eq!(wakes.count(), 1);
    }
}

#[test]
fn what_has_nothing_to_transfer_asks_nobody() {
    let mut reader = FromEmbeddedIo::assume_cancel_safe(Script::new([]));
    assert!(with_cx(|cx| read(Pin::new(&mut reader), cx, 0)).is_ready());
    assert_eq!(reader.get_ref().begun, 0);

    let reader = pin!(FromEmbeddedIo::owned(Script::new([]), [0; 8], read_once));
    let mut reader = reader;
    assert!(with_cx(|cx| read(reader.as_mut(), cx, 0)).is_ready());
    assert_eq!(reader.get_ref().unwrap().begun, 0);

    let mut writer = FromEmbeddedIo::assume_cancel_safe(Peer::default().into_embedded_io());
    assert!(with_cx(|cx| Pin::new(&mut writer).poll_write(cx, b"")).is_ready());
    assert_eq!(writer.get_mut().get_mut().take_calls(), []);
}

#[test]
fn too_large_a_count_is_caught() {
    /// Says that it read one more than there was room for.
    struct Liar;
    impl ErrorType for Liar {
        type Error = TheirKind;
    }
    impl Read for Liar {
        async fn read(&mut self, buf: &mut [u8]) -> Result<usize, TheirKind> {
            Ok(buf.len() + 1)
        }
    }
    let mut assumed = FromEmbeddedIo::assume_cancel_safe(Liar);
    let message = panics(|| drop(with_cx(|cx| read(Pin::new(&mut assumed), cx, 8))));
    assert!(message.contains("had room for 8 bytes"), "{message}");
    let mut owned = Box::pin(FromEmbeddedIo::owned(Liar, [0; 4], read_once));
    let message = panics(|| drop(with_cx(|cx| read(owned.as_mut(), cx, 8))));
    assert!(message.contains("had room for 4 bytes"), "{message}");
    assert_eq!(owned.buffer(), b"");
}

#[test]
fn zeroing_follows_what_is_read() {
    const MIB: usize = 1 << 20;
    let answers =
        (0..100).map(|poll| if poll % 2 == 0 { Poll::Pending } else { Poll::Ready(Ok(&b"x"[..])) });
    let mut reader = FromEmbeddedIo::assume_cancel_safe(Script::new(answers));
    let mut memory = vec![MaybeUninit::uninit(); MIB];
    for _ in 0..100 {
        let mut buf = ReadBuf::uninit(&mut memory);
        let _ = with_cx(|cx| Pin::new(&mut reader).poll_read(cx, buf.unfilled()));
        assert!(buf.init_len() <= 256, "{} bytes zeroed for one or none", buf.init_len());
    }
    // What is initialized is offered whole.
    let mut memory = vec![0; MIB];
    let _ = with_cx(|cx| Pin::new(&mut reader).poll_read(cx, ReadBuf::new(&mut memory).unfilled()));
    assert_eq!(reader.get_ref().room, MIB);
    // With a buffer of its own, nothing is zeroed, and only what was read is copied.
    let mut reader = Box::pin(FromEmbeddedIo::owned(
        Script::new([Poll::Ready(Ok(&b"xyz"[..]))]),
        [0; 64],
        read_once,
    ));
    let mut memory = vec![MaybeUninit::uninit(); MIB];
    let mut buf = ReadBuf::uninit(&mut memory);
    assert!(with_cx(|cx| reader.as_mut().poll_read(cx, buf.unfilled())).is_ready());
    assert_eq!((buf.filled(), buf.init_len()), (&b"xyz"[..], 3));
}

/// Reads through a future inside, which takes its waker out when it is dropped, as `Notify` does.
#[derive(Clone, Default)]
struct Deregisters(Rc<RefCell<(bool, Option<Waker>)>>);

impl Deregisters {
    fn notify(&self) {
        self.0.borrow_mut().0 = true;
        let waker = self.0.borrow_mut().1.take();
        if let Some(waker) = waker {
            waker.wake();
        }
    }
}

impl ErrorType for Deregisters {
    type Error = TheirKind;
}

impl Read for Deregisters {
    async fn read(&mut self, buf: &mut [u8]) -> Result<usize, TheirKind> {
        struct Registered<'a>(&'a Deregisters);
        impl Drop for Registered<'_> {
            fn drop(&mut self) {
                self.0.0.borrow_mut().1 = None;
            }
        }
        let registered = Registered(self);
        poll_fn(|cx| {
            let mut state = registered.0.0.borrow_mut();
            if state.0 {
                return Poll::Ready(());
            }
            state.1 = Some(cx.waker().clone());
            Poll::Pending
        })
        .await;
        buf[0] = b'x';
        Ok(1)
    }
}

#[test]
fn a_reader_that_deregisters_when_dropped_is_woken_if_it_is_owned() {
    let source = Deregisters::default();
    let (wakes, waker) = Wakes::new();
    let cx = &mut Context::from_waker(&waker);

    // What the docs of `assume_cancel_safe` warn of: the assumption is wrong, and nobody is woken.
    let mut assumed = FromEmbeddedIo::assume_cancel_safe(source.clone());
    assert!(read(Pin::new(&mut assumed), cx, 8).is_pending());
    source.notify();
    assert_eq!(wakes.count(), 0);

    let source = Deregisters::default();
    let mut owned = pin!(FromEmbeddedIo::owned(source.clone(), [0; 4], read_once));
    assert!(read(owned.as_mut(), cx, 8).is_pending());
    source.notify();
    assert_eq!(wakes.count(), 1);
    assert_eq!(read(owned.as_mut(), cx, 8).map(Result::unwrap), Poll::Ready(b"x".to_vec()));
}

#[test]
fn a_read_that_has_begun_goes_on_and_loses_nothing() {
    let script = Script::new([
        Poll::Pending,
        Poll::Pending,
        Poll::Ready(Ok(&b"abcdef"[..])),
        Poll::Ready(Ok(&b"gh"[..])),
    ]);
    let mut reader = pin!(FromEmbeddedIo::owned(script, [0; 16], read_once));
    with_cx(|cx| {
        assert!(read(reader.as_mut(), cx, 8).is_pending());
        assert!(reader.get_ref().is_none(), "the read has it");
        assert_eq!(format!("{reader:?}"), "EmbeddedReader { busy: true, held: 0, .. }");
        // Abandoned. The next calls bring other buffers, one smaller than what arrives.
        assert!(read(reader.as_mut(), cx, 1).is_pending());
        for expected in [&b"ab"[..], b"cd"] {
            assert_eq!(
                read(reader.as_mut(), cx, 2).map(Result::unwrap),
                Poll::Ready(expected.to_vec())
            );
        }
        assert_eq!(reader.get_ref().unwrap().begun, 1);
        // What is left, by lending, and then the next read.
        let filled = reader.as_mut().poll_fill_buf(cx).map(Result::unwrap);
        assert_eq!(filled, Poll::Ready(&b"ef"[..]));
        reader.as_mut().consume(1);
        assert_eq!(reader.buffer(), b"f");
        let message = panics(|| reader.as_mut().consume(2));
        assert!(message.contains("the buffer holds 1"), "{message}");
        reader.as_mut().consume(1);
        assert_eq!(read(reader.as_mut(), cx, 8).map(Result::unwrap), Poll::Ready(b"gh".to_vec()));
        // The end, and again: theirs may go on after it, so it is asked.
        for begun in 3..5 {
            assert_eq!(read(reader.as_mut(), cx, 8).map(Result::unwrap), Poll::Ready(vec![]));
            assert_eq!(reader.as_mut().inner_mut().unwrap().begun, begun);
        }
    });
}

#[test]
fn a_closure_that_panics_leaves_no_transport() {
    let mut reader = Box::pin(FromEmbeddedIo::owned(Script::new([]), [0; 4], |io, buf| {
        let _ = (io, buf);
        panic!("in the closure");
        #[expect(unreachable_code, reason = "says what the closure returns")]
        ready((Script::new([]), [0; 4], Ok::<_, TheirKind>(0)))
    }));
    panics(|| drop(with_cx(|cx| read(reader.as_mut(), cx, 8))));
    let message = panics(|| drop(with_cx(|cx| read(reader.as_mut(), cx, 8))));
    assert!(message.contains("the closure had panicked"), "{message}");
    assert!(reader.get_ref().is_none());
}

#[test]
fn an_empty_buffer_is_refused() {
    let message = panics(|| drop(FromEmbeddedIo::owned(&b""[..], [0; 0], read_once)));
    assert!(message.contains("needs a buffer"), "{message}");
    let message = panics(|| {
        drop(FromEmbeddedIo::owned_writer(Peer::default().into_embedded_io(), [0; 0], write_once))
    });
    assert!(message.contains("needs a buffer"), "{message}");
}

#[test]
fn a_write_is_accepted_once_it_was_copied() {
    let peer = Peer::answering([Poll::Pending, Poll::Pending, Poll::Ready(Ok(2))]);
    let writer = FromEmbeddedIo::owned_writer(peer.into_embedded_io(), [0; 4], write_once);
    let mut writer = pin!(writer);
    with_cx(|cx| {
        // On its way at once, though nobody flushes.
        assert_eq!(writer.as_mut().poll_write(cx, b"abcdef").map(Result::unwrap), Poll::Ready(4));
        assert!(writer.get_ref().is_none(), "the write has it");
        assert!(writer.as_mut().poll_write(cx, b"ef").is_pending(), "one at a time");
        // Then the write goes on: 2 of 4, the other 2, and a flush.
        assert_eq!(writer.as_mut().poll_write(cx, b"ef").map(Result::unwrap), Poll::Ready(2));
        assert!(writer.as_mut().poll_flush(cx).is_ready());
        assert!(writer.as_mut().poll_shutdown(cx).is_ready());
    });
    let calls = writer.as_mut().inner_mut().unwrap().get_mut().take_calls();
    let write = |bytes: &[u8]| Call::Write(bytes.to_vec());
    assert_eq!(
        calls,
        [
            write(b"abcd"),
            write(b"abcd"),
            write(b"abcd"),
            write(b"cd"),
            Call::Flush,
            write(b"ef"),
            Call::Flush
        ]
    );
}

#[test]
fn the_error_of_an_accepted_write_surfaces_later() {
    for (kind, expected) in [
        (std::io::ErrorKind::ConnectionReset, ErrorKind::ConnectionReset),
        // Nobody knows how much was written, so it cannot be tried again.
        (std::io::ErrorKind::Interrupted, ErrorKind::Other),
    ] {
        let peer = Peer::answering([Poll::Ready(Err(kind.into()))]);
        let writer = FromEmbeddedIo::owned_writer(peer.into_embedded_io(), [0; 4], write_once);
        let mut writer = pin!(writer);
        with_cx(|cx| {
            let accepted = writer.as_mut().poll_write(cx, b"ab").map(Result::unwrap);
            assert_eq!(accepted, Poll::Ready(2));
            let failed = writer.as_mut().poll_write(cx, b"cd");
            assert_eq!(failed.map_err(|error| error.kind()), Poll::Ready(Err(expected)));
            let accepted = writer.as_mut().poll_write(cx, b"cd").map(Result::unwrap);
            assert_eq!(accepted, Poll::Ready(2), "once");
        });
    }
}

#[test]
fn writes_flushes_and_seeks_come_through() {
    let peer = Peer::answering([
        Poll::Ready(Ok(3)),
        Poll::Pending,
        Poll::Ready(Ok(0)),
        Poll::Ready(Ok(0)),
        Poll::Ready(Ok(9)),
    ]);
    let mut io = FromEmbeddedIo::assume_cancel_safe(peer.into_embedded_io());
    with_cx(|cx| {
        let mut io = Pin::new(&mut io);
        assert_eq!(io.as_mut().poll_write(cx, b"hello").map(Result::unwrap), Poll::Ready(3));
        assert!(io.as_mut().poll_flush(cx).is_pending());
        assert!(io.as_mut().poll_flush(cx).is_ready());
        assert!(io.as_mut().poll_shutdown(cx).is_ready());
        let position = SeekFrom::End(-7);
        assert_eq!(io.as_mut().poll_seek(cx, position).map(Result::unwrap), Poll::Ready(9));
        assert!(!io.is_write_vectored());
    });
    assert_eq!(
        io.get_mut().get_mut().take_calls(),
        [
            Call::Write(b"hello".to_vec()),
            Call::Flush,
            Call::Flush,
            Call::Flush, // they have no end to shut down
            Call::Seek(std::io::SeekFrom::End(-7)),
        ]
    );
}

/// Polls a future of theirs once.
fn once<F: Future>(future: F) -> Poll<F::Output> {
    with_cx(|cx| pin!(future).poll(cx))
}

#[test]
fn every_position_is_mapped() {
    let positions = [
        (TheirSeekFrom::Start(7), std::io::SeekFrom::Start(7)),
        (TheirSeekFrom::End(-7), std::io::SeekFrom::End(-7)),
        (TheirSeekFrom::Current(5), std::io::SeekFrom::Current(5)),
    ];
    for (theirs, std) in positions {
        let mut io = Peer::default().into_embedded_io();
        assert_eq!(once(Seek::seek(&mut io, theirs)).map(Result::unwrap), Poll::Ready(0));
        assert_eq!(io.get_mut().take_calls(), [Call::Seek(std)]);
        let mut io = FromEmbeddedIo::assume_cancel_safe(io);
        assert!(with_cx(|cx| Pin::new(&mut io).poll_seek(cx, SeekFrom::from(std))).is_ready());
        assert_eq!(io.get_mut().get_mut().take_calls(), [Call::Seek(std)]);
    }
}

#[test]
fn ours_as_theirs() {
    let data = b"hello".to_vec();
    let mut io = Peer { data, ..Peer::default() }.into_embedded_io();
    let mut memory = [0; 3];
    assert_eq!(once(io.read(&mut memory)).map(Result::unwrap), Poll::Ready(3));
    assert_eq!(&memory, b"hel");
    assert_eq!(once(io.fill_buf()).map(Result::unwrap), Poll::Ready(&b"lo"[..]));
    BufRead::consume(&mut io, 1);
    assert_eq!(once(io.fill_buf()).map(Result::unwrap), Poll::Ready(&b"o"[..]));
    assert_eq!(once(Write::write(&mut io, b"x")).map(Result::unwrap), Poll::Ready(1));
    assert_eq!(once(Write::flush(&mut io)).map(Result::unwrap), Poll::Ready(()));

    // Theirs must not return `Ok(0)`, and `write_all` of theirs panics if they do.
    let mut io = Peer::answering([const { Poll::Ready(Ok(0)) }; 2]).into_embedded_io();
    let written = once(Write::write_all(&mut io, b"x"));
    assert_eq!(written.map_err(|error| error.kind()), Poll::Ready(Err(ErrorKind::WriteZero)));
    assert_eq!(once(Write::write(&mut io, b"")).map(Result::unwrap), Poll::Ready(0));

    // Dropped while it was pending, it has done nothing.
    let mut io = Peer::answering([Poll::Pending]).into_embedded_io();
    io.get_mut().data = b"kept".to_vec();
    assert!(once(io.read(&mut memory)).is_pending());
    assert_eq!(io.into_inner().data, b"kept");
}

#[test]
fn accessors() {
    let mut from = FromEmbeddedIo::assume_cancel_safe(1);
    assert_eq!(from.get_ref(), &1);
    *from.get_mut() += 1;
    *Pin::new(&mut from).get_pin_mut() += 1;
    assert!(format!("{from:?}").starts_with("FromEmbeddedIo { inner: 3"));
    assert_eq!(from.into_inner(), 3);
    let mut into = IntoEmbeddedIo::from(1);
    *into.get_mut() += 1;
    *Pin::new(&mut into).get_pin_mut() += 1;
    assert_eq!((*into.get_ref(), format!("{into:?}").as_str()), (3, "IntoEmbeddedIo { inner: 3 }"));
    assert_eq!(into.into_inner(), 3);

    let reader = FromEmbeddedIo::owned(&b"x"[..], [0; 4], read_once);
    let (io, buf) = reader.into_parts().expect("no read is on its way");
    assert_eq!((io, buf), (&b"x"[..], [0; 4]));
    let writer =
        FromEmbeddedIo::owned_writer(Peer::default().into_embedded_io(), [0; 4], write_once);
    assert!(format!("{writer:?}").starts_with("EmbeddedWriter { busy: false"));
    assert!(writer.into_parts().is_some());
}

#[test]
fn no_bound_but_the_trait() {
    // Neither `Send`, nor `'static`, nor `Unpin` futures, and no allocation.
    let (count, data) = (Cell::new(0), b"borrowed".to_vec());
    let mut reader = pin!(FromEmbeddedIo::owned(&data[..], [0; 3], |io, buf| {
        count.set(count.get() + 1);
        read_once(io, buf)
    }));
    with_cx(|cx| {
        for expected in [&b"bor"[..], b"row", b"ed"] {
            assert_eq!(
                read(reader.as_mut(), cx, 8).map(Result::unwrap),
                Poll::Ready(expected.to_vec())
            );
        }
    });
    assert_eq!(count.get(), 3);

    fn is_send<T: Send>(value: T) -> T {
        value
    }
    let reader =
        is_send(FromEmbeddedIo::owned(&b"sent"[..], [0; 3], |mut io, mut buf| async move {
            let read = Read::read(&mut io, &mut buf[..]).await;
            (io, buf, read)
        }));
    assert!(reader.get_ref().is_some());
}

// The suites, over a pipe of ours as theirs and back.

type Theirs = IntoEmbeddedIo<reference::Pipe>;
const BUFFER: usize = 16;

struct Assumed;

impl conformance::Duplex for Assumed {
    type Io = FromEmbeddedIo<Theirs>;

    fn pair(&mut self) -> (Self::Io, Self::Io) {
        let (a, b) = reference::pipe(64);
        let adapt =
            |end: reference::Pipe| FromEmbeddedIo::assume_cancel_safe(end.into_embedded_io());
        (adapt(a), adapt(b))
    }

    fn inject_read(&mut self, io: Pin<&mut Self::Io>, kind: ErrorKind) {
        io.get_ref().get_ref().fail_read(kind);
    }

    fn inject_write(&mut self, io: Pin<&mut Self::Io>, kind: ErrorKind) {
        io.get_ref().get_ref().fail_write(kind);
    }

    fn send(&mut self, io: Self::Io) -> Option<Pin<Box<dyn SendDuplex>>> {
        Some(Box::pin(io))
    }
}

impl conformance::Source for Assumed {
    type Reader = FromEmbeddedIo<Theirs>;
    type Feeder = reference::Pipe;

    fn open(&mut self) -> (Self::Reader, Self::Feeder) {
        let (reader, feeder) = reference::pipe(1 << 16);
        (FromEmbeddedIo::assume_cancel_safe(reader.into_embedded_io()), feeder)
    }

    fn inject(&mut self, reader: Pin<&mut Self::Reader>, kind: ErrorKind) {
        reader.get_ref().get_ref().fail_read(kind);
    }

    fn send(&mut self, reader: Self::Reader) -> Option<SendRead> {
        Some(Box::pin(reader))
    }

    fn send_feeder(&mut self, feeder: Self::Feeder) -> Option<SendWrite> {
        Some(Box::pin(feeder))
    }
}

// Without `half_close` and `eof` between the ends: they have no shutdown.
conformance::duplex!(
    assumed_duplex,
    Assumed,
    capabilities [eof_on_drop, inject, send, capacity = 64]
);
conformance::source!(
    assumed_source,
    Assumed,
    capabilities [adapter, eof, eof_on_drop, inject, send, capacity = 65536]
);

type ReadFuture =
    Pin<Box<dyn Future<Output = (Theirs, [u8; BUFFER], Result<usize, Error>)> + Send>>;
type WriteFuture = Pin<Box<dyn Future<Output = (Theirs, [u8; BUFFER], Result<(), Error>)> + Send>>;

/// Named, as a fixture must name its types: a closure of one's own needs no box.
fn boxed_read(io: Theirs, buf: [u8; BUFFER]) -> ReadFuture {
    Box::pin(read_once(io, buf))
}

fn boxed_write(io: Theirs, buf: [u8; BUFFER], n: usize) -> WriteFuture {
    Box::pin(write_once(io, buf, n))
}

struct Owned;

impl conformance::Source for Owned {
    type Reader =
        EmbeddedReader<Theirs, [u8; BUFFER], ReadFuture, fn(Theirs, [u8; BUFFER]) -> ReadFuture>;
    type Feeder = reference::Pipe;

    fn open(&mut self) -> (Self::Reader, Self::Feeder) {
        let (reader, feeder) = reference::pipe(1 << 16);
        let reader = reader.into_embedded_io();
        (FromEmbeddedIo::owned(reader, [0; BUFFER], boxed_read as fn(_, _) -> _), feeder)
    }

    fn send(&mut self, reader: Self::Reader) -> Option<SendRead> {
        Some(Box::pin(reader))
    }

    fn send_feeder(&mut self, feeder: Self::Feeder) -> Option<SendWrite> {
        Some(Box::pin(feeder))
    }
}

impl conformance::Sink for Owned {
    type Writer = EmbeddedWriter<
        Theirs,
        [u8; BUFFER],
        WriteFuture,
        fn(Theirs, [u8; BUFFER], usize) -> WriteFuture,
    >;
    type Drain = reference::Pipe;

    fn open(&mut self) -> (Self::Writer, Self::Drain) {
        let (writer, drain) = reference::pipe(64);
        let writer = writer.into_embedded_io();
        (FromEmbeddedIo::owned_writer(writer, [0; BUFFER], boxed_write as fn(_, _, _) -> _), drain)
    }

    fn send(&mut self, writer: Self::Writer) -> Option<SendWrite> {
        Some(Box::pin(writer))
    }

    fn send_drain(&mut self, drain: Self::Drain) -> Option<SendRead> {
        Some(Box::pin(drain))
    }
}

conformance::source!(
    owned_source,
    Owned,
    capabilities [adapter, eof, eof_on_drop, send]
);
conformance::sink!(owned_sink, Owned, capabilities [eof_on_drop, send]);

// Types that others wrote.

#[test]
fn embassys_pipe() {
    static PIPE: pipe::Pipe<CriticalSectionRawMutex, 8> = pipe::Pipe::new();
    let sent: Vec<u8> = (0..10_000_u32).map(|n| n as u8).collect();
    let write = async {
        FromEmbeddedIo::assume_cancel_safe(&PIPE).write_all(&sent).await.unwrap();
    };
    let read = async {
        let reader = FromEmbeddedIo::owned(&PIPE, [0; 5], read_once);
        let (mut reader, mut received) = (pin!(reader), vec![0; sent.len()]);
        reader.read_exact(&mut received[..5000]).await.unwrap();
        // Whatever it had read ahead, the other adapter would not know.
        assert_eq!(reader.buffer(), b"");
        let mut reader = FromEmbeddedIo::assume_cancel_safe(&PIPE);
        reader.read_exact(&mut received[5000..]).await.unwrap();
        received
    };
    let (received, ()) = futures::executor::block_on(async { futures::join!(read, write) });
    assert_eq!(received, sent);
}

#[test]
fn embassys_buffered_reader() {
    use async_interop::io::AsyncBufReadExt as _;

    let mut pipe = pipe::Pipe::<CriticalSectionRawMutex, 16>::new();
    let (reader, mut writer) = pipe.split();
    let mut reader = FromEmbeddedIo::assume_cancel_safe(reader);
    futures::executor::block_on(async {
        Write::write_all(&mut writer, b"one\ntwo\n").await.unwrap();
        let mut line = String::new();
        reader.read_line(&mut line).await.unwrap();
        reader.read_line(&mut line).await.unwrap();
        assert_eq!(line, "one\ntwo\n");
    });
}

#[test]
fn their_types_over_ours() {
    // A reader of theirs over a connection of ours, and back over an adapter: their `&mut` impls too.
    let (left, right) = reference::pipe(8);
    let (mut left, mut right) = (left.into_embedded_io(), right.into_embedded_io());
    futures::executor::block_on(async {
        let send = async { Write::write_all(&mut &mut left, b"a long message").await.unwrap() };
        let mut received = [0; 14];
        let receive = async { Read::read_exact(&mut &mut right, &mut received).await.unwrap() };
        futures::join!(send, receive);
        assert_eq!(&received, b"a long message");
    });
}
