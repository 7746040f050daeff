//! `take`, `chain`, `bytes`.

use async_interop::{
    io::{AsyncBufReadExt, AsyncReadExt, ErrorKind, ReadBuf, repeat},
    stream::{FusedStream, StreamExt},
};

use super::support::{Data, Fail, Reader, Stall, Task, Wait, abandon, finish};
use crate::io::support::panic_message;

fn all(mut reader: impl async_interop::io::AsyncRead + Unpin) -> Vec<u8> {
    let mut bytes = Vec::new();
    finish(reader.read_to_end(&mut bytes)).unwrap();
    bytes
}

#[test]
fn take_ends_at_its_limit_or_with_the_reader() {
    for (limit, expected) in
        [(0, &b""[..]), (1, b"a"), (3, b"abc"), (4, b"abcd"), (5, b"abcd"), (u64::MAX, b"abcd")]
    {
        assert_eq!(all(Reader::slow(b"abcd").take(limit)), expected);
        let mut bytes = Vec::new();
        let mut buffered = Reader::new([Data(b"abcd".into())]).take(limit);
        finish(buffered.read_until(0, &mut bytes)).unwrap();
        assert_eq!(bytes, expected);
        assert_eq!(buffered.limit(), limit - expected.len() as u64);
    }
}

#[test]
fn take_of_nothing_does_not_ask() {
    let mut take = Reader::new([Stall]).take(0);
    assert_eq!(finish(take.read(&mut [0; 8])).unwrap(), 0);
    assert_eq!(finish(take.fill_buf()).unwrap(), b"");
    assert_eq!(take.get_ref().polls, 0);
}

#[test]
fn take_near_the_largest_number() {
    for limit in [u64::MAX, u64::MAX - 1, usize::MAX as u64, u64::from(u32::MAX) + 1] {
        let mut take = repeat(7).take(limit);
        let mut buf = [0; 100];
        assert_eq!(finish(take.read(&mut buf)).unwrap(), 100);
        assert_eq!(take.limit(), limit - 100);
        // Nested, and into a buffer that is filled in part.
        let mut memory = [0; 10];
        let mut buf = ReadBuf::new(&mut memory);
        buf.unfilled().append(b"abc");
        assert_eq!(finish((&mut take).take(5).read_buf(&mut buf)).unwrap(), 5);
        assert_eq!(buf.filled(), b"abc\x07\x07\x07\x07\x07");
    }
}

#[test]
fn take_counts_what_was_read_only() {
    let mut take = Reader::new([Wait, Fail(ErrorKind::TimedOut), Data(b"abcd".into())]).take(3);
    assert!(abandon(take.read(&mut [0; 8]), 1).is_none());
    assert!(finish(take.read(&mut [0; 8])).is_err());
    assert_eq!(take.limit(), 3);
    assert_eq!(finish(take.read(&mut [0; 8])).unwrap(), 3);
    assert_eq!(take.limit(), 0);
    take.set_limit(10);
    assert_eq!(finish(take.read(&mut [0; 8])).unwrap(), 1);
    assert_eq!(take.into_inner().rest(), b"");
}

#[test]
fn take_refuses_to_consume_more_than_it_lent() {
    let mut take = Reader::new([Data(b"abcd".into())]).take(2);
    assert_eq!(finish(take.fill_buf()).unwrap(), b"ab");
    let message = panic_message(|| take.consume(3));
    assert!(message.contains("limit"), "{message}");
    take.consume(2);
    assert_eq!(take.get_ref().rest(), b"cd");
}

#[test]
fn take_keeps_the_init_mark() {
    let mut take = Reader { initializes: true, ..Reader::slow(b"abcdefgh") }.take(8);
    let mut memory = [std::mem::MaybeUninit::uninit(); 100];
    let mut buf = ReadBuf::uninit(&mut memory);
    while finish(take.read_buf(&mut buf)).unwrap() > 0 {}
    assert_eq!(buf.filled(), b"abcdefgh");
    assert_eq!(take.get_ref().initialized, 8);
}

#[test]
fn chain_goes_on_with_the_second() {
    for (first, second) in [("", ""), ("a", ""), ("", "b"), ("abc", "def")] {
        let expected = [first, second].concat();
        let chain = Reader::slow(first.as_bytes()).chain(Reader::slow(second.as_bytes()));
        assert_eq!(all(chain.clone()), expected.as_bytes());
        let lines = finish(chain.lines().try_collect::<Vec<_>, _, _>()).unwrap();
        assert_eq!(lines.concat(), expected);
    }
}

/// A cursor without room does not mean that the first has ended.
#[test]
fn chain_read_without_room_does_not_skip_the_first() {
    let mut chain = Reader::new([Data(b"a".into())]).chain(Reader::new([Data(b"b".into())]));
    assert_eq!(finish(chain.read(&mut [])).unwrap(), 0);
    assert_eq!(all(chain), b"ab");
}

#[test]
fn chain_does_not_ask_an_ended_reader_again() {
    let mut chain = Reader::new([Data(b"a".into())]).chain(Reader::new([Data(b"b".into())]));
    assert_eq!(all(&mut chain), b"ab");
    let polls = chain.get_ref().0.polls;
    chain.get_mut().0.steps.push_back(Data(b"late".into()));
    assert_eq!(finish(chain.fill_buf()).unwrap(), b"");
    assert_eq!(chain.get_ref().0.polls, polls);
    assert_eq!(chain.into_inner().0.rest(), b"late");
}

#[test]
fn chain_stays_with_a_first_that_fails_or_waits() {
    let mut chain = Reader::new([Fail(ErrorKind::TimedOut), Wait, Data(b"a".into())])
        .chain(Reader::new([Data(b"b".into())]));
    assert!(finish(chain.read(&mut [0; 8])).is_err());
    assert!(Task::default().poll(chain.read(&mut [0; 8])).is_pending());
    let mut buf = [0; 8];
    assert_eq!(finish(chain.read(&mut buf)).unwrap(), 1);
    assert_eq!(buf[0], b'a');
    assert_eq!(finish(chain.fill_buf()).unwrap(), b"b");
    chain.consume(1);
    assert_eq!(finish(chain.fill_buf()).unwrap(), b"");
}

#[test]
fn bytes_are_items_and_errors_do_not_end_them() {
    let mut bytes =
        Reader::new([Data(b"ab".into()), Fail(ErrorKind::TimedOut), Wait, Data(b"c".into())])
            .bytes();
    assert_eq!(finish(bytes.next()).unwrap().unwrap(), b'a');
    assert_eq!(finish(bytes.next()).unwrap().unwrap(), b'b');
    assert_eq!(finish(bytes.next()).unwrap().unwrap_err().kind(), ErrorKind::TimedOut);
    assert!(abandon(bytes.next(), 1).is_none());
    assert_eq!(finish(bytes.next()).unwrap().unwrap(), b'c');
    assert!(!bytes.is_terminated());
    assert!(finish(bytes.next()).is_none());
    assert!(bytes.is_terminated());
    bytes.get_mut().steps.push_back(Data(b"late".into()));
    assert!(finish(bytes.next()).is_none());
}
