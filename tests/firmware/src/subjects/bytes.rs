//! READ, RBUF, WRITE, DUPLEX.

use core::pin::Pin;

use async_interop::{
    conformance::{
        Capabilities, Duplex, ReadSide, Split, WriteSide, capabilities, duplex, rbuf, read,
        reference, write,
    },
    io::{self, ErrorKind, ReadHalf},
};

use crate::report::Report;

pub(crate) fn check(report: &mut Report) {
    const PIPE: Capabilities =
        capabilities![half_close, eof, eof_on_drop, inject, split, vectored, capacity = 64];
    report.suite("pipe", PIPE, read::checks(), || ReadSide(Pipe));
    report.suite("pipe", PIPE, rbuf::checks(), || ReadSide(Pipe));
    report.suite("pipe", PIPE, write::checks(), || WriteSide(Pipe));
    report.suite("pipe", PIPE, duplex::checks(), || Pipe);
}

/// Makes reference pipes.
struct Pipe;

impl Duplex for Pipe {
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

    fn pair_of(&mut self, capacity: usize) -> Option<(Self::Io, Self::Io)> {
        Some(reference::pipe(capacity))
    }

    fn split(&mut self, io: Self::Io) -> Option<Split<Self::Io>> {
        let (reader, writer) = io::split(io);
        Some(Split::new(reader, writer, |reader: ReadHalf<_>, writer| reader.reunite(writer).ok()))
    }
}
