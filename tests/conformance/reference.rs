//! The reference implementations.

use std::pin::Pin;

use async_interop::{
    conformance::{self, SendDuplex, reference},
    io::ErrorKind,
};

/// Makes reference pipes.
struct Pipe;

impl conformance::Duplex for Pipe {
    type Io = reference::Pipe;

    fn pair(&mut self) -> (Self::Io, Self::Io) {
        reference::pipe(64)
    }

    fn inject_read(&mut self, io: Pin<&mut Self::Io>, kind: ErrorKind) {
        io.fail_read(kind);
    }

    fn inject_write(&mut self, io: Pin<&mut Self::Io>, kind: ErrorKind) {
        io.fail_write(kind);
    }

    fn send(&mut self, io: Self::Io) -> Option<Pin<Box<dyn SendDuplex>>> {
        Some(Box::pin(io))
    }
}

conformance::duplex!(
    reference_pipe,
    Pipe,
    capabilities [half_close, eof, eof_on_drop, inject, send, vectored, capacity = 64]
);
