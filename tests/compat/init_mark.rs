//! What one side filled and initialized, the other side knows: on `Ready`, `Pending` and `Err`.

use std::{
    io,
    mem::MaybeUninit,
    pin::Pin,
    task::{Context, Poll},
};

use async_interop::{
    compat::{FromFutures, FromTokio, IntoTokio},
    io::{AsyncRead, ErrorKind, ReadBuf, ReadCursor},
};
use tokio::io::ReadBuf as TheirBuf;

use crate::support::{Futures, Ours, Tokio, with_cx};

/// Never seen through a buffer that claims no more than it knows.
const POISON: u8 = 0xAA;
/// What the inner reader writes.
const WRITTEN: u8 = 7;

#[derive(Clone, Copy, Debug, PartialEq)]
enum Exit {
    Ready,
    Pending,
    Err,
}

const EXITS: [Exit; 3] = [Exit::Ready, Exit::Pending, Exit::Err];

impl Exit {
    fn poll<E: From<io::Error>>(self) -> Poll<Result<(), E>> {
        match self {
            Self::Ready => Poll::Ready(Ok(())),
            Self::Pending => Poll::Pending,
            Self::Err => Poll::Ready(Err(io::Error::from(io::ErrorKind::BrokenPipe).into())),
        }
    }

    fn of<T, E>(polled: &Poll<Result<T, E>>) -> Self {
        match polled {
            Poll::Ready(Ok(_)) => Self::Ready,
            Poll::Pending => Self::Pending,
            Poll::Ready(Err(_)) => Self::Err,
        }
    }
}

/// The caller has "ab", and the 3 bytes behind it are initialized. The callee initializes `init`
/// bytes behind "ab", and fills `filled` of them.
#[derive(Clone, Copy, Debug)]
struct Case {
    init: usize,
    filled: usize,
    exit: Exit,
}

fn cases() -> impl Iterator<Item = Case> {
    // A callee that fills and then says `Pending` or `Err` breaks the contract. Its bytes are
    // shown, as they would be without an adapter.
    const COUNTS: [(usize, usize); 6] = [(0, 0), (2, 0), (2, 2), (9, 0), (9, 4), (14, 14)];
    EXITS.into_iter().flat_map(|exit| COUNTS.map(|(init, filled)| Case { init, filled, exit }))
}

impl Case {
    /// What the caller's buffer must say afterwards: the number of filled bytes, and all bytes that
    /// are initialized.
    fn expected(self) -> (usize, Vec<u8>) {
        let mut bytes = vec![0; 5.max(2 + self.init)];
        bytes[..2].copy_from_slice(b"ab");
        bytes[2..2 + self.init].fill(WRITTEN);
        (2 + self.filled, bytes)
    }

    fn read_as_tokio(self, buf: &mut TheirBuf<'_>) -> Poll<io::Result<()>> {
        assert_eq!((buf.filled().len(), buf.initialized().len(), buf.capacity()), (0, 3, 14));
        buf.initialize_unfilled_to(self.init).fill(WRITTEN);
        buf.advance(self.filled);
        self.exit.poll()
    }

    fn read_as_ours(self, mut buf: ReadCursor<'_>) -> Poll<async_interop::io::Result<()>> {
        assert_eq!((buf.init_mut().len(), buf.remaining()), (3, 14));
        buf.limit(self.init).ensure_init()[..self.init].fill(WRITTEN);
        buf.advance_checked(self.filled);
        self.exit.poll()
    }

    #[track_caller]
    fn check_ours(self, reader: &mut (impl AsyncRead + Unpin)) {
        let mut memory = [MaybeUninit::new(POISON); 16];
        let mut buf = ReadBuf::uninit(&mut memory);
        buf.unfilled().append(b"ab");
        buf.unfilled().limit(3).ensure_init();

        let polled = with_cx(|cx| Pin::new(reader).poll_read(cx, buf.unfilled()));

        assert_eq!(Exit::of(&polled), self.exit, "{self:?}");
        let filled = buf.len();
        buf.clear();
        assert_eq!((filled, buf.unfilled().init_mut().to_vec()), self.expected(), "{self:?}");
    }

