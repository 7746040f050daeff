//! READ, RBUF, WRITE, DUPLEX, BUF, SEEK.

use core::pin::Pin;

use async_interop::{
    conformance::{
        BufSource, Capabilities, Duplex, ReadSide, Seekable, Split, WriteSide, buf, capabilities,
        duplex, rbuf, read, reference, seek, write,
    },
    io::{self, AsyncWrite, ErrorKind, ReadHalf},
};

use crate::report::Report;

pub(crate) fn check(report: &mut Report) {
    const PIPE: Capabilities =
        capabilities![half_close, eof, eof_on_drop, inject, split, vectored, capacity = 64];
    report.suite("pipe", PIPE, read::checks(), || ReadSide(Pipe));
    report.suite("pipe", PIPE, rbuf::checks(), || ReadSide(Pipe));
    report.suite("pipe", PIPE, write::checks(), || WriteSide(Pipe));
    report.suite("pipe", PIPE, duplex::checks(), || Pipe);
    const LANE: Capabilities = capabilities![eof, inject, pipe, buffer = 16];
    report.suite("lane", LANE, buf::checks(), || Lane);
    const FILE: Capabilities = capabilities![write, sparse, unseekable];
    report.suite("file", FILE, seek::checks(), || File);
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

/// Makes reference lanes.
struct Lane;

impl BufSource for Lane {
    type Reader = reference::LaneReader;
    type Feeder = reference::LaneWriter;

    fn open(&mut self) -> (Self::Reader, Self::Feeder) {
        reference::lane(16)
    }

    fn inject(&mut self, reader: Pin<&mut Self::Reader>, kind: ErrorKind) {
        reader.fail_read(kind);
    }
}

/// Makes reference files.
struct File;

impl Seekable for File {
    type Object = reference::File;

    fn open(&mut self, bytes: &[u8]) -> Self::Object {
        reference::File::new(bytes.to_vec())
    }

    fn writer<'a>(
        &mut self,
        object: Pin<&'a mut Self::Object>,
    ) -> Option<Pin<&'a mut (dyn AsyncWrite + 'a)>> {
        Some(object)
    }

    fn unseekable(&mut self, bytes: &[u8]) -> Option<Self::Object> {
        Some(reference::File::pipe(bytes.to_vec()))
    }
}
