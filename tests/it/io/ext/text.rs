//! `read_to_string`, `read_line`, `lines`: text, and what is not.

use std::{string::FromUtf8Error, task::Poll};

use async_interop::{
    io::{AsyncBufReadExt, AsyncReadExt, Error, ErrorKind, Result},
    stream::{FusedStream, StreamExt},
};

use super::support::{Data, Fail, Reader, Stall, Task, Wait, abandon, finish, pieces};

/// The bytes that an error about invalid text gives back, and the offset of the first wrong one.
#[track_caller]
fn bytes_of(error: Error) -> (Vec<u8>, usize) {
    assert_eq!(error.kind(), ErrorKind::InvalidData);
    let text = error.to_string();
    let inner = error.into_inner().unwrap().downcast::<FromUtf8Error>().unwrap();
    let offset = inner.utf8_error().valid_up_to();
    assert!(text.ends_with(&format!("from index {offset}")), "{text}");
    (inner.into_bytes(), offset)
}

#[test]
fn read_to_string_joins_characters_that_come_in_pieces() {
    for before in ["", "> "] {
        let mut reader = Reader::slow("grüße, 世界".as_bytes());
        let mut text = String::from(before);
        let n = finish(reader.read_to_string(&mut text)).unwrap();
        assert_eq!(text, format!("{before}grüße, 世界"));
        assert_eq!(n, text.len() - before.len());
    }
}

#[test]
fn read_to_string_uses_the_memory_of_an_empty_string() {
    let mut text = String::with_capacity(100);
    let pointer = text.as_ptr();
    finish(Reader::slow(b"hello").read_to_string(&mut text)).unwrap();
    assert_eq!((text.as_str(), text.as_ptr()), ("hello", pointer));
}

#[test]
fn read_to_string_gives_back_what_is_not_text() {
    for before in ["", "> "] {
        for (bytes, offset) in [(&b"ab\xFFcd"[..], 2), (b"\x80", 0), (b"abc\xE4\xB8", 3)] {
            let mut text = String::from(before);
            let error = finish(Reader::slow(bytes).read_to_string(&mut text)).unwrap_err();
            assert_eq!(bytes_of(error), (bytes.to_vec(), offset));
            assert_eq!(text, before);
        }
    }
}

#[test]
fn read_to_string_keeps_the_text_before_an_error() {
    for (bytes, kept) in [(&b"ab"[..], "> ab"), (b"ab\xE4\xB8", "> ab"), (b"\xFFab", "> ")] {
        let mut reader = Reader::new([Data(bytes.into()), Fail(ErrorKind::TimedOut)]);
        let mut text = String::from("> ");
        let error = finish(reader.read_to_string(&mut text)).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::TimedOut);
        assert_eq!(text, kept);
    }
}

#[test]
fn read_to_string_dropped_keeps_the_string() {
    for polls in 0..4 {
        let mut text = String::from("> ");
        assert!(abandon(Reader::slow(b"abcdef").read_to_string(&mut text), polls).is_none());
        assert_eq!(text, "> ");
    }
}

#[test]
fn read_line_keeps_the_ending() {
    for piece in [1, 2, 3, 100] {
        for waits in [false, true] {
            let mut reader = Reader::new(pieces(b"one\r\ntwo\n\nlast", piece, waits));
            let mut text = String::new();
            let lines = ["one\r\n", "two\n", "\n", "last", ""];
            for line in lines {
                text.clear();
                assert_eq!(finish(reader.read_line(&mut text)).unwrap(), line.len());
                assert_eq!(text, line);
            }
        }
    }
}

#[test]
fn read_line_that_is_not_text_is_given_back_and_the_next_one_is_read() {
    for piece in [1, 100] {
        let mut reader = Reader::new(pieces(b"a\xFFb\nnext\n", piece, true));
        let mut text = String::from("> ");
        let error = finish(reader.read_line(&mut text)).unwrap_err();
        assert_eq!(bytes_of(error), (b"a\xFFb\n".to_vec(), 1));
        assert_eq!(text, "> ");
        finish(reader.read_line(&mut text)).unwrap();
        assert_eq!(text, "> next\n");
    }
}

#[test]
fn read_line_keeps_the_text_before_an_error() {
    let mut reader =
        Reader::new([Data(b"ab\xE4".into()), Fail(ErrorKind::TimedOut), Data(b"c\n".into())]);
    let mut text = String::from("> ");
    assert!(finish(reader.read_line(&mut text)).is_err());
    assert_eq!(text, "> ab");
}

