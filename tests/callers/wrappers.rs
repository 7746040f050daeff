//! What wraps a reader or a writer.

use std::pin::Pin;

use async_interop::{
    conformance::harness::StrictIo,
    io::{
        AsyncBufRead, AsyncRead, AsyncReadExt as _, AsyncWrite, BufReader, BufWriter, LineWriter,
        empty, split,
    },
};

use crate::callers;

callers! {
    reads_through_buf_reader [adapter, reads] |stage| {
        stage.drain(BufReader::with_buffer(stage.io(), [0; 7]))
    };
    reads_in_buf_reader [adapter, reads] |stage| {
        stage.drain_buffered(BufReader::with_buffer(stage.io(), [0; 7]))
    };
    writes_through_buf_reader [adapter, reads, writes, shuts, vectored] |stage| {
        stage.converse(BufReader::with_buffer(stage.io(), [0; 7]))
    };
    buf_writer [adapter, reads, writes, shuts, vectored] |stage| {
        stage.converse(BufWriter::with_buffer(stage.io(), [0; 7]))
    };
    buf_writer_without_room [adapter, writes, shuts, vectored] |stage| {
        stage.fill(BufWriter::with_buffer(stage.io(), []))
    };
    reads_in_buf_writer [adapter, reads, consumes] |stage| {
        stage.drain_buffered(BufWriter::with_buffer(stage.io(), [0; 7]))
    };
    line_writer [adapter, reads, writes, shuts] |stage| {
        stage.converse(LineWriter::with_buffer(stage.io(), [0; 7]))
    };
    line_writer_with_much_room [adapter, writes, shuts] |stage| {
        stage.fill(LineWriter::with_buffer(stage.io(), [0; 64]))
    };
    take [adapter, reads] |stage| stage.drain(stage.io().take(u64::MAX));
    take_in_buffer [adapter, reads, consumes] |stage| {
        stage.drain_buffered(stage.io().take(u64::MAX))
    };
    take_some [adapter] |stage| stage.drain(stage.io().take(9));
    take_some_in_buffer [adapter, consumes] |stage| stage.drain_buffered(stage.io().take(9));
    chain_first [adapter, reads] |stage| stage.drain(stage.io().chain(empty()));
    chain_second [adapter, reads, consumes] |stage| {
        stage.drain_buffered(empty().chain(stage.io()))
    };
    chain_both [adapter, consumes] |stage| stage.drain_buffered(stage.io().chain(stage.io()));
    read_half [adapter, reads] |stage| stage.drain(split(stage.io()).0);
    write_half [adapter, writes, shuts, vectored] |stage| stage.fill(split(stage.io()).1);
    boxed [adapter, reads, consumes] |stage| {
        stage.drain_buffered(Box::new(stage.io()) as Box<dyn AsyncBufRead + Unpin>)
    };
    boxed_writer [adapter, writes, shuts, vectored] |stage| {
        stage.fill(Box::pin(stage.io()) as Pin<Box<dyn AsyncWrite>>)
    };
    borrowed_writer [adapter, writes, shuts, vectored] |stage| {
        stage.fill(Box::leak(Box::new(stage.io())) as &mut StrictIo)
    };
    borrowed_reader [adapter, reads] |stage| {
        stage.drain(Box::leak(Box::new(stage.io())) as &mut dyn AsyncReadUnpin)
    };
}

trait AsyncReadUnpin: AsyncRead + Unpin {}

impl<T: AsyncRead + Unpin> AsyncReadUnpin for T {}
