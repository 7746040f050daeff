//! Hands out its items in bursts.

use std::{
    pin::Pin,
    task::{Context, Poll},
};

use async_interop::{
    conformance::{self, harness::Token, reference::Receiver},
    stream::{FusedStream, Stream},
};

use super::over::Over;

/// Hands out `burst` items in a row, then is pending once and wakes itself.
struct Bursts {
    stream: Receiver<Token>,
    burst: usize,
    left: usize,
}

impl Stream for Bursts {
    type Item = Token;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Token>> {
        if self.left == 0 && self.stream.size_hint().0 > 0 {
            self.left = self.burst;
            cx.waker().wake_by_ref();
            return Poll::Pending;
        }
        let polled = Pin::new(&mut self.stream).poll_next(cx);
        if matches!(polled, Poll::Ready(Some(_))) {
            self.left = self.left.saturating_sub(1);
        }
        polled
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.stream.size_hint()
    }
}

impl FusedStream for Bursts {
    fn is_terminated(&self) -> bool {
        self.stream.is_terminated()
    }
}

conformance::stream!(
    bursts_of_three,
    Over(|stream| Bursts { stream, burst: 3, left: 3 }),
    capabilities [finite, fused, send, send_xt]
);

conformance::stream!(
    pending_before_each_item,
    Over(|stream| Bursts { stream, burst: 1, left: 0 }),
    capabilities [finite, fused, send, send_xt]
);
