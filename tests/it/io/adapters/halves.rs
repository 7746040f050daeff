//! The halves: in turn, woken, put together again. `tests/loom/halves.rs` has what is between threads.

use std::{
    cell::RefCell,
    error::Error as _,
    marker::PhantomPinned,
    panic::{AssertUnwindSafe, catch_unwind},
    pin::Pin,
    rc::Rc,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    task::{Context, Poll, Wake, Waker},
};

use async_interop::io::{
    self, AsyncRead, AsyncWrite, IoSlice, ReadBuf, ReadCursor, ReadHalf, Result, WriteHalf,
};
use static_assertions::{assert_impl_all as all, assert_not_impl_any as none};

use super::{
    super::support::{read, write, write_vectored},
    twin::Twin,
};

all!(ReadHalf<Twin>: Send, Sync, Unpin);
all!(WriteHalf<Twin>: Send, Sync, Unpin);
all!(ReadHalf<PhantomPinned>: Unpin);
all!(WriteHalf<std::cell::Cell<u8>>: Send, Sync);
none!(ReadHalf<Rc<u8>>: Send, Sync);
none!(WriteHalf<*const u8>: Send, Sync);

#[derive(Default)]
struct Count(AtomicUsize);

impl Wake for Count {
    fn wake(self: Arc<Self>) {
        self.0.fetch_add(1, Ordering::Relaxed);
    }
}

/// An object during whose reads something happens.
struct During<F>(F);

impl<F: FnMut() + Unpin> AsyncRead for During<F> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
        mut buf: ReadCursor<'_>,
    ) -> Poll<Result<()>> {
        (self.0)();
        buf.append(b"r");
        Poll::Ready(Ok(()))
    }
}

impl<F: Unpin> AsyncWrite for During<F> {
    fn poll_write(self: Pin<&mut Self>, _: &mut Context<'_>, buf: &[u8]) -> Poll<Result<usize>> {
        Poll::Ready(Ok(buf.len()))
    }

    fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Result<()>> {
        Poll::Ready(Ok(()))
    }