    #[track_caller]
    fn check_tokio(self, reader: &mut (impl tokio::io::AsyncRead + Unpin)) {
        let mut memory = [MaybeUninit::new(POISON); 16];
        let mut buf = tokio::io::ReadBuf::uninit(&mut memory);
        buf.put_slice(b"ab");
        buf.initialize_unfilled_to(3);

        let polled = with_cx(|cx| Pin::new(reader).poll_read(cx, &mut buf));

        assert_eq!(Exit::of(&polled), self.exit, "{self:?}");
        let filled = buf.filled().len();
        assert_eq!((filled, buf.initialized().to_vec()), self.expected(), "{self:?}");
    }
}

#[test]
fn from_tokio() {
    for case in cases() {
        case.check_ours(&mut FromTokio::new(Tokio(|buf: &mut TheirBuf<'_>| {
            case.read_as_tokio(buf)
        })));
    }
}

#[test]
fn into_tokio() {
    for case in cases() {
        case.check_tokio(&mut IntoTokio::new(Ours(|buf: ReadCursor<'_>| case.read_as_ours(buf))));
    }
}

#[test]
fn round_trip_from_ours() {
    for case in cases() {
        let inner = Ours(|buf: ReadCursor<'_>| case.read_as_ours(buf));
        case.check_ours(&mut FromTokio::new(IntoTokio::new(inner)));
    }
}

#[test]
fn round_trip_from_tokio() {
    for case in cases() {
        let inner = Tokio(|buf: &mut TheirBuf<'_>| case.read_as_tokio(buf));
        case.check_tokio(&mut IntoTokio::new(FromTokio::new(inner)));
    }
}

#[test]
fn from_futures_counts_what_it_zeroed_as_initialized() {
    for exit in EXITS {
        let mut reader = FromFutures::new(Futures(|buf: &mut [u8]| {
            assert!(buf.iter().all(|byte| *byte == 0), "exposed {buf:?}");
            buf[..2].fill(WRITTEN);
            exit.poll().map_ok(|()| 2)
        }));
        let mut memory = [MaybeUninit::new(POISON); 16];
        let mut buf = ReadBuf::uninit(&mut memory);
        buf.unfilled().append(b"ab");
        buf.unfilled().limit(3).ensure_init();

        let polled = with_cx(|cx| Pin::new(&mut reader).poll_read(cx, buf.unfilled()));

        assert_eq!(Exit::of(&polled), exit);
        assert_eq!(buf.len(), if exit == Exit::Ready { 4 } else { 2 });
        assert_eq!(buf.init_len(), 16);
        buf.clear();
        assert_eq!(buf.unfilled().init_mut()[..6], [b'a', b'b', WRITTEN, WRITTEN, 0, 0]);
    }
}

#[test]
fn a_buffer_is_kept_across_polls() {
    let mut polls = 0;
    let mut reader = FromTokio::new(Tokio(|buf: &mut TheirBuf<'_>| {
        polls += 1;
        match polls {
            // A reader that needs initialized memory pays for it once.
            1 => {
                assert_eq!(buf.initialized().len(), 0);
                buf.initialize_unfilled();
                Poll::Pending
            }
            2 => {
                assert_eq!(buf.initialized().len(), 8);
                buf.put_slice(b"abc");
                Poll::Ready(Ok(()))
            }
            _ => {
                assert_eq!((buf.initialized().len(), buf.capacity()), (5, 5));
                Poll::Ready(Err(io::ErrorKind::ConnectionReset.into()))
            }
        }
    }));
    let mut memory = [MaybeUninit::new(POISON); 8];
    let mut buf = ReadBuf::uninit(&mut memory);
    let mut poll = |buf: &mut ReadBuf<'_>| {
        let cx = &mut Context::from_waker(std::task::Waker::noop());
        Pin::new(&mut reader).poll_read(cx, buf.unfilled())
    };
    assert!(poll(&mut buf).is_pending());
    assert_eq!((buf.len(), buf.init_len()), (0, 8));
    assert!(matches!(poll(&mut buf), Poll::Ready(Ok(()))));
    assert_eq!((buf.filled(), buf.init_len()), (&b"abc"[..], 8));
    let Poll::Ready(Err(error)) = poll(&mut buf) else { panic!("the third poll fails") };
    assert_eq!(error.kind(), ErrorKind::ConnectionReset);
    assert_eq!((buf.filled(), buf.init_len()), (&b"abc"[..], 8));
}
