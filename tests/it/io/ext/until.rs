//! `fill_buf`, `consume`, `read_until`, `split`.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    pin::Pin,
    task::{Context, Poll},
};

use async_interop::{
    io::{AsyncBufRead, AsyncBufReadExt, AsyncRead, Cursor, ErrorKind, ReadCursor, Result},
    stream::{FusedStream, StreamExt},
};

use super::support::{Data, Fail, Reader, Task, Wait, abandon, finish, pieces};

#[test]
fn fill_buf_lends_what_there_is() {
    let mut reader =
        Reader::new([Wait, Data(b"abc".into()), Fail(ErrorKind::TimedOut), Data(b"d".into())]);
    assert!(abandon(reader.fill_buf(), 1).is_none());
    assert_eq!(finish(reader.fill_buf()).unwrap(), b"abc");
    reader.consume(2);
    assert_eq!(finish(reader.fill_buf()).unwrap(), b"c");
    reader.consume(1);
    assert_eq!(finish(reader.fill_buf()).unwrap_err().kind(), ErrorKind::TimedOut);
    assert_eq!(finish(reader.fill_buf()).unwrap(), b"d");
    reader.consume(1);
    assert_eq!(finish(reader.fill_buf()).unwrap(), b"");
}

#[test]
fn fill_buf_polled_after_it_was_ready_panics() {
    let mut reader = Reader::slow(b"");
    let mut future = reader.fill_buf();
    finish(&mut future).unwrap();
    let panic = catch_unwind(AssertUnwindSafe(|| Task::default().poll(&mut future).is_ready()));
    assert!(panic.is_err());
}

/// A reader that has a buffer every other time.
struct Forgets(bool);

impl AsyncRead for Forgets {
    fn poll_read(self: Pin<&mut Self>, _: &mut Context<'_>, _: ReadCursor<'_>) -> Poll<Result<()>> {
        Poll::Pending
    }
}

impl AsyncBufRead for Forgets {
    fn poll_fill_buf(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Result<&[u8]>> {
        self.0 = !self.0;
        if self.0 { Poll::Ready(Ok(b"a")) } else { Poll::Pending }
    }

    fn consume(self: Pin<&mut Self>, _: usize) {}
}

#[test]
fn fill_buf_of_a_reader_that_forgets_its_buffer_is_an_error() {
    let error = finish(Forgets(false).fill_buf()).unwrap_err();
    assert!(error.to_string().contains("BUF-03"), "{error}");
}

#[test]
fn read_until_keeps_the_delimiter() {
    for piece in [1, 2, 3, 100] {
        let mut reader = Reader::new(pieces(b"key=value==", piece, true));
        let mut bytes = b"> ".to_vec();
        for segment in [&b"key="[..], b"value=", b"=", b""] {
            bytes.truncate(2);
            assert_eq!(finish(reader.read_until(b'=', &mut bytes)).unwrap(), segment.len());
            assert_eq!(bytes, [b"> ", segment].concat());
        }
    }
}

#[test]
fn read_until_keeps_what_came_before_an_error() {
    let mut reader =
        Reader::new([Data(b"ab".into()), Fail(ErrorKind::TimedOut), Data(b"c=d".into())]);
    let mut bytes = Vec::new();
    assert!(finish(reader.read_until(b'=', &mut bytes)).is_err());
    assert_eq!(bytes, b"ab");
    finish(reader.read_until(b'=', &mut bytes)).unwrap();
    assert_eq!(bytes, b"abc=");
}

#[test]
fn read_until_dropped_anywhere_keeps_what_was_done() {
    for polls in 0..6 {
        let mut reader = Reader::slow(b"abcd=ef");
        let mut bytes = Vec::new();
        abandon(reader.read_until(b'=', &mut bytes), polls);
        assert_eq!(bytes.len(), polls.saturating_sub(1));
        assert_eq!([&bytes[..], &reader.rest()].concat(), b"abcd=ef");
    }
}

#[test]
fn split_has_no_delimiters() {
    let cases: [(&str, &[&str]); 6] = [
        ("", &[]),
        ("=", &[""]),
        ("a", &["a"]),
        ("a=", &["a"]),
        ("=a", &["", "a"]),
        ("a==b", &["a", "", "b"]),
    ];
    for (text, expected) in cases {
        for piece in [1, 100] {
            let segments = Reader::new(pieces(text.as_bytes(), piece, true)).split(b'=');
            let segments: Vec<Vec<u8>> = finish(segments.try_collect()).unwrap();
            let expected: Vec<&[u8]> = expected.iter().map(|text| text.as_bytes()).collect();
            assert_eq!(segments, expected, "{text:?}");
        }
    }
}

#[test]
fn split_goes_on_after_an_error_and_stays_at_its_end() {
    let mut split =
        Reader::new([Data(b"a".into()), Fail(ErrorKind::TimedOut), Data(b"b=c".into())])
            .split(b'=');
    assert!(finish(split.next()).unwrap().is_err());
    assert_eq!(finish(split.next()).unwrap().unwrap(), b"ab");
    assert_eq!(finish(split.next_segment()).unwrap().unwrap(), b"c");
    assert_eq!(finish(split.next_segment()).unwrap(), None);
    assert!(split.is_terminated());
    split.get_mut().steps.push_back(Data(b"d".into()));
    assert!(finish(split.next()).is_none());
}

#[test]
fn next_segment_dropped_anywhere_loses_nothing() {
    let mut split = Reader::slow(b"ab=cd").split(b'=');
    let mut seen = Vec::new();
    for _ in 0..1000 {
        match abandon(split.next_segment(), 1).transpose().unwrap() {
            None => {}
            Some(Some(segment)) => seen.push(segment),
            Some(None) => break,
        }
    }
    assert_eq!(seen, [b"ab", b"cd"]);
}

#[test]
fn any_byte_can_be_the_delimiter() {
    let bytes: Vec<u8> = (0..=255).collect();
    for delimiter in 0..=255 {
        let mut found = Vec::new();
        finish(Cursor::new(&bytes).read_until(delimiter, &mut found)).unwrap();
        assert_eq!(found.len(), usize::from(delimiter) + 1);
    }
}

#[test]
fn the_end_is_asked_for_once() {
    let reader = || Reader::new([Data(b"a b".into())]);
    let mut at_end = Reader::new([]);
    assert_eq!(finish(at_end.fill_buf()).unwrap(), b"");
    assert_eq!(at_end.polls, 1);
    let mut segments = reader().split(b' ');
    while finish(segments.next_segment()).unwrap().is_some() {}
    assert_eq!(finish(segments.next_segment()).unwrap(), None);
    let mut lines = reader().lines();
    while finish(lines.next_line()).unwrap().is_some() {}
    assert_eq!(finish(lines.next_line()).unwrap(), None);
    let mut empty = Reader::new([]).lines();
    assert_eq!(finish(empty.next_line()).unwrap(), None);
    let polls = [segments.get_ref().polls, lines.get_ref().polls, empty.get_ref().polls];
    // One for each segment and one for the end; a line is looked for before it is collected.
    assert_eq!(polls, [3, 3, 1]);
}
