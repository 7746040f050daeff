//! `BufReader`, where std's twin has no say: polls, pending, wrappers, the caller's buffer.

use std::{
    mem::MaybeUninit,
    pin::Pin,
    task::{Context, Poll, Waker},
};

use async_interop::io::{
    AsyncBufRead as _, AsyncRead, AsyncSeek as _, AsyncWrite as _, BufReader, ErrorKind, ReadBuf,
    SeekFrom,
};

use super::{
    super::support::{fill, now, panic_message, read, seek, write, write_vectored},
    twin::{Step, Twin},
};

fn pends<T>(poll: impl FnOnce(&mut Context<'_>) -> Poll<T>) {
    assert!(poll(&mut Context::from_waker(Waker::noop())).is_pending());
}

fn pending_read(reader: &mut (impl AsyncRead + Unpin), room: usize) {
    let mut memory = vec![0; room];
    let mut buf = ReadBuf::new(&mut memory);
    pends(|cx| Pin::new(reader).poll_read(cx, buf.unfilled()));
    assert!(buf.is_empty());
}

#[test]
fn what_is_buffered_is_shown_without_a_poll() {
    let mut reader = BufReader::with_buffer(Twin::new(*b"abcdef", []), [0; 4]);
    for _ in 0..3 {
        assert_eq!(fill(&mut reader), b"abcd");
    }
    assert_eq!(read(&mut reader, 1).unwrap(), b"a");
    assert_eq!(fill(&mut reader), b"bcd");
    assert_eq!(reader.get_ref().polls, 1);
}

#[test]
fn no_room_neither_fills_nor_waits() {
    let mut reader = BufReader::with_buffer(Twin::new(*b"ab", [Step::Pend]), [0; 4]);
    assert_eq!(read(&mut reader, 0).unwrap(), b"");
    assert_eq!(reader.get_ref().polls, 0);
}

#[test]
fn a_large_read_goes_past_the_empty_buffer_and_no_further() {
    let mut reader = BufReader::with_buffer(Twin::new(*b"abcdefghij", []), [0; 4]);
    assert_eq!(read(&mut reader, 4).unwrap(), b"abcd");
    assert_eq!(reader.buffer(), b"");
    assert_eq!(fill(&mut reader), b"efgh");
    assert_eq!(read(&mut reader, 9).unwrap(), b"efgh");
    assert_eq!(read(&mut reader, 9).unwrap(), b"ij");
    assert_eq!(read(&mut reader, 9).unwrap(), b"");
}

#[test]
fn neither_path_initializes_what_it_does_not_read() {
    for capacity in [2, 64] {
        let mut reader = BufReader::with_capacity(capacity, Twin::new(*b"abc", []));
        let mut memory = [MaybeUninit::uninit(); 32];
        let mut buf = ReadBuf::uninit(&mut memory);
        now(|cx| Pin::new(&mut reader).poll_read(cx, buf.unfilled())).unwrap();
        assert_eq!((buf.filled(), buf.init_len()), (&b"abc"[..], 3), "capacity {capacity}");
    }
}

#[test]
fn an_error_comes_after_what_was_buffered_and_once() {
    let script = [Step::AtMost(3), Step::Fail];
    let mut reader = BufReader::with_buffer(Twin::new(*b"abcdef", script), [0; 8]);
    assert_eq!(fill(&mut reader), b"abc");
    assert_eq!(read(&mut reader, 2).unwrap(), b"ab");
    assert_eq!(read(&mut reader, 2).unwrap(), b"c");
    assert_eq!(read(&mut reader, 2).unwrap_err().kind(), ErrorKind::ConnectionReset);
    assert_eq!(read(&mut reader, 9).unwrap(), b"def");
}

#[test]
fn abandoned_fills_and_reads_lose_nothing() {
    let script = [Step::Pend, Step::AtMost(1)].into_iter().cycle().take(200);
    let bytes: Vec<u8> = (0..50).collect();
    let mut reader = BufReader::with_buffer(Twin::new(&*bytes, script), [0; 3]);
    let mut seen = Vec::new();
    for round in 0..50 {
        // Every `Pending` is abandoned, in a call of another kind than the next one.
        if round % 2 == 0 {
            pends(|cx| Pin::new(&mut reader).poll_fill_buf(cx).map_ok(<[u8]>::len));
            seen.extend(read(&mut reader, round % 5 + 1).unwrap());
        } else {
            pending_read(&mut reader, round % 5 + 1);
            seen.extend(fill(&mut reader));
            Pin::new(&mut reader).consume(1);
        }
    }
    assert_eq!(seen, bytes);
}

#[test]
fn consume_takes_no_more_than_there_is() {
    let mut reader = BufReader::with_buffer(Twin::new(*b"abc", []), [0; 4]);
    Pin::new(&mut reader).consume(0);
    assert_eq!(fill(&mut reader), b"abc");
    let message = panic_message(|| Pin::new(&mut reader).consume(4));
    assert!(message.starts_with("consume of 4 bytes, but only 3"), "{message}");
    Pin::new(&mut reader).consume(3);
    assert_eq!(fill(&mut reader), b"");
    Pin::new(&mut reader).consume(0);
}

#[test]
fn a_pending_seek_is_applied_once() {
    let script = [Step::AtMost(8), Step::Pend, Step::Pend];
    let mut reader = BufReader::with_buffer(Twin::new(*b"0123456789", script), [0; 8]);
    assert_eq!(read(&mut reader, 2).unwrap(), b"01");
    for _ in 0..2 {
        pends(|cx| Pin::new(&mut reader).poll_seek(cx, SeekFrom::Current(3)));
    }
    assert_eq!(seek(&mut reader, SeekFrom::Current(3)).unwrap(), 5);
    assert_eq!(read(&mut reader, 2).unwrap(), b"56");
}

#[test]
fn an_abandoned_seek_ends_before_the_next_read() {
    let script = [Step::AtMost(8), Step::Pend, Step::Pend];
    let mut reader = BufReader::with_buffer(Twin::new(*b"0123456789", script), [0; 8]);
    assert_eq!(read(&mut reader, 2).unwrap(), b"01");
    pends(|cx| Pin::new(&mut reader).poll_seek(cx, SeekFrom::Current(3)));
    pending_read(&mut reader, 1);
    assert_eq!(fill(&mut reader), b"56789");
}

#[test]
fn an_abandoned_seek_that_fails_changes_nothing() {
    let script = [Step::AtMost(8), Step::Pend, Step::Fail];
    let mut reader = BufReader::with_buffer(Twin::new(*b"0123456789", script), [0; 8]);
    assert_eq!(read(&mut reader, 2).unwrap(), b"01");
    pends(|cx| Pin::new(&mut reader).poll_seek(cx, SeekFrom::Current(3)));
    assert_eq!(read(&mut reader, 9).unwrap(), b"234567");
    assert_eq!(read(&mut reader, 9).unwrap(), b"89");
}

#[test]
fn of_two_seeks_the_last_one_wins() {
    let script = [Step::AtMost(8), Step::Pend];
    let mut reader = BufReader::with_buffer(Twin::new(*b"0123456789", script), [0; 8]);
    assert_eq!(read(&mut reader, 2).unwrap(), b"01");
    pends(|cx| Pin::new(&mut reader).poll_seek(cx, SeekFrom::Current(3)));
    assert_eq!(seek(&mut reader, SeekFrom::Start(1)).unwrap(), 1);
    assert_eq!(read(&mut reader, 2).unwrap(), b"12");
}

#[test]
fn a_seek_that_fails_keeps_the_place() {
    let mut reader = BufReader::with_buffer(Twin::new(*b"0123456789", []), [0; 4]);
    assert_eq!(read(&mut reader, 3).unwrap(), b"012");
    for position in [SeekFrom::Current(-4), SeekFrom::End(-11), SeekFrom::Current(i64::MIN)] {
        assert_eq!(seek(&mut reader, position).unwrap_err().kind(), ErrorKind::InvalidInput);
        assert_eq!(seek(&mut reader, SeekFrom::Current(0)).unwrap(), 3, "{position:?}");
    }
    assert_eq!(read(&mut reader, 3).unwrap(), b"345");
}

#[test]
fn writing_goes_through() {
    for vectored in [false, true] {
        let mut reader = BufReader::with_capacity(4, Twin { vectored, ..Twin::default() });
        assert_eq!(reader.is_write_vectored(), vectored);
        if vectored {
            assert_eq!(write_vectored(&mut reader, &[b"ab", b"c"]).unwrap(), 3);
        } else {
            assert_eq!(write(&mut reader, b"abc").unwrap(), 3);
        }
        now(|cx| Pin::new(&mut reader).poll_flush(cx)).unwrap();
        now(|cx| Pin::new(&mut reader).poll_shutdown(cx)).unwrap();
        let twin = reader.into_inner();
        assert_eq!((&*twin.bytes, twin.flushes, twin.shutdowns), (&b"abc"[..], 1, 1));
    }
}

#[test]
fn an_empty_buffer_is_refused() {
    let message = panic_message(|| drop(BufReader::with_capacity(0, Twin::default())));
    assert!(message.contains("give it a byte"), "{message}");
    let mut none = [0; 0];
    let _ = panic_message(|| drop(BufReader::with_buffer(Twin::default(), &mut none[..])));
}

#[test]
fn the_parts_have_what_was_read_ahead() {
    let mut memory = [0; 4];
    let mut reader = BufReader::with_buffer(Twin::new(*b"abcdef", []), &mut memory[..]);
    assert_eq!(read(&mut reader, 1).unwrap(), b"a");
    assert_eq!((reader.buffer(), reader.capacity()), (&b"bcd"[..], 4));
    let (_, buffer, range) = reader.into_parts();
    assert_eq!(&buffer[range], b"bcd");
}

#[test]
fn debug_shows_state_and_no_contents() {
    let mut reader = BufReader::with_buffer(&b"secret"[..], [0; 4]);
    fill(&mut reader);
    let text = format!("{:?}", BufReader::with_buffer((), [0_u8; 4]));
    assert_eq!(text, "BufReader { inner: (), buffered: 0, capacity: 4 }");
}
