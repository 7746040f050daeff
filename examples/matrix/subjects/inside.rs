//! Connections of a runtime that has to run where they are used.

use std::{future::Future, io, time::Duration};

use async_interop::{
    conformance::Duplex,
    io::{AsyncRead, AsyncWrite},
    time::Timer,
};

use super::thread_per_core::Stays;

/// Makes connections inside of `R`, by `connect`.
pub(super) struct Inside<R, C> {
    runtime: R,
    connect: C,
}

impl<R: Default, C> Inside<R, C> {
    /// Starts the runtime.
    pub(super) fn new(connect: C) -> Self {
        Self { runtime: R::default(), connect }
    }
}

impl<R, C, Io, F> Duplex for Inside<R, C>
where
    R: Stays<Handle: Timer + Default>,
    C: Fn() -> F,
    F: Future<Output = io::Result<(Io, Io)>>,
    Io: AsyncRead + AsyncWrite + 'static,
{
    type Io = Io;

    fn pair(&mut self) -> (Io, Io) {
        let mut pair = None;
        self.runtime.block_on(async { pair = Some((self.connect)().await) });
        pair.expect("it was awaited").expect("the loopback connects")
    }

    fn enter(&mut self, call: &mut dyn FnMut()) {
        self.runtime.block_on(async { call() });
    }

    fn settle(&mut self) {
        self.runtime.block_on(async { R::Handle::default().sleep(Duration::from_millis(1)).await });
    }
}
