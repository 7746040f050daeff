//! What the wrappers share: how to make a connected pair of one.

use std::{marker::PhantomData, pin::Pin};

use async_interop::{
    conformance::{
        self, SendDuplex,
        reference::{self, Pipe},
    },
    io::{AsyncRead, AsyncWrite, ErrorKind},
};

/// How much each direction of a wrapped pipe holds.
pub(crate) const CAPACITY: usize = 64;

/// A pipe that is strange in one way.
pub(crate) trait Wrapper: AsyncRead + AsyncWrite + Send + 'static {
    /// Wraps one end.
    fn wrap(pipe: Pipe) -> Self;

    /// Returns the wrapped end.
    fn pipe(&self) -> &Pipe;
}

/// Makes pairs of which both ends are wrapped.
pub(crate) struct Wrapped<W>(PhantomData<W>);

impl<W> Wrapped<W> {
    pub(crate) const NEW: Self = Self(PhantomData);
}

impl<W: Wrapper> conformance::Duplex for Wrapped<W> {
    type Io = W;

    fn pair(&mut self) -> (W, W) {
        let (left, right) = reference::pipe(CAPACITY);
        (W::wrap(left), W::wrap(right))
    }

    fn inject_read(&mut self, io: Pin<&mut W>, kind: ErrorKind) {
        io.pipe().fail_read(kind);
    }

    fn inject_write(&mut self, io: Pin<&mut W>, kind: ErrorKind) {
        io.pipe().fail_write(kind);
    }

    fn pair_of(&mut self, capacity: usize) -> Option<(W, W)> {
        let (left, right) = reference::pipe(capacity);
        Some((W::wrap(left), W::wrap(right)))
    }

    fn send(&mut self, io: W) -> Option<Pin<Box<dyn SendDuplex>>> {
        Some(Box::pin(io))
    }
}
