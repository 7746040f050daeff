//! How a stage drives a stream.

use alloc::{boxed::Box, format, string::String, vec::Vec};
use core::{
    future::poll_fn,
    pin::Pin,
    task::{Context, Poll},
};

use super::Stage;
use crate::{conformance::Work, stream::Stream};

impl Stage {
    /// Takes all items of `stream`.
    pub fn exhaust<S: Stream + 'static>(&self, stream: S) -> Work {
        let stage = self.clone();
        Box::pin(async move {
            let mut stream = Box::pin(stream);
            let (asks, fused) = stage.with(|state| (state.asks_for_progress, state.fused));
            for _ in 0..100 * Self::ITEMS {
                let hint = stream.size_hint();
                stage.with(|state| state.driven.hints.push(hint));
                let next = poll_fn(|cx| {
                    if asks {
                        ask_for_progress(&stage, stream.as_mut(), cx);
                    }
                    stream.as_mut().poll_next(cx)
                });
                if next.await.is_none() {
                    break;
                }
            }
            if fused {
                for _ in 0..3 {
                    poll_fn(|cx| Poll::Ready(stream.as_mut().poll_next(cx).is_ready())).await;
                }
            }
            Ok(Vec::new())
        })
    }
}

/// Lets the stream work on, and compares what it does with what reaches those inside.
fn ask_for_progress<S: Stream>(stage: &Stage, stream: Pin<&mut S>, cx: &mut Context<'_>) {
    let look = |stage: &Stage| {
        stage.with(|state| {
            let streams = state.streams.iter();
            let counts = streams.map(|inner| (inner.progress, inner.polls, inner.goes_on()));
            (counts.collect::<Vec<_>>(), state.pending)
        })
    };
    let (before, pending_before) = look(stage);
    let polled = stream.poll_progress(cx);
    let (after, pending) = look(stage);
    let mut lost = Vec::<String>::new();
    for (at, ((asked, polls, goes_on), now)) in before.into_iter().zip(after).enumerate() {
        if goes_on && now.2 && now.0 == asked {
            lost.push(format!("stream {at} was not asked to work on"));
        }
        if now.1 > polls {
            lost.push(format!("stream {at} was asked for an item meanwhile"));
        }
    }
    if polled.is_ready() && pending > pending_before {
        lost.push("it was ready although work inside was pending".into());
    }
    stage.with(|state| {
        state.driven.progress += 1;
        state.driven.progress_lost.append(&mut lost);
    });
}
