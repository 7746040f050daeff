//! [`StreamExt::merge`](crate::stream::StreamExt::merge).

use core::{
    pin::Pin,
    task::{Context, Poll},
};

use pin_project_lite::pin_project;

use crate::stream::{Fuse, FusedStream, Stream, pair};

pin_project! {
    /// Stream returned by [`StreamExt::merge`](crate::stream::StreamExt::merge).
    #[must_use = "streams do nothing unless polled"]
    #[derive(Clone, Debug)]
    pub struct Merge<A, B> {
        #[pin]
        first: Fuse<A>,
        #[pin]
        second: Fuse<B>,
        // Whose turn it is.
        second_is_next: bool,
    }
}

impl<A, B> Merge<A, B> {
    pub(in crate::stream) const fn new(first: A, second: B) -> Self {
        Self { first: Fuse::new(first), second: Fuse::new(second), second_is_next: false }
    }
}

impl<A: Stream, B: Stream<Item = A::Item>> Stream for Merge<A, B> {
    type Item = A::Item;

    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<A::Item>> {
        let this = self.project();
        let turn = this.second_is_next;
        if *turn {
            poll_in_order(this.second, this.first, turn, cx)
        } else {
            poll_in_order(this.first, this.second, turn, cx)
        }
    }

    fn poll_progress(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        let this = self.project();
        pair::progress(this.first.poll_progress(cx), this.second.poll_progress(cx))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        pair::hint(self.first.size_hint(), self.second.size_hint())
    }
}

impl<A: Stream, B: Stream<Item = A::Item>> FusedStream for Merge<A, B> {
    fn is_terminated(&self) -> bool {
        self.first.is_terminated() && self.second.is_terminated()
    }
}

/// Takes an item of whichever has one, and ends once both have ended. If the one that was asked
/// first gave an item, it is the other one's turn.
fn poll_in_order<A: Stream, B: Stream<Item = A::Item>>(
    first: Pin<&mut A>,
    second: Pin<&mut B>,
    turn: &mut bool,
    cx: &mut Context<'_>,
) -> Poll<Option<A::Item>> {
    let first = first.poll_next(cx);
    if let Poll::Ready(Some(_)) = first {
        *turn = !*turn;
        return first;
    }
    match second.poll_next(cx) {
        // The first one still waits, or has ended as well.
        Poll::Ready(None) => first,
        other => other,
    }
}
