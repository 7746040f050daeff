//! `copy_bidirectional`.

use std::task::Poll;

use async_interop::io::{
    AsyncRead, AsyncWrite, ErrorKind, IoSlice, ReadCursor, Result, copy_bidirectional, repeat,
};

use super::support::{Both, Data, Fail, Reader, Stall, Take, Task, Wait, Writer, finish};

fn both(reader: Reader) -> Both {
    Both(reader, Writer::default())
}

#[test]
fn copies_both_ways_and_shuts_both_down() {
    let mut a = both(Reader::slow(b"from a"));
    let mut b = both(Reader::slow(b"b"));
    assert_eq!(finish(copy_bidirectional(&mut a, &mut b)).unwrap(), (6, 1));
    assert_eq!((&a.1.bytes[..], &b.1.bytes[..]), (&b"b"[..], &b"from a"[..]));
    assert!(a.1.log.ends_with("fs") && b.1.log.ends_with("fs"));
}

#[test]
fn one_end_shuts_the_far_side_and_the_other_direction_goes_on() {
    let mut a = both(Reader::new([Data(b"request".into())]));
    let mut b = both(Reader::new([Stall]));
    let mut future = copy_bidirectional(&mut a, &mut b);
    let task = Task::default();
    assert!(task.poll(&mut future).is_pending());
    assert_eq!(future.written(), (7, 0));
    assert!(task.poll(&mut future).is_pending());
    drop(future);
    assert_eq!((a.1.log.as_str(), b.1.log.as_str()), ("", "wfs"));

    // The answer comes after the end of the request.
    let mut b = both(Reader::new([Wait, Wait, Data(b"answer".into())]));
    let mut a = both(Reader::new([Data(b"request".into())]));
    assert_eq!(finish(copy_bidirectional(&mut a, &mut b)).unwrap(), (7, 6));
    assert_eq!(a.1.log, "wfs");
}

#[test]
fn a_shutdown_that_waits_is_asked_until_it_is_done_and_no_more() {
    let mut a = both(Reader::new([]));
    let slow = Writer { flush_steps: [Wait, Wait].into(), ..Writer::default() };
    let mut b = Both(Reader::slow(b"answer"), slow);
    assert_eq!(finish(copy_bidirectional(&mut a, &mut b)).unwrap(), (0, 6));
    assert_eq!(b.1.log, "s");
}

#[test]
fn the_first_error_ends_both_and_shuts_nothing() {
    let mut a = both(Reader::new([Fail(ErrorKind::TimedOut)]));
    let mut b = both(Reader::slow(b"answer"));
    let error = finish(copy_bidirectional(&mut a, &mut b)).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::TimedOut);
    assert_eq!((a.1.log.as_str(), b.1.log.as_str()), ("", ""));

    let mut a = Both(Reader::new([Stall]), Writer::new([Fail(ErrorKind::BrokenPipe)]));
    let mut b = both(Reader::slow(b"answer"));
    let error = finish(copy_bidirectional(&mut a, &mut b)).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::BrokenPipe);

    let failing =
        Writer { flush_steps: [Fail(ErrorKind::NotConnected)].into(), ..Writer::default() };
    let mut a = both(Reader::new([]));
    let mut b = Both(Reader::new([Stall]), failing);
    let error = finish(copy_bidirectional(&mut a, &mut b)).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::NotConnected);
}

#[test]
fn a_writer_that_takes_no_more_ends_it() {
    let mut a = both(Reader::new([Data(b"abc".into())]));
    let mut b = Both(Reader::new([Stall]), Writer::new([Take(1), Take(0)]));
    let mut future = copy_bidirectional(&mut a, &mut b);
    assert_eq!(finish(&mut future).unwrap_err().kind(), ErrorKind::WriteZero);
    assert_eq!(future.written(), (1, 0));
}

/// A side that never ends, and takes everything.
struct Endless;

impl AsyncRead for Endless {
    fn poll_read(
        self: std::pin::Pin<&mut Self>,
        cx: &mut std::task::Context<'_>,
        buf: ReadCursor<'_>,
    ) -> Poll<Result<()>> {
        std::pin::Pin::new(&mut repeat(7)).poll_read(cx, buf)
    }
}

impl AsyncWrite for Endless {
    fn poll_write(
        self: std::pin::Pin<&mut Self>,
        _: &mut std::task::Context<'_>,
        buf: &[u8],
    ) -> Poll<Result<usize>> {
        Poll::Ready(Ok(buf.len()))
    }

    fn poll_flush(
        self: std::pin::Pin<&mut Self>,
        _: &mut std::task::Context<'_>,
    ) -> Poll<Result<()>> {
        Poll::Ready(Ok(()))
    }

    fn poll_shutdown(
        self: std::pin::Pin<&mut Self>,
        _: &mut std::task::Context<'_>,
    ) -> Poll<Result<()>> {
        Poll::Ready(Ok(()))
    }

    fn poll_write_vectored(
        self: std::pin::Pin<&mut Self>,
        _: &mut std::task::Context<'_>,
        bufs: &[IoSlice<'_>],
    ) -> Poll<Result<usize>> {
        Poll::Ready(Ok(bufs.iter().map(|buf| buf.len()).sum()))
    }
}

/// The first direction is always ready; the second has its turn.
#[test]
fn a_direction_that_is_always_ready_does_not_starve_the_other() {
    let mut b = both(Reader::new([Data(b"answer".into()), Stall]));
    b.1.bytes.reserve(2 << 20);
    let mut a = Endless;
    let mut future = copy_bidirectional(&mut a, &mut b);
    let task = Task::default();
    assert!(task.poll(&mut future).is_pending());
    let (up, down) = future.written();
    assert!(up > 0 && down == 6, "{up} bytes up, {down} down");
    assert_eq!(task.wakes(), 1);
}

#[test]
fn dropped_anywhere_it_tells_how_much_was_written() {
    for polls in 0..12 {
        let mut a = Both(Reader::slow(b"from a"), Writer::slow());
        let mut b = Both(Reader::slow(b"from b"), Writer::slow());
        let mut future = copy_bidirectional(&mut a, &mut b);
        let task = Task::default();
        for _ in 0..polls {
            let _ = task.poll(&mut future);
        }
        let (up, down) = future.written();
        assert_eq!(b.1.bytes, &b"from a"[..up as usize]);
        assert_eq!(a.1.bytes, &b"from b"[..down as usize]);
    }
}
