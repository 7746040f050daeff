//! Ends only after one more `Pending`.

use std::{
    mem,
    pin::Pin,
    task::{Context, Poll},
};

use async_interop::{
    conformance::{self, harness::Token, reference::Receiver},
    stream::{FusedStream, Stream},
};

use super::over::Over;

/// Is pending once more, and wakes itself, before it says that it has ended.
struct LateEnd {
    stream: Receiver<Token>,
    hesitated: bool,
    ended: bool,
}

impl Stream for LateEnd {
    type Item = Token;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Token>> {
        let polled = Pin::new(&mut self.stream).poll_next(cx);
        if matches!(polled, Poll::Ready(None)) {
            if !mem::replace(&mut self.hesitated, true) {
                cx.waker().wake_by_ref();
                return Poll::Pending;
            }
            self.ended = true;
        }
        polled
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.stream.size_hint()
    }
}

impl FusedStream for LateEnd {
    fn is_terminated(&self) -> bool {
        self.ended
    }
}

conformance::stream!(
    late_end,
    Over(|stream| LateEnd { stream, hesitated: false, ended: false }),
    capabilities [finite, fused, send, send_xt]
);
