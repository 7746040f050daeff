//! Slices, vectors, queues, and the types that hold nothing.

use std::{collections::VecDeque, pin::Pin};

use async_interop::io::{self, AsyncBufRead as _, AsyncRead as _, AsyncWrite as _, ReadBuf};
use proptest::{collection::vec, prelude::*};

use super::support::{fill, finish, now, panic_message, read, write, write_vectored};

#[test]
fn a_slice_is_read_from_the_front() {
    let mut source = &b"hello"[..];
    assert_eq!(read(&mut source, 0).unwrap(), b"", "no room is not the end");
    assert_eq!(read(&mut source, 2).unwrap(), b"he");
    assert_eq!(fill(&mut source), b"llo");
    Pin::new(&mut source).consume(0);
    Pin::new(&mut source).consume(1);
    assert_eq!(fill(&mut source), b"lo");
    assert_eq!(read(&mut source, 9).unwrap(), b"lo");
    for _ in 0..3 {
        assert_eq!(read(&mut source, 9).unwrap(), b"");
        assert_eq!(fill(&mut source), b"");
        Pin::new(&mut source).consume(0);
    }
}

#[test]
fn reading_keeps_what_is_filled_and_the_limit() {
    let mut memory = [0xEE; 8];
    let mut buf = ReadBuf::new(&mut memory);
    buf.unfilled().append(b">");
    now(|cx| Pin::new(&mut &b"abcdef"[..]).poll_read(cx, buf.unfilled().limit(3))).unwrap();
    assert_eq!(buf.filled(), b">abc");
    assert_eq!(memory, *b">abc\xEE\xEE\xEE\xEE");
}

#[test]
fn consuming_too_much_panics_and_takes_nothing() {
    let expected = "consume of 4 bytes, but only 3 are buffered: \
                    consume at most what `poll_fill_buf()` returned";

    let mut slice = &b"abc"[..];
    assert_eq!(panic_message(|| Pin::new(&mut slice).consume(4)), expected);
    assert_eq!(slice, b"abc");

    let mut queue = VecDeque::from(*b"abc");
    assert_eq!(panic_message(|| Pin::new(&mut queue).consume(4)), expected);
    assert_eq!(queue, b"abc");

    let message = panic_message(|| Pin::new(&mut io::empty()).consume(1));
    assert!(message.starts_with("consume of 1 bytes, but only 0"), "{message}");
    Pin::new(&mut io::empty()).consume(0);
}

#[test]
fn a_mutable_slice_is_bounded() {
    let mut memory = *b".....";
    let mut sink = &mut memory[..];
    assert!(sink.is_write_vectored());
    assert_eq!(write(&mut sink, b"").unwrap(), 0);
    assert_eq!(write(&mut sink, b"ab").unwrap(), 2);
    assert_eq!(sink, b"...");
    assert_eq!(write_vectored(&mut sink, &[b"", b"c", b"", b"def", b"g"]).unwrap(), 3);
    finish(&mut sink);
    assert_eq!(write(&mut sink, b"h").unwrap(), 0);
    assert_eq!(write_vectored(&mut sink, &[b"h", b"i"]).unwrap(), 0);
    assert_eq!(write(&mut sink, b"").unwrap(), 0);
    assert_eq!(memory, *b"abcde");
}

#[test]
fn a_vector_grows() {
    let mut sink = b"ab".to_vec();
    assert!(sink.is_write_vectored());
    assert_eq!(write(&mut sink, b"").unwrap(), 0);
    assert_eq!(write(&mut sink, b"cd").unwrap(), 2);
    assert_eq!(write_vectored(&mut sink, &[b"", b"e", b"fg", b""]).unwrap(), 3);
    assert_eq!(write_vectored(&mut sink, &[]).unwrap(), 0);
    finish(&mut sink);
    assert_eq!(write(&mut sink, b"h").unwrap(), 1, "there is nothing to shut down");
    assert_eq!(sink, b"abcdefgh");
}

