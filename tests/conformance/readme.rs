//! The example of the README, which `tests/it/facts.rs` compares with this.

use async_interop::conformance;

struct Pipe;
impl conformance::Duplex for Pipe {
    type Io = conformance::reference::Pipe; // yours
    fn pair(&mut self) -> (Self::Io, Self::Io) {
        conformance::reference::pipe(64)
    }
}
conformance::duplex!(my_pipe, Pipe, capabilities [half_close, eof, eof_on_drop, capacity = 64]);
