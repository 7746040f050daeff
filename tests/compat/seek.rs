//! tokio seeks in two steps, and we in one.

use std::{
    io::{
        self,
        SeekFrom::{Current, End, Start},
    },
    pin::Pin,
    task::{Context, Poll, Waker},
};

use async_interop::{
    compat::{FromFutures, FromTokio, IntoFutures, IntoTokio},
    io::{AsyncBufRead, AsyncRead, AsyncSeek, AsyncWrite, ErrorKind, IoSlice, ReadBuf},
};

use crate::support::{
    Call::{self, PollComplete, Seek, StartSeek},
    Peer, Wakes, with_cx,
};

const POSITIONS: [io::SeekFrom; 6] =
    [Start(0), Start(u64::MAX), Current(3), Current(i64::MIN), End(0), End(-5)];

type Answer = Poll<io::Result<u64>>;

const fn ready(position: u64) -> Answer {
    Poll::Ready(Ok(position))
}

fn error(kind: io::ErrorKind) -> Answer {
    Poll::Ready(Err(kind.into()))
}

fn seek(
    seeker: &mut (impl AsyncSeek + Unpin),
    position: io::SeekFrom,
) -> Poll<Result<u64, ErrorKind>> {
    let polled = with_cx(|cx| Pin::new(seeker).poll_seek(cx, position.into()));
    polled.map_err(|error| error.kind())
}

mod from_tokio {
    use super::*;

    #[test]
    fn drains_then_starts_then_completes() {
        for position in POSITIONS {
            let mut seeker = FromTokio::new(Peer::answering([ready(1), ready(0), ready(42)]));
            assert_eq!(seek(&mut seeker, position), Poll::Ready(Ok(42)));
            let calls = [PollComplete, StartSeek(position), PollComplete];
            assert_eq!(seeker.get_mut().take_calls(), calls);
        }
    }

    /// SEEK-09: a relative seek that is polled three times moves once.
    #[test]
    fn a_pending_seek_is_started_once() {
        for position in POSITIONS {
            let answers = [ready(0), ready(0), Poll::Pending, Poll::Pending, ready(42)];
            let mut seeker = FromTokio::new(Peer::answering(answers));
            assert_eq!(seek(&mut seeker, position), Poll::Pending);
            assert_eq!(seek(&mut seeker, position), Poll::Pending);
            assert_eq!(seek(&mut seeker, position), Poll::Ready(Ok(42)));
            let calls =
                [PollComplete, StartSeek(position), PollComplete, PollComplete, PollComplete];
            assert_eq!(seeker.get_mut().take_calls(), calls);
        }
    }

    #[test]
    fn the_next_seek_to_the_same_position_starts_again() {
        let mut seeker = FromTokio::new(Peer::default());
        for _ in 0..3 {
            assert!(seek(&mut seeker, Current(3)).is_ready());
            let calls = [PollComplete, StartSeek(Current(3)), PollComplete];
            assert_eq!(seeker.get_mut().take_calls(), calls);
        }
    }

    #[test]
    fn waits_for_a_seek_that_is_in_flight_already() {
        let answers = [Poll::Pending, Poll::Pending, ready(9), ready(0), ready(42)];
        let mut seeker = FromTokio::new(Peer::answering(answers));
        assert_eq!(seek(&mut seeker, End(0)), Poll::Pending);
        assert_eq!(seek(&mut seeker, End(0)), Poll::Pending);
        assert_eq!(seek(&mut seeker, End(0)), Poll::Ready(Ok(42)));
        let calls = [PollComplete, PollComplete, PollComplete, StartSeek(End(0)), PollComplete];
        assert_eq!(seeker.get_mut().take_calls(), calls);
    }