#[test]
fn read_line_dropped_keeps_the_string() {
    for polls in 0..4 {
        let mut text = String::from("> ");
        assert!(abandon(Reader::slow(b"abcdef").read_line(&mut text), polls).is_none());
        assert_eq!(text, "> ");
    }
}

/// A whole line in the buffer, behind a `Pending`: nothing is taken before.
#[test]
fn read_line_dropped_before_a_whole_line_loses_nothing() {
    let mut reader = Reader::new([Wait, Data(b"line\n".into())]);
    assert!(abandon(reader.read_line(&mut String::new()), 1).is_none());
    assert_eq!(reader.rest(), b"line\n");
}

fn all_lines(reader: Reader) -> Result<Vec<String>> {
    finish(reader.lines().try_collect::<Vec<_>, _, _>())
}

#[test]
fn lines_have_no_endings() {
    let cases: [(&str, &[&str]); 9] = [
        ("", &[]),
        ("\n", &[""]),
        ("\r\n", &[""]),
        ("a", &["a"]),
        ("a\n", &["a"]),
        ("a\r\nb\r", &["a", "b\r"]),
        ("a\rb\n", &["a\rb"]),
        ("\n\na\n\n", &["", "", "a", ""]),
        ("世\n界\r\n", &["世", "界"]),
    ];
    for (text, lines) in cases {
        for piece in [1, 2, 100] {
            let reader = Reader::new(pieces(text.as_bytes(), piece, true));
            assert_eq!(all_lines(reader).unwrap(), lines, "{text:?} in pieces of {piece}");
        }
    }
}

#[test]
fn lines_go_on_after_one_that_is_not_text() {
    for piece in [1, 100] {
        let mut lines = Reader::new(pieces(b"one\n\xC3(\nthree", piece, true)).lines();
        assert_eq!(finish(lines.next()).unwrap().unwrap(), "one");
        let error = finish(lines.next()).unwrap().unwrap_err();
        assert_eq!(bytes_of(error), (b"\xC3(\n".to_vec(), 0));
        assert_eq!(finish(lines.next_line()).unwrap().unwrap(), "three");
        assert_eq!(finish(lines.next_line()).unwrap(), None);
    }
}

#[test]
fn lines_go_on_after_an_error_of_the_reader() {
    let mut lines =
        Reader::new([Data(b"on".into()), Fail(ErrorKind::TimedOut), Data(b"e\ntwo".into())])
            .lines();
    assert_eq!(finish(lines.next()).unwrap().unwrap_err().kind(), ErrorKind::TimedOut);
    assert!(!lines.is_terminated());
    assert_eq!(finish(lines.next()).unwrap().unwrap(), "one");
    assert_eq!(finish(lines.next()).unwrap().unwrap(), "two");
}

#[test]
fn lines_stay_at_their_end() {
    let mut lines = Reader::new([Data(b"one".into()), Wait]).lines();
    assert_eq!(finish(lines.next()).unwrap().unwrap(), "one");
    assert!(finish(lines.next()).is_none());
    assert!(lines.is_terminated());
    // A reader that grows is not asked again.
    lines.get_mut().steps.push_back(Data(b"two".into()));
    assert!(finish(lines.next()).is_none());
    assert_eq!(lines.into_inner().rest(), b"two");
}

/// Dropped and made anew after every poll, the lines are the same.
#[test]
fn next_line_dropped_anywhere_loses_nothing() {
    let mut lines = Reader::slow("grüße\r\nund\nEnde".as_bytes()).lines();
    let mut seen = Vec::new();
    for _ in 0..1000 {
        match abandon(lines.next_line(), 1) {
            None => {}
            Some(line) => match line.unwrap() {
                Some(line) => seen.push(line),
                None => break,
            },
        }
    }
    assert_eq!(seen, ["grüße", "und", "Ende"]);
}

#[test]
fn a_line_that_is_there_is_not_waited_for() {
    let mut lines = Reader::new([Data(b"one\ntwo\nthr".into()), Stall]).lines();
    let task = Task::default();
    for expected in ["one", "two"] {
        match task.poll(lines.next_line()) {
            Poll::Ready(Ok(Some(line))) => assert_eq!(line, expected),
            other => panic!("{other:?}"),
        }
    }
    assert!(task.poll(lines.next_line()).is_pending());
}
