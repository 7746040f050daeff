//! std's I/O traits: blocking types as ours, ours as blocking types, and the view for one poll.

use std::{
    collections::VecDeque,
    future::poll_fn,
    io::{self, BufRead as _, Read as _, Seek as _, Write as _},
    mem::MaybeUninit,
    pin::Pin,
    sync::{Arc, Mutex},
    task::{Context, Poll},
    thread,
};

use async_interop::{
    compat::{AllowBlocking, Blocking, IntoBlockingExt as _, OnePoll},
    conformance::{self, SendRead, SendWrite, reference},
    io::{
        AsyncBufRead, AsyncRead, AsyncReadExt as _, AsyncSeek, AsyncWrite, AsyncWriteExt as _,
        ErrorKind, IoSlice, ReadBuf, ReadCursor, SeekFrom,
    },
};

use crate::support::{Call, Ours, Peer, Wakes, panics, with_cx};

/// A type of std that records what it is asked, and answers from a script.
#[derive(Default)]
struct Std {
    calls: Vec<Call>,
    answers: VecDeque<io::Result<u64>>,
    data: Vec<u8>,
}

impl Std {
    fn failing(kinds: impl IntoIterator<Item = io::ErrorKind>) -> Self {
        let answers = kinds.into_iter().map(|kind| Err(kind.into())).collect();
        Self { answers, ..Self::default() }
    }

    fn answer(&mut self, call: Call, default: usize) -> io::Result<usize> {
        self.calls.push(call);
        self.answers.pop_front().map_or(Ok(default), |answer| answer.map(|n| n as usize))
    }
}

impl io::Read for Std {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        let n = self.answer(Call::Read(buf.len()), self.data.len().min(buf.len()))?;
        for (place, byte) in buf.iter_mut().zip(self.data.drain(..n.min(self.data.len()))) {
            *place = byte;
        }
        Ok(n)
    }
}

impl io::BufRead for Std {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.answer(Call::FillBuf, 0)?;
        Ok(&self.data)
    }

    fn consume(&mut self, amount: usize) {
        self.calls.push(Call::Consume(amount));
        self.data.drain(..amount);
    }
}

