//! `&mut T`, `Box<T>` and `Pin<P>` pass on every method, with all that it is given and returns.

use std::{
    cell::{Cell, RefCell},
    marker::PhantomPinned,
    pin::{Pin, pin},
    sync::Arc,
    task::{Context, Poll, Wake, Waker},
};

use async_interop::io::{
    AsyncBufRead, AsyncRead, AsyncSeek, AsyncWrite, ErrorKind, IoSlice, ReadBuf, ReadCursor,
    Result, SeekFrom, const_error,
};

trait All: AsyncRead + AsyncBufRead + AsyncWrite + AsyncSeek {}

impl<T: ?Sized + AsyncRead + AsyncBufRead + AsyncWrite + AsyncSeek> All for T {}

/// Each method is pending at first, then succeeds, then fails; `log` tells which ones were called.
///
/// `Marker` makes it `Unpin`, or not.
#[derive(Default)]
struct Probe<Marker> {
    log: RefCell<Vec<&'static str>>,
    waker: RefCell<Option<Waker>>,
    step: Cell<u8>,
    vectored: bool,
    _marker: Marker,
}

impl<Marker> Probe<Marker> {
    fn next<T>(&self, name: &'static str, cx: &Context<'_>, value: T) -> Poll<Result<T>> {
        self.log.borrow_mut().push(name);
        let step = self.step.get();
        self.step.set((step + 1) % 3);
        match step {
            0 => {
                *self.waker.borrow_mut() = Some(cx.waker().clone());
                Poll::Pending
            }
            1 => {
                assert!(
                    self.waker.borrow().as_ref().unwrap().will_wake(cx.waker()),
                    "another waker"
                );
                Poll::Ready(Ok(value))
            }
            _ => Poll::Ready(Err(const_error!(ErrorKind::Deadlock, "third call"))),
        }
    }
}

impl<Marker> AsyncRead for Probe<Marker> {
    fn poll_read(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        mut buf: ReadCursor<'_>,
    ) -> Poll<Result<()>> {
        buf.append_some(b"read");
        self.next("read", cx, ())
    }
}

impl<Marker> AsyncBufRead for Probe<Marker> {
    fn poll_fill_buf(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<&[u8]>> {
        self.next("fill_buf", cx, b"filled")
    }

    fn consume(self: Pin<&mut Self>, amount: usize) {
        assert_eq!(amount, 77);
        self.log.borrow_mut().push("consume");
    }
}

impl<Marker> AsyncWrite for Probe<Marker> {
    fn poll_write(self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &[u8]) -> Poll<Result<usize>> {
        self.next("write", cx, buf.len())
    }

    fn poll_flush(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        self.next("flush", cx, ())
    }

    fn poll_shutdown(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        self.next("shutdown", cx, ())
    }

