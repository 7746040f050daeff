//! Readers on readers; the standard library's say what comes out.

use std::{
    cell::RefCell,
    future::poll_fn,
    io::{BufRead, ErrorKind as StdErrorKind},
    mem::MaybeUninit,
    pin::Pin,
    rc::Rc,
    task::Poll,
};

use arbitrary::Arbitrary;
use async_interop::{
    compat::{FromFutures, FromTokio, IntoFutures, IntoTokio},
    conformance::harness::TestWaker,
    io::{
        AsyncBufRead, AsyncBufReadExt as _, AsyncRead, AsyncReadExt as _, BufReader, BufWriter,
        Error, ErrorKind, LineWriter, ReadBuf, Result, split,
    },
};
use async_interop_fuzz::{Inner, Scripted, Step, poll_to_end};

use crate::DEPTH;

#[derive(Arbitrary, Debug)]
pub struct Program {
    base: Source,
    /// Whether the base is the reading half of an object.
    split: bool,
    layers: Vec<Layer>,
    calls: Vec<Call>,
    last: Last,
}

#[derive(Arbitrary, Debug)]
struct Source {
    bytes: Vec<u8>,
    script: Vec<Step>,
}

#[derive(Arbitrary, Debug)]
enum Layer {
    BufReader(u8),
    /// Writers pass reads on.
    BufWriter,
    LineWriter,
    Take(u8),
    Chain(Source),
    Tokio,
    Futures,
}

#[derive(Arbitrary, Debug)]
enum Call {
    Read {
        room: u8,
        limit: u8,
    },
    /// Polls once, and comes back with something else if that is pending.
    Abandon {
        room: u8,
    },
    FillBuf {
        consume: u8,
    },
    ReadExact(u8),
    ReadUntil(u8),
    ReadLine,
}

#[derive(Arbitrary, Debug)]
enum Last {
    ReadToEnd,
    ReadToString,
    Lines,
    Split(u8),
}

pub fn run(program: Program) {
    let mut reader = Reader::new(program.base, program.split);
    program.layers.into_iter().take(DEPTH).for_each(|layer| reader.wrap(layer));
    for call in &program.calls {
        reader.call(call);
        reader.check();
    }
    reader.finish(&program.last);
}

struct Reader {
    object: Box<dyn AsyncBufRead + Unpin>,
    /// What is to come out.
    bytes: Vec<u8>,
    /// How much came out.
    at: usize,
    sources: Vec<Rc<RefCell<Inner>>>,
    /// How many errors came out.
    errors: usize,
}

impl Reader {
    fn new(base: Source, halved: bool) -> Self {
        let bytes = base.bytes.clone();
        let (scripted, source) = open(base);
        let object: Box<dyn AsyncBufRead + Unpin> = if halved {
            Box::new(BufReader::with_capacity(16, split(scripted).0))
        } else {
            Box::new(scripted)
        };
        Self { object, bytes, at: 0, sources: vec![source], errors: 0 }
    }

    fn wrap(&mut self, layer: Layer) {
        let object = std::mem::replace(&mut self.object, Box::new(&b""[..]));
        self.object = match layer {
            Layer::BufReader(capacity) => {
                Box::new(BufReader::with_capacity(usize::from(capacity).max(1), object))
            }
            Layer::BufWriter => Box::new(BufWriter::with_capacity(4, object)),
            Layer::LineWriter => Box::new(LineWriter::with_capacity(4, object)),
            Layer::Take(limit) => {
                self.bytes.truncate(limit.into());
                Box::new(object.take(limit.into()))
            }
            Layer::Chain(next) => {
                self.bytes.extend_from_slice(&next.bytes);
                let (next, source) = open(next);
                self.sources.push(source);
                Box::new(object.chain(next))
            }
            Layer::Tokio => Box::new(FromTokio::new(IntoTokio::new(object))),
            Layer::Futures => Box::new(FromFutures::new(IntoFutures::new(object))),
        };
    }