impl io::Write for Std {
    fn write(&mut self, buf: &[u8]) -> io::Result<usize> {
        self.answer(Call::Write(buf.to_vec()), buf.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.answer(Call::Flush, 0).map(drop)
    }

    fn write_vectored(&mut self, bufs: &[io::IoSlice<'_>]) -> io::Result<usize> {
        let bufs: Vec<Vec<u8>> = bufs.iter().map(|buf| buf.to_vec()).collect();
        let all = bufs.iter().map(Vec::len).sum();
        self.answer(Call::WriteVectored(bufs), all)
    }
}

impl io::Seek for Std {
    fn seek(&mut self, position: io::SeekFrom) -> io::Result<u64> {
        self.answer(Call::Seek(position), 0).map(|n| n as u64)
    }
}

type Operation = fn(
    Pin<&mut AllowBlocking<Std>>,
    &mut Context<'_>,
) -> Poll<Result<(), async_interop::io::Error>>;

const OPERATIONS: [(&str, Operation); 7] = [
    ("read", |io, cx| io.poll_read(cx, ReadBuf::new(&mut [0; 8]).unfilled())),
    ("fill_buf", |io, cx| io.poll_fill_buf(cx).map_ok(drop)),
    ("write", |io, cx| io.poll_write(cx, b"x").map_ok(drop)),
    ("write_vectored", |io, cx| io.poll_write_vectored(cx, &[IoSlice::new(b"x")]).map_ok(drop)),
    ("flush", |io, cx| io.poll_flush(cx)),
    ("shutdown", |io, cx| io.poll_shutdown(cx)),
    ("seek", |io, cx| io.poll_seek(cx, SeekFrom::Start(0)).map_ok(drop)),
];

#[test]
fn a_type_in_non_blocking_mode_is_an_error_that_says_what_to_do() {
    for (operation, poll) in OPERATIONS {
        let mut io = AllowBlocking::new(Std::failing([io::ErrorKind::WouldBlock]));
        let (wakes, waker) = Wakes::new();
        let Poll::Ready(Err(error)) = poll(Pin::new(&mut io), &mut Context::from_waker(&waker))
        else {
            panic!("{operation} must fail")
        };
        assert_eq!(error.kind(), ErrorKind::Other, "{operation}");
        assert!(error.to_string().starts_with("the inner is non-blocking"), "{error}");
        assert_eq!(wakes.count(), 0);
    }
}

#[test]
fn other_errors_pass_and_interrupted_is_pending_and_a_wake() {
    for (operation, poll) in OPERATIONS {
        let kinds = [io::ErrorKind::Interrupted, io::ErrorKind::BrokenPipe];
        let mut io = AllowBlocking::new(Std::failing(kinds));
        let (wakes, waker) = Wakes::new();
        let cx = &mut Context::from_waker(&waker);
        assert!(poll(Pin::new(&mut io), cx).is_pending(), "{operation}");
        assert_eq!(wakes.count(), 1, "{operation}");
        let failed = poll(Pin::new(&mut io), cx).map_err(|error| error.kind());
        assert_eq!(failed, Poll::Ready(Err(ErrorKind::BrokenPipe)), "{operation}");
        assert_eq!(poll(Pin::new(&mut io), cx).map(|done| done.is_ok()), Poll::Ready(true));
        assert_eq!(io.get_ref().calls.len(), 3, "{operation}: one call for each poll");
    }
}

#[test]
fn each_call_comes_through() {
    let mut io = AllowBlocking::new(Std { data: b"hello".to_vec(), ..Std::default() });
    with_cx(|cx| {
        let mut io = Pin::new(&mut io);
        let mut memory = [0; 3];
        let mut buf = ReadBuf::new(&mut memory);
        assert!(io.as_mut().poll_read(cx, buf.unfilled()).is_ready());
        assert_eq!(buf.filled(), b"hel");
        let filled = io.as_mut().poll_fill_buf(cx).map(Result::unwrap);
        assert_eq!(filled, Poll::Ready(&b"lo"[..]));
        io.as_mut().consume(1);
        assert!(matches!(io.as_mut().poll_write(cx, b"xy"), Poll::Ready(Ok(2))));
        let bufs = [IoSlice::new(b"a"), IoSlice::new(b""), IoSlice::new(b"b")];
        assert!(matches!(io.as_mut().poll_write_vectored(cx, &bufs), Poll::Ready(Ok(2))));
        assert!(io.as_mut().poll_flush(cx).is_ready());
        assert!(io.as_mut().poll_shutdown(cx).is_ready());
        assert!(io.as_mut().poll_seek(cx, SeekFrom::End(-1)).is_ready());
        assert!(!io.is_write_vectored());
    });
    let calls = [
        Call::Read(3),
        Call::FillBuf,
        Call::Consume(1),
        Call::Write(b"xy".to_vec()),
        Call::WriteVectored(vec![b"a".to_vec(), vec![], b"b".to_vec()]),
        Call::Flush,
        Call::Flush,
        Call::Seek(io::SeekFrom::End(-1)),
    ];
    assert_eq!(io.into_inner().calls, calls);
}

#[test]
fn what_has_nothing_to_transfer_asks_nobody() {
    let mut io = AllowBlocking::new(Std::default());
    with_cx(|cx| {
        let mut io = Pin::new(&mut io);
        assert!(io.as_mut().poll_read(cx, ReadBuf::new(&mut []).unfilled()).is_ready());
        assert!(io.as_mut().poll_write(cx, b"").is_ready());
        assert!(io.as_mut().poll_write_vectored(cx, &[IoSlice::new(b"")]).is_ready());
    });
    assert_eq!(io.get_ref().calls, []);
}

#[test]
fn zeroing_follows_what_is_read_and_counts_are_checked() {
    let mut memory = vec![MaybeUninit::uninit(); 1 << 20];
    let mut io = AllowBlocking::new(Std { data: vec![1; 100], ..Std::default() });
    io.get_mut().answers.extend((0..100).map(|_| Ok(1)));
    for _ in 0..100 {
        let mut buf = ReadBuf::uninit(&mut memory);
        assert!(with_cx(|cx| Pin::new(&mut io).poll_read(cx, buf.unfilled())).is_ready());
        assert!(buf.init_len() <= 256, "{} bytes zeroed for one", buf.init_len());
    }
    io.get_mut().answers.push_back(Ok(9));
    let message = panics(|| {
        let mut memory = [0; 8];
        let _ = with_cx(|cx| {
            Pin::new(&mut io).poll_read(cx, ReadBuf::new(&mut memory).unfilled()).is_ready()
        });
    });
    assert!(message.contains("had room for 8 bytes"), "{message}");
}

#[test]
fn types_of_std() {
    let (mut reader, writer) = io::pipe().unwrap();
    let mut writer = AllowBlocking::new(writer);
    futures::executor::block_on(async {
        writer.write_all(b"through the kernel").await.unwrap();
        drop(writer);
        let mut text = String::new();
        AllowBlocking::new(&mut reader).read_to_string(&mut text).await.unwrap();
        assert_eq!(text, "through the kernel");
    });
}

#[cfg(unix)]
#[test]
fn a_socket_in_non_blocking_mode() {
    let (left, right) = std::os::unix::net::UnixStream::pair().unwrap();
    left.set_nonblocking(true).unwrap();
    let mut left = AllowBlocking::new(left);
    let polled = with_cx(|cx| {
        let mut memory = [0; 8];
        Pin::new(&mut left).poll_read(cx, ReadBuf::new(&mut memory).unfilled())
    });
    let Poll::Ready(Err(error)) = polled else { panic!("expected an error, got {polled:?}") };
    assert_eq!(error.kind(), ErrorKind::Other);
    drop(right);
}

#[test]
fn ours_as_blocking() {
    let peer = Peer { data: b"hello".to_vec(), ..Peer::default() };
    let mut io = peer.into_blocking();
    let mut memory = [0; 3];
    assert_eq!(io.read(&mut memory).unwrap(), 3);
    assert_eq!(&memory, b"hel");
    assert_eq!(io.fill_buf().unwrap(), b"lo");
    io.consume(1);
    assert_eq!(io.write(b"xy").unwrap(), 2);
    assert_eq!(io.write_vectored(&[io::IoSlice::new(b"a"), io::IoSlice::new(b"b")]).unwrap(), 2);
    io.flush().unwrap();
    io.seek(io::SeekFrom::Current(-4)).unwrap();
    io.shutdown().unwrap();
    let calls = io.into_inner().take_calls();
    assert_eq!(
        calls,
        [
            Call::Read(3),
            Call::FillBuf,
            Call::FillBuf, // asked whether there is a buffer, and then for it
            Call::Consume(1),
            Call::Write(b"xy".to_vec()),
            Call::WriteVectored(vec![b"a".to_vec(), b"b".to_vec()]),
            Call::Flush,
            Call::Seek(io::SeekFrom::Current(-4)),
            Call::Shutdown,
        ]
    );
    let mut io =
        Peer::answering([Poll::Ready(Err(io::Error::from_raw_os_error(111)))]).into_blocking();
    assert_eq!(io.read(&mut memory).unwrap_err().raw_os_error(), Some(111));
}

#[test]
fn blocking_waits_for_a_wake_from_another_thread() {
    let sent: Vec<u8> = (0..100_000_u32).map(|n| n as u8).collect();
    let (left, right) = reference::pipe(64);
    let writer = thread::spawn({
        let sent = sent.clone();
        move || {
            let mut left = left.into_blocking();
            left.write_all(&sent)?;
            left.shutdown()?;
            let mut echoed = vec![];
            left.read_to_end(&mut echoed)?;
            Ok::<_, io::Error>(echoed)
        }
    });
    let mut right = right.into_blocking();
    let mut received = vec![];
    right.read_to_end(&mut received).unwrap();
    assert_eq!(received, sent);
    right.write_all(b"done").unwrap();
    drop(right);
    assert_eq!(writer.join().unwrap().unwrap(), b"done");
}

#[test]
fn a_wake_within_a_poll_is_not_lost_and_a_nested_wait_takes_none_away() {
    let (inner, mut feeder) = reference::pipe(8);
    let (mut inner, mut polls) = (inner.into_blocking(), 0);
    // The first poll wakes its task, waits for something else, and is pending.
    let outer = Ours(|mut buf: ReadCursor<'_>| {
        polls += 1;
        if polls > 1 {
            buf.append(b"!");
            return Poll::Ready(Ok(()));
        }
        assert_eq!(inner.read(&mut [0; 8]).unwrap(), 1);
        Poll::Pending
    });
    /// Wakes whoever polls it, before it asks the reader.
    struct WakesFirst<R>(R);
    impl<R: AsyncRead + Unpin> AsyncRead for WakesFirst<R> {
        fn poll_read(
            mut self: Pin<&mut Self>,
            cx: &mut Context<'_>,
            buf: ReadCursor<'_>,
        ) -> Poll<async_interop::io::Result<()>> {
            cx.waker().wake_by_ref();
            Pin::new(&mut self.0).poll_read(cx, buf)
        }
    }
    let feeding = thread::spawn(move || {
        assert!(with_cx(|cx| Pin::new(&mut feeder).poll_write(cx, b"x")).is_ready());
        feeder
    });
    let mut byte = [0];
    Blocking::new(WakesFirst(outer)).read_exact(&mut byte).unwrap();
    assert_eq!((&byte, polls), (b"!", 2));
    drop(feeding.join().unwrap());
}

#[test]
fn one_poll_is_one_poll() {
    let answers = [
        Poll::Ready(Ok(2)),
        Poll::Pending,
        Poll::Ready(Err(io::Error::other("broken"))),
        Poll::Pending,
        Poll::Ready(Ok(0)),
        Poll::Pending,
        Poll::Ready(Ok(3)),
        Poll::Pending,
    ];
    let mut peer = Peer { data: b"hello".to_vec(), ..Peer::answering(answers) };
    with_cx(|cx| {
        let mut io = OnePoll::new(Pin::new(&mut peer), cx);
        let mut memory = [0; 8];
        assert_eq!(io.read(&mut memory).unwrap(), 2);
        assert_eq!(&memory[..2], b"he");
        let kind = |error: io::Error| error.kind();
        assert_eq!(io.read(&mut memory).map_err(kind), Err(io::ErrorKind::WouldBlock));
        assert_eq!(io.read(&mut memory).unwrap_err().to_string(), "broken");
        assert_eq!(io.fill_buf().map_err(kind), Err(io::ErrorKind::WouldBlock));
        assert_eq!(io.fill_buf().map_err(kind), Ok(&b"llo"[..]));
        io.consume(3);
        assert_eq!(io.write(b"abc").map_err(kind), Err(io::ErrorKind::WouldBlock));
        assert_eq!(io.write_vectored(&[io::IoSlice::new(b"abc")]).map_err(kind), Ok(3));
        assert_eq!(io.flush().map_err(kind), Err(io::ErrorKind::WouldBlock));
        assert_eq!(io.get_pin_mut().take_calls().len(), 9);
        assert_eq!(format!("{io:?}"), "OnePoll { .. }");
    });
}

#[test]
fn one_poll_registers_the_waker() {
    let (reader, writer) = reference::pipe(8);
    let mut reader: Pin<Box<dyn AsyncRead>> = Box::pin(reader);
    let mut writer = writer.into_blocking();
    let (wakes, waker) = Wakes::new();
    let mut cx = Context::from_waker(&waker);
    let mut memory = [0; 8];
    let error = OnePoll::new(reader.as_mut(), &mut cx).read(&mut memory).unwrap_err();
    assert_eq!(error.kind(), io::ErrorKind::WouldBlock);
    writer.write_all(b"x").unwrap();
    assert_eq!(wakes.count(), 1);
    assert_eq!(OnePoll::new(reader.as_mut(), &mut cx).read(&mut memory).unwrap(), 1);
}

/// A TLS session of rustls, which knows std's traits only, over transports of ours.
#[test]
fn rustls_by_one_poll() {
    use rustls::{
        ClientConfig, ClientConnection, ConnectionCommon, RootCertStore, ServerConfig,
        ServerConnection, SideData, pki_types::PrivateKeyDer,
    };

    /// Moves the session on: writes and reads until both block. Ready once `done` says so and all is
    /// written.
    fn poll_session<S: SideData>(
        session: &mut ConnectionCommon<S>,
        io: &mut reference::Pipe,
        cx: &mut Context<'_>,
        mut done: impl FnMut(&mut ConnectionCommon<S>) -> bool,
    ) -> Poll<io::Result<()>> {
        let mut io = OnePoll::new(Pin::new(io), cx);
        loop {
            let done = done(session);
            let (mut blocked, wants_write) = (true, session.wants_write());
            if wants_write {
                blocked &= would_block(session.write_tls(&mut io))?;
            } else if done {
                return Poll::Ready(Ok(()));
            }
            if session.wants_read() {
                blocked &= would_block(session.read_tls(&mut io))?;
                session.process_new_packets().map_err(io::Error::other)?;
            }
            if blocked {
                return Poll::Pending;
            }
        }
    }

    fn would_block(moved: io::Result<usize>) -> io::Result<bool> {
        match moved {
            Ok(0) => Err(io::ErrorKind::UnexpectedEof.into()),
            Ok(_) => Ok(false),
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => Ok(true),
            Err(error) => Err(error),
        }
    }

    fn read_message<S: SideData>(session: &mut ConnectionCommon<S>, into: &mut Vec<u8>) -> bool {
        let mut memory = [0; 64];
        if let Ok(n) = session.reader().read(&mut memory) {
            into.extend(&memory[..n]);
        }
        into.ends_with(b"\n")
    }

    let key = rcgen::generate_simple_self_signed(["localhost".to_owned()]).unwrap();
    let certificate = key.cert.der().clone();
    let private = PrivateKeyDer::Pkcs8(key.signing_key.serialize_der().into());
    let mut roots = RootCertStore::empty();
    roots.add(certificate.clone()).unwrap();
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ClientConfig::builder_with_provider(Arc::clone(&provider))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(roots)
        .with_no_client_auth();
    let mut client =
        ClientConnection::new(Arc::new(config), "localhost".try_into().unwrap()).unwrap();
    let config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![certificate], private)
        .unwrap();
    let mut server = ServerConnection::new(Arc::new(config)).unwrap();