#[test]
fn a_queue_is_written_at_the_end_and_read_from_the_front() {
    let mut queue = VecDeque::new();
    assert!(queue.is_write_vectored());
    assert_eq!(read(&mut queue, 4).unwrap(), b"");
    assert_eq!(write(&mut queue, b"abc").unwrap(), 3);
    assert_eq!(read(&mut queue, 0).unwrap(), b"");
    assert_eq!(read(&mut queue, 2).unwrap(), b"ab", "it grows: bytes come after the end");
    assert_eq!(write_vectored(&mut queue, &[b"d", b"", b"ef"]).unwrap(), 3);
    finish(&mut queue);
    assert_eq!(read(&mut queue, 9).unwrap(), b"cdef");
    assert_eq!(fill(&mut queue), b"");
}

#[test]
fn a_queue_that_wraps_around_is_read_whole() {
    let mut queue = VecDeque::with_capacity(8);
    let capacity = queue.capacity();
    queue.extend(vec![b'.'; capacity - 2]);
    queue.drain(..capacity - 4);
    queue.extend(b"abcdef");
    let (front, back) = queue.as_slices();
    assert!(!front.is_empty() && !back.is_empty(), "this test is about two slices");
    let front = front.to_vec();
    assert_eq!(fill(&mut queue), front);
    assert_eq!(read(&mut queue, 7).unwrap(), b"..abcde");
    assert_eq!(queue, b"f");
}

#[test]
fn empty_is_at_its_end_and_takes_everything() {
    let mut empty = io::empty();
    for room in [0, 5, 5] {
        assert_eq!(read(&mut empty, room).unwrap(), b"");
        assert_eq!(fill(&mut empty), b"");
    }
    assert_eq!(write(&mut empty, b"abc").unwrap(), 3);
    assert_eq!(write_vectored(&mut empty, &[b"a", b"", b"bc"]).unwrap(), 3);
    assert!(empty.is_write_vectored());
    finish(&mut empty);
    assert_eq!(write(&mut empty, b"").unwrap(), 0);
}

#[test]
fn sink_takes_everything() {
    let mut sink = io::sink();
    assert_eq!(write(&mut sink, b"abc").unwrap(), 3);
    assert_eq!(write(&mut sink, b"").unwrap(), 0);
    assert_eq!(write_vectored(&mut sink, &[b"a", b"", b"bc"]).unwrap(), 3);
    assert!(sink.is_write_vectored());
    finish(&mut sink);
    assert_eq!(write(&mut sink, b"abc").unwrap(), 3, "there is nothing to shut down");
}

#[test]
fn repeat_fills_what_it_is_given() {
    let mut repeat = io::repeat(b'z');
    assert_eq!(read(&mut repeat, 0).unwrap(), b"");
    assert_eq!(read(&mut repeat, 1).unwrap(), b"z");
    assert_eq!(read(&mut repeat, 5).unwrap(), b"zzzzz");
}

proptest! {
    /// Any script of writes and reads gives the bytes back in order.
    #[test]
    fn a_queue_keeps_the_order(
        script in vec((vec(any::<u8>(), 0..9), vec(any::<u8>(), 0..9), 0..12_usize, 0..4_usize), 0..24)
    ) {
        let mut queue = VecDeque::new();
        let (mut written, mut seen) = (Vec::new(), Vec::new());
        for (first, second, room, taken) in script {
            let n = write_vectored(&mut queue, &[&first, &second]).unwrap();
            prop_assert_eq!(n, first.len() + second.len());
            written.extend(first);
            written.extend(second);

            let before = queue.len();
            let bytes = read(&mut queue, room).unwrap();
            prop_assert_eq!(bytes.len(), before.min(room), "all that is there and fits");
            seen.extend(bytes);

            let buffered = fill(&mut queue);
            prop_assert_eq!(buffered.is_empty(), queue.is_empty(), "empty means the end");
            let taken = taken.min(buffered.len());
            Pin::new(&mut queue).consume(taken);
            seen.extend(&buffered[..taken]);
        }
        seen.extend(queue);
        prop_assert_eq!(seen, written);
    }
}
