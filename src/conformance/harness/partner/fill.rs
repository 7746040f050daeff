//! How a stage drives what can be written.

use alloc::{boxed::Box, format, vec::Vec};
use core::{
    future::poll_fn,
    pin::Pin,
    task::{Context, Poll},
};

use super::Stage;
use crate::{
    conformance::Work,
    io::{AsyncRead, AsyncWrite, ErrorKind, IoSlice, Result},
};

impl Stage {
    /// Writes the payload to `writer` in small pieces, flushes now and then, and shuts it down.
    pub fn fill<W: AsyncWrite + 'static>(&self, writer: W) -> Work {
        let stage = self.clone();
        Box::pin(async move {
            let mut writer = Box::pin(writer);
            fill(&stage, writer.as_mut()).await?;
            Ok(Vec::new())
        })
    }

    /// Does as [`fill`](Self::fill), then reads `io` to its end.
    pub fn converse<Io: AsyncRead + AsyncWrite + 'static>(&self, io: Io) -> Work {
        let stage = self.clone();
        Box::pin(async move {
            let mut io = Box::pin(io);
            fill(&stage, io.as_mut()).await?;
            stage.drain(io).await
        })
    }
}

async fn fill<W: AsyncWrite>(stage: &Stage, mut writer: Pin<&mut W>) -> Result<()> {
    stage.with(|state| state.driven.filled = true);
    let mut left = Stage::PAYLOAD;
    let mut pieces = 0..;
    while let (Some(piece), false) = (pieces.next(), left.is_empty()) {
        let vectored = writer.is_write_vectored();
        stage.with(|state| state.driven.vectored &= vectored);
        let taken = if vectored && piece % 2 == 0 {
            poll_fn(|cx| poll_slices(stage, writer.as_mut(), left, cx)).await?
        } else {
            let some = &left[..left.len().min(5)];
            let taken = poll_fn(|cx| writer.as_mut().poll_write(cx, some)).await?;
            if taken <= some.len() { taken } else { return Err(ErrorKind::InvalidData.into()) }
        };
        if taken == 0 {
            return Err(ErrorKind::WriteZero.into());
        }
        left = &left[taken..];
        if piece % 3 == 2 {
            poll_fn(|cx| writer.as_mut().poll_flush(cx)).await?;
            note_kept_back(stage, "flush", Stage::PAYLOAD.len() - left.len());
        }
    }
    poll_fn(|cx| writer.as_mut().poll_shutdown(cx)).await?;
    note_kept_back(stage, "shutdown", Stage::PAYLOAD.len());
    let (begun, done) = stage.shut();
    if begun == 0 || done < begun {
        let kept = "a shutdown was ready, and the shutdown of what is below was not".into();
        stage.with(|state| state.driven.kept_back.push(kept));
    }
    Ok(())
}

/// Writes from several slices at once.
fn poll_slices<W: AsyncWrite>(
    stage: &Stage,
    writer: Pin<&mut W>,
    left: &[u8],
    cx: &mut Context<'_>,
) -> Poll<Result<usize>> {
    let (first, rest) = left.split_at(left.len().min(2));
    let (second, third) = rest.split_at(rest.len().min(1));
    let third = &third[..third.len().min(2)];
    let slices = [first, &[], second, third].map(IoSlice::new);
    let all = first.len() + second.len() + third.len();
    writer.poll_write_vectored(cx, &slices).map(|result| {
        let taken = result?;
        if taken > all {
            return Err(ErrorKind::InvalidData.into());
        }
        let ends = [0, first.len(), first.len() + second.len()];
        let slices = ends.iter().filter(|end| taken > **end).count();
        stage.with(|state| state.driven.slices = state.driven.slices.max(slices));
        Ok(taken)
    })
}

/// Notes bytes that were accepted and have not reached the end of the way.
fn note_kept_back(stage: &Stage, operation: &str, accepted: usize) {
    stage.with(|state| {
        let flushed = state.ios.iter().map(|io| io.flushed).max().unwrap_or(0);
        if flushed < accepted {
            state.driven.kept_back.push(format!(
                "a {operation} was ready, and {} of {accepted} bytes were not flushed below",
                accepted - flushed
            ));
        }
    });
}