    // A pipe much smaller than a record, so that both sides block often.
    let (mut left, mut right) = reference::pipe(16);
    futures::executor::block_on(async {
        client.writer().write_all(b"hello\n").unwrap();
        let (mut request, mut response) = (vec![], vec![]);
        let client = async {
            poll_fn(|cx| {
                poll_session(&mut client, &mut left, cx, |session| {
                    read_message(session, &mut response)
                })
            })
            .await
        };
        let server = async {
            poll_fn(|cx| {
                poll_session(&mut server, &mut right, cx, |session| {
                    read_message(session, &mut request)
                })
            })
            .await?;
            server.writer().write_all(b"goodbye\n")?;
            poll_fn(|cx| poll_session(&mut server, &mut right, cx, |_| true)).await
        };
        let (client, server) = futures::join!(client, server);
        client.unwrap();
        server.unwrap();
        assert_eq!((&request[..], &response[..]), (&b"hello\n"[..], &b"goodbye\n"[..]));
    });
}

/// Bytes in memory, as a type of std that never blocks: its end moves, as that of a file.
///
/// The suites poll until they meet `Pending`, which a type that blocks never is, so they can only be
/// asked of one that never has to wait.
#[derive(Clone, Default)]
struct Memory(Arc<Mutex<VecDeque<u8>>>);