    fn poll_shutdown(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Result<()>> {
        Poll::Ready(Ok(()))
    }
}

type Action = Rc<RefCell<Box<dyn FnMut()>>>;
type Busy = During<Box<dyn FnMut()>>;

/// Halves of an object whose reads run what is put into the action.
fn busy() -> (Action, ReadHalf<Busy>, Rc<RefCell<WriteHalf<Busy>>>) {
    let action: Action = Rc::new(RefCell::new(Box::new(|| {})));
    let run = Rc::clone(&action);
    let (reader, writer) = io::split(During(Box::new(move || run.borrow_mut()()) as Box<_>));
    (action, reader, Rc::new(RefCell::new(writer)))
}

#[test]
fn a_half_that_finds_the_other_one_busy_is_woken_when_it_is_out() {
    let (action, mut reader, writer) = busy();
    let (stale, newest) = (Arc::new(Count::default()), Arc::new(Count::default()));
    let polls = [&stale, &newest, &newest].map(|count| Waker::from(Arc::clone(count)));
    let (inner, seen) = (Rc::clone(&writer), Arc::clone(&newest));
    *action.borrow_mut() = Box::new(move || {
        for waker in &polls {
            let mut cx = Context::from_waker(waker);
            let mut writer = inner.borrow_mut();
            assert!(Pin::new(&mut *writer).poll_write(&mut cx, b"w").is_pending());
            // What has nothing to transfer never waits.
            assert!(Pin::new(&mut *writer).poll_write(&mut cx, b"").is_ready());
            let none = [IoSlice::new(b"")];
            assert!(Pin::new(&mut *writer).poll_write_vectored(&mut cx, &none).is_ready());
        }
        assert_eq!(seen.0.load(Ordering::Relaxed), 0);
    });
    assert_eq!(read(&mut reader, 4).unwrap(), b"r");
    assert_eq!(stale.0.load(Ordering::Relaxed), 0);
    assert_eq!(newest.0.load(Ordering::Relaxed), 1);
    *action.borrow_mut() = Box::new(|| {});
    assert_eq!(write(&mut *writer.borrow_mut(), b"w").unwrap(), 1);
    assert_eq!(read(&mut reader, 4).unwrap(), b"r");
    // Both wakers are gone.
    assert_eq!((Arc::strong_count(&stale), Arc::strong_count(&newest)), (1, 1));
}

#[test]
fn a_half_that_is_dropped_while_it_waits_leaves_no_waker() {
    let (action, mut reader, writer) = busy();
    let count = Arc::new(Count::default());
    let waker = Waker::from(Arc::clone(&count));
    let writer = RefCell::new(Some(Rc::into_inner(writer).unwrap().into_inner()));
    *action.borrow_mut() = Box::new(move || {
        let mut writer = writer.take().expect("reads once");
        let mut cx = Context::from_waker(&waker);
        assert!(Pin::new(&mut writer).poll_flush(&mut cx).is_pending());
    });
    assert_eq!(read(&mut reader, 4).unwrap(), b"r");
    *action.borrow_mut() = Box::new(|| {});
    assert_eq!(Arc::strong_count(&count), 1);
    assert_eq!(read(&mut reader, 4).unwrap(), b"r");
}

/// A waker that comes back to a half while it is woken.
#[test]
fn a_waker_may_use_the_half_it_is_woken_for() {
    thread_local!(static WOKEN: RefCell<Option<Box<dyn FnOnce()>>> = RefCell::default());
    struct Back;
    impl Wake for Back {
        fn wake(self: Arc<Self>) {
            WOKEN.take().expect("woken once")();
        }
    }
    let (action, mut reader, writer) = busy();
    let inner = Rc::clone(&writer);
    *action.borrow_mut() = Box::new(move || {
        let waker = Waker::from(Arc::new(Back));
        let mut cx = Context::from_waker(&waker);
        assert!(Pin::new(&mut *inner.borrow_mut()).poll_shutdown(&mut cx).is_pending());
    });
    let done = Rc::new(RefCell::new(0));
    let count = Rc::clone(&done);
    WOKEN.set(Some(Box::new(move || {
        *count.borrow_mut() += write(&mut *writer.borrow_mut(), b"abc").unwrap();
    })));
    assert_eq!(read(&mut reader, 4).unwrap(), b"r");
    assert_eq!(*done.borrow(), 3);
    // It holds a half of the object that holds it.
    *action.borrow_mut() = Box::new(|| {});
}

#[test]
fn a_panic_of_the_object_frees_it() {
    let (action, mut reader, writer) = busy();
    *action.borrow_mut() = Box::new(|| panic!("inside"));
    assert!(catch_unwind(AssertUnwindSafe(|| read(&mut reader, 4))).is_err());
    *action.borrow_mut() = Box::new(|| {});
    assert_eq!(write(&mut *writer.borrow_mut(), b"w").unwrap(), 1);
    assert_eq!(read(&mut reader, 4).unwrap(), b"r");
}

#[test]
fn a_read_without_room_does_not_reach_the_object() {
    let (mut reader, _writer) = io::split(Twin::slow());
    let mut buf = ReadBuf::new(&mut []);
    let mut cx = Context::from_waker(Waker::noop());
    assert!(Pin::new(&mut reader).poll_read(&mut cx, buf.unfilled()).is_ready());
}

#[test]
fn the_halves_forward_all_methods_and_are_put_together_again() {
    for vectored in [false, true] {
        let (mut reader, mut writer) = io::split(Twin { vectored, ..Twin::new(*b"abcd", []) });
        assert_eq!(read(&mut reader, 2).unwrap(), b"ab");
        assert_eq!(writer.is_write_vectored(), vectored);
        if vectored {
            assert_eq!(write_vectored(&mut writer, &[b"C", b"D"]).unwrap(), 2);
        } else {
            assert_eq!(write(&mut writer, b"CD").unwrap(), 2);
        }
        let mut cx = Context::from_waker(Waker::noop());
        assert!(Pin::new(&mut writer).poll_flush(&mut cx).is_ready());
        assert!(Pin::new(&mut writer).poll_shutdown(&mut cx).is_ready());
        assert!(reader.is_pair_of(&writer) && writer.is_pair_of(&reader));
        let twin = reader.reunite(writer).unwrap();
        assert_eq!((&*twin.bytes, twin.flushes, twin.shutdowns), (&b"abCD"[..], 1, 1));
    }
}

#[test]
fn halves_of_two_objects_stay_apart() {
    let (reader, other_writer) = io::split(Twin::new(*b"one", []));
    let (other_reader, writer) = io::split(Twin::new(*b"two", []));
    assert!(!reader.is_pair_of(&writer));
    let error = reader.reunite(writer).unwrap_err();
    assert!(error.to_string().starts_with("the halves are of two objects"), "{error}");
    assert!(error.source().is_none());
    assert_eq!(format!("{error:?}"), "ReuniteError { .. }");
    let (reader, writer) = error.into_halves();
    assert_eq!(reader.reunite(other_writer).unwrap().bytes, b"one");
    assert_eq!(other_reader.reunite(writer).unwrap().bytes, b"two");
}

#[test]
fn the_object_is_dropped_with_the_second_half() {
    let alive = Arc::new(());
    let held = Arc::clone(&alive);
    let (reader, writer) = io::split(During(move || drop(Arc::clone(&held))));
    drop(writer);
    assert_eq!(Arc::strong_count(&alive), 2);
    drop(reader);
    assert_eq!(Arc::strong_count(&alive), 1);
}

#[test]
fn halves_on_two_threads_lose_neither_bytes_nor_wakes() {
    const N: usize = 20_000;
    let (near, mut far) = io::duplex(3);
    let (mut reader, mut writer) = io::split(near);
    let writing = std::thread::spawn(move || {
        for n in 0..N {
            park_on(|cx| Pin::new(&mut writer).poll_write(cx, &[n as u8]));
        }
        writer
    });
    let echoing = std::thread::spawn(move || {
        for _ in 0..N {
            let mut byte = [0];
            let mut buf = ReadBuf::new(&mut byte);
            park_on(|cx| Pin::new(&mut far).poll_read(cx, buf.unfilled()));
            park_on(|cx| Pin::new(&mut far).poll_write(cx, &byte));
        }
    });
    for n in 0..N {
        let mut byte = [0];
        let mut buf = ReadBuf::new(&mut byte);
        park_on(|cx| Pin::new(&mut reader).poll_read(cx, buf.unfilled()));
        assert_eq!(byte, [n as u8]);
    }
    echoing.join().unwrap();
    assert!(reader.reunite(writing.join().unwrap()).is_ok());
}

/// Polls, and parks the thread until woken, until it is ready.
fn park_on<T>(mut poll: impl FnMut(&mut Context<'_>) -> Poll<Result<T>>) -> T {
    struct Unpark(std::thread::Thread);
    impl Wake for Unpark {
        fn wake(self: Arc<Self>) {
            self.0.unpark();
        }
    }
    let waker = Waker::from(Arc::new(Unpark(std::thread::current())));
    let mut cx = Context::from_waker(&waker);
    loop {
        if let Poll::Ready(value) = poll(&mut cx) {
            return value.unwrap();
        }
        std::thread::park();
    }
}
