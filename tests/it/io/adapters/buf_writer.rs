//! `BufWriter`, where std's twin has no say: pending, abandoning, shutdown, vectored writes.

use std::{
    io::Write as _,
    pin::Pin,
    task::{Context, Poll, Waker},
};

use async_interop::io::{
    AsyncSeek as _, AsyncWrite, BufReader, BufWriter, Cursor, ErrorKind, IoSlice, SeekFrom,
};
use proptest::{collection::vec, prelude::*};

use super::{
    super::support::{finish, now, read, seek, write, write_vectored},
    twin::{Step, Twin},
};

fn poll<T>(poll: impl FnOnce(&mut Context<'_>) -> Poll<T>) -> Poll<T> {
    poll(&mut Context::from_waker(Waker::noop()))
}

/// Polls until it is ready, and returns how often that was.
fn polls(mut once: impl FnMut(&mut Context<'_>) -> Poll<async_interop::io::Result<()>>) -> usize {
    (1..1000).find(|_| poll(&mut once).map(Result::unwrap).is_ready()).expect("it never ends")
}

#[test]
fn small_writes_become_one() {
    let mut writer = BufWriter::with_buffer(Twin::default(), [0; 8]);
    for _ in 0..3 {
        assert_eq!(write(&mut writer, b"ab").unwrap(), 2);
    }
    assert_eq!((writer.get_ref().polls, writer.buffer()), (0, &b"ababab"[..]));
    assert_eq!(write(&mut writer, b"cde").unwrap(), 3);
    assert_eq!((&*writer.get_ref().bytes, writer.buffer()), (&b"ababab"[..], &b"cde"[..]));
}

#[test]
fn an_empty_write_never_waits() {
    let mut writer = BufWriter::with_buffer(Twin::slow(), [0; 2]);
    write(&mut writer, b"a").unwrap();
    write(&mut writer, b"b").unwrap();
    assert_eq!(write(&mut writer, b"").unwrap(), 0);
    assert_eq!(write_vectored(&mut writer, &[]).unwrap(), 0);
    assert_eq!(write_vectored(&mut writer, &[b"", b""]).unwrap(), 0);
    assert_eq!(writer.get_ref().polls, 0);
}

#[test]
fn a_full_writer_makes_room_by_itself() {
    let mut writer = BufWriter::with_buffer(Twin::slow(), [0; 1]);
    for byte in 0..100_u8 {
        while poll(|cx| Pin::new(&mut writer).poll_write(cx, &[byte])).is_pending() {}
    }
    polls(|cx| Pin::new(&mut writer).poll_flush(cx));
    assert_eq!(writer.get_ref().bytes, (0..100).collect::<Vec<u8>>());
}

#[test]
fn flush_drains_over_many_polls_and_then_flushes() {
    let mut writer = BufWriter::with_buffer(Twin::slow(), [0; 8]);
    write(&mut writer, b"abc").unwrap();
    assert_eq!(polls(|cx| Pin::new(&mut writer).poll_flush(cx)), 5);
    assert_eq!((&*writer.get_ref().bytes, writer.get_ref().flushes), (&b"abc"[..], 1));
    finish(&mut BufWriter::with_buffer(writer.into_inner().bytes, [0; 1]));
}

#[test]
fn shutdown_drains_first_and_may_be_repeated() {
    let mut writer = BufWriter::with_buffer(Twin::slow(), [0; 8]);
    write(&mut writer, b"abc").unwrap();
    assert_eq!(polls(|cx| Pin::new(&mut writer).poll_shutdown(cx)), 5);
    assert_eq!((&*writer.get_ref().bytes, writer.get_ref().shutdowns), (&b"abc"[..], 1));
    polls(|cx| Pin::new(&mut writer).poll_shutdown(cx));
    polls(|cx| Pin::new(&mut writer).poll_flush(cx));
    assert_eq!(writer.get_ref().bytes, b"abc");
}

#[test]
fn an_error_neither_resends_nor_skips() {
    for at in 0..6 {
        let mut script = vec![Step::AtMost(1); 6];
        script.insert(at, Step::Fail);
        let mut writer = BufWriter::with_buffer(Twin::new([], script), [0; 8]);
        write(&mut writer, b"abcdef").unwrap();
        let error = now(|cx| Pin::new(&mut writer).poll_flush(cx)).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::ConnectionReset);
        assert_eq!(writer.get_ref().bytes, &b"abcdef"[..at]);
        assert_eq!(writer.buffer(), &b"abcdef"[at..]);
        write(&mut writer, b"g").unwrap();
        now(|cx| Pin::new(&mut writer).poll_shutdown(cx)).unwrap();
        assert_eq!(writer.get_ref().bytes, b"abcdefg");
    }
}

#[test]
fn an_inner_writer_that_takes_nothing_is_write_zero() {
    let mut writer = BufWriter::with_buffer(Cursor::new([0; 2]), [0; 4]);
    write(&mut writer, b"abc").unwrap();
    for _ in 0..2 {
        let error = now(|cx| Pin::new(&mut writer).poll_flush(cx)).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::WriteZero);
        assert_eq!((writer.get_ref().get_ref(), writer.buffer()), (b"ab", &b"c"[..]));
    }
}

