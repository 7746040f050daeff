//! `write`, `write_all`, their vectored forms, `flush`, `shutdown`.

use std::{
    pin::Pin,
    task::{Context, Poll},
};

use async_interop::io::{AsyncWrite, AsyncWriteExt, ErrorKind, IoSlice, Result};

use super::support::{Fail, Take, Task, Wait, Writer, abandon, count, finish};
use crate::io::support::panic_message;

#[test]
fn write_is_one_call() {
    let mut writer = Writer::new([Wait, Take(2)]);
    assert_eq!(finish(writer.write(b"abc")).unwrap(), 2);
    assert_eq!(finish(writer.write(b"")).unwrap(), 0);
    assert_eq!(writer.bytes, b"ab");
}

#[test]
fn write_dropped_wrote_nothing() {
    let mut writer = Writer::new([Wait, Take(2)]);
    assert!(abandon(writer.write(b"abc"), 1).is_none());
    assert_eq!(writer.bytes, b"");
}

#[test]
fn write_all_writes_all() {
    let mut writer = Writer::slow();
    assert_eq!(count(writer.write_all(b"abc")).1, 3);
    assert_eq!((&writer.bytes[..], writer.log.as_str()), (&b"abc"[..], "www"));
}

#[test]
fn write_all_of_nothing_does_not_ask() {
    let mut writer = Writer::new([Fail(ErrorKind::Other)]);
    finish(writer.write_all(b"")).unwrap();
    assert_eq!(writer.steps.len(), 1);
}

#[test]
fn write_all_to_a_writer_that_takes_no_more() {
    let mut writer = Writer::new([Take(2), Wait, Take(0)]);
    let mut future = writer.write_all(b"abc");
    let error = finish(&mut future).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::WriteZero);
    assert_eq!(future.written(), 2);
}

#[test]
fn write_all_goes_on_after_an_error() {
    let mut writer = Writer::new([Take(1), Fail(ErrorKind::TimedOut), Take(1)]);
    let mut future = writer.write_all(b"abc");
    assert_eq!(finish(&mut future).unwrap_err().kind(), ErrorKind::TimedOut);
    assert_eq!(future.written(), 1);
    finish(&mut future).unwrap();
    assert_eq!(writer.bytes, b"abc");
}

#[test]
fn write_all_dropped_anywhere_keeps_what_was_done() {
    for polls in 0..5_usize {
        let mut writer = Writer::slow();
        let mut future = writer.write_all(b"abcd");
        let task = Task::default();
        for _ in 0..polls {
            let _ = task.poll(&mut future);
        }
        let written = future.written();
        assert_eq!(written, polls.saturating_sub(1));
        assert_eq!(writer.bytes, &b"abcd"[..written]);
    }
}

/// Claims more than it was given.
struct Liar;

impl AsyncWrite for Liar {
    fn poll_write(self: Pin<&mut Self>, _: &mut Context<'_>, buf: &[u8]) -> Poll<Result<usize>> {
        Poll::Ready(Ok(buf.len() + 1))
    }

    fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Result<()>> {
        Poll::Ready(Ok(()))
    }

    fn poll_shutdown(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Result<()>> {
        Poll::Ready(Ok(()))
    }
}

#[test]
fn a_writer_that_claims_too_much_is_named() {
    let message = panic_message(|| finish(Liar.write_all(b"abc")));
    assert!(message.contains("took 4 of 3 bytes") && message.contains("WRITE-01"), "{message}");
    let message = panic_message(|| finish(Liar.write_all_vectored(&mut [IoSlice::new(b"abc")])));
    assert!(message.contains("beyond"), "{message}");
    let message = panic_message(|| finish(async_interop::io::copy(&mut &b"abc"[..], &mut Liar)));
    assert!(message.contains("WRITE-01"), "{message}");
}

#[test]
fn write_vectored_is_one_call() {
    for (vectored, written) in [(false, 2), (true, 3)] {
        let mut writer = Writer { vectored, ..Writer::new([Wait]) };
        let bufs = [IoSlice::new(b""), IoSlice::new(b"ab"), IoSlice::new(b"c")];
        assert_eq!(finish(writer.write_vectored(&bufs)).unwrap(), written);
    }
}

#[test]
fn write_all_vectored_writes_all() {
    for vectored in [false, true] {
        for step in [1, 2, 3, 100] {
            let script = [Wait, Take(step)].into_iter().cycle().take(100);
            let mut writer = Writer { vectored, ..Writer::new(script) };
            let owned = String::from("cd");
            let mut bufs = [b"".as_slice(), b"ab", b"", owned.as_bytes(), b""].map(IoSlice::new);
            let mut future = writer.write_all_vectored(&mut bufs);
            finish(&mut future).unwrap();
            assert_eq!(future.written(), 4);
            assert_eq!(writer.bytes, b"abcd");
        }
    }
}

#[test]
fn write_all_vectored_of_nothing_does_not_ask() {
    let mut writer = Writer::new([Fail(ErrorKind::Other)]);
    finish(writer.write_all_vectored(&mut [])).unwrap();
    finish(writer.write_all_vectored(&mut [IoSlice::new(b""), IoSlice::new(b"")])).unwrap();
    assert_eq!(writer.steps.len(), 1);
}

#[test]
fn write_all_vectored_errors() {
    let mut writer = Writer::new([Take(1), Fail(ErrorKind::TimedOut), Take(1), Take(0)]);
    let mut bufs = [IoSlice::new(b"ab"), IoSlice::new(b"cd")];
    let mut future = writer.write_all_vectored(&mut bufs);
    assert_eq!(finish(&mut future).unwrap_err().kind(), ErrorKind::TimedOut);
    assert_eq!(future.written(), 1);
    assert_eq!(finish(&mut future).unwrap_err().kind(), ErrorKind::WriteZero);
    assert_eq!(future.written(), 2);
    assert_eq!(writer.bytes, b"ab");
}

#[test]
fn flush_and_shutdown_wait_and_fail() {
    let mut writer = Writer { flush_steps: [Wait, Take(0), Wait].into(), ..Writer::default() };
    assert_eq!(count(writer.flush()).1, 1);
    assert_eq!(count(writer.shutdown()).1, 1);
    assert_eq!(writer.log, "fs");
    let failing = [Fail(ErrorKind::TimedOut), Fail(ErrorKind::BrokenPipe)];
    let mut writer = Writer { flush_steps: failing.into(), ..Writer::default() };
    assert_eq!(finish(writer.flush()).unwrap_err().kind(), ErrorKind::TimedOut);
    assert_eq!(finish(writer.shutdown()).unwrap_err().kind(), ErrorKind::BrokenPipe);
}