impl io::Read for Memory {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        io::Read::read(&mut *self.0.lock().unwrap(), buf)
    }
}

impl io::Write for Memory {
    fn write(&mut self, buf: &[u8]) -> io::Result<usize> {
        io::Write::write(&mut *self.0.lock().unwrap(), buf)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

struct File;

impl conformance::Source for File {
    type Reader = AllowBlocking<Memory>;
    type Feeder = AllowBlocking<Memory>;

    fn open(&mut self) -> (Self::Reader, Self::Feeder) {
        let memory = Memory::default();
        (AllowBlocking::new(memory.clone()), AllowBlocking::new(memory))
    }

    fn send(&mut self, reader: Self::Reader) -> Option<SendRead> {
        Some(Box::pin(reader))
    }

    fn send_feeder(&mut self, feeder: Self::Feeder) -> Option<SendWrite> {
        Some(Box::pin(feeder))
    }
}

/// Reads what was written, and waits for more: an end would be news to the suite.
struct Drain(Memory);

impl AsyncRead for Drain {
    fn poll_read(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        mut buf: ReadCursor<'_>,
    ) -> Poll<async_interop::io::Result<()>> {
        let mut memory = self.0.0.lock().unwrap();
        let n = buf.append_some(memory.make_contiguous());
        memory.drain(..n);
        if n == 0 && !buf.is_full() {
            cx.waker().wake_by_ref();
            return Poll::Pending;
        }
        Poll::Ready(Ok(()))
    }
}

impl conformance::Sink for File {
    type Writer = AllowBlocking<Memory>;
    type Drain = Drain;

    fn open(&mut self) -> (Self::Writer, Self::Drain) {
        let memory = Memory::default();
        (AllowBlocking::new(memory.clone()), Drain(memory))
    }

    fn send(&mut self, writer: Self::Writer) -> Option<SendWrite> {
        Some(Box::pin(writer))
    }

    fn send_drain(&mut self, drain: Self::Drain) -> Option<SendRead> {
        Some(Box::pin(drain))
    }
}

conformance::source!(allow_blocking_source, File, capabilities [adapter, growing, send]);
conformance::sink!(allow_blocking_sink, File, capabilities[send]);

#[test]
fn accessors() {
    let mut from = AllowBlocking::new(1);
    *from.get_mut() += 1;
    *Pin::new(&mut from).get_pin_mut() += 1;
    assert!(format!("{from:?}").starts_with("AllowBlocking { inner: 3"));
    assert_eq!((*from.get_ref(), AllowBlocking::from(4).into_inner()), (3, 4));
    let mut into = Blocking::from(1);
    *into.get_mut() += 1;
    *Pin::new(&mut into).get_pin_mut() += 1;
    assert!(format!("{into:?}").starts_with("Blocking { inner: 3"));
    assert_eq!((*into.get_ref(), 4.into_blocking().into_inner()), (3, 4));
}
