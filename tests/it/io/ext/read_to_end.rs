//! `read_to_end`: what it reads, how it grows, what it initializes.

use std::{
    pin::Pin,
    task::{Context, Poll},
};

use async_interop::io::{AsyncRead, AsyncReadExt, ErrorKind, ReadCursor, Result};

use super::support::{Data, Fail, Reader, Task, abandon, count, finish, pieces};
use crate::io::support::panic_message;

#[test]
fn appends_all_and_counts_what_it_read() {
    let mut reader = Reader::slow(b"hello");
    let mut bytes = b"> ".to_vec();
    let (result, pending) = count(reader.read_to_end(&mut bytes));
    assert_eq!((result.unwrap(), pending), (5, 6));
    assert_eq!(bytes, b"> hello");
    assert_eq!(finish(reader.read_to_end(&mut bytes)).unwrap(), 0);
}

#[test]
fn grows_as_std_does() {
    for len in [0, 1, 31, 32, 33, 63, 64, 65, 1000, 8191, 8192, 8193, 100_000] {
        let data = vec![7; len];
        let mut ours = Vec::new();
        finish((&data[..]).read_to_end(&mut ours)).unwrap();
        assert_eq!(ours, data);
        assert!(ours.capacity() <= (2 * len).max(64), "{len} bytes in {}", ours.capacity());
    }
}

#[test]
fn empty_source_allocates_nothing() {
    let mut bytes = Vec::new();
    finish((&b""[..]).read_to_end(&mut bytes)).unwrap();
    assert_eq!(bytes.capacity(), 0);
}

#[test]
fn right_capacity_does_not_grow() {
    for (before, len) in [(0, 1), (0, 32), (3, 29), (0, 1000), (10, 100_000)] {
        for piece in [1, 7, 1024] {
            let mut reader = Reader::new(pieces(&vec![7; len], piece, true));
            let mut bytes = Vec::with_capacity(before + len);
            bytes.resize(before, 0);
            let (pointer, capacity) = (bytes.as_ptr(), bytes.capacity());
            assert_eq!(finish(reader.read_to_end(&mut bytes)).unwrap(), len);
            assert_eq!((bytes.as_ptr(), bytes.capacity()), (pointer, capacity));
        }
    }
}

/// A reader that initializes all it is offered, and gets it again after a `Pending` and after each
/// byte, initializes each byte of the memory once.
#[test]
fn keeps_the_init_mark_from_poll_to_poll() {
    let len = 5000;
    let mut reader = Reader { initializes: true, ..Reader::slow(&vec![7; len]) };
    let mut bytes = Vec::with_capacity(64 * 1024);
    finish(reader.read_to_end(&mut bytes)).unwrap();
    assert_eq!(reader.initialized, bytes.capacity());

    let mut reader = Reader { initializes: true, ..Reader::slow(&vec![7; len]) };
    let mut bytes = Vec::new();
    finish(reader.read_to_end(&mut bytes)).unwrap();
    assert_eq!(bytes, vec![7; len]);
    assert!(reader.initialized <= bytes.capacity());
}

#[test]
fn keeps_what_came_before_an_error() {
    let mut reader =
        Reader::new([Data(b"ab".into()), Fail(ErrorKind::TimedOut), Data(b"cd".into())]);
    let mut bytes = Vec::new();
    let error = finish(reader.read_to_end(&mut bytes)).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::TimedOut);
    assert_eq!(bytes, b"ab");
    assert_eq!(finish(reader.read_to_end(&mut bytes)).unwrap(), 2);
    assert_eq!(bytes, b"abcd");
}

#[test]
fn an_error_of_the_probe_is_returned() {
    let mut reader = Reader::new([Fail(ErrorKind::TimedOut)]);
    let mut bytes = Vec::new();
    assert!(finish(reader.read_to_end(&mut bytes)).is_err());
}

#[test]
fn dropped_anywhere_keeps_what_was_done() {
    for capacity in [0, 2, 64] {
        for polls in 0..8 {
            let mut reader = Reader::slow(b"abcdef");
            let mut bytes = Vec::with_capacity(capacity);
            abandon(reader.read_to_end(&mut bytes), polls);
            assert_eq!(bytes.len(), polls.saturating_sub(1).min(6));
            assert_eq!([&bytes[..], &reader.rest()].concat(), b"abcdef");
        }
    }
}

/// Fills, and then breaks the contract: panics, waits or fails.
struct FillsFirst<F>(F);

impl<F: FnMut() -> Poll<Result<()>> + Unpin> AsyncRead for FillsFirst<F> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
        mut buf: ReadCursor<'_>,
    ) -> Poll<Result<()>> {
        buf.append_some(b"kept");
        (self.0)()
    }
}

#[test]
fn keeps_what_a_reader_filled_before_it_broke_its_contract() {
    for capacity in [0, 64] {
        for poll in [|| Poll::Pending, || Poll::Ready(Err(ErrorKind::TimedOut.into()))] {
            let mut bytes = Vec::with_capacity(capacity);
            abandon(FillsFirst(poll).read_to_end(&mut bytes), 1);
            assert_eq!(bytes, b"kept");
        }
    }
}

#[test]
fn a_reader_that_panics_leaves_the_vector_as_it_was() {
    for capacity in [0, 64] {
        let mut bytes = Vec::with_capacity(capacity);
        bytes.extend(b"> ");
        let mut reader = FillsFirst(|| panic!("as the test wants"));
        panic_message(|| abandon(reader.read_to_end(&mut bytes), 1));
        assert_eq!(bytes, b"> ");
        finish(Reader::slow(b"abc").read_to_end(&mut bytes)).unwrap();
        assert_eq!(bytes, b"> abc");
    }
}

/// A future may be polled on after a panic: what it knows about the memory is still true.
#[test]
fn a_future_goes_on_after_a_panic() {
    let mut first = true;
    let mut reader = FillsFirst(move || {
        assert!(!std::mem::take(&mut first), "as the test wants");
        Poll::Pending
    });
    let mut bytes = Vec::with_capacity(64);
    let mut future = reader.read_to_end(&mut bytes);
    panic_message(|| Task::default().poll(&mut future).is_ready());
    assert!(Task::default().poll(&mut future).is_pending());
    drop(future);
    assert_eq!(bytes, b"kept");
}