    fn call(&mut self, call: &Call) {
        match *call {
            Call::Read { room, limit } => self.read(room.into(), limit.into()),
            Call::Abandon { room } => {
                let waker = TestWaker::new();
                let mut memory = vec![0; room.into()];
                let mut buf = ReadBuf::new(&mut memory);
                match Pin::new(&mut self.object).poll_read(&mut waker.context(), buf.unfilled()) {
                    Poll::Pending => {
                        assert!(waker.wakes() > 0, "pending without a wake");
                        assert!(buf.is_empty(), "READ-03: pending, and bytes moved");
                    }
                    Poll::Ready(result) => self.was_read(result, &buf, room.into()),
                }
            }
            Call::FillBuf { consume } => self.fill_buf(consume.into()),
            Call::ReadExact(n) => {
                let mut bytes = vec![0; n.into()];
                let mut future = self.object.read_exact(&mut bytes);
                let result = poll_to_end(&mut future);
                let filled = future.filled();
                self.takes(&bytes[..filled]);
                match result {
                    Ok(()) => assert_eq!(filled, bytes.len()),
                    Err(error) if error.kind() == ErrorKind::UnexpectedEof => {
                        assert!(self.left().is_empty() && filled < bytes.len());
                    }
                    Err(error) => self.fails(&error),
                }
            }
            Call::ReadUntil(delimiter) => {
                let mut bytes = Vec::new();
                let result = poll_to_end(self.object.read_until(delimiter, &mut bytes));
                if result.is_ok() {
                    assert_eq!(bytes, self.up_to(delimiter));
                }
                self.takes(&bytes);
                self.counts(result, bytes.len());
            }
            Call::ReadLine => self.read_line(),
        }
    }

    fn read(&mut self, room: usize, limit: usize) {
        let mut memory = vec![MaybeUninit::uninit(); room];
        let mut buf = ReadBuf::uninit(&mut memory);
        let object = &mut self.object;
        let result = poll_to_end(poll_fn(|cx| {
            let poll = Pin::new(&mut *object).poll_read(cx, buf.unfilled().limit(limit));
            assert!(poll.is_ready() || buf.is_empty(), "READ-03: pending, and bytes moved");
            poll
        }));
        self.was_read(result, &buf, room.min(limit));
    }

    fn was_read(&mut self, result: Result<()>, buf: &ReadBuf<'_>, room: usize) {
        match result {
            Ok(()) => {
                assert!(buf.len() <= room);
                let end = room == 0 || self.left().is_empty();
                assert_eq!(buf.is_empty(), end, "READ-07: nothing is the end");
                self.takes(buf.filled());
            }
            Err(error) => {
                assert!(buf.is_empty(), "an error, and bytes moved");
                self.fails(&error);
            }
        }
    }

    fn fill_buf(&mut self, consume: usize) {
        match poll_to_end(self.object.fill_buf()).map(<[u8]>::to_vec) {
            Ok(first) => {
                assert!(self.left().starts_with(&first));
                assert_eq!(first.is_empty(), self.left().is_empty(), "BUF-01: nothing is the end");
                let n = consume.min(first.len());
                if !first.is_empty() {
                    let again = poll_to_end(self.object.fill_buf());
                    let again = again.expect("BUF-02: what is buffered is there");
                    assert!(again.starts_with(&first), "BUF-03: the same bytes");
                }
                Pin::new(&mut self.object).consume(n);
                self.takes(&first[..n]);
            }
            Err(error) => self.fails(&error),
        }
    }

    fn read_line(&mut self) {
        let expected = self.up_to(b'\n');
        let mut text = String::new();
        // The same future again after an error: it has the bytes of half a character.
        let result = {
            let mut future = self.object.read_line(&mut text);
            loop {
                match poll_to_end(&mut future) {
                    Err(error) if error.kind() == ErrorKind::Other => self.errors += 1,
                    result => break result,
                }
            }
        };
        match String::from_utf8(expected) {
            Ok(line) => {
                assert!(result.expect("a line") <= line.len());
                assert_eq!(text, line);
                self.at += line.len();
            }
            Err(invalid) => {
                assert_eq!(result.expect_err("no text").kind(), ErrorKind::InvalidData);
                assert!(invalid.as_bytes().starts_with(text.as_bytes()));
                self.at += invalid.as_bytes().len();
            }
        }
    }

