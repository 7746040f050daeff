//! Holds one byte.

use std::pin::Pin;

use async_interop::{
    conformance::{
        self, SendDuplex,
        reference::{self, Pipe},
    },
    io::ErrorKind,
};

/// Makes pipes that hold one byte per direction.
struct CapacityOne;

impl conformance::Duplex for CapacityOne {
    type Io = Pipe;

    fn pair(&mut self) -> (Pipe, Pipe) {
        reference::pipe(1)
    }

    fn inject_read(&mut self, io: Pin<&mut Pipe>, kind: ErrorKind) {
        io.fail_read(kind);
    }

    fn inject_write(&mut self, io: Pin<&mut Pipe>, kind: ErrorKind) {
        io.fail_write(kind);
    }

    fn send(&mut self, io: Pipe) -> Option<Pin<Box<dyn SendDuplex>>> {
        Some(Box::pin(io))
    }
}

conformance::duplex!(
    capacity_one,
    CapacityOne,
    capabilities [half_close, eof, eof_on_drop, inject, send, vectored, capacity = 1]
);
