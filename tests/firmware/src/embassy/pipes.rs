//! READ, RBUF, WRITE, DUPLEX, over the I/O traits of embedded-io-async.

use alloc::sync::Arc;
use core::convert::Infallible;

use async_interop::{
    compat::{FromEmbeddedIo, IntoEmbeddedIo},
    conformance::{
        Capabilities, Duplex, ReadSide, WriteSide, capabilities, duplex, rbuf, read, write,
    },
    io::{AsyncRead, AsyncWrite},
};
use embassy_sync::{blocking_mutex::raw::CriticalSectionRawMutex, pipe::Pipe};
use embedded_io_async::{ErrorType, Read, Write};

use crate::report::Report;

pub(super) fn check(report: &mut Report) {
    let subject = "embassy's pipe";
    check_pairs(report, subject, || Pairs(pair));
    // From theirs to ours, back to theirs, and to ours once more.
    let there_and_back = "embassy's pipe, there and back";
    check_pairs(report, there_and_back, || {
        Pairs(|| {
            let (one, other) = pair();
            let adapt = |io| FromEmbeddedIo::assume_cancel_safe(IntoEmbeddedIo::new(io));
            (adapt(one), adapt(other))
        })
    });
}

fn check_pairs<Io: AsyncRead + AsyncWrite>(
    report: &mut Report,
    subject: &str,
    pairs: fn() -> Pairs<Io>,
) {
    // Without an end: a pipe has none, and outlives who uses it.
    const PIPE: Capabilities = capabilities![capacity = CAPACITY];
    let (mut reads, mut writes) = (read::checks(), write::checks());
    report.waive(subject, &mut reads, "READ-19", WAKES_UNDER_ITS_LOCK);
    report.waive(subject, &mut writes, "WRITE-27", WAKES_UNDER_ITS_LOCK);
    report.suite(subject, PIPE, reads, || ReadSide(pairs()));
    report.suite(subject, PIPE, rbuf::checks(), || ReadSide(pairs()));
    report.suite(subject, PIPE, writes, || WriteSide(pairs()));
    report.suite(subject, PIPE, duplex::checks(), pairs);
}

/// Why rules are left out: a waker that comes back to the pipe panics, which ends this program.
pub(super) const WAKES_UNDER_ITS_LOCK: &str = "docs/findings.md, embassy pipe lock; see the matrix";

pub(super) const CAPACITY: usize = 64;

pub(super) type Mutex = CriticalSectionRawMutex;

type Lane = Arc<Pipe<Mutex, CAPACITY>>;

/// One end of two pipes.
pub(super) struct End {
    from: Lane,
    to: Lane,
}

/// Connects two ends.
pub(super) fn ends() -> (End, End) {
    let (there, back) = (Lane::new(Pipe::new()), Lane::new(Pipe::new()));
    let one = End { from: Arc::clone(&back), to: Arc::clone(&there) };
    (one, End { from: there, to: back })
}

/// Connects two ends, with our traits.
pub(super) fn pair() -> (FromEmbeddedIo<End>, FromEmbeddedIo<End>) {
    let (one, other) = ends();
    let adapt = FromEmbeddedIo::assume_cancel_safe;
    (adapt(one), adapt(other))
}

impl ErrorType for End {
    type Error = Infallible;
}

impl Read for End {
    async fn read(&mut self, buf: &mut [u8]) -> Result<usize, Infallible> {
        Read::read(&mut &*self.from, buf).await
    }
}

impl Write for End {
    async fn write(&mut self, buf: &[u8]) -> Result<usize, Infallible> {
        Write::write(&mut &*self.to, buf).await
    }

    async fn flush(&mut self) -> Result<(), Infallible> {
        Write::flush(&mut &*self.to).await
    }
}

/// Makes pairs of ends.
struct Pairs<Io>(fn() -> (Io, Io));

impl<Io: AsyncRead + AsyncWrite> Duplex for Pairs<Io> {
    type Io = Io;

    fn pair(&mut self) -> (Io, Io) {
        self.0()
    }
}
