//! embassy-sync's pipe, behind both adapters for embedded-io-async.

use std::{convert::Infallible, future::Future, pin::Pin, sync::Arc};

use async_interop::{
    compat::{EmbeddedReader, EmbeddedWriter, FromEmbeddedIo},
    conformance::{Capabilities, Subject, capabilities},
};
use embassy_sync::{blocking_mutex::raw::CriticalSectionRawMutex, pipe};
use embedded_io_async::{ErrorType, Read, Write};

use super::connection::{OneWay, Place};
use crate::versions;

pub(super) fn subjects() -> Vec<Subject> {
    let subject = |name| Subject::new(name, versions::of("embassy-sync"));
    vec![
        subject("embedded/pipe")
            .source(PIPE, || OneWay::new(assumed, Place::MEMORY))
            .sink(PIPE, || OneWay::new(assumed, Place::MEMORY))
            .waive("READ-19", "docs/findings.md#embassy-pipe-lock until 2027-06-01")
            .waive("WRITE-27", "docs/findings.md#embassy-pipe-lock until 2027-06-01"),
        subject("embedded/pipe-owned")
            .source(OWNED, || OneWay::new(owned, Place::MEMORY))
            .sink(OWNED, || OneWay::new(owned, Place::MEMORY))
            .waive("READ-19", "docs/findings.md#embassy-pipe-lock until 2027-06-01")
            .waive("WRITE-27", "docs/findings.md#embassy-pipe-lock until 2027-06-01"),
    ]
}

const CAPACITY: usize = 64;
// Without `eof` and `eof_on_drop`: a pipe has no end, and outlives who uses it.
const PIPE: Capabilities = capabilities![send, capacity = CAPACITY];
// The buffer of the adapter is on top of the pipe's.
const OWNED: Capabilities = capabilities![send];

/// One side of a pipe, which lives as long as one of them does.
struct End(Arc<pipe::Pipe<CriticalSectionRawMutex, CAPACITY>>);

impl ErrorType for End {
    type Error = Infallible;
}

impl Read for End {
    async fn read(&mut self, buf: &mut [u8]) -> Result<usize, Infallible> {
        Ok(self.0.read(buf).await)
    }
}

impl Write for End {
    async fn write(&mut self, buf: &[u8]) -> Result<usize, Infallible> {
        Ok(self.0.write(buf).await)
    }

    async fn flush(&mut self) -> Result<(), Infallible> {
        Ok(())
    }
}

fn ends() -> (End, End) {
    let pipe = Arc::new(pipe::Pipe::new());
    (End(Arc::clone(&pipe)), End(pipe))
}

fn assumed() -> (FromEmbeddedIo<End>, FromEmbeddedIo<End>) {
    let (reader, writer) = ends();
    let adapt = FromEmbeddedIo::assume_cancel_safe;
    (adapt(reader), adapt(writer))
}

type Buffer = [u8; CAPACITY / 4];
type Job<R> = Pin<Box<dyn Future<Output = (End, Buffer, Result<R, Infallible>)> + Send>>;
type OwnedReader = EmbeddedReader<End, Buffer, Job<usize>, fn(End, Buffer) -> Job<usize>>;
type OwnedWriter = EmbeddedWriter<End, Buffer, Job<()>, fn(End, Buffer, usize) -> Job<()>>;

/// Boxed, since a fixture has to name its types.
fn owned() -> (Pin<Box<OwnedReader>>, Pin<Box<OwnedWriter>>) {
    let (reader, writer) = ends();
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
    let buffer = [0; CAPACITY / 4];
    (
        Box::pin(FromEmbeddedIo::owned(reader, buffer, read as fn(_, _) -> _)),
        Box::pin(FromEmbeddedIo::owned_writer(writer, buffer, write as fn(_, _, _) -> _)),
    )
}