    /// SEEK-07: the last one wins.
    #[test]
    fn another_position_replaces_a_pending_one() {
        let answers = [
            ready(0),
            ready(0),
            Poll::Pending, // the first seek is in flight
            Poll::Pending, // and still, when the second one comes
            ready(1),      // the first one is done
            ready(0),
            ready(42),
        ];
        let mut seeker = FromTokio::new(Peer::answering(answers));
        assert_eq!(seek(&mut seeker, Start(1)), Poll::Pending);
        assert_eq!(seek(&mut seeker, Start(42)), Poll::Pending);
        assert_eq!(seek(&mut seeker, Start(42)), Poll::Ready(Ok(42)));
        let starts: Vec<Call> = seeker.get_mut().take_calls();
        assert_eq!(
            starts.iter().filter(|call| **call != PollComplete).collect::<Vec<_>>(),
            [&StartSeek(Start(1)), &StartSeek(Start(42)),]
        );
    }

    #[test]
    fn the_error_of_an_abandoned_seek_is_not_the_next_ones() {
        let invalid = || error(io::ErrorKind::InvalidInput);
        let answers = [ready(0), ready(0), Poll::Pending, invalid(), ready(0), ready(42)];
        let mut seeker = FromTokio::new(Peer::answering(answers));
        assert_eq!(seek(&mut seeker, Current(-99)), Poll::Pending);
        assert_eq!(seek(&mut seeker, Start(42)), Poll::Ready(Ok(42)));
    }

    #[test]
    fn an_error_ends_the_seek() {
        let invalid = || error(io::ErrorKind::InvalidInput);
        for answers in [
            vec![ready(0), invalid()],                          // of the start
            vec![ready(0), ready(0), invalid()],                // of the completion
            vec![ready(0), ready(0), Poll::Pending, invalid()], // of the completion, later
        ] {
            let polls = if answers.len() == 4 { 2 } else { 1 };
            let mut seeker = FromTokio::new(Peer::answering(answers));
            for poll in 1..=polls {
                let expected = if poll == polls {
                    Poll::Ready(Err(ErrorKind::InvalidInput))
                } else {
                    Poll::Pending
                };
                assert_eq!(seek(&mut seeker, Current(-99)), expected);
            }
            seeker.get_mut().take_calls();
            assert!(seek(&mut seeker, Current(-99)).is_ready());
            let calls = [PollComplete, StartSeek(Current(-99)), PollComplete];
            assert_eq!(seeker.get_mut().take_calls(), calls);
        }
    }

    /// A seek that could not be started leaves nothing of the one that it replaced.
    #[test]
    fn a_failed_start_forgets_the_seek_before() {
        let failing = [ready(0), ready(0), Poll::Pending, ready(1), error(io::ErrorKind::Other)];
        let mut seeker = FromTokio::new(Peer::answering(failing));
        assert_eq!(seek(&mut seeker, Start(1)), Poll::Pending);
        assert_eq!(seek(&mut seeker, Start(2)), Poll::Ready(Err(ErrorKind::Other)));
        assert!(seek(&mut seeker, Start(1)).is_ready());
        let starts: Vec<Call> = seeker.get_mut().take_calls();
        assert_eq!(starts[starts.len() - 3..], [PollComplete, StartSeek(Start(1)), PollComplete]);
    }