    fn poll_write_vectored(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bufs: &[IoSlice<'_>],
    ) -> Poll<Result<usize>> {
        self.next("write_vectored", cx, bufs.len())
    }

    fn is_write_vectored(&self) -> bool {
        self.log.borrow_mut().push("is_write_vectored");
        self.vectored
    }
}

impl<Marker> AsyncSeek for Probe<Marker> {
    fn poll_seek(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        position: SeekFrom,
    ) -> Poll<Result<u64>> {
        assert_eq!(position, SeekFrom::End(-5));
        self.next("seek", cx, 99)
    }
}

struct Nothing;

impl Wake for Nothing {
    fn wake(self: Arc<Self>) {}
}

/// Polls three times, and expects what `Probe::next` answers.
#[track_caller]
fn thrice<T: PartialEq + std::fmt::Debug>(
    mut poll: impl FnMut(&mut Context<'_>) -> Poll<Result<T>>,
    expected: T,
) {
    let waker = Arc::new(Nothing).into();
    let mut cx = Context::from_waker(&waker);
    assert!(poll(&mut cx).is_pending());
    match poll(&mut cx) {
        Poll::Ready(Ok(value)) => assert_eq!(value, expected),
        other => panic!("ready expected, but it is {other:?}"),
    }
    match poll(&mut cx) {
        Poll::Ready(Err(error)) => assert_eq!(error.to_string(), "third call"),
        other => panic!("an error expected, but it is {other:?}"),
    }
}

/// Calls everything through `all`, whose type is the pointer under test.
#[track_caller]
fn call_all(mut all: Pin<&mut impl All>, vectored: bool) {
    let mut memory = [0; 64];
    let mut buf = ReadBuf::new(&mut memory);
    thrice(|cx| all.as_mut().poll_read(cx, buf.unfilled()), ());
    assert_eq!(buf.filled(), b"readreadread");
    thrice(|cx| all.as_mut().poll_fill_buf(cx).map_ok(<[u8]>::to_vec), b"filled".to_vec());
    all.as_mut().consume(77);
    thrice(|cx| all.as_mut().poll_write(cx, b"12345"), 5);
    thrice(|cx| all.as_mut().poll_flush(cx), ());
    thrice(|cx| all.as_mut().poll_shutdown(cx), ());
    let bufs = [IoSlice::new(b"1"), IoSlice::new(b"2"), IoSlice::new(b"3")];
    thrice(|cx| all.as_mut().poll_write_vectored(cx, &bufs), 3);
    assert_eq!(all.is_write_vectored(), vectored);
    thrice(|cx| all.as_mut().poll_seek(cx, SeekFrom::End(-5)), 99);
}

/// `call_all` has called each method, and no other one in its place.
#[track_caller]
fn assert_all_called<Marker>(probe: &Probe<Marker>) {
    let mut expected = vec!["read"; 3];
    expected.extend(["fill_buf"; 3]);
    expected.push("consume");
    for name in ["write", "flush", "shutdown", "write_vectored"] {
        expected.extend([name; 3]);
    }
    expected.push("is_write_vectored");
    expected.extend(["seek"; 3]);
    assert_eq!(probe.log.take(), expected);
}

#[test]
fn mut_ref() {
    for vectored in [false, true] {
        let mut probe = Probe::<()> { vectored, ..Probe::default() };
        call_all(pin!(&mut probe), vectored);
        assert_all_called(&probe);
    }
}

#[test]
fn mut_ref_of_an_object() {
    let mut probe = Probe::<()>::default();
    let mut object: &mut (dyn All + Unpin) = &mut probe;
    call_all(pin!(&mut object), false);
    assert_all_called(&probe);
}

#[test]
fn boxed() {
    for vectored in [false, true] {
        let mut probe = Box::new(Probe::<()> { vectored, ..Probe::default() });
        call_all(Pin::new(&mut probe), vectored);
        assert_all_called(&probe);
    }
}

#[test]
fn boxed_object() {
    let mut probe = Probe::<()> { vectored: true, ..Probe::default() };
    let mut object: Box<dyn All + Unpin + '_> = Box::new(&mut probe);
    call_all(Pin::new(&mut object), true);
    drop(object);
    assert_all_called(&probe);
}

#[test]
fn pinned_mut_ref_of_what_must_not_move() {
    for vectored in [false, true] {
        let mut probe = pin!(Probe::<PhantomPinned> { vectored, ..Probe::default() });
        call_all(pin!(probe.as_mut()), vectored);
        assert_all_called(&probe);
    }
}

#[test]
fn pinned_box_of_what_must_not_move() {
    let mut probe = Box::pin(Probe::<PhantomPinned> { vectored: true, ..Probe::default() });
    call_all(Pin::new(&mut probe), true);
    assert_all_called(&probe);
    let mut object: Pin<Box<dyn All>> = probe;
    call_all(Pin::new(&mut object), true);
}

#[test]
fn a_pin_of_a_pointer_that_must_not_move() {
    /// A pointer that is not `Unpin`: `Pin<P>` asks that of nobody.
    struct Pointer(Box<Probe<()>>, PhantomPinned);
    impl std::ops::Deref for Pointer {
        type Target = Probe<()>;
        fn deref(&self) -> &Probe<()> {
            &self.0
        }
    }
    impl std::ops::DerefMut for Pointer {
        fn deref_mut(&mut self) -> &mut Probe<()> {
            &mut self.0
        }
    }
    let mut pointer = pin!(Pin::new(Pointer(Box::default(), PhantomPinned)));
    call_all(pointer.as_mut(), false);
    assert_all_called(&pointer);
}
