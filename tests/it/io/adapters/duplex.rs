//! `duplex`: what the suites, which run over it, do not ask.

use std::task::{Context, Waker};

use async_interop::io::{self, AsyncWrite as _, DuplexStream, ErrorKind};
use static_assertions::assert_impl_all as all;

use super::super::support::{panic_message, read, write, write_vectored};

all!(DuplexStream: Send, Sync, Unpin);

#[test]
fn a_capacity_of_zero_is_refused() {
    let message = panic_message(|| drop(io::duplex(0)));
    assert!(message.contains("use at least 1"), "{message}");
}

#[test]
fn a_huge_capacity_allocates_only_what_is_used() {
    let (mut left, mut right) = io::duplex(usize::MAX);
    assert_eq!(write(&mut left, &[7; 1000]).unwrap(), 1000);
    assert_eq!(read(&mut right, 2000).unwrap(), [7; 1000]);
}

#[test]
fn slices_fill_it_to_the_last_byte() {
    let (mut left, mut right) = io::duplex(4);
    assert_eq!(write_vectored(&mut left, &[b"a", b"", b"bc", b"def"]).unwrap(), 4);
    let mut cx = Context::from_waker(Waker::noop());
    assert!(std::pin::Pin::new(&mut left).poll_write(&mut cx, b"x").is_pending());
    assert_eq!(read(&mut right, 3).unwrap(), b"abc");
    assert_eq!(write(&mut left, b"xyz9").unwrap(), 3);
    assert_eq!(read(&mut right, 9).unwrap(), b"dxyz");
}

#[test]
fn a_planned_failure_comes_once_and_after_what_was_written() {
    let (mut left, mut right) = io::duplex(4);
    write(&mut left, b"ab").unwrap();
    right.fail_read(ErrorKind::TimedOut);
    assert_eq!(read(&mut right, 9).unwrap(), b"ab");
    assert_eq!(read(&mut right, 9).unwrap_err().kind(), ErrorKind::TimedOut);
    left.fail_write(ErrorKind::Interrupted);
    assert_eq!(write(&mut left, b"c").unwrap(), 1);
    left.fail_write(ErrorKind::TimedOut);
    assert_eq!(write(&mut left, b"d").unwrap_err().kind(), ErrorKind::TimedOut);
    assert_eq!(read(&mut right, 9).unwrap(), b"c");
}

#[test]
fn debug_shows_how_much_waits() {
    let (mut left, _right) = io::duplex(4);
    write(&mut left, b"ab").unwrap();
    assert_eq!(format!("{left:?}"), "DuplexStream { incoming: 0, outgoing: 2 }");
}