    /// What moves bytes after an abandoned seek also moves the position, so a new seek to the same
    /// place must really seek.
    #[test]
    fn a_transfer_abandons_a_pending_seek() {
        type Transfer = fn(Pin<&mut FromTokio<Peer>>, &mut Context<'_>);
        let transfers: [(&str, Transfer); 7] = [
            ("read", |peer, cx| drop(peer.poll_read(cx, ReadBuf::new(&mut [0; 8]).unfilled()))),
            ("fill_buf", |peer, cx| drop(peer.poll_fill_buf(cx))),
            ("consume", |peer, _| peer.consume(0)),
            ("write", |peer, cx| drop(peer.poll_write(cx, b"x"))),
            ("write_vectored", |peer, cx| {
                drop(peer.poll_write_vectored(cx, &[IoSlice::new(b"x")]));
            }),
            ("get_mut", |peer, _| drop(peer.get_mut().get_mut().take_calls())),
            ("get_pin_mut", |peer, _| drop(peer.get_pin_mut().take_calls())),
        ];
        for (name, transfer) in transfers {
            let answers = [ready(0), ready(0), Poll::Pending];
            let mut seeker = FromTokio::new(Peer::answering(answers));
            assert_eq!(seek(&mut seeker, Start(7)), Poll::Pending);
            with_cx(|cx| transfer(Pin::new(&mut seeker), cx));
            assert!(seek(&mut seeker, Start(7)).is_ready());
            let calls = seeker.get_mut().take_calls();
            assert!(calls.ends_with(&[PollComplete, StartSeek(Start(7)), PollComplete]), "{name}");
        }
    }

    #[test]
    fn flush_and_empty_transfers_do_not_abandon_a_pending_seek() {
        let answers = [ready(0), ready(0), Poll::Pending];
        let mut seeker = FromTokio::new(Peer::answering(answers));
        assert_eq!(seek(&mut seeker, Current(7)), Poll::Pending);
        with_cx(|cx| {
            let mut seeker = Pin::new(&mut seeker);
            assert!(seeker.as_mut().poll_flush(cx).is_ready());
            assert!(seeker.as_mut().poll_write(cx, b"").is_ready());
            assert!(seeker.as_mut().poll_read(cx, ReadBuf::new(&mut []).unfilled()).is_ready());
        });
        assert!(seek(&mut seeker, Current(7)).is_ready());
        let starts =
            |calls: &[Call]| calls.iter().filter(|call| matches!(call, StartSeek(_))).count();
        assert_eq!(starts(&seeker.get_mut().take_calls()), 1);
    }

    #[test]
    fn not_now_becomes_pending_and_a_wake() {
        use io::ErrorKind::{Interrupted, WouldBlock};
        let once = [PollComplete, StartSeek(Current(3)), PollComplete, PollComplete];
        let again = [PollComplete, StartSeek(Current(3)), PollComplete];
        let cases: [(Vec<Answer>, Vec<Call>); 4] = [
            // In flight, whatever the callee calls it: not started again.
            (vec![ready(0), ready(0), error(WouldBlock)], once.to_vec()),
            // It did not happen: started again.
            (vec![ready(0), ready(0), error(Interrupted)], [again.clone(), again.clone()].concat()),
            (vec![ready(0), error(WouldBlock)], [&again[..2], &again].concat()),
            (vec![ready(0), error(Interrupted)], [&again[..2], &again].concat()),
        ];
        for (answers, calls) in cases {
            let mut seeker = FromTokio::new(Peer::answering(answers));
            let (wakes, waker) = Wakes::new();
            let cx = &mut Context::from_waker(&waker);
            let position = async_interop::io::SeekFrom::Current(3);
            assert!(Pin::new(&mut seeker).poll_seek(cx, position).is_pending());
            assert_eq!(wakes.count(), 1);
            assert!(Pin::new(&mut seeker).poll_seek(cx, position).is_ready());
            assert_eq!(wakes.count(), 1);
            assert_eq!(seeker.get_mut().take_calls(), calls);
        }
    }

    /// SEEK-08: every poll passes its own waker on, also while it waits for an older seek.
    #[test]
    fn the_newest_waker_is_registered() {
        struct Waits {
            waker: Option<Waker>,
            drained: bool,
        }
        impl tokio::io::AsyncSeek for Waits {
            fn start_seek(self: Pin<&mut Self>, _: io::SeekFrom) -> io::Result<()> {
                Ok(())
            }
            fn poll_complete(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Answer {
                self.waker = Some(cx.waker().clone());
                if std::mem::take(&mut self.drained) { ready(0) } else { Poll::Pending }
            }
        }
        for drained in [false, true] {
            let mut seeker = FromTokio::new(Waits { waker: None, drained });
            for _ in 0..2 {
                let (_, waker) = Wakes::new();
                let cx = &mut Context::from_waker(&waker);
                let position = async_interop::io::SeekFrom::End(0);
                assert!(Pin::new(&mut seeker).poll_seek(cx, position).is_pending());
                assert!(seeker.get_ref().waker.as_ref().unwrap().will_wake(&waker));
            }
        }
    }
}

mod into_tokio {
    use tokio::io::AsyncSeek as _;

    use super::*;

    fn complete(seeker: &mut IntoTokio<Peer>) -> Poll<Result<u64, io::ErrorKind>> {
        with_cx(|cx| Pin::new(seeker).poll_complete(cx)).map_err(|error| error.kind())
    }

    #[test]
    fn seeks_when_it_is_polled() {
        for position in POSITIONS {
            let mut seeker =
                IntoTokio::new(Peer::answering([Poll::Pending, Poll::Pending, ready(42)]));
            Pin::new(&mut seeker).start_seek(position).unwrap();
            assert_eq!(seeker.get_ref().calls, []);
            assert_eq!(complete(&mut seeker), Poll::Pending);
            assert_eq!(complete(&mut seeker), Poll::Pending);
            assert_eq!(complete(&mut seeker), Poll::Ready(Ok(42)));
            assert_eq!(seeker.get_ref().calls, vec![Seek(position); 3]);
        }
    }

    /// SEEK-14.
    #[test]
    fn completion_without_a_start_is_ready() {
        let mut seeker = IntoTokio::new(Peer::answering([Poll::Pending, ready(42)]));
        assert!(complete(&mut seeker).is_ready());
        Pin::new(&mut seeker).start_seek(Current(3)).unwrap();
        assert_eq!(complete(&mut seeker), Poll::Pending);
        assert_eq!(complete(&mut seeker), Poll::Ready(Ok(42)));
        assert!(complete(&mut seeker).is_ready(), "and does not seek again");
        assert_eq!(seeker.get_ref().calls, vec![Seek(Current(3)); 2]);
    }

    /// SEEK-07: the last one wins.
    #[test]
    fn another_start_replaces_a_pending_one() {
        let mut seeker = IntoTokio::new(Peer::answering([Poll::Pending, ready(42)]));
        Pin::new(&mut seeker).start_seek(Start(1)).unwrap();
        assert_eq!(complete(&mut seeker), Poll::Pending);
        Pin::new(&mut seeker).start_seek(Start(42)).unwrap();
        assert_eq!(complete(&mut seeker), Poll::Ready(Ok(42)));
        assert_eq!(seeker.get_ref().calls, [Seek(Start(1)), Seek(Start(42))]);
    }

    #[test]
    fn an_error_ends_the_seek() {
        let mut seeker = IntoTokio::new(Peer::answering([error(io::ErrorKind::InvalidInput)]));
        Pin::new(&mut seeker).start_seek(Current(-99)).unwrap();
        assert_eq!(complete(&mut seeker), Poll::Ready(Err(io::ErrorKind::InvalidInput)));
        assert!(matches!(complete(&mut seeker), Poll::Ready(Ok(_))));
        assert_eq!(seeker.get_ref().calls, [Seek(Current(-99))]);
    }

    /// SEEK-10: else a seek that was abandoned long ago would happen before the next one.
    #[test]
    fn a_transfer_abandons_a_pending_seek() {
        use tokio::io::{AsyncBufRead, AsyncRead, AsyncWrite};
        type Transfer = fn(Pin<&mut IntoTokio<Peer>>, &mut Context<'_>);
        let transfers: [(&str, Transfer); 7] = [
            ("read", |peer, cx| {
                drop(AsyncRead::poll_read(peer, cx, &mut tokio::io::ReadBuf::new(&mut [0; 8])));
            }),
            ("fill_buf", |peer, cx| drop(AsyncBufRead::poll_fill_buf(peer, cx))),
            ("consume", |peer, _| AsyncBufRead::consume(peer, 0)),
            ("write", |peer, cx| drop(AsyncWrite::poll_write(peer, cx, b"x"))),
            ("write_vectored", |peer, cx| {
                drop(AsyncWrite::poll_write_vectored(peer, cx, &[io::IoSlice::new(b"x")]));
            }),
            ("get_mut", |peer, _| drop(peer.get_mut().get_mut().take_calls())),
            ("get_pin_mut", |peer, _| drop(peer.get_pin_mut().take_calls())),
        ];
        for (name, transfer) in transfers {
            let mut seeker = IntoTokio::new(Peer::answering([Poll::Pending]));
            Pin::new(&mut seeker).start_seek(Start(7)).unwrap();
            assert_eq!(complete(&mut seeker), Poll::Pending);
            with_cx(|cx| transfer(Pin::new(&mut seeker), cx));
            let before = seeker.get_ref().calls.clone();
            assert!(complete(&mut seeker).is_ready(), "{name}");
            assert_eq!(seeker.get_ref().calls, before, "{name}");
        }
    }
}

/// A seeker that needs a second poll, and would move twice if it were started twice.
struct Slow(io::Cursor<Vec<u8>>, bool);

impl AsyncSeek for Slow {
    fn poll_seek(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        position: async_interop::io::SeekFrom,
    ) -> Poll<async_interop::io::Result<u64>> {
        self.1 = !self.1;
        if self.1 {
            return Poll::Pending;
        }
        Pin::new(&mut self.0).poll_seek(cx, position)
    }
}

#[test]
fn round_trips_seek_as_the_inner_value() {
    fn check(mut seeker: impl AsyncSeek + Unpin) {
        let steps = [
            (Start(4), Ok(4)),
            (Current(3), Ok(7)),
            (Current(3), Ok(10)),
            (Current(-10), Ok(0)),
            (End(-2), Ok(8)),
            (Current(0), Ok(8)),
            (Current(-9), Err(ErrorKind::InvalidInput)),
            (Current(i64::MIN), Err(ErrorKind::InvalidInput)),
            (Current(0), Ok(8)),
            (End(5), Ok(15)),
        ];
        for (position, expected) in steps {
            assert_eq!(seek(&mut seeker, position), Poll::Pending);
            assert_eq!(seek(&mut seeker, position), Poll::Ready(expected), "{position:?}");
        }
    }
    let slow = || Slow(io::Cursor::new(vec![0; 10]), false);
    check(slow());
    check(FromTokio::new(IntoTokio::new(slow())));
    check(FromFutures::new(IntoFutures::new(slow())));
}

#[test]
fn errors_keep_what_they_hold() {
    let code = || Poll::Ready(Err(io::Error::from_raw_os_error(29)));
    let invalid = || [ready(0), ready(0), code()];
    let cx = &mut Context::from_waker(Waker::noop());
    let position = async_interop::io::SeekFrom::End(0);
    let polled = Pin::new(&mut FromTokio::new(Peer::answering(invalid()))).poll_seek(cx, position);
    assert_eq!(polled.map(|result| result.unwrap_err().raw_os_error()), Poll::Ready(Some(29)));

    let mut seeker = FromTokio::new(IntoTokio::new(Peer::answering([code()])));
    let polled = Pin::new(&mut seeker).poll_seek(cx, position);
    assert_eq!(polled.map(|result| result.unwrap_err().raw_os_error()), Poll::Ready(Some(29)));

    let mut seeker = FromFutures::new(IntoFutures::new(Peer::answering([code()])));
    let polled = Pin::new(&mut seeker).poll_seek(cx, position);
    assert_eq!(polled.map(|result| result.unwrap_err().raw_os_error()), Poll::Ready(Some(29)));
}

#[test]
fn futures_seek_is_forwarded() {
    for position in POSITIONS {
        for answer in [ready(42), Poll::Pending] {
            let expected = if answer.is_ready() { Poll::Ready(Ok(42)) } else { Poll::Pending };
            let mut seeker = FromFutures::new(Peer::answering([answer]));
            assert_eq!(seek(&mut seeker, position), expected);
            assert_eq!(seeker.get_ref().calls, [Seek(position)]);
        }
    }
    for kind in [io::ErrorKind::WouldBlock, io::ErrorKind::Interrupted] {
        let mut seeker = FromFutures::new(Peer::answering([error(kind), ready(42)]));
        assert_eq!(seek(&mut seeker, Start(1)), Poll::Pending);
        assert_eq!(seek(&mut seeker, Start(1)), Poll::Ready(Ok(42)));
    }
}
