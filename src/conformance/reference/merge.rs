//! A merge of streams that passes every rule of adapters.

use alloc::vec::Vec;
use core::{
    pin::Pin,
    task::{Context, Poll},
};

use crate::stream::{FusedStream, Stream};

/// Several streams as one: an item comes out as soon as one of them has it.
///
/// They take turns. A stream that ends is dropped; the last one's end is the end.
#[derive(Debug)]
#[must_use = "streams do nothing unless polled"]
pub struct Merge<S> {
    /// Those that have not ended.
    streams: Vec<S>,
    /// Which of them is asked next; it may be one past the last.
    turn: usize,
}

impl<S: Stream + Unpin> Merge<S> {
    /// Merges `streams`.
    pub fn new(streams: impl IntoIterator<Item = S>) -> Self {
        Self { streams: streams.into_iter().collect(), turn: 0 }
    }
}

impl<S: Stream + Unpin> Stream for Merge<S> {
    type Item = S::Item;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<S::Item>> {
        let this = &mut *self;
        let mut waiting = 0;
        while waiting < this.streams.len() {
            let at = this.turn % this.streams.len();
            match Pin::new(&mut this.streams[at]).poll_next(cx) {
                Poll::Ready(Some(item)) => {
                    this.turn = at + 1;
                    return Poll::Ready(Some(item));
                }
                Poll::Ready(None) => {
                    // Whoever comes after it stands in its place now.
                    drop(this.streams.remove(at));
                    this.turn = at;
                }
                Poll::Pending => {
                    waiting += 1;
                    this.turn = at + 1;
                }
            }
        }
        if this.streams.is_empty() { Poll::Ready(None) } else { Poll::Pending }
    }

    fn poll_progress(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        let mut progress = Poll::Ready(());
        for stream in &mut self.streams {
            if Pin::new(stream).poll_progress(cx).is_pending() {
                progress = Poll::Pending;
            }
        }
        progress
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.streams.iter().map(S::size_hint).fold((0, Some(0)), |(low, high), (lower, upper)| {
            let high = high.zip(upper).and_then(|(high, upper)| high.checked_add(upper));
            (low.saturating_add(lower), high)
        })
    }
}

impl<S: Stream + Unpin> FusedStream for Merge<S> {
    fn is_terminated(&self) -> bool {
        self.streams.is_empty()
    }
}
