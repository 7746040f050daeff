//! READ, RBUF, WRITE, by the adapters that assume nothing: they poll each future of the pipe to its end.

use alloc::boxed::Box;
use core::{convert::Infallible, future::Future, pin::Pin};

use async_interop::{
    compat::{EmbeddedReader, EmbeddedWriter, FromEmbeddedIo},
    conformance::{Capabilities, Sink, Source, capabilities, rbuf, read, write},
};
use embedded_io_async::{Read as _, Write as _};

use super::pipes::{End, WAKES_UNDER_ITS_LOCK, ends};
use crate::report::Report;

pub(super) fn check(report: &mut Report) {
    // The buffers of the adapters are on top of the pipe's, so its capacity is not told.
    const OWNED: Capabilities = capabilities![];
    let subject = "embassy's pipe, owned";
    let (mut reads, mut writes) = (read::checks(), write::checks());
    report.waive(subject, &mut reads, "READ-19", WAKES_UNDER_ITS_LOCK);
    report.waive(subject, &mut writes, "WRITE-27", WAKES_UNDER_ITS_LOCK);
    report.suite(subject, OWNED, reads, || Owned);
    report.suite(subject, OWNED, rbuf::checks(), || Owned);
    report.suite(subject, OWNED, writes, || Owned);
}

type Buffer = [u8; 16];

/// Boxed, since a fixture has to name its types.
type Job<R> = Pin<Box<dyn Future<Output = (End, Buffer, Result<R, Infallible>)>>>;

type Reader = Pin<Box<EmbeddedReader<End, Buffer, Job<usize>, fn(End, Buffer) -> Job<usize>>>>;
type Writer = Pin<Box<EmbeddedWriter<End, Buffer, Job<()>, fn(End, Buffer, usize) -> Job<()>>>>;

/// Makes pipes.
struct Owned;

impl Owned {
    fn connect() -> (Reader, Writer) {
        let (from, to) = ends();
        let read = |mut io: End, mut buf: Buffer| -> Job<usize> {
            Box::pin(async move {
                let read = io.read(&mut buf).await;
                (io, buf, read)
            })
        };
        let write = |mut io: End, buf: Buffer, n: usize| -> Job<()> {
            Box::pin(async move {
                let written = io.write_all(&buf[..n]).await;
                (io, buf, written)
            })
        };
        let reader = FromEmbeddedIo::owned(from, [0; 16], read as fn(_, _) -> _);
        let writer = FromEmbeddedIo::owned_writer(to, [0; 16], write as fn(_, _, _) -> _);
        (Box::pin(reader), Box::pin(writer))
    }
}

impl Source for Owned {
    type Reader = Reader;
    type Feeder = Writer;

    fn open(&mut self) -> (Reader, Writer) {
        Self::connect()
    }
}

impl Sink for Owned {
    type Writer = Writer;
    type Drain = Reader;

    fn open(&mut self) -> (Writer, Reader) {
        let (drain, writer) = Self::connect();
        (writer, drain)
    }
}
