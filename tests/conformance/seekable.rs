//! Our own objects with a position: what is in memory, and buffers in front of a file.

use std::pin::Pin;

use async_interop::{
    conformance::{self, Seekable, reference::File},
    io::{AsyncRead, AsyncSeek, AsyncWrite, BufReader, BufWriter, Cursor, LineWriter},
};

/// Makes objects that can only be read.
struct Reads<O> {
    open: fn(Vec<u8>) -> O,
    unseekable: Option<fn(Vec<u8>) -> O>,
}

impl<O: AsyncRead + AsyncSeek> Seekable for Reads<O> {
    type Object = O;

    fn open(&mut self, bytes: &[u8]) -> O {
        (self.open)(bytes.to_vec())
    }

    fn unseekable(&mut self, bytes: &[u8]) -> Option<O> {
        Some(self.unseekable?(bytes.to_vec()))
    }
}

/// Makes objects that can be written too.
struct Writes<O>(Reads<O>);

impl<O: AsyncRead + AsyncSeek + AsyncWrite> Seekable for Writes<O> {
    type Object = O;

    fn open(&mut self, bytes: &[u8]) -> O {
        self.0.open(bytes)
    }

    fn writer<'a>(&mut self, object: Pin<&'a mut O>) -> Option<Pin<&'a mut (dyn AsyncWrite + 'a)>> {
        Some(object)
    }

    fn unseekable(&mut self, bytes: &[u8]) -> Option<O> {
        self.0.unseekable(bytes)
    }
}

fn reads<O>(open: fn(Vec<u8>) -> O) -> Reads<O> {
    Reads { open, unseekable: None }
}

fn writes<O>(open: fn(Vec<u8>) -> O) -> Writes<O> {
    Writes(reads(open))
}

conformance::seekable!(cursor, writes(Cursor::new), capabilities [write, sparse]);
conformance::seekable!(
    cursor_of_std,
    writes(std::io::Cursor::new),
    capabilities [write, sparse]
);
conformance::seekable!(
    cursor_over_slice,
    reads(|bytes| Cursor::new(&*bytes.leak())),
    capabilities []
);
conformance::seekable!(
    boxed_and_pinned,
    writes(|bytes| Box::pin(Box::new(File::new(bytes)))),
    capabilities [write, sparse]
);
// Writing through a `BufReader` does not give back what was read ahead.
conformance::seekable!(
    buf_reader,
    Reads {
        open: |bytes| BufReader::with_buffer(File::new(bytes), [0; 7]),
        unseekable: Some(|bytes| BufReader::with_buffer(File::pipe(bytes), [0; 7])),
    },
    capabilities[unseekable]
);
conformance::seekable!(
    buf_reader_over_cursor,
    reads(|bytes| BufReader::with_buffer(Cursor::new(bytes), [0; 7])),
    capabilities []
);
conformance::seekable!(
    two_buf_readers,
    reads(|bytes| {
        BufReader::with_buffer(BufReader::with_buffer(File::new(bytes), [0; 16]), [0; 7])
    }),
    capabilities []
);
conformance::seekable!(
    buf_writer,
    Writes(Reads {
        open: |bytes| BufWriter::with_buffer(File::new(bytes), [0; 7]),
        unseekable: Some(|bytes| BufWriter::with_buffer(File::pipe(bytes), [0; 7])),
    }),
    capabilities [write, sparse, unseekable]
);
conformance::seekable!(
    line_writer,
    writes(|bytes| LineWriter::with_buffer(File::new(bytes), [0; 7])),
    capabilities [write, sparse]
);
