//! Safe readers that break what only their documentation forbids.
//!
//! None of this may be undefined behavior, and none may show bytes that nobody wrote. `POISON`
//! stands for memory that was never initialized.

use std::{
    io,
    mem::{self, MaybeUninit},
    pin::Pin,
    ptr,
    sync::Mutex,
    task::Poll,
};

use async_interop::{
    compat::{FromFutures, FromTokio, IntoFutures, IntoTokio},
    io::{AsyncRead, ReadBuf, ReadCursor},
};

use crate::support::{Futures, Ours, Tokio, panics, with_cx};

const POISON: u8 = 0xAA;

/// Reads into a buffer that holds "ab" and has room for 6 more, and passes it to `check`.
fn read_after_ab<R>(
    reader: &mut (impl AsyncRead + Unpin),
    poll: impl FnOnce(&mut dyn FnMut() -> Poll<async_interop::io::Result<()>>) -> R,
    check: impl FnOnce(&mut ReadBuf<'_>),
) -> R {
    let mut memory = [MaybeUninit::new(POISON); 8];
    let mut buf = ReadBuf::uninit(&mut memory);
    buf.unfilled().append(b"ab");
    let result = poll(&mut || with_cx(|cx| Pin::new(&mut *reader).poll_read(cx, buf.unfilled())));
    check(&mut buf);
    result
}

/// The reader must be caught, and nothing that it claims believed.
#[track_caller]
fn caught(mut reader: impl AsyncRead + Unpin) -> String {
    read_after_ab(
        &mut reader,
        |poll| panics(|| drop(poll())),
        |buf| assert_eq!((buf.filled(), buf.init_len()), (&b"ab"[..], 2)),
    )
}

/// Leaks, as safe code may, but stays reachable, so that leak checkers see that it is meant.
fn leak<'a, T: 'a>(value: T) -> &'a mut T {
    static LEAKED: Mutex<Vec<usize>> = Mutex::new(Vec::new());
    let leaked = Box::leak(Box::new(value));
    LEAKED.lock().unwrap().push(ptr::from_mut(leaked).expose_provenance());
    leaked
}

/// A reader of tokio's that puts another buffer in the place of ours, and fills it.
///
/// All of this is safe code: the signature allows it.
fn swapper(
    other: &'static mut [u8],
    exit: fn() -> Poll<io::Result<()>>,
) -> impl tokio::io::AsyncRead + Unpin {
    let mut other = Some(other);
    Tokio(move |buf: &mut tokio::io::ReadBuf<'_>| {
        *buf = tokio::io::ReadBuf::new(other.take().unwrap());
        buf.advance(buf.capacity());
        exit()
    })
}

#[test]
fn swapped_buffer_is_caught_on_every_exit() {
    let exits: [fn() -> Poll<io::Result<()>>; 3] =
        [|| Poll::Ready(Ok(())), || Poll::Pending, || Poll::Ready(Err(io::Error::other("no")))];
    for exit in exits {
        // Shorter than ours, as long, and longer: counters that would fit must not help.
        for length in [1, 6, 4096] {
            let other = leak(vec![1; length]);
            let message = caught(FromTokio::new(swapper(other, exit)));
            assert!(message.contains("replaced the `ReadBuf`"), "{message}");
        }
    }
}

#[test]
fn empty_buffer_in_place_of_ours_is_caught() {
    let message = caught(FromTokio::new(Tokio(|buf: &mut tokio::io::ReadBuf<'_>| {
        *buf = tokio::io::ReadBuf::new(&mut []);
        Poll::Ready(Ok(()))
    })));
    assert!(message.contains("replaced the `ReadBuf`"), "{message}");
}

#[test]
fn swapped_and_swapped_back_is_no_harm() {
    let mut reader = FromTokio::new(Tokio(|buf: &mut tokio::io::ReadBuf<'_>| {
        let mut mine = mem::replace(buf, tokio::io::ReadBuf::new(&mut []));
        mine.put_slice(b"cd");
        *buf = mine;
        Poll::Ready(Ok(()))
    }));
    let polled = read_after_ab(&mut reader, |poll| poll(), |buf| assert_eq!(buf.filled(), b"abcd"));
    assert!(polled.is_ready());
}