#[test]
fn without_a_buffer_all_goes_through() {
    for vectored in [false, true] {
        let twin = Twin { vectored, ..Twin::default() };
        let mut writer = BufWriter::with_capacity(0, twin);
        assert_eq!(write(&mut writer, b"a").unwrap(), 1);
        assert_eq!(write(&mut writer, b"").unwrap(), 0);
        let taken = if vectored { 3 } else { 2 };
        assert_eq!(write_vectored(&mut writer, &[b"bc", b"d"]).unwrap(), taken);
        assert_eq!(writer.get_ref().bytes, &b"abcd"[..1 + taken]);
    }
}

#[test]
fn slices_are_gathered_whatever_the_inner_writer_does() {
    for vectored in [false, true] {
        let twin = Twin { vectored, ..Twin::default() };
        let mut writer = BufWriter::with_buffer(twin, [0; 8]);
        assert!(writer.is_write_vectored());
        assert_eq!(write_vectored(&mut writer, &[b"ab", b"", b"cd"]).unwrap(), 4);
        assert_eq!(writer.get_ref().polls, 0);
        assert_eq!(write_vectored(&mut writer, &[b"efg", b"hi"]).unwrap(), 5);
        assert_eq!(writer.get_ref().bytes, b"abcd");
        // Too much for the buffer: in one call if possible, else what fits.
        let taken = write_vectored(&mut writer, &[b"jkl", b"mnop", b"qr"]).unwrap();
        assert_eq!(taken, if vectored { 9 } else { 8 });
        now(|cx| Pin::new(&mut writer).poll_flush(cx)).unwrap();
        assert_eq!(writer.get_ref().bytes, &b"abcdefghijklmnopqr"[..9 + taken]);
    }
}

#[test]
fn a_seek_comes_after_what_was_written_before() {
    let twin = Twin::new(*b"........", [Step::Pend, Step::AtMost(1), Step::Pend]);
    let mut writer = BufWriter::with_buffer(twin, [0; 4]);
    write(&mut writer, b"ab").unwrap();
    let to = SeekFrom::Current(2);
    while poll(|cx| Pin::new(&mut writer).poll_seek(cx, to).map_ok(|at| assert_eq!(at, 4)))
        .is_pending()
    {}
    write(&mut writer, b"cd").unwrap();
    assert_eq!(seek(&mut writer, SeekFrom::Start(0)).unwrap(), 0);
    assert_eq!(writer.get_ref().bytes, b"ab..cd..");
}