    fn finish(mut self, last: &Last) {
        match *last {
            Last::ReadToEnd => {
                let mut bytes = Vec::new();
                loop {
                    match poll_to_end(self.object.read_to_end(&mut bytes)) {
                        Ok(_) => break,
                        Err(error) => self.fails(&error),
                    }
                }
                self.takes(&bytes);
                assert!(self.left().is_empty());
            }
            Last::ReadToString => {
                let mut text = String::new();
                match poll_to_end(self.object.read_to_string(&mut text)) {
                    Ok(n) => assert_eq!((n, text.as_bytes()), (text.len(), self.left())),
                    Err(error) if error.kind() == ErrorKind::InvalidData => {
                        assert!(str::from_utf8(self.left()).is_err() && text.is_empty());
                    }
                    Err(error) => {
                        assert!(self.left().starts_with(text.as_bytes()));
                        self.fails(&error);
                    }
                }
            }
            Last::Lines => {
                let object = std::mem::replace(&mut self.object, Box::new(&b""[..]));
                let mut lines = object.lines();
                let mut expected = BufRead::lines(&self.bytes[self.at..]);
                loop {
                    match poll_to_end(lines.next_line()) {
                        Err(error) if error.kind() == ErrorKind::Other => self.errors += 1,
                        Err(error) => {
                            assert_eq!(error.kind(), ErrorKind::InvalidData);
                            let error = expected.next().expect("a line").expect_err("no text");
                            assert_eq!(error.kind(), StdErrorKind::InvalidData);
                        }
                        Ok(None) => break assert!(expected.next().is_none()),
                        Ok(Some(line)) => {
                            assert_eq!(expected.next().expect("a line").unwrap(), line)
                        }
                    }
                }
            }
            Last::Split(delimiter) => {
                let object = std::mem::replace(&mut self.object, Box::new(&b""[..]));
                let mut segments = object.split(delimiter);
                let left = self.left().to_vec();
                let mut expected = BufRead::split(&*left, delimiter);
                loop {
                    match poll_to_end(segments.next_segment()) {
                        Err(error) => self.fails(&error),
                        Ok(None) => break assert!(expected.next().is_none()),
                        Ok(Some(segment)) => {
                            assert_eq!(expected.next().expect("a segment").unwrap(), segment);
                        }
                    }
                }
            }
        }
        self.check();
    }

    fn left(&self) -> &[u8] {
        &self.bytes[self.at..]
    }

    fn up_to(&self, delimiter: u8) -> Vec<u8> {
        let mut bytes = Vec::new();
        BufRead::read_until(&mut self.left(), delimiter, &mut bytes).expect("a slice");
        bytes
    }

    #[track_caller]
    fn takes(&mut self, bytes: &[u8]) {
        assert!(self.left().starts_with(bytes), "{bytes:?} is not what comes next");
        self.at += bytes.len();
    }

    #[track_caller]
    fn fails(&mut self, error: &Error) {
        assert_eq!(error.kind(), ErrorKind::Other);
        assert_eq!(error.to_string(), "scripted");
        self.errors += 1;
    }

    #[track_caller]
    fn counts(&mut self, result: Result<usize>, n: usize) {
        match result {
            Ok(counted) => assert_eq!(counted, n),
            Err(error) => self.fails(&error),
        }
    }

    #[track_caller]
    fn check(&self) {
        let errors: usize = self.sources.iter().map(|source| source.borrow().errors).sum();
        assert_eq!(self.errors, errors, "each error comes out once");
    }
}

fn open(source: Source) -> (Scripted, Rc<RefCell<Inner>>) {
    let scripted = Scripted::new(source.bytes, source.script);
    let inner = Rc::clone(&scripted.inner);
    (scripted, inner)
}
