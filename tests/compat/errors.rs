//! Errors keep what they hold, and "not now" is `Pending` and a wake.

use std::{
    fmt, io,
    pin::Pin,
    task::{Context, Poll},
};

use async_interop::{
    compat::{FromFutures, FromHyper, FromTokio, IntoFuturesExt, IntoHyperExt, IntoTokioExt},
    io::{AsyncRead, Error, ErrorKind, ReadBuf, ReadCursor, const_error},
};

use crate::support::{Ours, Peer, Subject, Wakes, subjects, with_cx};

#[derive(Debug, PartialEq)]
struct Payload(u32);

impl fmt::Display for Payload {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "payload {}", self.0)
    }
}

impl std::error::Error for Payload {}

/// Whether the family of `subject` has this operation.
fn has(subject: &dyn Subject, operation: &str) -> bool {
    operation != "fill_buf" || subject.is_buffered()
}

type Operation = fn(&mut dyn Subject, &mut Context<'_>) -> Poll<io::Result<()>>;

/// Every operation that can fail; seeks are in `seek`.
const OPERATIONS: [(&str, Operation); 6] = [
    ("read", |subject, cx| subject.read(cx, &mut [0; 8]).map_ok(drop)),
    ("fill_buf", |subject, cx| subject.fill_buf(cx).map_ok(drop)),
    ("write", |subject, cx| subject.write(cx, b"x").map_ok(drop)),
    ("write_vectored", |subject, cx| {
        subject.write_vectored(cx, &[io::IoSlice::new(b"x")]).map_ok(drop)
    }),
    ("flush", |subject, cx| subject.flush(cx)),
    ("shutdown", |subject, cx| subject.shutdown(cx)),
];

#[test]
fn payload_and_code_survive() {
    for (operation, poll) in OPERATIONS {
        let custom = || io::Error::new(io::ErrorKind::InvalidData, Payload(7));
        for (name, mut subject) in subjects(|| Peer::answering([Poll::Ready(Err(custom()))])) {
            if !has(&*subject, operation) {
                continue;
            }
            let Poll::Ready(Err(error)) = with_cx(|cx| poll(&mut *subject, cx)) else {
                panic!("{name}: {operation} must fail")
            };
            assert_eq!(error.kind(), io::ErrorKind::InvalidData, "{name}: {operation}");
            let payload = error.get_ref().and_then(|inner| inner.downcast_ref());
            assert_eq!(payload, Some(&Payload(7)), "{name}: {operation}");
        }

        let code = || Poll::Ready(Err(io::Error::from_raw_os_error(111)));
        for (name, mut subject) in subjects(|| Peer::answering([code()])) {
            if !has(&*subject, operation) {
                continue;
            }
            let Poll::Ready(Err(error)) = with_cx(|cx| poll(&mut *subject, cx)) else {
                panic!("{name}: {operation} must fail")
            };
            assert_eq!(error.raw_os_error(), Some(111), "{name}: {operation}");
        }
    }
}

#[test]
fn a_static_message_survives_every_round_trip() {
    fn failing() -> impl AsyncRead + Unpin {
        Ours(|_: ReadCursor<'_>| {
            Poll::Ready(Err(const_error!(ErrorKind::InvalidData, "checksum mismatch")))
        })
    }
    fn error(mut reader: impl AsyncRead + Unpin) -> Error {
        let mut memory = [0; 8];
        let mut buf = ReadBuf::new(&mut memory);
        match with_cx(|cx| Pin::new(&mut reader).poll_read(cx, buf.unfilled())) {
            Poll::Ready(Err(error)) => error,
            other => panic!("expected an error, got {other:?}"),
        }
    }
    let direct = format!("{:?}", error(failing()));
    assert!(direct.contains("checksum mismatch"), "{direct}");
    assert_eq!(format!("{:?}", error(FromTokio::new(failing().into_tokio()))), direct);
    assert_eq!(format!("{:?}", error(FromFutures::new(failing().into_futures()))), direct);
    assert_eq!(format!("{:?}", error(FromHyper::new(failing().into_hyper()))), direct);
}

#[test]
fn not_now_becomes_pending_and_a_wake() {
    for (operation, poll) in OPERATIONS {
        for kind in [io::ErrorKind::WouldBlock, io::ErrorKind::Interrupted] {
            // Twice, so that nobody retries once and gives up.
            let answers = || [Poll::Ready(Err(kind.into())), Poll::Ready(Err(kind.into()))];
            for (name, mut subject) in subjects(|| Peer::answering(answers())) {
                if !name.starts_with("From") || !has(&*subject, operation) {
                    continue; // their inner value is of ours, and never says so
                }
                let (wakes, waker) = Wakes::new();
                let cx = &mut Context::from_waker(&waker);
                for polls in 1..=2 {
                    assert!(poll(&mut *subject, cx).is_pending(), "{name}: {operation}");
                    assert_eq!(wakes.count(), polls, "{name}: {operation}: wake, or it hangs");
                    assert_eq!(subject.peer().take_calls().len(), 1, "{name}: {operation}");
                }
                assert!(matches!(poll(&mut *subject, cx), Poll::Ready(Ok(()))), "{name}");
                assert_eq!(wakes.count(), 2, "{name}: {operation}: no wake without need");
            }
        }
    }
}