#[test]
fn both_buffers_around_one_object() {
    let twin = Twin::new(*b"input", []);
    let mut both = BufReader::with_buffer(BufWriter::with_buffer(twin, [0; 4]), [0; 8]);
    assert_eq!(read(&mut both, 2).unwrap(), b"in");
    assert!(both.is_write_vectored());
    assert_eq!(write(&mut both, b"out").unwrap(), 3);
    assert_eq!(both.get_ref().buffer(), b"out");
    now(|cx| Pin::new(&mut both).poll_flush(cx)).unwrap();
    assert_eq!(both.get_ref().get_ref().bytes, b"inputout");
    let mut forwarding = BufWriter::with_buffer(&b"abc"[..], [0; 1]);
    assert_eq!(super::super::support::fill(&mut forwarding), b"abc");
    assert_eq!(read(&mut forwarding, 2).unwrap(), b"ab");
}

#[test]
fn the_parts_have_what_was_not_written() {
    let mut writer = BufWriter::with_buffer(Twin::slow(), [0; 8]);
    write(&mut writer, b"abc").unwrap();
    for _ in 0..3 {
        let _ = poll(|cx| Pin::new(&mut writer).poll_flush(cx));
    }
    let (twin, buffer, range) = writer.into_parts();
    let mut bytes = twin.bytes;
    bytes.write_all(&buffer[range]).unwrap();
    assert_eq!(bytes, b"abc");
}

#[derive(Clone, Debug)]
enum Call {
    Write(usize),
    Vectored(Vec<usize>),
    Flush,
    Shutdown,
}

fn calls() -> impl Strategy<Value = Call> {
    prop_oneof![
        4 => (0_usize..20).prop_map(Call::Write),
        3 => vec(0_usize..8, 0..5).prop_map(Call::Vectored),
        1 => Just(Call::Flush),
        1 => Just(Call::Shutdown),
    ]
}

proptest! {
    /// Every call is polled once, and abandoned if it is pending.
    #[test]
    fn abandoned_calls_neither_lose_nor_repeat(
        script in vec(
            prop_oneof![
                Just(Step::Pend), (1_usize..6).prop_map(Step::AtMost), Just(Step::Fail)
            ],
            0..150,
        ),
        capacity in 0_usize..12,
        vectored: bool,
        calls in vec(calls(), 0..100),
    ) {
        let twin = Twin { vectored, ..Twin::new([], script) };
        let mut writer = BufWriter::with_capacity(capacity, twin);
        let mut accepted = Vec::new();
        let bytes: Vec<u8> = (0..=255).collect();
        for (round, call) in calls.into_iter().enumerate() {
            let mut pin = Pin::new(&mut writer);
            let bytes = &bytes[round..];
            match call {
                Call::Write(len) => {
                    if let Poll::Ready(Ok(n)) = poll(|cx| pin.poll_write(cx, &bytes[..len])) {
                        prop_assert!(n <= len && (n > 0 || len == 0));
                        accepted.extend_from_slice(&bytes[..n]);
                    }
                }
                Call::Vectored(lens) => {
                    let mut left = bytes;
                    let bufs: Vec<_> = lens.iter().map(|len| {
                        IoSlice::new(take(&mut left, *len))
                    }).collect();
                    let total: usize = lens.iter().sum();
                    if let Poll::Ready(Ok(n)) = poll(|cx| pin.poll_write_vectored(cx, &bufs)) {
                        prop_assert!(n <= total && (n > 0 || total == 0));
                        accepted.extend_from_slice(&bytes[..n]);
                    }
                }
                Call::Flush => {
                    if let Poll::Ready(Ok(())) = poll(|cx| pin.as_mut().poll_flush(cx)) {
                        prop_assert_eq!(&pin.get_ref().bytes, &accepted);
                    }
                }
                Call::Shutdown => {
                    if let Poll::Ready(Ok(())) = poll(|cx| pin.as_mut().poll_shutdown(cx)) {
                        prop_assert_eq!(&pin.get_ref().bytes, &accepted);
                    }
                }
            }
            let mut all = writer.get_ref().bytes.clone();
            all.extend_from_slice(writer.buffer());
            prop_assert_eq!(&all, &accepted);
        }
    }
}

/// Splits the first `n` bytes off `bytes`.
fn take<'a>(bytes: &mut &'a [u8], n: usize) -> &'a [u8] {
    let (first, rest) = bytes.split_at(n);
    *bytes = rest;
    first
}
