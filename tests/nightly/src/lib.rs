//! The bridges to std that needs a nightly toolchain: see `.ci/nightly`.
//!
//! A package of its own, so that nothing but the library is built by that toolchain.

#![cfg(test)]
#![feature(async_iter_from_iter, async_iterator, borrowed_buf_init, core_io, core_io_borrowed_buf)]

use std::{
    async_iter::AsyncIterator,
    mem::MaybeUninit,
    panic::{AssertUnwindSafe, catch_unwind},
    pin::Pin,
    task::{Context, Poll, Waker},
};

use async_interop::{
    compat::{
        FromAsyncIterator, IntoAsyncIterator, IntoAsyncIteratorExt as _, with_borrowed_cursor,
        with_read_cursor,
    },
    io::ReadBuf,
    stream::{self, Stream},
};
use core::io::BorrowedBuf;

/// Never seen through a buffer that claims no more than it knows.
const POISON: u8 = 0xAA;

#[test]
fn what_std_filled_we_know() {
    let mut memory = [MaybeUninit::new(POISON); 8];
    let mut buf = ReadBuf::uninit(&mut memory);
    buf.unfilled().append(b"ab");
    buf.unfilled().limit(3).ensure_init();
    let returned = with_borrowed_cursor(buf.unfilled(), |mut cursor| {
        assert!(!cursor.is_init(), "a part cannot be said");
        assert_eq!((cursor.capacity(), cursor.written()), (6, 0));
        cursor.append(b"c");
        7
    });
    assert_eq!((returned, buf.filled(), buf.init_len()), (7, &b"abc"[..], 5));
    // What it initializes is known, if that is all.
    with_borrowed_cursor(buf.unfilled(), |mut cursor| {
        cursor.ensure_init().fill(1);
        cursor.advance_checked(2);
    });
    assert_eq!((buf.filled(), buf.init_len()), (&b"abc\x01\x01"[..], 8));
    // And then std is told, and zeroes nothing.
    buf.clear();
    buf.unfilled().ensure_init().fill(POISON);
    with_borrowed_cursor(buf.unfilled(), |mut cursor| {
        assert!(cursor.is_init());
        assert!(cursor.ensure_init().iter().all(|byte| *byte == POISON));
    });
    assert_eq!((buf.len(), buf.init_len()), (0, 8));
}

#[test]
fn what_we_filled_std_knows() {
    let mut memory = [MaybeUninit::new(POISON); 8];
    let mut buf = BorrowedBuf::from(&mut memory[..]);
    buf.unfilled().append(b"ab");
    with_read_cursor(buf.unfilled(), |mut cursor| {
        assert_eq!((cursor.remaining(), cursor.init_mut().len()), (6, 0));
        cursor.append(b"c");
        cursor.limit(2).ensure_init();
    });
    assert_eq!((buf.filled(), buf.is_init()), (&b"abc"[..], false));
    with_read_cursor(buf.unfilled(), |mut cursor| {
        cursor.ensure_init().fill(POISON);
        cursor.advance_checked(1);
    });
    assert_eq!((buf.len(), buf.is_init()), (4, true));
    with_read_cursor(buf.unfilled(), |mut cursor| assert_eq!(cursor.init_mut(), [POISON; 4]));
}

#[test]
fn a_panic_leaves_both_as_they_were() {
    let mut memory = [MaybeUninit::new(POISON); 8];
    let mut buf = ReadBuf::uninit(&mut memory);
    let panicked = catch_unwind(AssertUnwindSafe(|| {
        with_borrowed_cursor(buf.unfilled(), |mut cursor| {
            cursor.append(b"ab");
            panic!("inner");
        })
    }));
    assert!(panicked.is_err());
    assert_eq!((buf.len(), buf.init_len()), (0, 0));
    let mut memory = [MaybeUninit::new(POISON); 8];
    let mut buf = BorrowedBuf::from(&mut memory[..]);
    let panicked = catch_unwind(AssertUnwindSafe(|| {
        with_read_cursor(buf.unfilled(), |mut cursor| {
            cursor.append(b"ab");
            panic!("inner");
        })
    }));
    assert!(panicked.is_err());
    assert_eq!((buf.len(), buf.is_init()), (0, false));
}

#[test]
fn streams_both_ways() {
    fn items<S: Stream<Item = u8> + Unpin>(mut stream: S) -> Vec<u8> {
        let cx = &mut Context::from_waker(Waker::noop());
        let mut items = vec![];
        while let Poll::Ready(Some(item)) = Pin::new(&mut stream).poll_next(cx) {
            items.push(item);
        }
        items
    }
    let theirs = std::async_iter::from_iter([1, 2, 3]);
    let ours = FromAsyncIterator::new(theirs);
    assert_eq!(ours.size_hint(), (3, Some(3)));
    assert_eq!(items(ours), [1, 2, 3]);

    let theirs = stream::iter([4, 5, 6]).into_async_iterator();
    assert_eq!(AsyncIterator::size_hint(&theirs), (3, Some(3)));
    assert_eq!(items(FromAsyncIterator::from(theirs)), [4, 5, 6]);

    async fn generated() -> u64 {
        let mut sum = 0;
        let mut numbers = std::pin::pin!(FromAsyncIterator::new(std::async_iter::from_iter(1..=4)));
        while let Some(number) = std::future::poll_fn(|cx| numbers.as_mut().poll_next(cx)).await {
            sum += number;
        }
        sum
    }
    let sum = std::pin::pin!(generated()).poll(&mut Context::from_waker(Waker::noop()));
    assert_eq!(sum, Poll::Ready(10));
}

#[test]
fn accessors() {
    let mut from = FromAsyncIterator::new(1);
    *from.get_mut() += 1;
    *Pin::new(&mut from).get_pin_mut() += 1;
    assert_eq!((*from.get_ref(), from.into_inner()), (3, 3));
    let mut into = IntoAsyncIterator::from(1);
    *into.get_mut() += 1;
    *Pin::new(&mut into).get_pin_mut() += 1;
    assert_eq!((*into.get_ref(), into.into_inner()), (3, 3));
}
