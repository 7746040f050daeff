//! Asynchronous iteration.
#![allow(missing_docs, reason = "bootstrap")]
use core::{
    pin::Pin,
    task::{Context, Poll},
};
pub trait Stream {
    type Item;
    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>>;
    fn poll_progress(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        let _ = cx;
        Poll::Ready(())
    }
    fn size_hint(&self) -> (usize, Option<usize>) {
        (0, None)
    }
}
pub trait FusedStream: Stream {
    fn is_terminated(&self) -> bool;
}
pub trait IntoStream {
    type Item;
    type IntoStream: Stream<Item = Self::Item>;
    fn into_stream(self) -> Self::IntoStream;
}
