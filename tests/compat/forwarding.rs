//! Each call reaches the inner value once, and its result comes back.

use std::{
    io::{self, IoSlice},
    task::Poll,
};

use crate::support::{Call, Peer, Subject, subjects, with_cx};

/// Polls every adapter once, over a peer that answers with `answer`, and checks the result and what
/// the peer was asked.
#[track_caller]
fn case<T: PartialEq + std::fmt::Debug>(
    answer: impl Fn() -> Poll<io::Result<u64>>,
    poll: impl Fn(&mut dyn Subject) -> Poll<io::Result<T>>,
    expected: Poll<Result<T, io::ErrorKind>>,
    calls: &[Call],
) {
    for (name, mut subject) in subjects(|| Peer::answering([answer()])) {
        let polled = poll(&mut *subject);
        assert_eq!(polled.map_err(|error| error.kind()), expected, "{name}");
        assert_eq!(subject.peer().take_calls(), calls, "{name}");
    }
}

/// The three results that an operation can have.
#[track_caller]
fn every_result<T: PartialEq + std::fmt::Debug + Copy>(
    poll: impl Fn(&mut dyn Subject) -> Poll<io::Result<T>>,
    done: T,
    calls: &[Call],
) {
    let kind = io::ErrorKind::ConnectionAborted;
    case(|| Poll::Ready(Ok(3)), &poll, Poll::Ready(Ok(done)), calls);
    case(|| Poll::Ready(Err(kind.into())), &poll, Poll::Ready(Err(kind)), calls);
    case(|| Poll::Pending, &poll, Poll::Pending, calls);
}

#[test]
fn write() {
    let poll = |subject: &mut dyn Subject| with_cx(|cx| subject.write(cx, b"hello"));
    every_result(poll, 3, &[Call::Write(b"hello".to_vec())]);
    // "Will never take more" is theirs to say.
    case(|| Poll::Ready(Ok(0)), poll, Poll::Ready(Ok(0)), &[Call::Write(b"hello".to_vec())]);
}

#[test]
fn flush() {
    every_result(|subject| with_cx(|cx| subject.flush(cx)), (), &[Call::Flush]);
}

#[test]
fn shutdown() {
    every_result(|subject| with_cx(|cx| subject.shutdown(cx)), (), &[Call::Shutdown]);
}

#[test]
fn write_vectored_is_one_call() {
    let words = ["this", "is", "one", "", "call", "of", "eight", "slices"];
    let bufs = words.map(|word| IoSlice::new(word.as_bytes()));
    let call = Call::WriteVectored(words.map(|word| word.as_bytes().to_vec()).to_vec());
    every_result(|subject| with_cx(|cx| subject.write_vectored(cx, &bufs)), 3, &[call]);
}

#[test]
fn is_write_vectored() {
    for vectored in [false, true] {
        let peer = || Peer { vectored, ..Peer::default() };
        for (name, subject) in subjects(peer) {
            let expected = match name {
                "IntoFutures" => None,
                // futures-io cannot say, so the safe answer.
                "FromFutures" | "futures round trip" => Some(false),
                _ => Some(vectored),
            };
            assert_eq!(subject.is_write_vectored(), expected, "{name}");
        }
    }
}

#[test]
fn read() {
    let peer = || Peer { data: b"hello".to_vec(), ..Peer::default() };
    for (name, mut subject) in subjects(peer) {
        let mut memory = [0; 3];
        let mut read = |subject: &mut dyn Subject| {
            let polled = with_cx(|cx| subject.read(cx, &mut memory));
            polled.map(|result| memory[..result.unwrap()].to_vec())
        };
        assert_eq!(read(&mut *subject), Poll::Ready(b"hel".to_vec()), "{name}");
        assert_eq!(read(&mut *subject), Poll::Ready(b"lo".to_vec()), "{name}");
        // The end, and again.
        assert_eq!(read(&mut *subject), Poll::Ready(vec![]), "{name}");
        assert_eq!(read(&mut *subject), Poll::Ready(vec![]), "{name}");
        assert_eq!(subject.peer().take_calls(), vec![Call::Read(3); 4], "{name}");
    }
    for (name, mut subject) in subjects(|| Peer::answering([Poll::Pending])) {
        assert!(with_cx(|cx| subject.read(cx, &mut [0; 3])).is_pending(), "{name}");
    }
}

#[test]
fn fill_buf_and_consume() {
    let peer = || Peer { data: b"hello".to_vec(), ..Peer::default() };
    for (name, mut subject) in subjects(peer) {
        if !subject.is_buffered() {
            continue;
        }
        let fill =
            |subject: &mut dyn Subject| with_cx(|cx| subject.fill_buf(cx)).map(Result::unwrap);
        assert_eq!(fill(&mut *subject), Poll::Ready(b"hello".to_vec()), "{name}");
        subject.consume(0);
        subject.consume(4);
        assert_eq!(fill(&mut *subject), Poll::Ready(b"o".to_vec()), "{name}");
        subject.consume(1);
        assert_eq!(fill(&mut *subject), Poll::Ready(vec![]), "{name}");
        use Call::{Consume, FillBuf};
        let calls = [FillBuf, Consume(0), Consume(4), FillBuf, Consume(1), FillBuf];
        assert_eq!(subject.peer().take_calls(), calls, "{name}");
    }
    for (name, mut subject) in subjects(|| Peer::answering([Poll::Pending])) {
        if !subject.is_buffered() {
            continue;
        }
        assert!(with_cx(|cx| subject.fill_buf(cx)).is_pending(), "{name}");
    }
}
