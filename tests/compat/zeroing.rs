//! The zeroing rule (RBUF-08): what is zeroed follows what is read, not what is offered.

use std::{mem::MaybeUninit, pin::Pin, task::Poll};

use async_interop::{
    compat::{FromFutures, IntoTokio},
    io::{AsyncRead, ReadBuf},
};
use proptest::prelude::*;

use crate::support::{Futures, with_cx};

const MIB: usize = 1 << 20;
/// What a poll may zero without having read anything before.
const SMALLEST: usize = 256;

/// Polls `reader` with a fresh buffer over `memory`: what was read, and how much was initialized.
fn fresh(
    reader: &mut (impl AsyncRead + Unpin),
    memory: &mut [MaybeUninit<u8>],
) -> (Option<usize>, usize) {
    let mut buf = ReadBuf::uninit(memory);
    let polled = with_cx(|cx| Pin::new(reader).poll_read(cx, buf.unfilled()));
    (polled.is_ready().then(|| buf.len()), buf.init_len())
}

#[test]
fn pending_polls_zero_little() {
    let mut memory = vec![MaybeUninit::uninit(); MIB];
    let mut reader = FromFutures::new(Futures(|_: &mut [u8]| Poll::Pending));
    for _ in 0..100 {
        let (read, zeroed) = fresh(&mut reader, &mut memory);
        assert_eq!(read, None);
        assert!(zeroed <= SMALLEST, "zeroed {zeroed} bytes for nothing");
    }
}

#[test]
fn pending_polls_zero_little_through_tokio() {
    let mut memory = vec![MaybeUninit::uninit(); MIB];
    let mut reader = IntoTokio::new(FromFutures::new(Futures(|_: &mut [u8]| Poll::Pending)));
    for _ in 0..100 {
        let mut buf = tokio::io::ReadBuf::uninit(&mut memory);
        let polled =
            with_cx(|cx| tokio::io::AsyncRead::poll_read(Pin::new(&mut reader), cx, &mut buf));
        assert!(polled.is_pending());
        assert!(buf.initialized().len() <= SMALLEST);
    }
}

#[test]
fn full_reads_grow_the_window_to_a_mebibyte() {
    let mut memory = vec![MaybeUninit::uninit(); 4 * MIB];
    let mut reader = FromFutures::new(Futures(|room: &mut [u8]| Poll::Ready(Ok(room.len()))));
    let mut expected = SMALLEST;
    for _ in 0..30 {
        assert_eq!(fresh(&mut reader, &mut memory), (Some(expected), expected));
        expected = MIB.min(expected + expected / 2);
    }
    assert_eq!(expected, MIB);
}

#[test]
fn messages_of_one_size_come_in_one_read_each() {
    let mut memory = vec![MaybeUninit::uninit(); MIB];
    for size in [1, 255, 256, 257, 300, 512, 600, 1000, 1024, 1400, 8192, 10_000, 65_536] {
        // Each message is followed by a `Pending`; what does not fit is read before that.
        let mut left = size;
        let mut reader = FromFutures::new(Futures(|room: &mut [u8]| {
            if left == 0 {
                left = size;
                return Poll::Pending;
            }
            let n = left.min(room.len());
            left -= n;
            Poll::Ready(Ok(n))
        }));
        let mut reads_of_a_message = || {
            let mut reads = 0;
            loop {
                let (read, zeroed) = fresh(&mut reader, &mut memory);
                assert!(zeroed <= SMALLEST.max(size * 2), "{zeroed} zeroed for {size}");
                if read.is_none() {
                    return reads;
                }
                reads += 1;
            }
        };
        for _ in 0..20 {
            reads_of_a_message();
        }
        for _ in 0..20 {
            assert_eq!(reads_of_a_message(), 1, "of {size} bytes");
        }
    }
}

#[test]
fn a_burst_pays_for_the_pending_polls_after_it() {
    let mut memory = vec![MaybeUninit::uninit(); MIB];
    let mut polls = 0;
    let mut reader = FromFutures::new(Futures(|room: &mut [u8]| {
        polls += 1;
        if polls <= 30 { Poll::Ready(Ok(room.len())) } else { Poll::Pending }
    }));
    let read: usize = (0..30).map(|_| fresh(&mut reader, &mut memory).0.unwrap()).sum();
    let zeroed: usize = (0..1000).map(|_| fresh(&mut reader, &mut memory).1).sum();
    assert!(zeroed <= 1000 * SMALLEST + read, "{zeroed} bytes after {read} were read");
}

