//! Accessors, bounds, auto traits and sizes.

use std::{
    cell::Cell,
    marker::PhantomPinned,
    mem::MaybeUninit,
    pin::{Pin, pin},
    rc::Rc,
    task::{Context, Poll},
};

use async_interop::{
    compat::{
        FromFutures, FromFuturesTask, FromHyper, FromTokio, HyperSleep, IntoFutures,
        IntoFuturesExt, IntoFuturesTask, IntoHyper, IntoHyperExt, IntoTokio, IntoTokioExt,
    },
    io::{AsyncRead, AsyncSeek, AsyncWrite, ReadBuf, ReadCursor, Result},
    stream::Stream,
};
use static_assertions::{assert_impl_all, assert_not_impl_any, assert_obj_safe};

use crate::support::{Peer, with_cx};

macro_rules! accessors {
    ($name:ident, $adapter:ident) => {
        #[test]
        fn $name() {
            let mut adapter = $adapter::new(1);
            assert_eq!(adapter.get_ref(), &1);
            *adapter.get_mut() += 1;
            *Pin::new(&mut adapter).get_pin_mut() += 1;
            assert!(
                format!("{adapter:?}").starts_with(concat!(stringify!($adapter), " { inner: 3"))
            );
            assert_eq!(adapter.into_inner(), 3);
            assert_eq!($adapter::from(4).into_inner(), 4);
            const IN_CONST: $adapter<u8> = $adapter::new(5);
            assert_eq!(*IN_CONST.get_ref(), 5);
        }
    };
}

accessors!(from_tokio, FromTokio);
accessors!(into_tokio, IntoTokio);
accessors!(from_futures, FromFutures);
accessors!(into_futures, IntoFutures);
accessors!(from_hyper, FromHyper);
accessors!(into_hyper, IntoHyper);
accessors!(from_futures_task, FromFuturesTask);
accessors!(into_futures_task, IntoFuturesTask);

#[test]
fn outward_by_method() {
    assert_eq!(6.into_tokio().into_inner(), 6);
    assert_eq!(7.into_futures().into_inner(), 7);
    assert_eq!(8.into_hyper().into_inner(), 8);
}

/// A reader that must stay where it is, may not change threads, and borrows.
struct Pinned<'a> {
    read: Rc<Cell<usize>>,
    data: &'a [u8],
    _pinned: PhantomPinned,
}

impl Pinned<'_> {
    fn read(self: Pin<&mut Self>, room: usize) -> &[u8] {
        let this = self.into_ref().get_ref();
        let start = this.read.get();
        let end = this.data.len().min(start + room);
        this.read.set(end);
        &this.data[start..end]
    }
}

impl AsyncRead for Pinned<'_> {
    fn poll_read(
        self: Pin<&mut Self>,
        _: &mut Context<'_>,
        mut buf: ReadCursor<'_>,
    ) -> Poll<Result<()>> {
        buf.append(self.read(buf.remaining()));
        Poll::Ready(Ok(()))
    }
}

impl tokio::io::AsyncRead for Pinned<'_> {
    fn poll_read(
        self: Pin<&mut Self>,
        _: &mut Context<'_>,
        buf: &mut tokio::io::ReadBuf<'_>,
    ) -> Poll<std::io::Result<()>> {
        buf.put_slice(self.read(buf.remaining()));
        Poll::Ready(Ok(()))
    }
}

impl futures::io::AsyncRead for Pinned<'_> {
    fn poll_read(
        self: Pin<&mut Self>,
        _: &mut Context<'_>,
        buf: &mut [u8],
    ) -> Poll<std::io::Result<usize>> {
        let bytes = self.read(buf.len());
        buf[..bytes.len()].copy_from_slice(bytes);
        Poll::Ready(Ok(bytes.len()))
    }
}

impl hyper::rt::Read for Pinned<'_> {
    fn poll_read(
        self: Pin<&mut Self>,
        _: &mut Context<'_>,
        mut buf: hyper::rt::ReadBufCursor<'_>,
    ) -> Poll<std::io::Result<()>> {
        buf.put_slice(self.read(buf.remaining()));
        Poll::Ready(Ok(()))
    }
}

