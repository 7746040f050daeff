use async_interop::conformance::{self, reference};

struct Pipe;

impl conformance::Duplex for Pipe {
    type Io = reference::Pipe;

    fn pair(&mut self) -> (Self::Io, Self::Io) {
        reference::pipe(64)
    }
}

conformance::duplex!(
    pipe,
    Pipe,
    capabilities [half_close, capacity = 64],
    waive { READ_99: "project#123 until 2027-03-01" }
);

fn main() {}
