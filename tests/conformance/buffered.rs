//! Our own buffered readers: adapters over a buffer, and what is in memory.
//!
//! `BufReader` itself is among the [`adapters`](crate::adapters).

use std::{collections::VecDeque, marker::PhantomData, pin::Pin};

use async_interop::{
    conformance::{
        self, BufSource,
        harness::Peer,
        reference::{self, LaneReader, LaneWriter, Pipe},
    },
    io::{
        self, AsyncBufRead, AsyncReadExt as _, BufReader, BufWriter, Chain, Cursor, Empty,
        ErrorKind, LineWriter, Take,
    },
};

use crate::oddballs::{
    fixture::{CAPACITY, Wrapper},
    one_byte::OneByte,
    pends_first::PendsFirst,
    wakes_twice::WakesTwice,
};

type Inner<W> = BufReader<W, [u8; 7]>;

fn inner<W: Wrapper>() -> (Inner<W>, Pipe) {
    let (reader, feeder) = reference::pipe(CAPACITY);
    (BufReader::with_buffer(W::wrap(reader), [0; 7]), feeder)
}

fn over(peer: Peer) -> Inner<Peer> {
    BufReader::with_buffer(peer, [0; 7])
}

/// Makes readers with a limit that they never come to.
struct Limited<W>(PhantomData<W>);

impl<W: Wrapper + Unpin> BufSource for Limited<W> {
    type Reader = Take<Inner<W>>;
    type Feeder = Pipe;

    fn open(&mut self) -> (Self::Reader, Pipe) {
        let (reader, feeder) = inner();
        (reader.take(u64::MAX), feeder)
    }

    fn inject(&mut self, reader: Pin<&mut Self::Reader>, kind: ErrorKind) {
        reader.get_ref().get_ref().pipe().fail_read(kind);
    }

    fn over(&mut self, peer: Peer) -> Option<Pin<Box<dyn AsyncBufRead>>> {
        Some(Box::pin(over(peer).take(u64::MAX)))
    }
}

/// Makes readers that have the bytes from the middle of a chain.
struct Chained<W>(PhantomData<W>);

impl<W: Wrapper + Unpin> BufSource for Chained<W> {
    type Reader = Chain<Chain<Empty, Inner<W>>, Empty>;
    type Feeder = Pipe;

    fn open(&mut self) -> (Self::Reader, Pipe) {
        let (reader, feeder) = inner();
        (io::empty().chain(reader).chain(io::empty()), feeder)
    }

    fn inject(&mut self, reader: Pin<&mut Self::Reader>, kind: ErrorKind) {
        reader.get_ref().0.get_ref().1.get_ref().pipe().fail_read(kind);
    }

    fn over(&mut self, peer: Peer) -> Option<Pin<Box<dyn AsyncBufRead>>> {
        Some(Box::pin(io::empty().chain(over(peer)).chain(io::empty())))
    }
}

/// Makes readers below both kinds of writers, a box and a pin, all of which pass a buffer on.
struct Passed<W>(PhantomData<W>);

impl<W: Wrapper + Unpin> BufSource for Passed<W> {
    type Reader = Pin<Box<BufWriter<LineWriter<Box<Inner<W>>>>>>;
    type Feeder = Pipe;

    fn open(&mut self) -> (Self::Reader, Pipe) {
        let (reader, feeder) = inner();
        (Box::pin(BufWriter::new(LineWriter::new(Box::new(reader)))), feeder)
    }

    fn inject(&mut self, reader: Pin<&mut Self::Reader>, kind: ErrorKind) {
        reader.get_ref().get_ref().get_ref().pipe().fail_read(kind);
    }

    fn over(&mut self, peer: Peer) -> Option<Pin<Box<dyn AsyncBufRead>>> {
        Some(Box::pin(BufWriter::new(LineWriter::new(over(peer)))))
    }
}

/// Makes the subjects of one inner type.
macro_rules! over {
    ($name:ident, $inner:ty) => {
        mod $name {
            use super::*;

            conformance::buf_source!(
                take,
                Limited::<$inner>(PhantomData),
                capabilities [adapter, eof, inject, buffer = 7]
            );
            conformance::buf_source!(
                chain,
                Chained::<$inner>(PhantomData),
                capabilities [adapter, eof, inject, buffer = 7]
            );
            conformance::buf_source!(
                passed,
                Passed::<$inner>(PhantomData),
                capabilities [adapter, eof, inject, buffer = 7]
            );
        }
    };
}

over!(reference_pipe, Pipe);
over!(one_byte, OneByte);
over!(pends_first, PendsFirst);
over!(wakes_twice, WakesTwice);

/// Makes a reader of a lane behind a bounded chain: two buffers, one after the other.
struct Second;

impl BufSource for Second {
    type Reader = Chain<Cursor<[u8; 0]>, LaneReader>;
    type Feeder = LaneWriter;

    fn open(&mut self) -> (Self::Reader, LaneWriter) {
        let (reader, feeder) = reference::lane(16);
        (Cursor::new([]).chain(reader), feeder)
    }

    fn inject(&mut self, reader: Pin<&mut Self::Reader>, kind: ErrorKind) {
        reader.get_ref().1.fail_read(kind);
    }
}

conformance::buf_source!(chain_to_a_lane, Second, capabilities [eof, inject, pipe, buffer = 16]);

/// Makes readers that have all their bytes from the start.
struct Fixed<R>(fn(Vec<u8>) -> Option<R>);

impl<R: AsyncBufRead> BufSource for Fixed<R> {
    type Reader = R;
    type Feeder = io::Sink;

    fn open(&mut self) -> (R, io::Sink) {
        ((self.0)(Vec::new()).unwrap(), io::sink())
    }

    fn holding(&mut self, bytes: &[u8]) -> Option<R> {
        (self.0)(bytes.to_vec())
    }
}

conformance::buf_source!(cursor, Fixed(|bytes| Some(Cursor::new(bytes))), capabilities[fixed]);
conformance::buf_source!(
    cursor_over_slice,
    Fixed(|bytes| Some(Cursor::new(&*bytes.leak()))),
    capabilities[fixed]
);
conformance::buf_source!(
    cursor_of_std,
    Fixed(|bytes| Some(std::io::Cursor::new(bytes))),
    capabilities[fixed]
);
conformance::buf_source!(slice, Fixed(|bytes| Some(&*bytes.leak())), capabilities[fixed]);
conformance::buf_source!(deque, Fixed(|bytes| Some(wrapped_around(&bytes))), capabilities[fixed]);
conformance::buf_source!(
    empty,
    Fixed(|bytes| bytes.is_empty().then(io::empty)),
    capabilities[fixed]
);
conformance::buf_source!(
    chain_of_two,
    Fixed(|mut bytes| {
        let second = bytes.split_off(bytes.len() / 2);
        Some(Cursor::new(bytes).chain(Cursor::new(second)))
    }),
    capabilities[fixed]
);
conformance::buf_source!(
    take_of_more,
    Fixed(|mut bytes| {
        let limit = bytes.len() as u64;
        bytes.extend([0xFF; 100]);
        Some(Cursor::new(bytes).take(limit))
    }),
    capabilities[fixed]
);

/// Makes a deque whose bytes go around its end.
fn wrapped_around(bytes: &[u8]) -> VecDeque<u8> {
    let mut deque = VecDeque::with_capacity(bytes.len());
    let middle = deque.capacity() / 2;
    deque.extend(std::iter::repeat_n(0, middle));
    deque.drain(..middle);
    deque.extend(bytes);
    deque
}
