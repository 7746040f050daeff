//! How a stage drives what can be read.

use alloc::{boxed::Box, vec::Vec};
use core::{
    future::poll_fn,
    mem,
    pin::Pin,
    task::{Context, Poll, ready},
};

use super::Stage;
use crate::{
    conformance::Work,
    io::{AsyncBufRead, AsyncRead, ErrorKind, ReadBuf, Result},
};

impl Stage {
    /// Reads `reader` to its end, in small pieces.
    pub fn drain<R: AsyncRead + 'static>(&self, reader: R) -> Work {
        let (mut reader, mut read) = (Box::pin(reader), Vec::new());
        Box::pin(poll_fn(move |cx| {
            while ready!(poll_piece(reader.as_mut(), &mut read, cx))? {}
            Poll::Ready(Ok(mem::take(&mut read)))
        }))
    }

    /// Reads `reader` to its end, by turns from its buffer and into one of the stage.
    pub fn drain_buffered<R: AsyncBufRead + 'static>(&self, reader: R) -> Work {
        let (mut reader, mut read) = (Box::pin(reader), Vec::new());
        let mut looks = true;
        Box::pin(poll_fn(move |cx| {
            loop {
                let reader = reader.as_mut();
                let more = if looks {
                    ready!(poll_look(reader, &mut read, cx))?
                } else {
                    ready!(poll_piece(reader, &mut read, cx))?
                };
                if !more {
                    return Poll::Ready(Ok(mem::take(&mut read)));
                }
                looks = !looks;
            }
        }))
    }
}

/// Reads some bytes, and returns whether it was not the end.
fn poll_piece<R: AsyncRead>(
    reader: Pin<&mut R>,
    read: &mut Vec<u8>,
    cx: &mut Context<'_>,
) -> Poll<Result<bool>> {
    let mut room = [0; 5];
    let mut buf = ReadBuf::new(&mut room);
    ready!(reader.poll_read(cx, buf.unfilled()))?;
    read.extend_from_slice(buf.filled());
    Poll::Ready(not_endless(read).map(|()| !buf.is_empty()))
}

/// Takes a part of what the reader has in its buffer, and returns whether it was not the end.
fn poll_look<R: AsyncBufRead>(
    mut reader: Pin<&mut R>,
    read: &mut Vec<u8>,
    cx: &mut Context<'_>,
) -> Poll<Result<bool>> {
    let shown = ready!(reader.as_mut().poll_fill_buf(cx))?;
    let taken = shown.len().div_ceil(2);
    read.extend_from_slice(&shown[..taken]);
    reader.consume(taken);
    Poll::Ready(not_endless(read).map(|()| taken > 0))
}

/// Ends what would go on for ever.
fn not_endless(read: &[u8]) -> Result<()> {
    if read.len() > 10 * Stage::PAYLOAD.len() {
        return Err(ErrorKind::InvalidData.into());
    }
    Ok(())
}