#[test]
fn small_reads_shrink_the_window() {
    let mut memory = vec![MaybeUninit::uninit(); MIB];
    let mut polls = 0;
    let mut reader = FromFutures::new(Futures(|room: &mut [u8]| {
        polls += 1;
        Poll::Ready(Ok(if polls <= 12 { room.len() } else { 1 }))
    }));
    for _ in 0..12 + 2 + 8 {
        fresh(&mut reader, &mut memory);
    }
    assert_eq!(fresh(&mut reader, &mut memory), (Some(1), SMALLEST));
}

#[test]
fn initialized_memory_is_offered_whole() {
    let mut memory = vec![0; MIB];
    let mut reader = FromFutures::new(Futures(|room: &mut [u8]| Poll::Ready(Ok(room.len()))));
    let mut buf = ReadBuf::new(&mut memory);
    assert!(with_cx(|cx| Pin::new(&mut reader).poll_read(cx, buf.unfilled())).is_ready());
    assert_eq!(buf.len(), MIB);

    // Of half a buffer, the initialized half: there is nothing to zero for.
    let mut memory = vec![MaybeUninit::uninit(); MIB];
    let mut buf = ReadBuf::uninit(&mut memory);
    buf.unfilled().limit(MIB / 2).ensure_init();
    assert!(with_cx(|cx| Pin::new(&mut reader).poll_read(cx, buf.unfilled())).is_ready());
    assert_eq!((buf.len(), buf.init_len()), (MIB / 2, MIB / 2));
}

#[test]
fn few_initialized_bytes_do_not_make_a_small_read() {
    let mut memory = vec![MaybeUninit::uninit(); MIB];
    let mut reader = FromFutures::new(Futures(|room: &mut [u8]| Poll::Ready(Ok(room.len()))));
    let mut buf = ReadBuf::uninit(&mut memory);
    buf.unfilled().limit(1).ensure_init();
    assert!(with_cx(|cx| Pin::new(&mut reader).poll_read(cx, buf.unfilled())).is_ready());
    assert_eq!((buf.len(), buf.init_len()), (SMALLEST, SMALLEST));
}

#[test]
fn a_kept_buffer_is_zeroed_once() {
    // The reader writes no zeros, so a zero that it is shown was written by the adapter.
    let mut zeros = 0;
    let mut memory = vec![MaybeUninit::new(0xAA); 1 << 16];
    let mut reader = FromFutures::new(Futures(|room: &mut [u8]| {
        zeros += room.iter().filter(|byte| **byte == 0).count();
        room.fill(1);
        Poll::Ready(Ok(room.len().min(1024)))
    }));
    let mut buf = ReadBuf::uninit(&mut memory);
    for _ in 0..1000 {
        buf.clear();
        assert!(with_cx(|cx| Pin::new(&mut reader).poll_read(cx, buf.unfilled())).is_ready());
    }
    assert_eq!(zeros, buf.init_len());
}

#[test]
fn fresh_buffers_smaller_than_the_window_are_no_exception() {
    let mut memory = vec![MaybeUninit::uninit(); MIB];
    let mut small = vec![MaybeUninit::uninit(); 64];
    let mut reader = FromFutures::new(Futures(|room: &mut [u8]| Poll::Ready(Ok(room.len()))));
    assert_eq!(fresh(&mut reader, &mut small), (Some(64), 64));
    // Filling a small buffer says nothing about how much there would have been.
    assert_eq!(fresh(&mut reader, &mut memory), (Some(SMALLEST), SMALLEST));
}

proptest! {
    /// The sum that the docs of `Window` promise, for any sequence of reads and of fresh buffers.
    #[test]
    fn all_zeroing_is_bounded_by_what_was_read(
        // How much is there to read, `None` for `Pending`; and how much the caller offers.
        polls in prop::collection::vec((prop::option::of(0_usize..3_000_000), 1_usize..2 * MIB), 1..200),
    ) {
        let mut memory = vec![MaybeUninit::uninit(); 2 * MIB];
        let mut available = polls.iter().map(|(available, _)| *available);
        let mut reader = FromFutures::new(Futures(|room: &mut [u8]| match available.next().unwrap() {
            Some(available) => Poll::Ready(Ok(available.min(room.len()))),
            None => Poll::Pending,
        }));
        let (mut read, mut zeroed) = (0, 0);
        for (_, offered) in &polls {
            let (n, init) = fresh(&mut reader, &mut memory[..*offered]);
            read += n.unwrap_or(0);
            zeroed += init;
        }
        prop_assert!(zeroed <= 6 * read + SMALLEST * (polls.len() + 2), "{zeroed} for {read}");
    }
}
