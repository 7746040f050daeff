//! `read`, `read_buf`, `read_exact`.

use std::mem::MaybeUninit;

use async_interop::io::{AsyncReadExt, ErrorKind, ReadBuf};

use super::support::{Data, Fail, Reader, Task, Wait, abandon, count, finish};

#[test]
fn read_is_one_call() {
    let mut reader = Reader::new([Wait, Data(b"abc".into()), Data(b"d".into())]);
    let mut buf = [0; 8];
    assert_eq!(count(reader.read(&mut buf)).1, 1);
    assert_eq!(&buf[..4], b"abc\0");
    assert_eq!(finish(reader.read(&mut buf)).unwrap(), 1);
    assert_eq!(finish(reader.read(&mut buf)).unwrap(), 0);
    assert_eq!(reader.polls, 4);
}

#[test]
fn read_of_nothing_is_ready() {
    let mut reader = Reader::new([Wait, Data(b"a".into())]);
    assert_eq!(count(reader.read(&mut [])).0.unwrap(), 0);
    assert_eq!(reader.rest(), b"a");
}

#[test]
fn read_returns_the_error_and_goes_on() {
    let mut reader = Reader::new([Fail(ErrorKind::TimedOut), Data(b"a".into())]);
    let mut buf = [0; 8];
    assert_eq!(finish(reader.read(&mut buf)).unwrap_err().kind(), ErrorKind::TimedOut);
    assert_eq!(finish(reader.read(&mut buf)).unwrap(), 1);
}

#[test]
fn read_dropped_loses_nothing() {
    let mut reader = Reader::new([Wait, Wait, Data(b"abc".into())]);
    assert!(abandon(reader.read(&mut [0; 8]), 2).is_none());
    assert_eq!(reader.rest(), b"abc");
    assert_eq!(finish(reader.read(&mut [0; 8])).unwrap(), 3);
}

#[test]
fn read_from_a_trait_object_and_by_reference() {
    let mut reader = Reader::slow(b"abc");
    let object: &mut (dyn async_interop::io::AsyncRead + Unpin) = &mut reader;
    let mut buf = [0; 2];
    finish(object.read_exact(&mut buf)).unwrap();
    assert_eq!(buf, *b"ab");
    let by_reference = &mut reader;
    assert_eq!(finish(by_reference.read(&mut buf)).unwrap(), 1);
    // A reader that is not `Unpin` is pinned first.
    let mut pinned = Box::pin(async_interop::io::repeat(7));
    finish(pinned.read_exact(&mut buf)).unwrap();
    assert_eq!(buf, [7, 7]);
}

#[test]
fn read_buf_appends_and_respects_a_limit() {
    let mut reader = Reader::new([Data(b"abcdef".into()), Wait, Data(b"gh".into())]);
    let mut memory = [MaybeUninit::uninit(); 16];
    let mut buf = ReadBuf::uninit(&mut memory);
    assert_eq!(finish(reader.read_buf(buf.unfilled().limit(2))).unwrap(), 2);
    assert_eq!(finish(reader.read_buf(&mut buf)).unwrap(), 4);
    assert!(abandon(reader.read_buf(&mut buf), 1).is_none());
    assert_eq!(buf.filled(), b"abcdef");
    assert_eq!(finish(reader.read_buf(&mut buf)).unwrap(), 2);
    assert_eq!(finish(reader.read_buf(&mut buf)).unwrap(), 0);
    assert_eq!(buf.filled(), b"abcdefgh");
    assert_eq!(buf.init_len(), 8);
}

#[test]
fn read_exact_reads_exactly() {
    let mut reader = Reader::slow(b"abcdef");
    let mut buf = [0; 4];
    assert_eq!(count(reader.read_exact(&mut buf)).1, 4);
    assert_eq!(buf, *b"abcd");
    assert_eq!(reader.rest(), b"ef");
}

#[test]
fn read_exact_of_nothing_does_not_ask() {
    let mut reader = Reader::new([Fail(ErrorKind::Other)]);
    finish(reader.read_exact(&mut [])).unwrap();
    assert_eq!(reader.polls, 0);
}

#[test]
fn read_exact_says_how_many_bytes_came_before_the_end() {
    for len in 0..4 {
        let mut reader = Reader::slow(&b"abc"[..len]);
        let mut buf = [0; 4];
        let mut future = reader.read_exact(&mut buf);
        let error = finish(&mut future).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::UnexpectedEof);
        assert_eq!(error.to_string(), format!("the end came after {len} of 4 bytes"));
        assert_eq!(future.filled(), len);
        assert_eq!(&buf[..len], &b"abc"[..len]);
    }
}

#[test]
fn read_exact_goes_on_after_an_error() {
    let mut reader =
        Reader::new([Data(b"ab".into()), Fail(ErrorKind::TimedOut), Data(b"cd".into())]);
    let mut buf = [0; 4];
    let mut future = reader.read_exact(&mut buf);
    assert_eq!(finish(&mut future).unwrap_err().kind(), ErrorKind::TimedOut);
    assert_eq!(future.filled(), 2);
    finish(&mut future).unwrap();
    assert_eq!(buf, *b"abcd");
}

/// At each await point: what was read is in the buffer, and the rest still in the reader.
#[test]
fn read_exact_dropped_anywhere_keeps_what_was_done() {
    for polls in 0..5_usize {
        let mut reader = Reader::slow(b"abcdef");
        let mut buf = [0; 4];
        let mut future = reader.read_exact(&mut buf);
        let task = Task::default();
        for _ in 0..polls {
            let _ = task.poll(&mut future);
        }
        let filled = future.filled();
        assert_eq!(filled, polls.saturating_sub(1));
        let whole = [&buf[..filled], &reader.rest()].concat();
        assert_eq!(whole, b"abcdef");
    }
}