#[test]
fn no_bound_but_the_trait() {
    fn check(reader: impl AsyncRead) {
        let mut reader = pin!(reader);
        let mut memory = [MaybeUninit::uninit(); 16];
        let mut buf = ReadBuf::uninit(&mut memory);
        for expected in [&b"pinned"[..], b"pinned"] {
            let polled = with_cx(|cx| reader.as_mut().poll_read(cx, buf.unfilled()));
            assert!(matches!(polled, Poll::Ready(Ok(()))));
            assert_eq!(buf.filled(), expected);
        }
    }
    let data = b"pinned".to_vec();
    let reader = || Pinned { read: Rc::default(), data: &data, _pinned: PhantomPinned };
    check(FromTokio::new(reader()));
    check(FromFutures::new(reader()));
    check(FromTokio::new(IntoTokio::new(reader())));
    check(FromFutures::new(IntoFutures::new(reader())));
    check(FromHyper::new(reader()));
    check(FromHyper::new(IntoHyper::new(reader())));
}

#[test]
fn behind_a_box() {
    let mut boxed: Box<dyn AsyncRead + Unpin> = Box::new(FromTokio::new(&b"boxed"[..]));
    let mut memory = [0; 8];
    let mut buf = ReadBuf::new(&mut memory);
    assert!(with_cx(|cx| Pin::new(&mut boxed).poll_read(cx, buf.unfilled())).is_ready());
    assert_eq!(buf.filled(), b"boxed");

    // And a box of theirs inside: `dyn` of their traits needs no adapter of its own.
    let theirs: Box<dyn tokio::io::AsyncRead + Unpin> = Box::new(&b"boxed"[..]);
    assert!(FromTokio::new(theirs).into_inner().is_unpin());
}

trait IsUnpin {
    fn is_unpin(&self) -> bool;
}

impl<T: Unpin> IsUnpin for T {
    fn is_unpin(&self) -> bool {
        true
    }
}

assert_obj_safe!(AsyncRead, AsyncWrite, AsyncSeek);
// As the inner value, no more and no less.
assert_impl_all!(FromTokio<Peer>: Send, Sync, Unpin);
assert_impl_all!(IntoTokio<Peer>: Send, Sync, Unpin);
assert_impl_all!(FromFutures<Peer>: Send, Sync, Unpin);
assert_impl_all!(IntoFutures<Peer>: Send, Sync, Unpin);
assert_not_impl_any!(FromTokio<Pinned<'static>>: Send, Sync, Unpin);
assert_not_impl_any!(IntoTokio<Pinned<'static>>: Send, Sync, Unpin);
assert_not_impl_any!(FromFutures<Pinned<'static>>: Send, Sync, Unpin);
assert_not_impl_any!(IntoFutures<Pinned<'static>>: Send, Sync, Unpin);
assert_impl_all!(FromHyper<Peer>: Send, Sync, Unpin);
assert_impl_all!(IntoHyper<Peer>: Send, Sync, Unpin);
assert_not_impl_any!(FromHyper<Pinned<'static>>: Send, Sync, Unpin);
assert_not_impl_any!(IntoHyper<Pinned<'static>>: Send, Sync, Unpin);
assert_impl_all!(HyperSleep<Pinned<'static>>: Unpin);
assert_not_impl_any!(HyperSleep<Pinned<'static>>: Send, Sync);
// One adapter gives only what its inner value has.
assert_not_impl_any!(FromTokio<Pinned<'static>>: AsyncWrite, AsyncSeek);
assert_not_impl_any!(FromFutures<Pinned<'static>>: AsyncWrite, AsyncSeek, Stream);
// A word or two beside the inner value.
const _: () = assert!(size_of::<FromTokio<usize>>() <= size_of::<usize>() + 16);
const _: () = assert!(size_of::<IntoTokio<usize>>() <= size_of::<usize>() + 16);
const _: () = assert!(size_of::<FromFutures<usize>>() == 2 * size_of::<usize>());
const _: () = assert!(size_of::<IntoFutures<usize>>() == size_of::<usize>());
const _: () = assert!(size_of::<FromHyper<usize>>() == size_of::<usize>());
const _: () = assert!(size_of::<IntoHyper<usize>>() == size_of::<usize>());
