//! Fixtures for buffered readers and for what has a position, made of plain functions.

use std::{
    env, fs, io as std_io,
    io::{Seek as _, Write as _},
    pin::Pin,
    process,
    sync::atomic::{AtomicUsize, Ordering::Relaxed},
};

use async_interop::{
    conformance::{
        BufSource, Seekable,
        harness::Peer,
        reference::{self, Pipe},
    },
    io::{self, AsyncBufRead, AsyncRead, AsyncSeek, AsyncWrite, ErrorKind},
};

use super::connection::Place;

/// Makes a buffered reader of a peer.
type Over = fn(Peer) -> Pin<Box<dyn AsyncBufRead>>;

/// A buffered reader and the writer that feeds it.
#[derive(Clone, Copy)]
pub(super) struct Buffers<R, W> {
    open: fn() -> (R, W),
    over: Option<Over>,
    inject: Option<fn(&R, ErrorKind)>,
}

impl<R, W> Buffers<R, W> {
    /// Takes what makes the two.
    pub(super) const fn new(open: fn() -> (R, W)) -> Self {
        Self { open, over: None, inject: None }
    }

    /// Takes what makes a reader of a peer.
    pub(super) const fn over(self, over: Over) -> Self {
        Self { over: Some(over), ..self }
    }

    /// Takes what makes the inner reader fail.
    pub(super) const fn inject(self, inject: fn(&R, ErrorKind)) -> Self {
        Self { inject: Some(inject), ..self }
    }
}

impl<R: AsyncBufRead, W: AsyncWrite> BufSource for Buffers<R, W> {
    type Reader = R;
    type Feeder = W;

    fn open(&mut self) -> (R, W) {
        (self.open)()
    }

    fn inject(&mut self, reader: Pin<&mut R>, kind: ErrorKind) {
        if let Some(inject) = self.inject {
            inject(&reader, kind);
        }
    }

    fn over(&mut self, peer: Peer) -> Option<Pin<Box<dyn AsyncBufRead>>> {
        Some(self.over?(peer))
    }
}

/// A reader that has all its bytes from the start, or `None` where it cannot have these.
#[derive(Clone, Copy)]
pub(super) struct Fixed<R>(pub(super) fn(Vec<u8>) -> Option<R>);

impl<R: AsyncBufRead> BufSource for Fixed<R> {
    type Reader = R;
    type Feeder = io::Sink;

    fn open(&mut self) -> (R, io::Sink) {
        ((self.0)(Vec::new()).expect("there is a reader of nothing"), io::sink())
    }

    fn holding(&mut self, bytes: &[u8]) -> Option<R> {
        (self.0)(bytes.to_vec())
    }
}

/// An object with a position.
#[derive(Clone, Copy)]
pub(super) struct Positioned<O> {
    open: fn(Vec<u8>) -> O,
    place: Place,
    writer: Option<Writer<O>>,
    unseekable: Option<fn(Vec<u8>) -> O>,
}

/// How an object is written to.
type Writer<O> = for<'a> fn(Pin<&'a mut O>) -> Pin<&'a mut (dyn AsyncWrite + 'a)>;

impl<O> Positioned<O> {
    /// Takes what makes an object of bytes, and where it lives.
    pub(super) const fn new(open: fn(Vec<u8>) -> O, place: Place) -> Self {
        Self { open, place, writer: None, unseekable: None }
    }

    /// Takes what makes an object of bytes that cannot seek.
    pub(super) const fn unseekable(self, unseekable: fn(Vec<u8>) -> O) -> Self {
        Self { unseekable: Some(unseekable), ..self }
    }
}

impl<O: AsyncWrite> Positioned<O> {
    /// Lets the object be written to as well.
    pub(super) fn written(self) -> Self {
        Self { writer: Some(|object| object), ..self }
    }
}

impl<O: AsyncRead + AsyncSeek> Seekable for Positioned<O> {
    type Object = O;

    fn open(&mut self, bytes: &[u8]) -> O {
        (self.open)(bytes.to_vec())
    }

    fn enter(&mut self, call: &mut dyn FnMut()) {
        (self.place.enter)(call);
    }

    fn settle(&mut self) {
        (self.place.settle)();
    }

    fn writer<'a>(&mut self, object: Pin<&'a mut O>) -> Option<Pin<&'a mut (dyn AsyncWrite + 'a)>> {
        Some(self.writer?(object))
    }

    fn unseekable(&mut self, bytes: &[u8]) -> Option<O> {
        Some(self.unseekable?(bytes.to_vec()))
    }
}

/// The reading end of a pipe that passes everything, in some wrapping, and the writing one.
pub(super) fn piped<R>(wrap: fn(Pipe) -> R) -> (R, Pipe) {
    let (reader, feeder) = reference::pipe(64);
    (wrap(reader), feeder)
}

/// A file of the system that holds `bytes`, at its start. It has no name any more.
pub(super) fn file(bytes: Vec<u8>) -> fs::File {
    static NUMBER: AtomicUsize = AtomicUsize::new(0);
    let make = || {
        let name = format!("async-interop-{}-{}", process::id(), NUMBER.fetch_add(1, Relaxed));
        let path = env::temp_dir().join(name);
        let options = fs::OpenOptions::new().read(true).write(true).create_new(true).clone();
        let mut file = options.open(&path)?;
        file.write_all(&bytes)?;
        file.rewind()?;
        // Where the name of an open file cannot be taken away, it stays.
        let _ = fs::remove_file(path);
        std_io::Result::Ok(file)
    };
    make().expect("the system has room for a small file")
}

/// A socket that has `bytes` and the end to read, as a file: it cannot seek.
#[cfg(unix)]
pub(super) fn socket(bytes: Vec<u8>) -> fs::File {
    use std::{
        net::Shutdown,
        os::{fd::OwnedFd, unix::net::UnixStream},
    };
    let make = || {
        let (near, mut far) = UnixStream::pair()?;
        far.write_all(&bytes)?;
        far.shutdown(Shutdown::Write)?;
        // The other direction stays open, so that it can be written to.
        std::mem::forget(far);
        std_io::Result::Ok(fs::File::from(OwnedFd::from(near)))
    };
    make().expect("the system makes socket pairs")
}