#[test]
fn a_part_of_our_own_memory_in_its_place_is_no_harm() {
    // `take` forgets the init mark, and ends before our memory does. Its counters are true of the
    // memory that we lent, so they may be believed.
    let mut reader = FromTokio::new(Tokio(|buf: &mut tokio::io::ReadBuf<'_>| {
        let mine = leak(mem::replace(buf, tokio::io::ReadBuf::new(&mut [])));
        *buf = mine.take(3);
        buf.put_slice(b"cd");
        Poll::Ready(Ok(()))
    }));
    let polled = read_after_ab(
        &mut reader,
        |poll| poll(),
        |buf| assert_eq!((buf.filled(), buf.init_len()), (&b"abcd"[..], 4)),
    );
    assert!(polled.is_ready());
}

#[test]
fn a_later_part_of_our_own_memory_in_its_place_is_caught() {
    let message = caught(FromTokio::new(Tokio(|buf: &mut tokio::io::ReadBuf<'_>| {
        let mine = leak(mem::replace(buf, tokio::io::ReadBuf::new(&mut [])));
        mine.put_slice(b"c");
        *buf = mine.take(2);
        buf.put_slice(b"de");
        Poll::Ready(Ok(()))
    })));
    assert!(message.contains("replaced the `ReadBuf`"), "{message}");
}

#[test]
fn shrinking_reaches_only_its_own_bytes() {
    let mut reader = FromTokio::new(Tokio(|buf: &mut tokio::io::ReadBuf<'_>| {
        buf.put_slice(b"cdef");
        buf.set_filled(1);
        buf.clear();
        Poll::Ready(Ok(()))
    }));
    let polled = read_after_ab(
        &mut reader,
        |poll| poll(),
        |buf| assert_eq!((buf.filled(), buf.init_len()), (&b"ab"[..], 6)),
    );
    assert!(polled.is_ready());
}

#[test]
fn too_large_a_count_is_caught() {
    for claimed in [9, usize::MAX] {
        let reader = Futures(move |_: &mut [u8]| Poll::Ready(Ok(claimed)));
        let mut memory = [0; 8];
        let mut buf = ReadBuf::new(&mut memory);
        let message = panics(|| {
            let _ =
                with_cx(|cx| Pin::new(&mut FromFutures::new(reader)).poll_read(cx, buf.unfilled()));
        });
        assert!(message.contains("had room for 8 bytes"), "{message}");
        assert_eq!(buf.len(), 0);
    }
    // The same where memory was zeroed first: the window is the room, not the buffer.
    let reader = Futures(move |room: &mut [u8]| Poll::Ready(Ok(room.len() + 1)));
    let mut memory = [MaybeUninit::new(POISON); 4096];
    let mut buf = ReadBuf::uninit(&mut memory);
    let message = panics(|| {
        let _ = with_cx(|cx| Pin::new(&mut FromFutures::new(reader)).poll_read(cx, buf.unfilled()));
    });
    assert!(message.contains("had room for 256 bytes"), "{message}");
    assert_eq!(buf.len(), 0);
}

#[test]
fn panicking_reader_leaves_the_buffer_usable() {
    let message = caught(FromTokio::new(Tokio(|buf: &mut tokio::io::ReadBuf<'_>| {
        buf.put_slice(b"cd");
        panic!("inner");
    })));
    assert_eq!(message, "inner");

    let mut memory = [MaybeUninit::new(POISON); 8];
    let mut buf = tokio::io::ReadBuf::uninit(&mut memory);
    buf.put_slice(b"ab");
    let mut reader = IntoTokio::new(Ours(|mut buf: ReadCursor<'_>| {
        buf.append(b"cd");
        panic!("inner");
    }));
    panics(|| {
        let _ = with_cx(|cx| tokio::io::AsyncRead::poll_read(Pin::new(&mut reader), cx, &mut buf));
    });
    assert_eq!((buf.filled(), buf.initialized()), (&b"ab"[..], &b"ab"[..]));

    let mut reader = FromFutures::new(Futures(|_: &mut [u8]| panic!("inner")));
    let mut buf = ReadBuf::uninit(&mut memory);
    panics(|| drop(with_cx(|cx| Pin::new(&mut reader).poll_read(cx, buf.unfilled()))));
    assert_eq!(buf.len(), 0);
    assert!(buf.unfilled().init_mut().iter().all(|byte| *byte == 0));

    let mut memory = [POISON; 4];
    let mut reader = IntoFutures::new(Ours(|_: ReadCursor<'_>| panic!("inner")));
    panics(|| {
        let _ =
            with_cx(|cx| futures::io::AsyncRead::poll_read(Pin::new(&mut reader), cx, &mut memory));
    });
}
