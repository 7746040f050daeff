//! Says nothing about how many items are left.

use std::{
    pin::Pin,
    task::{Context, Poll},
};

use async_interop::{
    conformance::{self, harness::Token, reference::Receiver},
    stream::{FusedStream, Stream},
};

use super::over::Over;

/// Gives no hint of size.
struct NoHint(Receiver<Token>);

impl Stream for NoHint {
    type Item = Token;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Token>> {
        Pin::new(&mut self.0).poll_next(cx)
    }
}

impl FusedStream for NoHint {
    fn is_terminated(&self) -> bool {
        self.0.is_terminated()
    }
}

conformance::stream!(no_hint, Over(NoHint), capabilities [finite, fused, send, send_xt]);
