//! Writers on writers: what was accepted comes out once, in order, and all of it after a flush.

use std::{
    cell::RefCell,
    future::poll_fn,
    pin::Pin,
    rc::Rc,
    task::{Context, Poll},
};

use arbitrary::Arbitrary;
use async_interop::{
    compat::{FromFutures, FromTokio, IntoFutures, IntoTokio},
    conformance::harness::TestWaker,
    io::{AsyncWrite, BufReader, BufWriter, ErrorKind, IoSlice, LineWriter, Result, split},
};
use async_interop_fuzz::{Inner, Scripted, Step, poll_to_end};

use crate::DEPTH;

#[derive(Arbitrary, Debug)]
pub struct Program {
    script: Vec<Step>,
    /// Whether the base is the writing half of an object.
    split: bool,
    layers: Vec<Layer>,
    calls: Vec<(Call, Patience)>,
}

#[derive(Arbitrary, Debug)]
enum Layer {
    BufWriter(u8),
    LineWriter(u8),
    /// Readers pass writes on.
    BufReader,
    Tokio,
    Futures,
}

#[derive(Arbitrary, Debug)]
enum Call {
    Write(Vec<u8>),
    WriteVectored(Vec<Vec<u8>>),
    /// Lines, which are rare among random bytes.
    WriteLines(Vec<u8>),
    Flush,
}

#[derive(Arbitrary, Debug, PartialEq)]
enum Patience {
    ToTheEnd,
    /// Polls once, and comes back with something else if that is pending.
    Once,
}

pub fn run(program: Program) {
    let scripted = Scripted::new(Vec::new(), program.script);
    let inner = Rc::clone(&scripted.inner);
    let object: Object =
        if program.split { Box::new(split(scripted).1) } else { Box::new(scripted) };
    let mut writer = Writer { object, inner, accepted: Vec::new(), room: 0, errors: 0 };
    program.layers.into_iter().take(DEPTH).for_each(|layer| writer.wrap(&layer));
    for (call, patience) in &program.calls {
        writer.call(call, patience);
        writer.check();
    }
    writer.finish();
}

type Object = Box<dyn AsyncWrite + Unpin>;

struct Writer {
    object: Object,
    inner: Rc<RefCell<Inner>>,
    accepted: Vec<u8>,
    /// How much all buffers hold.
    room: usize,
    errors: usize,
}

impl Writer {
    fn wrap(&mut self, layer: &Layer) {
        let object = std::mem::replace(&mut self.object, Box::new(Vec::new()));
        self.object = match *layer {
            Layer::BufWriter(capacity) => {
                self.room += usize::from(capacity);
                Box::new(BufWriter::with_capacity(capacity.into(), object))
            }
            Layer::LineWriter(capacity) => {
                self.room += usize::from(capacity);
                Box::new(LineWriter::with_capacity(capacity.into(), object))
            }
            Layer::BufReader => Box::new(BufReader::with_capacity(4, object)),
            Layer::Tokio => Box::new(FromTokio::new(IntoTokio::new(object))),
            Layer::Futures => Box::new(FromFutures::new(IntoFutures::new(object))),
        };
    }

    fn call(&mut self, call: &Call, patience: &Patience) {
        match call {
            Call::Write(bytes) => self.write(&[bytes], patience),
            Call::WriteVectored(pieces) => {
                self.write(&pieces.iter().map(Vec::as_slice).collect::<Vec<_>>(), patience);
            }
            Call::WriteLines(bytes) => {
                let lines: Vec<_> =
                    bytes.iter().map(|byte| if byte % 5 == 0 { b'\n' } else { *byte }).collect();
                self.write(&[&lines], patience);
            }
            Call::Flush => match self.poll(patience, |object, cx| object.poll_flush(cx)) {
                None => {}
                Some(Ok(())) => self.is_through(),
                Some(Err(error)) => self.fails(&error),
            },
        }
    }

    fn write(&mut self, pieces: &[&[u8]], patience: &Patience) {
        let slices: Vec<_> = pieces.iter().map(|piece| IoSlice::new(piece)).collect();
        let joined = pieces.concat();
        let result = self.poll(patience, |object, cx| match &*slices {
            [slice] => object.poll_write(cx, slice),
            slices => object.poll_write_vectored(cx, slices),
        });
        match result {
            None => assert!(!joined.is_empty(), "WRITE-02: an empty write waits"),
            Some(Ok(n)) => {
                assert!(n <= joined.len(), "WRITE-01: more than was offered");
                assert_eq!(n == 0, joined.is_empty(), "nothing is accepted of nothing only");
                self.accepted.extend_from_slice(&joined[..n]);
            }
            Some(Err(error)) => self.fails(&error),
        }
    }

    fn poll<T>(
        &mut self,
        patience: &Patience,
        mut call: impl FnMut(Pin<&mut Object>, &mut Context<'_>) -> Poll<Result<T>>,
    ) -> Option<Result<T>> {
        let object = &mut self.object;
        if *patience == Patience::ToTheEnd {
            return Some(poll_to_end(poll_fn(|cx| call(Pin::new(&mut *object), cx))));
        }
        let waker = TestWaker::new();
        match call(Pin::new(object), &mut waker.context()) {
            Poll::Ready(result) => Some(result),
            Poll::Pending => {
                assert!(waker.wakes() > 0, "pending without a wake");
                None
            }
        }
    }

    fn finish(mut self) {
        // The second is legal and succeeds (WRITE-15).
        for _ in 0..2 {
            while let Some(Err(error)) =
                self.poll(&Patience::ToTheEnd, |object, cx| object.poll_shutdown(cx))
            {
                self.fails(&error);
            }
            assert!(self.inner.borrow().shut);
            self.is_through();
        }
        self.check();
    }

    #[track_caller]
    fn is_through(&self) {
        let inner = self.inner.borrow();
        assert_eq!(inner.output, self.accepted);
        assert_eq!(inner.flushed, self.accepted.len());
    }

    #[track_caller]
    fn fails(&mut self, error: &async_interop::io::Error) {
        assert_eq!(error.kind(), ErrorKind::Other);
        assert_eq!(error.to_string(), "scripted");
        self.errors += 1;
    }

    #[track_caller]
    fn check(&self) {
        let inner = self.inner.borrow();
        assert!(self.accepted.starts_with(&inner.output), "WRITE-24: lost or sent twice");
        assert!(self.accepted.len() - inner.output.len() <= self.room, "more than buffers hold");
        assert_eq!(self.errors, inner.errors, "each error comes out once");
    }
}
