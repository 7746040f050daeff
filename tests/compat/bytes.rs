//! Reading into `bytes::BufMut`.

use std::{
    future::Future,
    pin::{Pin, pin},
    task::Poll,
};

use async_interop::{
    compat::{FromFutures, FromTokio, poll_read_buf, read_buf},
    io::{Error, ErrorKind, ReadCursor},
};
use bytes::{BufMut, BytesMut};

use crate::support::{Futures, Ours, Tokio, panics, with_cx};

/// Reads once into `buf`: the answer of the reader is what is appended.
fn poll<B: BufMut + ?Sized>(
    answer: Poll<Result<&[u8], ErrorKind>>,
    buf: &mut B,
) -> Poll<Result<usize, ErrorKind>> {
    let mut reader = Ours(|mut buf: ReadCursor<'_>| {
        assert_eq!(buf.init_mut().len(), 0, "nothing is known of the memory, and nothing zeroed");
        answer.map_ok(|bytes| buf.append(bytes)).map_err(Error::from)
    });
    with_cx(|cx| poll_read_buf(Pin::new(&mut reader), cx, buf)).map_err(|error| error.kind())
}

#[test]
fn appends_to_what_is_there() {
    let mut bytes = BytesMut::from(&b"ab"[..]);
    bytes.reserve(100);
    assert_eq!(poll(Poll::Ready(Ok(b"cd")), &mut bytes), Poll::Ready(Ok(2)));
    assert_eq!(poll(Poll::Pending, &mut bytes), Poll::Pending);
    let failed = poll(Poll::Ready(Err(ErrorKind::BrokenPipe)), &mut bytes);
    assert_eq!(failed, Poll::Ready(Err(ErrorKind::BrokenPipe)));
    assert_eq!(poll(Poll::Ready(Ok(b"")), &mut bytes), Poll::Ready(Ok(0)));
    assert_eq!(bytes, b"abcd"[..]);

    let mut vec = b"ab".to_vec();
    assert_eq!(poll(Poll::Ready(Ok(b"cd")), &mut vec), Poll::Ready(Ok(2)));
    assert_eq!(vec, b"abcd");
    let dynamic: &mut dyn BufMut = &mut vec;
    assert_eq!(poll(Poll::Ready(Ok(b"ef")), dynamic), Poll::Ready(Ok(2)));
    assert_eq!(vec, b"abcdef");
}

#[test]
fn a_full_buffer_is_not_read_into_and_one_that_grows_is_never_full() {
    let mut memory = [0; 2];
    let mut fixed = &mut memory[..];
    assert_eq!(poll(Poll::Ready(Ok(b"ab")), &mut fixed), Poll::Ready(Ok(2)));
    let mut never = Ours(|_: ReadCursor<'_>| panic!("there is no room"));
    assert!(matches!(
        with_cx(|cx| poll_read_buf(Pin::new(&mut never), cx, &mut fixed)),
        Poll::Ready(Ok(0))
    ));
    let polled = with_cx(|cx| pin!(read_buf(&mut never, &mut fixed)).poll(cx));
    assert!(matches!(polled, Poll::Ready(Ok(0))));
    assert_eq!(memory, *b"ab");

    let (mut reader, mut vec) = (&[7; 10_000][..], Vec::new());
    futures::executor::block_on(async {
        while read_buf(&mut reader, &mut vec).await.unwrap() > 0 {}
    });
    assert_eq!(vec, [7; 10_000]);
}

#[test]
fn parts_that_do_not_join() {
    let (mut first, mut second) = ([0; 3], [0; 8]);
    let (mut reader, mut read) = (&b"abcdef"[..], vec![]);
    let mut chained = (&mut first[..]).chain_mut(&mut second[..]);
    for _ in 0..3 {
        let polled = with_cx(|cx| poll_read_buf(Pin::new(&mut reader), cx, &mut chained));
        read.push(polled.map(Result::unwrap));
    }
    // Each read is into one part.
    assert_eq!(read, [Poll::Ready(3), Poll::Ready(3), Poll::Ready(0)]);
    assert_eq!((&first, &second[..3]), (b"abc", &b"def"[..]));
}

#[test]
fn while_it_waits_memory_is_initialized_once() {
    let mut polls = 0;
    let mut reader = FromTokio::new(Tokio(|buf: &mut tokio::io::ReadBuf<'_>| {
        polls += 1;
        let known = if polls == 1 { 0 } else { 4096 };
        assert_eq!(buf.initialized().len(), known, "poll {polls}");
        buf.initialize_unfilled();
        if polls < 5 {
            return Poll::Pending;
        }
        buf.put_slice(b"abc");
        Poll::Ready(Ok(()))
    }));
    let mut bytes = BytesMut::with_capacity(4096);
    let mut future = Box::pin(read_buf(&mut reader, &mut bytes));
    for _ in 1..5 {
        assert!(with_cx(|cx| future.as_mut().poll(cx)).is_pending());
    }
    assert!(matches!(with_cx(|cx| future.as_mut().poll(cx)), Poll::Ready(Ok(3))));
    drop(future);
    assert_eq!(bytes, b"abc"[..]);
}

#[test]
fn between_two_calls_adapters_zero_little() {
    // The mark is forgotten, but not the window of an adapter whose reader needs initialized memory.
    let mut rooms = vec![];
    let mut reader = FromFutures::new(Futures(|room: &mut [u8]| {
        rooms.push(room.len());
        Poll::Pending
    }));
    let mut bytes = BytesMut::with_capacity(1 << 20);
    for _ in 0..10 {
        assert!(with_cx(|cx| poll_read_buf(Pin::new(&mut reader), cx, &mut bytes)).is_pending());
    }
    assert_eq!(rooms, [256; 10]);
}

#[test]
fn dropped_while_it_waits_it_has_done_nothing() {
    let mut pending = true;
    let mut reader = Ours(|mut buf: ReadCursor<'_>| {
        if std::mem::take(&mut pending) {
            return Poll::Pending;
        }
        buf.append(b"kept");
        Poll::Ready(Ok(()))
    });
    let mut bytes = BytesMut::from(&b"ab"[..]);
    assert!(with_cx(|cx| pin!(read_buf(&mut reader, &mut bytes)).poll(cx)).is_pending());
    assert_eq!(bytes, b"ab"[..]);
    assert!(with_cx(|cx| pin!(read_buf(&mut reader, &mut bytes)).poll(cx)).is_ready());
    assert_eq!(bytes, b"abkept"[..]);
}

#[test]
fn a_panicking_reader_leaves_the_buffer_as_it_was() {
    let mut bytes = BytesMut::from(&b"ab"[..]);
    let mut reader = Ours(|mut buf: ReadCursor<'_>| {
        buf.append(b"cd");
        panic!("inner");
    });
    panics(|| drop(with_cx(|cx| poll_read_buf(Pin::new(&mut reader), cx, &mut bytes))));
    panics(|| {
        let future = pin!(read_buf(&mut reader, &mut bytes));
        let _ = with_cx(|cx| future.poll(cx)).is_ready();
    });
    assert_eq!(bytes, b"ab"[..]);
}

#[test]
fn the_future_is_send_if_its_parts_are() {
    fn is_send<T: Send>(_: &T) {}
    let (mut reader, mut bytes) = (&b"x"[..], BytesMut::new());
    is_send(&read_buf(&mut reader, &mut bytes));
}
