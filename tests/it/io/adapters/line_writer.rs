//! `LineWriter`, where std's twin has no say.

use std::{
    pin::Pin,
    task::{Context, Poll, Waker},
};

use async_interop::io::{AsyncWrite, LineWriter};

use super::{
    super::support::{now, write, write_vectored},
    twin::Twin,
};

#[test]
fn what_follows_the_last_newline_waits() {
    let mut writer = LineWriter::with_buffer(Twin::default(), [0; 8]);
    assert_eq!(write(&mut writer, b"one\ntwo\nthr").unwrap(), 11);
    assert_eq!((&*writer.get_ref().bytes, writer.buffer()), (&b"one\ntwo\n"[..], &b"thr"[..]));
    assert_eq!(write(&mut writer, b"ee\n").unwrap(), 3);
    assert_eq!(writer.get_ref().bytes, b"one\ntwo\nthree\n");
}

#[test]
fn a_vectored_write_goes_out_up_to_its_last_slice_with_a_newline() {
    for vectored in [false, true] {
        let mut writer = LineWriter::with_buffer(Twin { vectored, ..Twin::default() }, [0; 8]);
        assert_eq!(writer.is_write_vectored(), vectored);
        let taken = write_vectored(&mut writer, &[b"", b"one\n", b"two", b"\n", b"thr"]).unwrap();
        if vectored {
            assert_eq!((taken, &*writer.get_ref().bytes), (11, &b"one\ntwo\n"[..]));
            assert_eq!(write_vectored(&mut writer, &[b"e", b"e"]).unwrap(), 2);
            assert_eq!(writer.buffer(), b"three");
        } else {
            assert_eq!((taken, &*writer.get_ref().bytes), (4, &b"one\n"[..]));
        }
    }
}

#[test]
fn an_empty_write_never_waits() {
    let mut writer = LineWriter::with_buffer(Twin::slow(), [0; 8]);
    // The inner writer takes one byte; the rest of the line is complete, and waits.
    assert!(matches!(poll_write(&mut writer, b"ab\n"), Poll::Pending));
    assert!(matches!(poll_write(&mut writer, b"ab\n"), Poll::Ready(Ok(3))));
    assert_eq!(writer.buffer(), b"b\n");
    assert!(matches!(poll_write(&mut writer, b""), Poll::Ready(Ok(0))));
    assert!(matches!(poll_write(&mut writer, b"c"), Poll::Pending));
}

#[test]
fn lines_over_a_slow_writer_arrive_whole_though_every_second_call_is_abandoned() {
    let mut writer = LineWriter::with_buffer(Twin::slow(), [0; 4]);
    let mut sent = Vec::new();
    for round in 0..40 {
        let line = [b"a\n", &b"bcdefgh\nijk"[..], b"lm"][round % 3];
        let mut left = line;
        while !left.is_empty() {
            // Abandoned: other bytes were offered first, and are not accepted.
            if let Poll::Ready(Ok(n)) = poll_write(&mut writer, b"??\n") {
                sent.extend_from_slice(&b"??\n"[..n]);
            }
            if let Poll::Ready(Ok(n)) = poll_write(&mut writer, left) {
                sent.extend_from_slice(&left[..n]);
                left = &left[n..];
            }
        }
    }
    let mut cx = Context::from_waker(Waker::noop());
    while Pin::new(&mut writer).poll_shutdown(&mut cx).map(Result::unwrap).is_pending() {}
    assert_eq!((&writer.get_ref().bytes, writer.get_ref().shutdowns), (&sent, 1));
}

#[test]
fn without_a_buffer_all_goes_through() {
    let mut writer = LineWriter::with_capacity(0, Twin::default());
    assert_eq!(write(&mut writer, b"a\nb").unwrap(), 2);
    assert_eq!(write(&mut writer, b"b").unwrap(), 1);
    now(|cx| Pin::new(&mut writer).poll_flush(cx)).unwrap();
    assert_eq!(writer.into_inner().bytes, b"a\nb");
}

fn poll_write(
    writer: &mut (impl AsyncWrite + Unpin),
    bytes: &[u8],
) -> Poll<async_interop::io::Result<usize>> {
    Pin::new(writer).poll_write(&mut Context::from_waker(Waker::noop()), bytes)
}
