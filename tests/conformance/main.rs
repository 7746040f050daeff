//! The suites against their reference implementations, by the macros an implementer uses.

use async_interop::conformance::{self, reference};

struct Pipe;

impl conformance::Duplex for Pipe {
    type Io = reference::Pipe;

    fn pair(&mut self) -> (Self::Io, Self::Io) {
        reference::pipe(64)
    }
}

conformance::duplex!(reference_pipe, Pipe, capabilities [half_close, eof, eof_on_drop, vectored, capacity = 64]);
